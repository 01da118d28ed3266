"""One actor: the pages that mention him, in which roles, what others say of him, and his offices by the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.dates import iso
from detente.lexicon import Lexicon
from detente.lexicon.actors import actors, terms_of
from detente.questions.actors import distinct, list_actors
from detente.questions.conditions import article_of, is_named, readings_of
from detente.questions.said import SaidRow, said_row
from detente.record import Store
from detente.types import Actor, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """One page that mentions an actor: what it calls him, in which roles, how often."""

    article: str
    url: str
    published: str | None
    outlet: str | None
    headline: str | None
    name: str
    roles: tuple[str, ...]
    mentions: int


def actor_pages(store: Store, name: str) -> tuple[ActorPage, ...]:
    """Return the pages that mention an actor of this name, by day of publication; undated pages come first."""
    found = [_actor_page(reading, actor) for reading, actor in _bearers(store, name)]
    return tuple(sorted(found, key=lambda page: (page.published or "", page.article, page.name)))


def _bearers(store: Store, name: str) -> Iterator[tuple[Reading, Actor]]:
    entries = {row.entry for row in list_actors(store, name=name) if row.entry}
    for reading in readings_of(store, None):
        for actor in reading.cast.actors:
            if is_named(name, actor.name) or (actor.entry and actor.entry in entries):
                yield reading, actor


def _actor_page(reading: Reading, actor: Actor) -> ActorPage:
    article = article_of(reading)
    return ActorPage(
        article=article.id,
        url=article.url,
        published=iso(article.published.when) if article.published else None,
        outlet=article.outlet.value if article.outlet else None,
        headline=article.headline.value if article.headline else None,
        name=actor.name,
        roles=distinct(actor.roles),
        mentions=sum(m.actor == actor.id for m in reading.cast.mentions),
    )


def said_about(store: Store, name: str) -> tuple[SaidRow, ...]:
    """Return the statements of others whose words mention an actor of this name, by page and place on it."""
    found = []
    for reading, actor in _bearers(store, name):
        spans = [m.span for m in reading.cast.mentions if m.actor == actor.id]
        for statement in reading.statements:
            spoken_of = any(content.covers(span) for content in statement.content for span in spans)
            if spoken_of and statement.speaker != actor.id:
                found.append(said_row(reading, statement))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A term of office from the lexicon: ISO dates, `until` the first day out of office, None where open."""

    person: str
    office: str
    state: str
    since: str | None
    until: str | None
    source: str
    looked_up: bool


def offices_of(lexicon: Lexicon, entry: str) -> tuple[Office, ...]:
    """Return the offices that the lexicon knows of a person, by their start."""
    known = actors(lexicon)
    found = [
        Office(
            person=known.persons[term.person].name,
            office=known.offices[term.office].name if term.office in known.offices else term.office,
            state=term.state,
            since=iso(term.spell.since) if term.spell.since else None,
            until=iso(term.spell.until) if term.spell.until else None,
            source=term.source,
            looked_up=term.looked_up,
        )
        for term in terms_of(lexicon, entry)
    ]
    return tuple(sorted(found, key=lambda office: office.since or ""))
