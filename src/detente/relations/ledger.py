"""Happenings and pages become columns by period: what series, bands, turns and verdicts all count from.

A hundred thousand happenings are one pass; everything after it is arithmetic on arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.relations.nouns import Coverage
from detente.relations.periods import Step, every_period
from detente.relations.scale import Scale
from detente.types import Dyad, EventType, Happening, Status, When

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
TYPES = tuple(EventType)
ACTUAL = frozenset({Status.ACTUAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The happenings of a dyad that count, as columns, sorted by period, with the pages of every period.

    `at` and `cells` have one entry for each happening: its period, and its type with scale points (index into
    `sorts`). `starts[t]:starts[t + 1]` are the happenings of period t.
    """

    dyad: Dyad
    scale: Scale
    step: Step
    directed: bool
    statuses: frozenset[Status]
    periods: tuple[When, ...]
    happenings: tuple[Happening, ...]
    at: Whole
    cells: Whole
    sorts: tuple[tuple[EventType, float], ...]
    starts: Whole
    coverage: tuple[tuple[Coverage, ...], ...]

    @property
    def pages(self) -> Whole:
        """The number of pages of each period."""
        return np.array([len(pages) for pages in self.coverage], dtype=np.int64)

    @property
    def events(self) -> Whole:
        """The number of happenings of each period."""
        return np.diff(self.starts)

    @property
    def points(self) -> Floats:
        """The scale points of each happening."""
        return np.array([value for _, value in self.sorts])[self.cells] if self.sorts else np.zeros(0)

    def total(self, weights: Floats) -> Floats:
        """Return the sum of a column by period."""
        return np.bincount(self.at, weights=weights, minlength=len(self.periods)).astype(np.float64)

    def of(self, place: int) -> tuple[Happening, ...]:
        """Return the happenings of the period at this place."""
        return self.happenings[self.starts[place] : self.starts[place + 1]]


def open_ledger(
    dyad: Dyad,
    happenings: Iterable[Happening],
    coverage: Sequence[Coverage],
    scale: Scale,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = ACTUAL,
    directed: bool = False,
) -> Ledger:
    """Return the columns of a dyad from the first page or happening to the last.

    A happening counts once, in the period of its own day (`Happening.day`), and only with one of
    `statuses`; undirected dyads take either order.
    """
    pairs = {dyad} if directed else {dyad, Dyad(dyad.target, dyad.source)}
    kept = []
    days: list[int] = []
    for one in happenings:
        if one.status in statuses and one.dyad in pairs and one.day is not None:
            kept.append(one)
            days.append(one.day.toordinal())
    printed = [page.published.toordinal() for page in coverage]
    periods: tuple[When, ...] = ()
    if days or printed:
        first, last = min([*days, *printed]), max([*days, *printed])
        periods = every_period(_day(first), _day(last), step)
    edges = np.array([p.start.toordinal() for p in periods], dtype=np.int64)
    at = np.searchsorted(edges, np.array(days, dtype=np.int64), side="right") - 1
    order = np.argsort(at, kind="stable")
    read = np.searchsorted(edges, np.array(printed, dtype=np.int64), side="right") - 1
    pages: list[list[Coverage]] = [[] for _ in periods]
    for place, page in zip(read, coverage, strict=True):
        pages[place].append(page)
    sorted_kept = tuple(kept[n] for n in order)
    cells, sorts = _sorted_by_points(sorted_kept, scale)
    return Ledger(
        dyad=dyad,
        scale=scale,
        step=step,
        directed=directed,
        statuses=statuses,
        periods=periods,
        happenings=sorted_kept,
        at=at[order],
        cells=cells,
        sorts=sorts,
        starts=np.searchsorted(at[order], np.arange(len(periods) + 1)),
        coverage=tuple(tuple(group) for group in pages),
    )


def _sorted_by_points(
    happenings: Sequence[Happening], scale: Scale
) -> tuple[Whole, tuple[tuple[EventType, float], ...]]:
    """Return for each happening the index of its type with its points, and these types with their points."""
    sorts: dict[tuple[EventType, float], int] = {}
    known: dict[tuple[EventType, str | None], int] = {}
    cells = np.empty(len(happenings), dtype=np.int64)
    for n, one in enumerate(happenings):
        key = (one.type, one.mode)
        if key not in known:
            known[key] = sorts.setdefault((one.type, scale.of(*key)), len(sorts))
        cells[n] = known[key]
    return cells, tuple(sorts)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
