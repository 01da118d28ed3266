"""Who is one person: names over all pages, and the links proposed between them with their reasons."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente import wire
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import Profile
from detente.questions.index import bring_up_to_date
from detente.questions.standing import Standing, standing_at, standing_of
from detente.record import Store
from detente.record.profiles import articles_bearing, count_profiles, profile_ids_like, profile_names, profiles
from detente.text import fold
from detente.types import Link, Verdict

KIND = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person: the names that are held to be his, what the pages say of him, and what is left open."""

    id: str  # of the name that occurs on most pages
    name: str
    profiles: tuple[Profile, ...]
    states: tuple[str, ...]
    roles: tuple[str, ...]
    pages: int
    first: date | None
    last: date | None
    links: tuple[Link, ...]
    unsure: tuple[Link, ...]  # to names of others


def list_persons(
    store: Store,
    lexicon: Lexicon,
    *,
    name: str | None = None,
    called: Collection[str] | None = None,
    alone: bool = True,
) -> tuple[PersonRow, ...]:
    """Return the persons of all pages (with such a name, or called so), those with links first, then by pages.

    Only names are read to find one; `alone=False` leaves out whoever has one name and no link that may be.
    """
    bring_up_to_date(store, lexicon)
    if not alone:
        return _rows(store, standing_of(store, KIND))
    seeds = [
        key
        for key, known in profile_names(store)
        if (name is None or fold(name) in fold(known)) and (called is None or known in called)
    ]
    found = _rows(store, standing_at(store, KIND, seeds))
    wanted = set(seeds)
    return tuple(r for r in found if any(p.id in wanted for p in r.profiles))


def count_persons(store: Store, lexicon: Lexicon) -> int:
    """Return how many persons the pages name, names that are held to be one counted once."""
    bring_up_to_date(store, lexicon)
    return count_profiles(store) - sum(len(g) - 1 for g in standing_of(store, KIND).groups)


def find_person(store: Store, lexicon: Lexicon, key: str) -> PersonRow:
    """Return the person with this id (or its beginning), or this whole name; QuestionError where not one fits."""
    bring_up_to_date(store, lexicon)
    seeds = profile_ids_like(store, key) or [k for k, known in profile_names(store) if fold(known) == fold(key)]
    wanted = set(seeds)
    hits = [r for r in _rows(store, standing_at(store, KIND, seeds)) if any(p.id in wanted for p in r.profiles)]
    if len(hits) != 1:
        found = "No person fits" if not hits else f"{len(hits)} persons fit"
        raise QuestionError(f"{found} {key!r}; `detente person` lists their ids.")
    return hits[0]


def _rows(store: Store, stand: Standing) -> tuple[PersonRow, ...]:
    keys = [key for g in stand.groups for key in g]
    known = {key: wire.from_json(Profile, json.loads(data)) for key, data in profiles(store, keys).items()}
    by_end = stand.by_end()
    rows = [_row(store, g, known, by_end) for g in stand.groups]
    return tuple(sorted(rows, key=lambda r: (len(r.profiles) < 2 and not r.unsure, -r.pages, r.name, r.id)))


def _row(
    store: Store, members: Sequence[str], known: Mapping[str, Profile], by_end: Mapping[str, list[Link]]
) -> PersonRow:
    held = sorted((known[key] for key in members), key=lambda p: (-p.articles, p.name, p.id))
    inside = set(members)
    links = list({(k.left, k.right): k for key in members for k in by_end.get(key, ())}.values())
    firsts = [p.first for p in held if p.first]
    lasts = [p.last for p in held if p.last]
    return PersonRow(
        id=held[0].id,
        name=held[0].name,
        profiles=tuple(held),
        states=tuple(dict.fromkeys(p.state for p in held if p.state)),
        roles=tuple(dict.fromkeys(role for p in held for role in sorted(p.roles))),
        pages=held[0].articles if len(held) == 1 else len(articles_bearing(store, members)),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        links=tuple(k for k in links if {k.left, k.right} <= inside and k.verdict is Verdict.SAME),
        unsure=tuple(k for k in links if k.verdict is Verdict.UNSURE),
    )
