"""The commands of `detente`: each asks one question of the record, or reads pages into it.

Exit codes: 0 done, 1 done with problems (each said in a sentence), 2 misuse.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer

from detente import __version__
from detente.cli import draw, linking, people, relating, speaking
from detente.cli.draw_relation import draw_relation
from detente.cli.show import draw_page, draw_vote
from detente.cli.speaking import Least, Match, OnPage, Since, Until, days_of
from detente.cli.terminal import AsCsv, AsJson, Db, asked_store, err, out, print_csv, print_json, to_type
from detente.errors import DetenteError, QuestionError, SettingsError
from detente.lexicon import load_lexicon
from detente.lexicon.check import check_lexicon
from detente.questions import (
    ask_relation,
    dyad_of,
    find_page,
    find_telling,
    happened_row,
    list_dyads,
    list_pages,
    list_problems,
    what_happened,
)
from detente.questions.happened import HappenedRow
from detente.questions.happenings import count_happenings
from detente.questions.pages import PageRow
from detente.settings import load_settings
from detente.types import EventType, LineKind, Status
from detente.work import collect_seldom

app = typer.Typer(
    name="detente",
    help="Read news pages; keep a sourced record of who said what and what happened between states.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
lexicon_app = typer.Typer(help="The words, names and frames that reading rests on.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
linking.register(app)
relating.register(app)
speaking.register(app)
people.register(app)


def _version(asked: bool) -> None:
    if asked:
        out.print(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[bool, typer.Option("--version", callback=_version, help="Print the version.")] = False,
) -> None:
    """Read news pages; keep a sourced record of who said what and what happened between states."""


@app.command()
def read(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, .zip, .jsonl, .warc, addresses; - is standard input.")
    ],
    db: Db = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added; write nothing.")] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch web addresses, politely; off unless asked for.")
    ] = False,
    workers: Annotated[int | None, typer.Option(help="Reading processes; 0: as many as there are cores.")] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="Read HTML by the line model alone: faster, a little less sure.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read pages into the record; the same page twice changes nothing."""
    from detente.cli.reading import read_into  # here, since only reading needs the parser and its second of loading

    settings = load_settings(db=db, workers=workers, fast=fast or None)
    report = read_into(paths, settings, err, dry_run=dry_run, fetch=fetch)
    if as_json:
        print_json(report.as_json())
    else:
        report.draw(out)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def overview(db: Db = None, as_json: AsJson = False) -> None:
    """Show which relations the record tells of, draw the busiest one, and say what to ask next."""
    settings = load_settings(db=db)
    store = asked_store(db)
    rows = list_dyads(store, load_lexicon(settings.lexicons))
    if as_json:
        print_json(rows)
        return
    if not rows:
        command = to_type("read PATH", settings.db)
        out.print(f"Nothing in the record joins two states yet; read more pages with `{command}`.", markup=False)
        return
    draw.draw_dyads(out, rows[:12])
    busiest = rows[0].dyad
    out.print()
    draw_relation(out, ask_relation(store, busiest, load_lexicon(settings.lexicons)))
    out.print()
    page = next((r for r in list_pages(store) if r.events and r.statements), None)
    out.print("What to type next:", style="bold")
    pair = f"{busiest.source} {busiest.target}"
    for words in (
        f"said --about {busiest.source}-{busiest.target}",
        f"happened --between {pair} --status actual",
        f"show {page.article[:8]}" if page else "pages",
        f"relation {pair} --step quarter",
    ):
        out.print(f"  {to_type(words, settings.db)}", markup=False)


@app.command()
def pages(db: Db = None, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the pages of the record."""
    rows = list_pages(asked_store(db))
    _answer(rows, as_json, lambda: draw.draw_pages(out, rows), PageRow if as_csv else None)


@app.command()
def show(
    page: Annotated[str, typer.Argument(help="The page's id, or part of its address.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Show a page line by line: furniture greyed with its reason, speech and events marked."""
    reading = find_page(asked_store(db), page)
    _answer(reading, as_json, lambda: draw_page(out, reading))


@app.command()
def why(
    page: Annotated[str, typer.Argument(help="The page's id, or part of its address.")],
    what: Annotated[str, typer.Argument(help="What to account for: date.")] = "date",
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Print how something about a page was settled: every vote with its evidence."""
    if what != "date":
        raise QuestionError(f"{what!r} cannot be accounted for; ask for: date.")
    article = find_page(asked_store(db), page).article
    if article is None:
        raise QuestionError(f"{page!r} gave no article; `detente problems` says why.")
    answer = {"published": article.published, "ballots": article.ballots}
    _answer(answer, as_json, lambda: draw_vote(out, article))


@app.command()
def flip(
    page: Annotated[str, typer.Argument(help="The page's id, or part of its address.")],
    line: Annotated[int, typer.Argument(help="The line's number, as `detente show` prints it.")],
    kind: Annotated[str, typer.Argument(help="title, body, metadata, furniture, other story, or back.")],
    reason: Annotated[str, typer.Option("--why", help="Why, for the log.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who decides, for the log.")] = "user",
    db: Db = None,
) -> None:
    """Set the kind of one line by hand and read the page again; `back` undoes it."""
    from detente.cli.reading import flip_line

    settings = load_settings(db=db)
    kinds = [k.value for k in LineKind]
    if kind != "back" and kind not in kinds:
        raise QuestionError(f"{kind!r} is no kind of line; write one of {', '.join(kinds)}, or back.")
    out.print(flip_line(asked_store(db), settings, page, line, kind, who, reason))


@app.command()
def happened(
    between: Annotated[tuple[str, str] | None, typer.Option(help="Only between these two: RUS AZE.")] = None,
    directed: Annotated[bool, typer.Option("--directed", help="Only from the first to the second.")] = False,
    status: Annotated[list[Status] | None, typer.Option(help="Only these statuses (repeatable).")] = None,
    kind: Annotated[list[EventType] | None, typer.Option("--type", help="Only these PLOVER types.")] = None,
    since: Since = None,
    until: Until = None,
    match: Match = None,
    page: OnPage = None,
    confidence: Least = None,
    db: Db = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What happened between states, as told, with its status and whose word it is."""
    settings = load_settings(db=db, min_confidence=confidence)
    store, lexicon = asked_store(db), load_lexicon(settings.lexicons)
    rows = what_happened(
        store,
        between=dyad_of(*between, lexicon) if between else None,
        directed=directed,
        statuses=frozenset(status) if status else None,
        types=frozenset(kind) if kind else None,
        **days_of(since, until),
        matching=match,
        page=page,
        min_confidence=settings.min_confidence,
    )

    def drawn() -> None:
        draw.draw_happened(out, rows, count_happenings(store, lexicon, [row.id for row in rows]))

    _answer(rows, as_json, drawn, HappenedRow if as_csv else None)


@app.command()
def explain(
    event: Annotated[str, typer.Argument(help="The event's id, as `detente happened` prints it.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Account for one event: which rule or model fired on which words, and what else it might have been."""
    from detente.events import explain as explain_telling

    settings = load_settings(db=db)
    reading, telling = find_telling(asked_store(db), event)
    article = reading.article
    lexicon = load_lexicon(settings.lexicons)
    reasons = explain_telling(telling, article, reading.cast, lexicon) if article else ()
    row = happened_row(reading, telling)

    def drawn() -> None:
        draw.draw_happened(out, [row])
        for reason in reasons:
            out.print(draw.shown(reason))

    _answer({"event": row, "reasons": reasons}, as_json, drawn)


@app.command()
def problems(db: Db = None, as_json: AsJson = False) -> None:
    """List what could not be read, and why."""
    rows = list_problems(asked_store(db))

    def drawn() -> None:
        draw.draw_problems(out, rows)
        out.print(f"{len(rows)} problems", style="dim")

    _answer(rows, as_json, drawn)


@lexicon_app.command("check")
def lexicon_check(as_json: AsJson = False) -> None:
    """Check every lexicon file: vocabularies, ids, dates, overlapping terms, and names that clash."""
    found = check_lexicon(load_lexicon(load_settings().lexicons))

    def drawn() -> None:
        for each in found:
            out.print(draw.shown(each))
        out.print(f"{len(found)} faults in the lexicon" if found else "The lexicon is sound.")

    _answer(found, as_json, drawn)
    raise typer.Exit(1 if found else 0)


def _answer(rows: Any, as_json: bool, drawn: Any, as_csv: type[Any] | None = None) -> None:
    if as_csv is not None:
        print_csv(as_csv, rows)
    elif as_json:
        print_json(rows)
    else:
        drawn()


def main() -> None:
    """Run the command line; every failure of ours is one sentence on standard error."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 gets escapes, not a fault
    try:
        app()
    except (QuestionError, SettingsError) as fault:
        err.print(draw.shown(str(fault)), style="yellow")
        sys.exit(2)
    except DetenteError as fault:
        err.print(draw.shown(str(fault)), style="red")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as fault:
        what = f"{fault.filename}: cannot be read or written" if fault.filename else "The answer cannot be written"
        err.print(draw.shown(f"{what} ({fault.strerror or fault}); check the path."), style="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
