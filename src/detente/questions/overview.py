"""Which relations the record tells of: one row for each pair of states, busiest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from detente.record import Store
from detente.types import Dyad, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """One pair of states: on how many pages, how much said about it, what happened as told, over which days."""

    dyad: Dyad
    pages: int
    statements: int
    tellings: int
    actual: int
    first: str | None
    last: str | None


@dataclass(slots=True)
class _Tally:
    pages: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    statements: int = 0
    tellings: int = 0
    actual: int = 0


def list_dyads(store: Store) -> tuple[DyadRow, ...]:
    """Return one row for every pair of states that a statement is about or that an event joins."""
    tallies: dict[Dyad, _Tally] = defaultdict(_Tally)
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
                tallies[dyad].actual += e.status is Status.ACTUAL
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
            tellings=t.tellings,
            actual=t.actual,
            first=min(t.days, default=None),
            last=max(t.days, default=None),
        )
        for dyad, t in tallies.items()
    ]
    return tuple(sorted(rows, key=lambda r: (-(r.statements + r.tellings), -r.pages, r.dyad.source, r.dyad.target)))
