"""What is one statement: the places where it is quoted whole, cut or in other words, side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from detente import wire
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import Said
from detente.links.quotations import how_told
from detente.questions.index import bring_up_to_date
from detente.questions.said import SaidRow, said_row
from detente.questions.standing import standing_at, standing_of
from detente.record import Store
from detente.record.digests import digests_like, digests_of
from detente.text import squeeze
from detente.types import Link, Verdict

KIND = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a statement: how its words stand to the fullest wording, and the row with its words and span."""

    how: str  # whole, cut, other words
    row: SaidRow


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceRow:
    """One statement with every place where it is told, the fullest wording first, and the judgements between them."""

    id: str  # of the statement that was published first
    speaker: str | None
    first: str | None  # the outlet that published it first, where known
    outlets: tuple[str, ...]
    wordings: int  # that differ
    places: tuple[Place, ...]
    links: tuple[Link, ...]


def list_utterances(store: Store, lexicon: Lexicon, *, speaker: str | None = None) -> tuple[UtteranceRow, ...]:
    """Return the statements that are told in several places (of one speaker), those with most places first."""
    bring_up_to_date(store, lexicon)
    stand = standing_of(store, KIND)
    by_end = stand.by_end()
    rows = [
        _row(store, g, list({(k.left, k.right): k for key in g for k in by_end.get(key, ())}.values()))
        for g in stand.groups
        if len(g) > 1
    ]
    if speaker:
        wanted = speaker.casefold()
        rows = [r for r in rows if r.speaker and wanted in r.speaker.casefold()]
    return tuple(sorted(rows, key=lambda r: (-len(r.places), r.places[0].row.published or "", r.id)))


def find_utterance(store: Store, lexicon: Lexicon, key: str) -> UtteranceRow:
    """Return the statement with this id, or the one told there; the beginning of an id will do."""
    bring_up_to_date(store, lexicon)
    seeds = [each.id for each in digests_like(store, KIND, key)]
    stand = standing_at(store, KIND, seeds)
    found = {g for g in stand.groups if set(g) & set(seeds)}
    if len(found) != 1:
        how_many = "No statement fits" if not found else f"{len(found)} statements fit"
        raise QuestionError(f"{how_many} {key!r}; `detente said --json` lists their ids.")
    inside = found.pop()
    return _row(store, inside, [k for k in stand.links if {k.left, k.right} & set(inside)])


def _row(store: Store, members: Sequence[str], links: Sequence[Link]) -> UtteranceRow:
    held = {each.id: wire.from_json(Said, json.loads(each.data)) for each in digests_of(store, members)}
    articles = dict.fromkeys(each.article for each in held.values())
    rows = {s.id: said_row(r, s) for r in store.readings(articles) for s in r.statements if s.id in held}
    fullest = max(held.values(), key=lambda s: len(s.words))
    early = sorted(rows.values(), key=lambda r: (r.published or "9", r.url, r.spans))
    places = [Place(how=how_told(held[r.id], fullest), row=r) for r in early]
    places.sort(key=lambda p: ("whole", "cut", "other words").index(p.how))
    inside = set(members)
    return UtteranceRow(
        id=early[0].id,
        speaker=next((p.row.speaker for p in places if p.row.speaker), None),
        first=early[0].outlet if early[0].published else None,
        outlets=tuple(dict.fromkeys(r.outlet for r in early if r.outlet)),
        wordings=len({squeeze(" ".join(r.words)).casefold() for r in early}),
        places=tuple(places),
        links=tuple(k for k in links if {k.left, k.right} <= inside or k.verdict is Verdict.UNSURE),
    )
