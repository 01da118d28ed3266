"""Commands on sameness: stories, happenings, statements, persons, and the user's word on what is one."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.sameness import draw_happening, draw_person, draw_story, draw_utterance, headline
from detente.cli.terminal import AsJson, Db, asked_store, out, print_json
from detente.errors import QuestionError
from detente.lexicon import Lexicon, load_lexicon
from detente.questions import dyad_of
from detente.questions.happenings import find_happening, list_happenings, times_told
from detente.questions.persons import count_persons, find_person, list_persons
from detente.questions.stories import find_story, list_stories
from detente.questions.utterances import find_utterance, list_utterances
from detente.questions.verdicts import KINDS, What, join, part, take_back
from detente.record import Store
from detente.settings import load_settings
from detente.text import counted

Who = Annotated[str, typer.Option("--who", help="Who decides, for the log.")]
Why = Annotated[str, typer.Option("--why", help="Why, for the log.")]
Kind = Annotated[str, typer.Argument(help="story, happening, statement or person.")]

Back = Annotated[bool, typer.Option("--back", help="Take back what was decided so; the machine's word stands again.")]

_BY_ID = frozenset({"story", "happening", "statement"})  # persons are named by name, too
_TELLING = 4  # characters of an id from which a decision may be made by it


def story(
    page: Annotated[str | None, typer.Argument(help="Only the story of this page: its id.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List stories that several pages print: who was first, who copied, and how much is shared."""
    store, lexicon = _asked(db)
    rows = (find_story(store, lexicon, page),) if page else list_stories(store, lexicon)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        draw_story(out, row)
    if page is None:
        out.print(f"{counted(len(rows), 'story')} on several pages", style="dim")


def happening(
    key: Annotated[str | None, typer.Argument(metavar="ID", help="Its id, or that of an event in it.")] = None,
    between: Annotated[tuple[str, str] | None, typer.Option(help="Only between these two: RUS AZE.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List happenings, each counted once however often it is told; with ID, every telling and its sentence."""
    store, lexicon = _asked(db)
    if key is not None:
        one = find_happening(store, lexicon, key)
        if as_json:
            print_json(one)
        else:
            draw_happening(out, one)
        return
    rows = list_happenings(store, lexicon, dyad_of(*between, lexicon) if between else None)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        out.print(headline(row))
    pages = len({a for r in rows for a in r.articles})
    counts = f"{counted(len(rows), 'happening')}, {times_told(rows)} on {counted(pages, 'page')}"
    out.print(counts, style="dim")


def statement(
    key: Annotated[str | None, typer.Argument(metavar="ID", help="Only the statement told there: its id.")] = None,
    by: Annotated[str | None, typer.Option(help="Only words of this speaker (part of a name will do).")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List statements told in several places, wordings side by side: whole, cut, or in other words."""
    store, lexicon = _asked(db)
    rows = (find_utterance(store, lexicon, key),) if key else list_utterances(store, lexicon, speaker=by)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        draw_utterance(out, row)
    if key is None:
        places = sum(len(r.places) for r in rows)
        out.print(f"{counted(len(rows), 'statement')} told in {counted(places, 'place')}", style="dim")


def person(
    name: Annotated[str | None, typer.Argument(help="A name, part of one, or the id of a name.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List persons whose names are linked, or may be: every proposal with its reasons; with NAME, also all others."""
    store, lexicon = _asked(db)
    if name:
        rows = list_persons(store, lexicon, name=name) or (find_person(store, lexicon, name),)
    else:
        rows = list_persons(store, lexicon, alone=False)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        draw_person(out, row)
    out.print(f"{counted(len(rows), 'person')}{'' if name else f' of {count_persons(store, lexicon)}'}", style="dim")


def join_two(
    kind: Kind, first: str, second: str, back: Back = False, why: Why = "", who: Who = "user", db: Db = None
) -> None:
    """Say that two stories, happenings, statements or persons are one; the machine's judgement stays underneath."""
    _telling(kind, first, second)
    store, lexicon = _asked(db)
    if back:
        out.print(take_back(store, lexicon, _what(kind), (first, second), who=who, why=why))
    else:
        out.print(join(store, lexicon, _what(kind), first, second, who=who, why=why))


def split_one(kind: Kind, member: str, back: Back = False, why: Why = "", who: Who = "user", db: Db = None) -> None:
    """Say that a page, an event, a place or a name does not belong to its story, happening, statement or person."""
    _telling(kind, member)
    store, lexicon = _asked(db)
    if back:
        out.print(take_back(store, lexicon, _what(kind), (member,), who=who, why=why))
    else:
        out.print(part(store, lexicon, _what(kind), member, who=who, why=why))


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("story")(story)
    app.command("happening")(happening)
    app.command("statement")(statement)
    app.command("person")(person)
    app.command("join")(join_two)
    app.command("split")(split_one)


def _telling(kind: str, *keys: str) -> None:
    """Refuse the first letter of an id: what is decided by it may be decided on another record."""
    short = next((key for key in keys if kind in _BY_ID and len(key) < _TELLING), None)
    if short is not None:
        raise QuestionError(f"{short!r} is too short to decide on; write at least {_TELLING} characters of the id.")


def _asked(db: str | None) -> tuple[Store, Lexicon]:
    return asked_store(db), load_lexicon(load_settings(db=db).lexicons)


def _what(kind: str) -> What:
    for known in KINDS:
        if known == kind:
            return known
    raise QuestionError(f"{kind!r} cannot be joined or split; write one of {', '.join(KINDS)}.")
