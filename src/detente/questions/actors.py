"""Who is there: actors over all pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.questions.conditions import article_of, is_named
from detente.record import Store
from detente.text import fold, squeeze
from detente.types import Actor, ActorKind, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor over all pages: names, roles, and how often he speaks and is spoken of."""

    name: str
    kind: str
    state: str | None
    entry: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    pages: int
    said: int
    acted: int


def list_actors(store: Store, *, name: str | None = None) -> tuple[ActorRow, ...]:
    """Return the actors of all pages, joined by lexicon entry, else by name and state, busiest first."""
    groups: dict[tuple[str, str | None], list[tuple[Reading, Actor]]] = {}
    for reading in store.readings():
        for actor in reading.cast.actors:
            groups.setdefault(_key(actor), []).append((reading, actor))
    rows = [_actor_row(g) for g in groups.values()]
    if name:
        rows = [r for r in rows if is_named(name, *r.names)]
    return tuple(sorted(rows, key=lambda r: (-(r.said + r.acted), -r.pages, r.name)))


def _key(actor: Actor) -> tuple[str, str | None]:
    """Return what makes actors of two pages one row: the entry, a state's body of one kind, else name and state."""
    if actor.entry:
        return actor.entry, None
    body = actor.kind is ActorKind.ORGANISATION and actor.official and actor.state and actor.roles
    return (fold(actor.roles[0]) if body else fold(actor.name)), actor.state


def distinct(roles: Iterable[str]) -> tuple[str, ...]:
    """Return roles in order, those that differ in capitals only given once."""
    found: dict[str, str] = {}
    for role in roles:
        found.setdefault(fold(role), role)
    return tuple(found.values())


def _actor_row(group: list[tuple[Reading, Actor]]) -> ActorRow:
    named = (a for r, a in group if any(m.actor == a.id and m.kind.value == "name" for m in r.cast.mentions))
    actor = next(named, group[0][1])  # "Ilham Aliyev" before "the Azerbaijani president" of another page
    names: dict[str, None] = {}
    said = acted = 0
    for reading, one in group:
        names[one.name] = None
        text = article_of(reading).text
        for m in reading.cast.mentions:
            if m.actor == one.id and m.kind.value == "name":
                names[squeeze(m.span.of(text))] = None
        said += sum(1 for s in reading.statements if s.speaker == one.id)
        acted += sum(1 for e in reading.tellings if one.id in (e.source, e.target))
    return ActorRow(
        name=actor.name,
        kind=actor.kind.value,
        state=actor.state,
        entry=actor.entry,
        names=tuple(names),
        roles=distinct(role for _, a in group for role in a.roles),
        pages=len(group),
        said=said,
        acted=acted,
    )
