"""Commands on relations: how a pair of states moves, a brief of one period, who stands beside, and the scales."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import draw
from detente.cli.draw_relation import draw_network, draw_relation, draw_scales, draw_third
from detente.cli.terminal import AsJson, Db, asked_store, err, out, print_json
from detente.dates import from_iso, iso
from detente.errors import QuestionError
from detente.lexicon import Lexicon, load_lexicon
from detente.lexicon.load import read_table
from detente.questions import ask_relation, dyad_of
from detente.questions.relation import Asked, RelationAnswer, lay_beside
from detente.relations import SCALES, STEPS, Measure, Scale, Step, load_scale, own_scale, period
from detente.relations.nouns import MEASURES
from detente.settings import load_settings
from detente.types import Status, When

First = Annotated[str, typer.Argument(help="A state or body: RUS, Russia, EU.")]
Second = Annotated[str, typer.Argument(help="The other one.")]
StepOption = Annotated[str, typer.Option("--step", help="day, week, month, quarter or year.")]
StatusOption = Annotated[
    list[Status] | None, typer.Option("--status", help="Count these statuses; actual unless given.")
]
Directed = Annotated[bool, typer.Option("--directed", help="Only from the first to the second.")]
ScaleOption = Annotated[str, typer.Option("--scale", help="plover, goldstein, or a CSV of your own.")]
MeasureOption = Annotated[
    str, typer.Option("--measure", help="balance (points a happening) or net (their sum): for turns and verdicts.")
]
Officials = Annotated[
    bool, typer.Option("--officials-only", help="Leave out the word of everybody who acts for no state.")
]

_LINK = r"https?://|#|[\w./{-]+(?:[?#/{]|$)"  # no address that runs something


def relation(
    first: First,
    second: Second,
    step: StepOption = "month",
    status: StatusOption = None,
    directed: Directed = False,
    scale: ScaleOption = "plover",
    measure: MeasureOption = "balance",
    officials_only: Officials = False,
    beside: Annotated[
        list[Path] | None,
        typer.Option("--beside", help="Others' event data: GDELT, POLECAT, ICEWS, ACLED or Phoenix files."),
    ] = None,
    chart: Annotated[Path | None, typer.Option("--chart", help="Draw it into this .png, .svg or .json file.")] = None,
    links: Annotated[
        str, typer.Option("--links", help="Address of a period's records on the chart; {when} is the period.")
    ] = "#{when}",
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer in CSV, one row a period.")] = False,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Draw how a relation moves: happenings with their bands, gaps as gaps, turns, and a verdict with its reason."""
    lexicon = load_lexicon(load_settings(db=db).lexicons)
    asked = _asked(lexicon, step, status, directed, scale, measure, officials_only)
    dyad = dyad_of(first, second, lexicon)
    answer = ask_relation(
        asked_store(db),
        dyad,
        lexicon,
        step=asked.step,
        statuses=asked.statuses,
        directed=asked.directed,
        scale=asked.scale,
        measure=asked.measure,
        officials_only=asked.officials_only,
    )
    if beside:
        answer = _beside(answer, beside, lexicon, asked)
    if chart is not None:
        if not re.match(_LINK, links, re.I):
            raise QuestionError(f"{links!r} is no address; links begin with http://, https://, # or a file's name.")
        _save(answer, chart, links)
    if as_csv:
        from detente.export.table import series_rows, write_csv

        rows = [
            row
            for s in (answer.series, *answer.beside)
            for row in series_rows(s, answer.verdicts * (s is answer.series))
        ]
        write_csv(rows, sys.stdout)
    elif as_json:
        whole = {name: getattr(answer, name) for name in answer.__slots__}
        print_json(whole | {"scale": _scale_json(answer.scale)})
    else:
        draw_relation(out, answer)
        if chart is not None:
            out.print(f"drawn into {chart}", style="dim")


def brief(
    first: First,
    second: Second,
    month: Annotated[str, typer.Option("--month", help="The period: 2025-03, 2025-03-10, or 2025 with --step year.")],
    form: Annotated[str, typer.Option("--format", help="md, html (with the chart) or txt.")] = "md",
    step: StepOption = "month",
    directed: Directed = False,
    scale: ScaleOption = "plover",
    measure: MeasureOption = "balance",
    officials_only: Officials = False,
    to: Annotated[
        Path | None, typer.Option("--out", help="Write into this file; its ending names the format.")
    ] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Write a brief of one relation in one month: verdict, turn, happenings, who said what, each line cited."""
    from detente.export.brief import FORMATS
    from detente.questions.brief import write_brief

    lexicon = load_lexicon(load_settings(db=db).lexicons)
    kind = to.suffix.lstrip(".").lower() if to is not None else form
    if kind not in FORMATS:
        raise QuestionError(f"{kind!r} is no format of briefs; write one of {', '.join(FORMATS)}.")
    asked = _asked(lexicon, step, None, directed, scale, measure, officials_only)
    made = write_brief(
        asked_store(db),
        dyad_of(first, second, lexicon),
        _period(month, asked.step),
        lexicon,
        asked,
        chart=kind == "html" and not as_json,
    )
    if as_json:
        print_json(made)
    elif to is not None:
        to.write_text(FORMATS[kind](made), encoding="utf-8")
        out.print(f"written to {to}", style="dim")
    else:
        sys.stdout.write(FORMATS[kind](made))


def third(
    first: First, second: Second, officials_only: Officials = False, db: Db = None, as_json: AsJson = False
) -> None:
    """Show who stands beside two states: mediators, the blamed, and the relations that move with theirs."""
    from detente.questions.third import ask_third

    lexicon = load_lexicon(load_settings(db=db).lexicons)
    answer = ask_third(asked_store(db), dyad_of(first, second, lexicon), lexicon, officials_only=officials_only)
    if as_json:
        print_json(answer)
    else:
        draw_third(out, answer)


def network(
    month: Annotated[
        str | None, typer.Option("--month", help="The period: 2025-03, 2025-03-10, or 2025 with --step year.")
    ] = None,
    step: StepOption = "month",
    scale: ScaleOption = "plover",
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Show which relations were alive at a time, and how cooperative each: the network of the record."""
    from detente.questions.third import ask_network

    lexicon = load_lexicon(load_settings(db=db).lexicons)
    when = _period(month, _step(step)) if month else None
    edges = ask_network(asked_store(db), lexicon, _scale(scale, lexicon), when)
    if as_json:
        print_json(edges)
    else:
        draw_network(out, edges, iso(when) if when else "all times", scale)


def scales(as_json: AsJson = False) -> None:
    """List the scales with their sources, our corrections, and the points of every type."""
    lexicon = load_lexicon(load_settings().lexicons)
    rows = [load_scale(lexicon, name) for name in SCALES]
    if as_json:
        print_json([_scale_json(row) for row in rows])
    else:
        draw_scales(out, rows)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("relation")(relation)
    app.command("brief")(brief)
    app.command("third")(third)
    app.command("network")(network)
    app.command("scales")(scales)


def _asked(
    lexicon: Lexicon,
    step: str,
    status: list[Status] | None,
    directed: bool,
    scale: str,
    measure: str,
    officials_only: bool,
) -> Asked:
    return Asked(
        step=_step(step),
        statuses=frozenset(status) if status else frozenset({Status.ACTUAL}),
        directed=directed,
        scale=_scale(scale, lexicon),
        measure=_measure(measure),
        officials_only=officials_only,
    )


def _beside(answer: RelationAnswer, paths: list[Path], lexicon: Lexicon, asked: Asked) -> RelationAnswer:
    from detente.questions.beside import read_beside

    found, problems = read_beside(paths, answer.series.dyad, lexicon, answer.scale, asked)
    for problem in problems:
        err.print(draw.shown(problem.detail), style="yellow")
    return lay_beside(answer, found)


def _save(answer: RelationAnswer, path: Path, links: str) -> None:
    from detente.export.chart import draw_chart, save_chart

    spec = draw_chart(
        answer.series,
        turns=answer.turns,
        regimes=answer.regimes,
        verdicts=answer.verdicts,
        beside=answer.beside,
        notes=[answer.note],
        link=lambda point: links.replace("{when}", iso(point.when)),
    )
    save_chart(spec, path)


def _scale(word: str, lexicon: Lexicon) -> Scale:
    if word in SCALES:
        return load_scale(lexicon, word)
    path = Path(word)
    if not path.is_file():
        raise QuestionError(f"{word!r} is no scale; write {', '.join(SCALES)}, or the path of a CSV of your own.")
    return own_scale(read_table(path), path.name, lexicon)


def _scale_json(scale: Scale) -> dict[str, object]:
    points = {f"{kind}.{mode}" if mode else kind: value for (kind, mode), value in scale.points.items()}
    return {
        "name": scale.name,
        "source": scale.source,
        "notes": scale.notes,
        "quads": dict(scale.quads),
        "points": points,
    }


def _measure(word: str) -> Measure:
    for measure in MEASURES:
        if measure == word:
            return measure
    raise QuestionError(f"{word!r} is no measure; write one of {', '.join(MEASURES)}.")


def _step(word: str) -> Step:
    for step in STEPS:
        if step == word:
            return step
    raise QuestionError(f"{word!r} is no step; write one of {', '.join(STEPS)}.")


def _period(words: str, step: Step) -> When:
    try:
        return period(from_iso(words).start, step)
    except ValueError as fault:
        raise QuestionError(f"{words!r} is no month, day or year; write 2025-03 or 2025-03-10.") from fault
