"""Which relations the record tells of: one row for each pair of states, by happenings, busiest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.questions.happenings import list_happenings
from detente.record import Store
from detente.record.dyads import DyadCounts, count_dyads
from detente.types import Dyad, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """One pair of states: on how many pages, how much said about it, what happened, how often told, over which days.

    `happenings` counts each once however often it is told; `actual` are those of them that are told as done.
    `tellings`, like `happenings`, counts every status, what is planned or denied too.
    """

    dyad: Dyad
    pages: int
    statements: int
    happenings: int
    actual: int
    tellings: int
    first: str | None
    last: str | None


def list_dyads(store: Store, lexicon: Lexicon) -> tuple[DyadRow, ...]:
    """Return one row for every pair of states that a statement is about or that an event joins."""
    made: Counter[Dyad] = Counter()
    done: Counter[Dyad] = Counter()
    for one in list_happenings(store, lexicon):
        if one.dyad.source != one.dyad.target:
            made[one.dyad.joined()] += 1
            done[one.dyad.joined()] += one.status is Status.ACTUAL
    known = count_dyads(store)
    nothing = DyadCounts()
    rows = [
        DyadRow(
            dyad=dyad,
            pages=(counts := known.get(dyad, nothing)).pages,
            statements=counts.statements,
            happenings=made[dyad],
            actual=done[dyad],
            tellings=counts.tellings,
            first=counts.first,
            last=counts.last,
        )
        for dyad in dict.fromkeys((*made, *known))
    ]
    return tuple(sorted(rows, key=lambda r: (-(r.statements + r.happenings), -r.pages, r.dyad.source, r.dyad.target)))
