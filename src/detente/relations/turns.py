"""A ledger becomes turns: change points of its level, each with the happenings that made it.

Method: PELT (Killick, Fearnhead and Eckley 2012) on weighted means. Periods weigh by how surely their level is known:
the spread of points between happenings and between periods. The penalty is the 97th percentile of the largest gain
that one split gives when the order of the periods is shuffled, so that of a hundred flat series three are split; once
turns are found, shuffling what they leave over sharpens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detente.relations.ledger import Floats, Ledger, Whole
from detente.relations.nouns import Measure, Turn, Turns
from detente.types import When

LEAST = 8  # periods with something counted; with fewer it is too little to say
MOST = 600  # periods; with more, take a longer step
ALPHA = 0.03  # share of flat series that one split may be found in
_APART = 3  # periods that a level lasts at least
_REACH = 6  # periods counted by which the shares of quads may move a turn
_SHUFFLES = 399
_SEED = 19920216
_CITED = 6  # happenings named for each turn
_AFTER = 3  # periods of the new level in which they are looked for
RULE = f"PELT on weighted means; one split exceeds the penalty in {ALPHA:.0%} of {_SHUFFLES} shuffles of the periods"


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each period that counts: its place in the ledger, its value and its weight (1 / variance)."""

    places: Whole
    values: Floats
    weights: Floats


def levels(ledger: Ledger, measure: Measure = "balance") -> Levels:
    """Return the level of each period: points a happening, or (net) the sum of the points of a period read."""
    counts = ledger.events.astype(np.float64)
    sums = ledger.total(ledger.points)
    if measure == "net":
        places = np.flatnonzero(ledger.pages > 0)
        values = sums[places]
        return Levels(places, values, np.full(len(places), 1 / max(_between(values, np.zeros(len(values))), 1e-9)))
    places = np.flatnonzero(counts > 0)
    n = counts[places]
    values = sums[places] / n
    within = ledger.points - (sums / np.maximum(counts, 1))[ledger.at]
    free = max(len(within) - len(places), 1)
    spread = max(float((within**2).sum() / free), 1e-6)
    return Levels(places, values, 1 / (spread / n + _between(values, spread / n)))


def _between(values: Floats, noise: Floats) -> float:
    """The variance between neighbouring periods beyond their own noise; a change of level hardly moves it."""
    if len(values) < 3:
        return 0.0
    steps = np.diff(values) ** 2 - noise[:-1] - noise[1:]
    return max(float(steps.mean()) / 2, 0.0)


def find_turns(ledger: Ledger, measure: Measure = "balance") -> Turns:
    """Return the turns of a ledger, or why none can be told; the same ledger gives the same turns."""
    known = levels(ledger, measure)
    size = len(known.places)
    if size < LEAST:
        few = f"{size} period{'' if size == 1 else 's'} with something counted; turns need {LEAST}"
        return Turns(little=f"too little to say: {few}", measure=measure)
    if size > MOST:
        return Turns(little=f"{size} periods are more than {MOST}; ask by a longer step", measure=measure)
    cuts, penalty = split(known.values, known.weights)
    if measure == "balance":
        cuts = _placed(ledger, known, cuts)
    edges = [0, *cuts, size]
    means = [_mean(known, a, b) for a, b in pairwise(edges)]
    found = []
    for n, cut in enumerate(cuts):
        gain = _gain(known, edges[n], cut, edges[n + 2])
        last, first = ledger.periods[known.places[cut - 1]], ledger.periods[known.places[cut]]
        new = known.places[cut : min(cut + _AFTER, edges[n + 2])]
        found.append(
            Turn(
                between=When(last.start, first.stop),
                first=first,
                before=means[n],
                after=means[n + 1],
                gain=gain,
                penalty=penalty,
                happenings=_made_by(ledger, new, means[n], means[n + 1] > means[n]),
            )
        )
    return Turns(turns=tuple(found), penalty=penalty, rule=RULE, measure=measure)


def split(values: Floats, weights: Floats) -> tuple[list[int], float]:
    """Return the places where the level changes, and the penalty that each had to exceed."""
    rng = np.random.default_rng(_SEED)
    penalty = _penalty(values, weights, rng)
    cuts = _pelt(values, weights, penalty)
    for _ in range(2):  # what is left over once turns are known is quieter, so that more may show
        if not cuts:
            break
        rest = values - _steps(values, weights, cuts)
        penalty = min(penalty, _penalty(rest, weights, rng))
        again = _pelt(values, weights, penalty)
        if again == cuts:
            break
        cuts = again
    return cuts, penalty


def _penalty(values: Floats, weights: Floats, rng: np.random.Generator) -> float:
    """The largest gain of one split in shuffled order, at the quantile that ALPHA leaves."""
    order = rng.permuted(np.tile(np.arange(len(values)), (_SHUFFLES, 1)), axis=1)
    v, w = values[order], weights[order]
    total = w.cumsum(axis=1)
    sums = (w * v).cumsum(axis=1)
    left_w, left = total[:, _APART - 1 : -_APART], sums[:, _APART - 1 : -_APART]
    all_w, whole = total[:, -1:], sums[:, -1:]
    gains = left**2 / left_w + (whole - left) ** 2 / (all_w - left_w) - whole**2 / all_w
    least = np.log(len(values))  # where hardly any noise is left, what is left is no turn
    return max(float(np.quantile(gains.max(axis=1), 1 - ALPHA)), float(least))


def _pelt(values: Floats, weights: Floats, penalty: float) -> list[int]:
    import ruptures  # here, since only turns need it
    from ruptures.base import BaseCost

    class WeightedMean(BaseCost):  # type: ignore[misc]
        """Weighted squares around the weighted mean of a stretch."""

        model = "weighted mean"
        min_size = _APART

        def fit(self, signal: Floats) -> WeightedMean:
            self.signal = signal
            w, v = signal[:, 1], signal[:, 0]
            self.sums = [np.concatenate([[0.0], each.cumsum()]) for each in (w, w * v, w * v * v)]
            return self

        def error(self, start: int, end: int) -> float:
            w, s, q = (each[end] - each[start] for each in self.sums)
            return float(q - s * s / w)

    signal = np.column_stack([values, weights])
    search = ruptures.Pelt(custom_cost=WeightedMean(), min_size=_APART, jump=1).fit(signal)
    return [int(cut) for cut in search.predict(pen=penalty)[:-1]]


def _placed(ledger: Ledger, known: Levels, cuts: list[int]) -> list[int]:
    """Move each cut, within reach, to where the shares of the four quads and the mean change most together.

    Points from -10 to 10 are heavy-tailed: one month can blur where the mean changes, while shares hold still.
    """
    quads = np.array([ledger.scale.quad(kind) or (1 if value > 0 else 3) for kind, value in ledger.sorts])
    counts = np.zeros((len(ledger.periods), 4))
    np.add.at(counts, (ledger.at, quads[ledger.cells] - 1), 1)
    sums = np.concatenate([np.zeros((1, 4)), counts[known.places].cumsum(axis=0)])
    moved = list(cuts)
    for n, cut in enumerate(cuts):
        start = moved[n - 1] if n else 0
        stop = cuts[n + 1] if n + 1 < len(cuts) else len(known.places)
        near = range(max(start + _APART, cut - _REACH), min(stop - _APART, cut + _REACH) + 1)
        score = {at: _fits(sums[at] - sums[start]) + _fits(sums[stop] - sums[at]) for at in near}
        moved[n] = max(near, key=lambda at: score[at] + _gain(known, start, at, stop) / 2)
    return moved


def _fits(counts: Floats) -> float:
    """The log likelihood of counts under their own shares, with half a count added to each."""
    return float((counts * np.log((counts + 0.5) / (counts.sum() + 2))).sum())


def _steps(values: Floats, weights: Floats, cuts: list[int]) -> Floats:
    found = np.empty_like(values)
    for a, b in zip([0, *cuts], [*cuts, len(values)], strict=True):
        found[a:b] = np.average(values[a:b], weights=weights[a:b])
    return found


def _mean(known: Levels, start: int, stop: int) -> float:
    return float(np.average(known.values[start:stop], weights=known.weights[start:stop]))


def _gain(known: Levels, start: int, cut: int, stop: int) -> float:
    left, right = known.weights[start:cut].sum(), known.weights[cut:stop].sum()
    step = _mean(known, start, cut) - _mean(known, cut, stop)
    return float(step**2 * left * right / (left + right))


def _made_by(ledger: Ledger, places: Whole, before: float, better: bool) -> tuple[str, ...]:
    """The ids of the happenings just after the turn that lie farthest from the old level, on the new side."""
    points = ledger.points
    picked = [n for t in places for n in range(ledger.starts[t], ledger.starts[t + 1])]
    sign = 1 if better else -1
    ranked = sorted(picked, key=lambda n: (-sign * (points[n] - before), -len(ledger.happenings[n].outlets), n))
    return tuple(ledger.happenings[n].id for n in ranked if sign * (points[n] - before) > 0)[:_CITED]
