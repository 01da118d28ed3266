"""Commands on speech: who said what, one speaker over time, and who leans how."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from detente.cli.draw_speech import draw_reliability, draw_said, draw_stances, draw_voice
from detente.cli.terminal import AsCsv, AsJson, Db, asked_store, out, print_csv, print_json
from detente.dates import from_iso
from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.questions import dyad_of, over_time, who_said
from detente.questions.reliability import reliability_at
from detente.questions.said import SaidRow
from detente.questions.stances import list_stances
from detente.relations.periods import STEPS, Step
from detente.settings import Settings, load_settings
from detente.types import Dyad, Form

Since = Annotated[str | None, typer.Option(help="From this day, month or year on: 2021, 2021-07, 2021-07-20.")]
Until = Annotated[str | None, typer.Option(help="Up to this day, month or year, included.")]
Match = Annotated[str | None, typer.Option("--match", help="Only records that hold all these words.")]
OnPage = Annotated[str | None, typer.Option("--page", help="Only this page: its id, or part of its address.")]
Least = Annotated[
    float | None,
    typer.Option("--confidence", "--min-confidence", help="Only findings at least this sure, 0 to 1."),
]
By = Annotated[str | None, typer.Option("--by", help="Only words of this speaker (part of a name will do).")]
About = Annotated[str | None, typer.Option("--about", help="Only about this pair of states: RUS-AZE.")]


def said(
    by: By = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    form: Annotated[Form | None, typer.Option(help="Only this form of speech.")] = None,
    match: Match = None,
    page: OnPage = None,
    speech_only: Annotated[bool, typer.Option("--speech-only", help="Leave out beliefs and wishes.")] = False,
    confidence: Least = None,
    db: Db = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who said what: the words in their place, with what to cite, and how many of such readings were right."""
    settings = load_settings(db=db, min_confidence=confidence)
    rows = who_said(
        asked_store(db),
        by=by,
        about=pair_of(about, settings) if about else None,
        **days_of(since, until),
        form=form,
        matching=match,
        page=page,
        attitudes=not speech_only,
        min_confidence=settings.min_confidence,
    )
    if as_csv:
        print_csv(SaidRow, rows)
    elif as_json:
        print_json(rows)
    else:
        draw_said(out, rows, reliability_at(load_lexicon(settings.lexicons), settings.min_confidence))


def voice(
    name: Annotated[str, typer.Argument(help="A speaker's name, or part of one.")],
    about: About = None,
    step: Annotated[str, typer.Option(help="day, week, month, quarter or year.")] = "year",
    confidence: Least = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Compare one speaker over time: how much was said about each pair of states, and in which tone."""
    settings = load_settings(db=db, min_confidence=confidence)
    dyad = pair_of(about, settings) if about else None
    words = who_said(asked_store(db), by=name, about=dyad, min_confidence=settings.min_confidence)
    rows = over_time(words, step=_step(step), about=dyad)
    if not rows:
        raise QuestionError(f"Nothing of known day is said by {name!r} there; `detente actors` lists who speaks.")
    if as_json:
        print_json(rows)
    else:
        draw_voice(out, rows)


def stances(
    by: By = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    officials_only: Annotated[bool, typer.Option("--officials-only", help="Only those who act for a state.")] = False,
    confidence: Least = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Who leans how toward a pair of states, page by page: an analyst's view is never his state's."""
    settings = load_settings(db=db, min_confidence=confidence)
    rows = list_stances(
        asked_store(db),
        by=by,
        toward=pair_of(about, settings) if about else None,
        **days_of(since, until),
        officials_only=officials_only,
        min_confidence=settings.min_confidence,
    )
    if as_json:
        print_json(rows)
        return
    draw_stances(out, rows)
    draw_reliability(out, reliability_at(load_lexicon(settings.lexicons), settings.min_confidence))


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("said")(said)
    app.command("voice")(voice)
    app.command("stances")(stances)


def pair_of(pair: str, settings: Settings) -> Dyad:
    """Return the dyad that "RUS-AZE" or "Russia–Azerbaijan" names; QuestionError where it names none."""
    parts = pair.replace("–", "-").split("-")
    if len(parts) != 2:
        raise QuestionError(f"{pair!r} names no two states; write them as RUS-AZE.")
    return dyad_of(parts[0].strip(), parts[1].strip(), load_lexicon(settings.lexicons))


def days_of(since: str | None, until: str | None) -> dict[str, date | None]:
    """Return the first and last day of a window; QuestionError where the last lies before the first."""
    first, last = day_of(since), day_of(until, last=True)
    if first and last and last < first:
        raise QuestionError(f"--until {until} lies before --since {since}; turn them round.")
    return {"since": first, "until": last}


def day_of(words: str | None, *, last: bool = False) -> date | None:
    """Return the first (or last) day of a day, month or year as written; QuestionError for anything else."""
    if words is None:
        return None
    try:
        when = from_iso(words)
    except ValueError as fault:
        raise QuestionError(f"{words!r} is no day, month or year; write 2021, 2021-07 or 2021-07-20.") from fault
    return when.last if last else when.start


def _step(word: str) -> Step:
    for step in STEPS:
        if step == word:
            return step
    raise QuestionError(f"{word!r} is no step; write one of {', '.join(STEPS)}.")
