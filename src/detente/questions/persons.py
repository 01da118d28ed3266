"""Who is one person: names over all pages, and the links proposed between them with their reasons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente import wire
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import Profile, group, standing, user_links, without_rivals
from detente.questions.index import bring_up_to_date
from detente.record import Store, links_of
from detente.record.digests import articles_bearing, profiles
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


def list_persons(store: Store, lexicon: Lexicon, *, name: str | None = None) -> tuple[PersonRow, ...]:
    """Return the persons of all pages (with such a name), those with links first, then by number of pages."""
    bring_up_to_date(store, lexicon)
    known = {key: wire.from_json(Profile, json.loads(data)) for key, data in profiles(store).items()}
    users = user_links(store.decisions(KIND), KIND)
    links = (*without_rivals(links_of(store, KIND)), *users)
    by_end: dict[str, list[Link]] = {}
    for link in standing(links).values():
        for key in (link.left, link.right):
            by_end.setdefault(key, []).append(link)
    rows = [_row(store, g, known, by_end) for g in group(known, links) if _named(name, [known[k] for k in g])]
    return tuple(sorted(rows, key=lambda r: (len(r.profiles) < 2 and not r.unsure, -r.pages, r.name, r.id)))


def find_person(store: Store, lexicon: Lexicon, key: str) -> PersonRow:
    """Return the person with this id (or its beginning), or this whole name; QuestionError where not one fits."""
    rows = list_persons(store, lexicon)
    hits = [r for r in rows if any(p.id.startswith(key) for p in r.profiles)]
    hits = hits or [r for r in rows if any(fold(p.name) == fold(key) for p in r.profiles)]
    if len(hits) != 1:
        found = "No person fits" if not hits else f"{len(hits)} persons fit"
        raise QuestionError(f"{found} {key!r}; `detente person` lists their ids.")
    return hits[0]


def _named(name: str | None, held: Sequence[Profile]) -> bool:
    return name is None or any(fold(name) in fold(p.name) for p in held)


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
