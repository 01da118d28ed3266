"""Texts become articles, names actors, and readings the pages of a record, for the tests of what is one."""

from datetime import date

from detente.record import Store
from detente.types import (
    Actor,
    ActorKind,
    Article,
    Cast,
    Page,
    Reading,
    Span,
    identity,
)
from evals.stories.paper import printed, quoted

WIRE = (
    "Envoys of Lusitania and Burgundia met in Harlem on Tuesday to talk about herring quotas, officials said.",
    "The session lasted 6 hours and ended without a signature under the paper that both sides had drafted.",
    "Fishermen in the lower harbour said that 40 boats would stay at their moorings until the rules are explained.",
    "Minister Anton Varela called the day useful and promised to return before the first storms of the autumn.",
    "A quarrel over the same waters has kept two courts busy since the old treaty ran out nine summers ago.",
    "Neither delegation wanted to say who had asked for the pause that stretched from noon to the early evening.",
)


def article(
    text: str,
    key: str = "",
    *,
    published: date | None = date(2024, 5, 7),
    outlet: str | None = "X",
    cites: tuple[str, ...] = (),
) -> Article:
    """Return an article whose only line is body."""
    name = key or identity(text, "article")
    return printed(name, name, text, url=f"{name}.txt", published=published, outlet=outlet, cites=cites)


def enter(store: Store, reading: Reading) -> None:
    """Put a reading into the record, as that of a page of its own."""
    body = reading.page.encode()
    store.add(Page(sha=reading.page, url=reading.url, body=body, media_type="text/plain"), reading)


def person(
    name: str,
    state: str | None = None,
    role: str | None = None,
    entry: str | None = None,
) -> Actor:
    """Return a person as a cast holds one."""
    return Actor(id=name, name=name, kind=ActorKind.PERSON, state=state, roles=(role,) if role else (), entry=entry)


def speech(
    words: str,
    speaker: str | None,
    key: str,
    *,
    published: date = date(2024, 5, 7),
    outlet: str = "X",
    cites: tuple[str, ...] = (),
) -> Reading:
    """Return the reading of an article that is one quotation."""
    text = f"“{words}”, {speaker or 'a source'} said."
    made = article(text, key, published=published, outlet=outlet, cites=cites)
    span = Span(1, 1 + len(words))
    statement = quoted(key, span, speaker, f"s-{key}")
    actors = (person(speaker),) if speaker else ()
    return Reading(page=key, url=key, article=made, cast=Cast(actors=actors), statements=(statement,))
