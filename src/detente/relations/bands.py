"""Counts become draws, and draws become bands: count noise, the mix of types, and the coder's measured errors.

Method: the rate of a period has a gamma posterior whose prior (mean and dispersion over the periods read) is
estimated from the series by moments; the mix of types has a Dirichlet posterior, a Bayesian bootstrap over the
happenings of the period that leans a little on the mix of the whole series; rate and mix are drawn apart. Each
happening counts for precision / recall of its type, drawn once for a whole series, so that the coder's errors cancel
where periods are compared. Not covered: what the press left out, and what these outlets print otherwise than others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.relations.coder import Coder
from detente.relations.ledger import TYPES, Floats, Ledger, Whole
from detente.relations.nouns import LEVEL, Band

_SEED = 20250311
_MOST = 500  # draws for each period; fewer where there are thousands of periods
_CELLS = 4_000_000  # draws of single cells that a series may cost
_POOL = 1024  # draws of the whole series' mix, from which every period takes its lean
_EVEN = 1 / len(TYPES)  # one happening more, spread over all types: what has not been seen may still be
_MIX = 1.5  # happenings of the whole series' mix that each period's own mix leans on
_DISPERSION = (0.5, 8.0)  # bounds of the shape of the gamma prior


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of each period (draws, periods): cooperation and conflict points, and the number of happenings."""

    cooperation: Floats
    conflict: Floats
    weight: Floats

    @property
    def net(self) -> Floats:
        """Cooperation and conflict together."""
        return self.cooperation + self.conflict

    @property
    def balance(self) -> Floats:
        """Points a happening."""
        return self.net / self.weight


def draw_levels(ledger: Ledger, coder: Coder | None = None, *, draws: int | None = None) -> Draws | None:
    """Return draws for each period of the ledger, None where nothing was counted; the same ledger, the same draws."""
    if not len(ledger.points):
        return None
    rng = np.random.default_rng(_SEED)
    periods = len(ledger.periods)
    grid = np.bincount(ledger.at * len(ledger.sorts) + ledger.cells, minlength=periods * len(ledger.sorts))
    full = np.flatnonzero(grid)
    at, sort = full // len(ledger.sorts), full % len(ledger.sorts)
    sorts = (*ledger.sorts, *((kind, ledger.scale.of(kind, None)) for kind in TYPES))
    kinds = np.array([TYPES.index(kind) for kind, _ in sorts])
    points = np.array([value for _, value in sorts])
    weights = (np.maximum(points, 0.0), np.minimum(points, 0.0), np.ones(len(points)))
    size = draws or int(np.clip(_CELLS // max(len(full), 4 * periods), 100, _MOST))
    factor = (coder.factors(ledger.statuses, size, rng) if coder else np.ones((size, len(TYPES))))[:, kinds]
    drawn = rng.standard_gamma(grid[full].astype(np.float64), size=(size, len(full)))
    lean = rng.standard_gamma(_MIX, size=(size, periods))
    seen = np.bincount(ledger.cells, minlength=len(sorts)) + _EVEN * (np.arange(len(sorts)) >= len(ledger.sorts))
    whole = _pooled(seen, factor, weights, (size, periods), rng)
    own = _by_period(drawn, at, periods) + lean
    drawn *= factor[:, sort]
    rate = _rates(ledger, size, rng) / own
    parts = [
        rate * (_by_period(drawn * w[sort], at, periods) + lean * m) for w, m in zip(weights, whole, strict=True)
    ]
    return Draws(*parts)


def _by_period(values: Floats, at: Whole, periods: int) -> Floats:
    """Sum the columns of cells that are sorted by period."""
    found = np.zeros((len(values), periods))
    places, starts = np.unique(at, return_index=True)
    found[:, places] = np.add.reduceat(values, starts, axis=1)
    return found


def _pooled(
    counts: Floats, factor: Floats, weights: Sequence[Floats], shape: tuple[int, int], rng: np.random.Generator
) -> list[Floats]:
    """Draw what one happening of the whole series' mix brings, for each of the weights: (draws, periods)."""
    pool = rng.dirichlet(np.maximum(_MIX * counts / counts.sum(), 1e-3), _POOL)
    pick = rng.integers(0, _POOL, shape)
    rows = np.arange(shape[0])[:, None]
    made: list[Floats] = [((factor * w) @ pool.T)[rows, pick] for w in weights]
    return made


def _rates(ledger: Ledger, size: int, rng: np.random.Generator) -> Floats:
    """Draw the rate of happenings of each period from its gamma posterior."""
    counts = ledger.events.astype(np.float64)
    read = counts[(ledger.pages > 0) | (counts > 0)]
    mean = read.mean()
    spread = read.var(ddof=1) - mean if len(read) > 1 else 0.0
    shape = float(np.clip(mean * mean / max(spread, 1e-9), *_DISPERSION)) if len(read) > 2 else _DISPERSION[0]
    drawn = rng.standard_gamma(counts + shape, size=(size, len(counts)))
    return np.asarray(drawn / (1 + shape / mean), dtype=np.float64)


def bands(values: Floats) -> tuple[Band, ...]:
    """Return the band of each column of draws."""
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail], axis=0)
    mean = values.mean(axis=0)
    return tuple(Band(*map(float, each)) for each in zip(low, mean, high, strict=True))


def tone_band(worse: int, neutral: int, better: int) -> Band | None:
    """Return the mean tone with its interval: a Dirichlet posterior with half a statement of each tone added."""
    if worse + neutral + better == 0:
        return None
    rng = np.random.default_rng(_SEED)
    shares = rng.dirichlet([worse + 0.5, neutral + 0.5, better + 0.5], _MOST)
    return bands((shares[:, 2] - shares[:, 0])[:, None])[0]
