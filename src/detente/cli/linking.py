"""Commands on sameness: stories, happenings, and the user's word on what is one and what is not."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from detente.cli import draw
from detente.cli.terminal import AsJson, Db, asked_store, out, print_json
from detente.dates import iso
from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.questions import dyad_of
from detente.questions.stories import (
    HappeningRow,
    StoryRow,
    What,
    find_happening,
    find_story,
    join,
    list_happenings,
    list_stories,
    part,
    take_back,
)
from detente.settings import load_settings
from detente.text import squeeze
from detente.types import Contradiction, Link, Verdict

Who = Annotated[str, typer.Option("--who", help="Who decides, for the log.")]
Why = Annotated[str, typer.Option("--why", help="Why, for the log.")]
Kind = Annotated[str, typer.Argument(help="story or happening.")]

Back = Annotated[bool, typer.Option("--back", help="Take back what was decided so; the machine's word stands again.")]


def story(
    page: Annotated[str | None, typer.Argument(help="Only the story of this page: its id.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List stories that several pages print: who was first, who copied, and how much is shared."""
    store = asked_store(db)
    rows = (find_story(store, page),) if page else list_stories(store)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        draw_story(out, row)
    if page is None:
        out.print(f"{_many(len(rows), 'story')} on several pages", style="dim")


def happening(
    key: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or that of an event in it.")] = None,
    between: Annotated[tuple[str, str] | None, typer.Option(help="Only between these two: RUS AZE.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List happenings, each counted once however often it is told; with ID, every telling and its sentence."""
    settings = load_settings(db=db)
    store, lexicon = asked_store(db), load_lexicon(settings.lexicons)
    if key is not None:
        row = find_happening(store, lexicon, key)
        if as_json:
            print_json(row)
        else:
            draw_happening(out, row)
        return
    rows = list_happenings(store, lexicon, dyad_of(*between, lexicon) if between else None)
    if as_json:
        print_json([r.happening for r in rows])
        return
    for row in rows:
        out.print(_headline(row))
    tellings = sum(len(r.tellings) for r in rows)
    pages = len({a for r in rows for a in r.happening.articles})
    counts = f"{_many(len(rows), 'happening')}, told {_many(tellings, 'time')} on {_many(pages, 'page')}"
    out.print(counts, style="dim")


def join_two(
    kind: Kind, first: str, second: str, back: Back = False, why: Why = "", who: Who = "user", db: Db = None
) -> None:
    """Say that two stories, or two happenings, are one; the machine's judgement stays underneath."""
    settings = load_settings(db=db)
    store = asked_store(db)
    lexicon = load_lexicon(settings.lexicons)
    if back:
        out.print(take_back(store, lexicon, _what(kind), (first, second), who=who, why=why))
    else:
        out.print(join(store, lexicon, _what(kind), first, second, who=who, why=why))


def split_one(kind: Kind, member: str, back: Back = False, why: Why = "", who: Who = "user", db: Db = None) -> None:
    """Say that a page is not of its story, or an event not of its happening."""
    settings = load_settings(db=db)
    store = asked_store(db)
    lexicon = load_lexicon(settings.lexicons)
    if back:
        out.print(take_back(store, lexicon, _what(kind), (member,), who=who, why=why))
    else:
        out.print(part(store, lexicon, _what(kind), member, who=who, why=why))


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("story")(story)
    app.command("happening")(happening)
    app.command("join")(join_two)
    app.command("split")(split_one)


def draw_story(console: Console, row: StoryRow) -> None:
    """Print one story: its pages in order of publication, why they are one, and what is left open."""
    first = f", first in {row.first}" if row.first else ""
    console.print(Text(f"{row.id[:8]}  ", style="dim").append(f"{len(row.pages)} pages{first}", style="bold"))
    for page in row.pages:
        line = Text(f"  {page.published or 'no date'}  ").append(draw.shown(page.outlet or "unknown outlet", 28))
        line.append("  ").append(draw.shown(page.label, 60)).append(f"  {page.article[:8]}", style="dim")
        console.print(line)
    for reason in row.reasons:
        console.print(Text("  one story: ").append(draw.shown(reason)), style="dim")
    for link in row.unsure:
        console.print(Text("  ").append(_judged(link)))


def draw_happening(console: Console, row: HappeningRow) -> None:
    """Print one happening: the counts, every telling with its sentence, contradictions, and the judgements."""
    console.print(_headline(row))
    draw.draw_happened(console, row.tellings)
    for each in row.happening.contradictions:
        console.print(_contradiction(each))
    for link in row.links:
        console.print(Text("  ").append(_judged(link)), style="dim")


def _headline(row: HappeningRow) -> Text:
    one = row.happening
    when = iso(one.when) if one.when else f"noted {one.noted}" if one.noted else "no day"
    text = Text(f"{one.id[:8]}  ", style="dim").append(f"{when}  ").append(one.type.value, style="bold")
    text.append(f"  {one.dyad.source} – {one.dyad.target}  ")
    text.append(one.status.value, style=draw.STATUS_STYLE[one.status])
    counts = {"telling": one.tellings, "page": one.articles, "story": range(one.stories), "outlet": one.outlets}
    words = ", ".join(_many(len(counted), noun) for noun, counted in counts.items())
    text.append(f"  {words}", style="dim")
    if len(one.statuses) > 1:
        text.append(f"  told as {', '.join(s.value for s in one.statuses)}", style="dim")
    if one.contradictions:
        fields = dict.fromkeys(c.field for c in one.contradictions)
        text.append(f"  contradictions: {', '.join(fields)}", style="yellow")
    return text


def _contradiction(found: Contradiction) -> Text:
    sides = "; ".join(f"{value} ({', '.join(key[:8] for key in keys)})" for value, keys in found.sides)
    return Text(f"  they differ in {found.field}: ", style="yellow").append(draw.shown(sides))


def _judged(link: Link) -> Text:
    mark = {Verdict.SAME: "same", Verdict.DIFFERENT: "not", Verdict.UNSURE: "unsure"}[link.verdict]
    words = f"{mark}: {link.left[:8]} and {link.right[:8]}, {'; '.join(link.reasons)} ({squeeze(link.by)})"
    return draw.shown(words)


def _many(number: int, noun: str) -> str:
    many = "stories" if noun == "story" else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _what(kind: str) -> What:
    if kind not in ("story", "happening"):
        raise QuestionError(f"{kind!r} cannot be joined or split; write story or happening.")
    return "story" if kind == "story" else "happening"
