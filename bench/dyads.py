"""A seed becomes an invented dyad: its regimes and turns, what is true of each month, and what was read of it.

Each is six years of months. A month has a rate of happenings (gamma, shape 4, around the regime's) and a mix of
types (Dirichlet, 60, around the regime's); a tenth of the months has no page at all, in blocks. The coder misses
some, gives some that are not, and how well it does is known only from a gold set of 300 events; precision and recall
of each type differ from dyad to dyad. The truth of a month is what would be counted on average without errors of the
coder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from detente.relations import Coder, Coverage, Ledger, Measured, Scale, open_ledger, period
from detente.relations.ledger import TYPES
from detente.types import Dyad, EventType, Happening, Status, When

Shape = Literal["flat", "turn", "episode"]
PAIR = Dyad("AAA", "BBB")
MONTHS = 72
FIRST = date(2018, 1, 1)
RATES = {"low": 30.0, "moderate": 15.0, "high": 5.0}  # happenings a month: the fewer, the more noise
GAPS = 0.1
# shares of types, in the order of EventType, in a tense and in a smooth regime
TENSE = np.array([6, 10, 4, 4, 2, 1, 2, 8, 16, 8, 10, 4, 7, 5, 6, 8], dtype=float)
SMOOTH = np.array([14, 22, 10, 12, 5, 3, 3, 7, 8, 4, 3, 2, 3, 2, 2, 3], dtype=float)


@dataclass(frozen=True)
class World:
    """One invented dyad: what is true of each month, and what was read."""

    ledger: Ledger
    coder: Coder
    truth: dict[str, np.ndarray]
    turns: tuple[When, ...]
    smooth: np.ndarray


def world(shape: Shape, noise: str, seed: int, scale: Scale) -> World:
    """Return one invented dyad."""
    rng = np.random.default_rng([seed, len(shape), len(noise)])
    smooth = _regimes(shape, rng)
    mixes = np.where(smooth[:, None], SMOOTH / SMOOTH.sum(), TENSE / TENSE.sum())
    if shape == "flat":
        mixes = np.tile((SMOOTH / SMOOTH.sum() + TENSE / TENSE.sum()) / 2, (MONTHS, 1))
    mixes = np.array([rng.dirichlet(60 * mix) for mix in mixes])
    rates = rng.gamma(4, RATES[noise] / 4, MONTHS)[:, None] * mixes
    precision, recall = rng.beta(13, 7, len(TYPES)), rng.beta(12, 8, len(TYPES))
    read = _read(rng)
    counts = rng.poisson(rates * recall / precision) * read[:, None]
    months = [month_at(n) for n in range(MONTHS)]
    pages = np.where(read, 1 + rng.poisson(RATES[noise] * rng.lognormal(0, 0.5, MONTHS)), 0)
    coverage = [
        Coverage(published=months[m].start + timedelta(days=int(rng.integers(28))), outlet=f"o{n % 7}")
        for m in range(MONTHS)
        for n in range(pages[m])
    ]
    happenings = [
        happening(f"{m}-{k}-{n}", TYPES[k], months[m].start + timedelta(days=int(rng.integers(28))))
        for m in range(MONTHS)
        for k in range(len(TYPES))
        for n in range(counts[m, k])
    ]
    points = np.array([scale.of(kind, None) for kind in TYPES])
    ups, downs = rates @ np.maximum(points, 0), rates @ np.minimum(points, 0)
    changes = tuple(months[m] for m in range(1, MONTHS) if smooth[m] != smooth[m - 1])
    ledger = open_ledger(PAIR, happenings, coverage, scale)
    truth = dict(cooperation=ups, conflict=downs, net=ups + downs, balance=(ups + downs) / rates.sum(axis=1))
    return World(ledger, _gold(precision, recall, rates.sum(axis=0), rng), truth, changes, smooth)


def _regimes(shape: Shape, rng: np.random.Generator) -> np.ndarray:
    """Whether each month is smooth: never or always the same, one turn in the middle third, or a tense episode."""
    months = np.arange(MONTHS)
    if shape == "flat":
        return np.zeros(MONTHS, dtype=bool)
    if shape == "turn":
        after = months >= rng.integers(MONTHS // 3, 2 * MONTHS // 3)
        return after if rng.random() < 0.5 else ~after
    start = int(rng.integers(14, 26))
    return (months < start) | (months >= start + int(rng.integers(16, 30)))


def _read(rng: np.random.Generator) -> np.ndarray:
    """Which months have pages: a tenth is missing, in blocks of one to four."""
    read = np.ones(MONTHS, dtype=bool)
    while read.mean() > 1 - GAPS:
        start = int(rng.integers(2, MONTHS - 6))
        read[start : start + int(rng.integers(1, 5))] = False
    return read


def _gold(precision: np.ndarray, recall: np.ndarray, shares: np.ndarray, rng: np.random.Generator) -> Coder:
    """What a gold set of 300 events says of this coder."""
    rows = {}
    for k, kind in enumerate(TYPES):
        gold = int(rng.poisson(300 * shares[k] / shares.sum()))
        given = int(rng.poisson(300 * shares[k] / shares.sum() * recall[k] / precision[k]))
        rows[kind, Status.ACTUAL] = Measured(
            given=given,
            right=int(rng.binomial(given, precision[k])),
            gold=gold,
            found=int(rng.binomial(gold, recall[k])),
        )
    return Coder(source="an invented gold set", rows=rows)


def month_at(n: int) -> When:
    """Return the month at this place."""
    return period(date(FIRST.year + n // 12, n % 12 + 1, 1), "month")


def happening(key: str, kind: EventType, day: date) -> Happening:
    """Return an invented happening of the pair on a day."""
    return Happening(
        id=key,
        type=kind,
        dyad=PAIR,
        status=Status.ACTUAL,
        when=When(day, day + timedelta(days=1)),
        noted=day,
        tellings=(key,),
        articles=(key,),
        outlets=("o1",),
    )
