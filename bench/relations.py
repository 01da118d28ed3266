"""Invented dyads with known regimes and turns become the figures of relations: turns, false turns, coverage, speed.

    python -m bench.relations [--runs 200] [--noise low moderate high] [--plot docs/why/uncertainty.svg] [--json FILE]

Each run is six years of months. A month has a rate of happenings (gamma, shape 4, around the regime's) and a mix of
types (Dirichlet, 60, around the regime's); a tenth of the months has no page at all, in blocks. The coder misses
some, gives some that are not, and how well it does is known only from a gold set of 300 events; precision and recall
of each type differ from run to run. The truth of a month is what would be counted on average without errors of the
coder. Seeds are fixed: the same command gives the same figures.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np

from detente.lexicon import load_lexicon
from detente.relations import (
    Coder,
    Coverage,
    Draws,
    Ledger,
    Measured,
    Scale,
    draw_levels,
    load_scale,
    make_series,
    open_ledger,
    period,
)
from detente.relations.ledger import TYPES
from detente.relations.nouns import Movement
from detente.relations.regimes import find_regimes
from detente.relations.turns import find_turns
from detente.relations.verdicts import judge_periods
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


@dataclass
class Tally:
    """What is counted over the runs of one shape and noise."""

    runs: int = 0
    turns: int = 0
    found: int = 0
    known: int = 0
    false: int = 0
    covered: dict[str, list[float]] = field(default_factory=dict)
    movements: dict[str, int] = field(default_factory=dict)
    months: int = 0


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
    months = [_month(n) for n in range(MONTHS)]
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


def _month(n: int) -> When:
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


def score(one: World, tally: Tally) -> None:
    """Count the turns found, the false ones, whether bands cover the truth, and the verdicts."""
    ledger = one.ledger
    draws = draw_levels(ledger, one.coder)
    if draws is None:
        return
    tally.runs += 1
    _score_turns(one, tally)
    offset = (ledger.periods[0].start.year - FIRST.year) * 12 + ledger.periods[0].start.month - 1
    read = np.flatnonzero(ledger.pages > 0)
    for name, truth in one.truth.items():
        _cover(name, truth[offset + read], draws, read, tally)
    for verdict in judge_periods(ledger, draws):
        if verdict.against is not None:
            tally.months += 1
            tally.movements[verdict.movement.value] = tally.movements.get(verdict.movement.value, 0) + 1


def _score_turns(one: World, tally: Tally) -> None:
    """A turn is right within one counted month of the true one; each true turn is matched once."""
    counted = [one.ledger.periods[p] for p in np.flatnonzero(one.ledger.events > 0)]
    found = [counted.index(t.first) for t in find_turns(one.ledger).turns]
    tally.turns += len(one.turns)
    for true in one.turns:
        place = next((n for n, when in enumerate(counted) if when.start >= true.start), len(counted))
        tally.known += abs(_oracle(one, counted) - place) <= 1 if len(one.turns) == 1 else 0
        near = [f for f in found if abs(f - place) <= 1]
        if near:
            tally.found += 1
            found.remove(min(near, key=lambda f: abs(f - place)))
    tally.false += len(found)


def _oracle(one: World, counted: list[When]) -> int:
    """Where somebody would put the one turn who knows both mixes: the best that can be done with these counts."""
    ledger = one.ledger
    odds = np.log(SMOOTH / SMOOTH.sum()) - np.log(TENSE / TENSE.sum())
    odds = odds if one.smooth[-1] else -odds
    each = odds[[TYPES.index(kind) for kind, _ in ledger.sorts]][ledger.cells]
    after = ledger.total(each)[ledger.events > 0][::-1].cumsum()[::-1]
    return int(after.argmax())


def _cover(name: str, truth: np.ndarray, draws: Draws, read: np.ndarray, tally: Tally) -> None:
    low, high = np.quantile(getattr(draws, name)[:, read], [0.05, 0.95], axis=0)
    tally.covered.setdefault(name, []).append(float(((low <= truth) & (truth <= high)).mean()))


def report(tally: Tally) -> dict[str, Any]:
    """Return the rates of a tally."""
    return {
        "runs": tally.runs,
        "turns found within one month": round(tally.found / tally.turns, 3) if tally.turns else None,
        "by an oracle that knows both mixes": round(tally.known / tally.runs, 3) if tally.known else None,
        "false turns a series": round(tally.false / tally.runs, 3),
        "coverage of 90 % bands": {k: round(float(np.mean(v)), 3) for k, v in tally.covered.items()},
        "verdicts": {m.value: round(tally.movements.get(m.value, 0) / max(tally.months, 1), 3) for m in Movement},
    }


def regimes_right(scale: Scale, noise: str, runs: int) -> dict[str, float]:
    """Return how often the model finds two regimes in two and one in one, and the share of months put right."""
    two = one = 0
    right: list[float] = []
    for seed in range(runs):
        made = world("episode", noise, seed, scale)
        found = find_regimes(made.ledger)
        if len(found.levels) == 2:
            two += 1
            true = {_month(n): bool(s) for n, s in enumerate(made.smooth)}
            likely = [row[1] > 0.5 for row in found.probabilities]
            right.append(float(np.mean([true[w] == s for w, s in zip(found.periods, likely, strict=True)])))
        one += not find_regimes(world("flat", noise, seed, scale).ledger).levels
    share = float(np.mean(right)) if right else 0.0
    return {
        "runs": runs,
        "two regimes found in two": two / runs,
        "months right": round(share, 3),
        "one in flat": one / runs,
    }


def speed(scale: Scale, count: int = 100_000) -> dict[str, float]:
    """Return CPU seconds for twenty years of months with so many happenings: series with bands, and verdicts."""
    rng = np.random.default_rng(1)
    days = rng.integers(0, 7300, count)
    kinds = rng.integers(0, len(TYPES), count)
    first = date(2005, 1, 1)
    made = [
        happening(str(n), TYPES[k], first + timedelta(days=int(d)))
        for n, (d, k) in enumerate(zip(days, kinds, strict=True))
    ]
    pages = [Coverage(published=first + timedelta(days=int(d)), outlet="o1") for d in days[: count // 2]]
    start = time.process_time()
    make_series(PAIR, made, pages, scale)
    series = time.process_time() - start
    start = time.process_time()
    ledger = open_ledger(PAIR, made, pages, scale)
    judge_periods(ledger, draw_levels(ledger))
    return {"series with bands, CPU s": round(series, 2), "verdicts, CPU s": round(time.process_time() - start, 2)}


def run(runs: int, noises: list[str]) -> dict[str, Any]:
    """Return every figure."""
    scale = load_scale(load_lexicon())
    answer: dict[str, Any] = {}
    for noise in noises:
        for shape in ("flat", "turn", "episode"):
            tally = Tally()
            for seed in range(runs):
                score(world(shape, noise, seed, scale), tally)
            answer[f"{shape}, {noise} noise"] = report(tally)
    return answer


def main() -> None:
    """Print the figures; draw the plot where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--noise", nargs="+", default=["moderate"], choices=list(RATES))
    parser.add_argument("--regimes", type=int, default=40, help="runs for the regimes, which take a second each")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    answer = run(options.runs, options.noise)
    scale = load_scale(load_lexicon())
    if options.regimes:
        answer["regimes, moderate noise"] = regimes_right(scale, "moderate", options.regimes)
    answer["speed, 100,000 happenings"] = speed(scale)
    text = json.dumps(answer, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
