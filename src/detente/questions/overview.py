"""Which relations the record tells of: one row for each pair of states, by happenings, busiest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from detente.lexicon import Lexicon
from detente.questions.happenings import list_happenings
from detente.record import Store
from detente.types import Dyad, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """One pair of states: on how many pages, how much said about it, what happened, how often told, over which days.

    `happenings` counts each once however often it is told; `actual` are those of them that are told as done.
    """

    dyad: Dyad
    pages: int
    statements: int
    happenings: int
    actual: int
    tellings: int
    first: str | None
    last: str | None


@dataclass(slots=True)
class _Tally:
    pages: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    statements: int = 0
    happenings: int = 0
    actual: int = 0
    tellings: int = 0


def list_dyads(store: Store, lexicon: Lexicon) -> tuple[DyadRow, ...]:
    """Return one row for every pair of states that a statement is about or that an event joins."""
    tallies: dict[Dyad, _Tally] = defaultdict(_Tally)
    for one in list_happenings(store, lexicon):
        if one.dyad.source != one.dyad.target:
            tally = tallies[one.dyad.joined()]
            tally.happenings += 1
            tally.actual += one.status is Status.ACTUAL
    for reading in store.readings():
        article = reading.article
        if article is None:
            continue
        touched: set[Dyad] = set()
        for s in reading.statements:
            for dyad in {d.joined() for d in s.about}:
                tallies[dyad].statements += 1
                touched.add(dyad)
        for e in reading.tellings:
            if e.source_state and e.target_state and e.source_state != e.target_state:
                dyad = Dyad(e.source_state, e.target_state).joined()
                tallies[dyad].tellings += 1
                touched.add(dyad)
        for dyad in touched:
            tallies[dyad].pages.add(article.id)
            if article.published:
                tallies[dyad].days.append(article.published.when.start.isoformat())
    rows = [
        DyadRow(
            dyad=dyad,
            pages=len(t.pages),
            statements=t.statements,
            happenings=t.happenings,
            actual=t.actual,
            tellings=t.tellings,
            first=min(t.days, default=None),
            last=max(t.days, default=None),
        )
        for dyad, t in tallies.items()
    ]
    return tuple(sorted(rows, key=lambda r: (-(r.statements + r.happenings), -r.pages, r.dyad.source, r.dyad.target)))
