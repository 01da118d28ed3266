"""Invented dyads with known regimes and turns become the figures of relations: turns, false turns, coverage, speed.

    python -m bench.relations [--runs 200] [--noise low moderate high] [--plot docs/why/uncertainty.svg] [--json FILE]

What is invented is said in `bench/dyads.py`. Seeds are fixed: the same command gives the same figures.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench.dyads import FIRST, PAIR, RATES, SMOOTH, TENSE, World, happening, month_at, world
from detente.lexicon import load_lexicon
from detente.relations import Coverage, Draws, Scale, draw_levels, load_scale, make_series, open_ledger, series_of
from detente.relations.ledger import TYPES
from detente.relations.nouns import Movement
from detente.relations.regimes import find_regimes
from detente.relations.turns import find_turns
from detente.relations.verdicts import judge_periods
from detente.types import When

_COVERED = "coverage of 90 % bands"
_FOUND = "turns found within one month"
_ORACLE = "by an oracle that knows both mixes"
_FALSE = "false turns a series"


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
        _FOUND: round(tally.found / tally.turns, 3) if tally.turns else None,
        _ORACLE: round(tally.known / tally.runs, 3) if tally.known else None,
        _FALSE: round(tally.false / tally.runs, 3),
        _COVERED: {k: round(float(np.mean(v)), 3) for k, v in tally.covered.items()},
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
            true = {month_at(n): bool(s) for n, s in enumerate(made.smooth)}
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


def draw_figures(answer: dict[str, Any], path: Path) -> None:
    """Draw coverage, turns found and false turns by shape and noise, with the bars that they should reach."""
    import altair as alt

    from detente.export.chart import save_chart

    rows = [
        {"series": key, "what": name, "value": value}
        for key, found in answer.items()
        if _COVERED in found
        for name, value in found[_COVERED].items()
    ]
    order = [key for key, found in answer.items() if _COVERED in found]
    turns = [
        {"series": key, "what": what, "value": answer[key][name]}
        for key in order
        for what, name in (("found within one month", _FOUND), ("by an oracle", _ORACLE), ("false, a series", _FALSE))
        if answer[key][name] is not None
    ]
    y = alt.Y("series:N", sort=order, title=None)
    shape = alt.Shape("what:N", title=None, legend=alt.Legend(orient="bottom"))
    bar = alt.Chart(alt.InlineData([{"low": 0.88, "high": 0.93}])).mark_rect(color="#DDDDDD")
    scale = alt.Scale(domain=[0.84, 0.96], zero=False)
    x = alt.X("value:Q", title=_COVERED, scale=scale)
    covered = bar.encode(x=alt.X("low:Q", scale=scale), x2="high:Q") + alt.Chart(alt.InlineData(rows)).mark_point(
        size=55, color="#222222", opacity=0.9
    ).encode(x=x, y=y, shape=shape)
    lines = alt.Chart(alt.InlineData([{"at": 0.1}, {"at": 0.9}])).mark_rule(strokeDash=[4, 3], color="#888888")
    turned = lines.encode(x="at:Q") + alt.Chart(alt.InlineData(turns)).mark_point(
        size=55, color="#0072B2", filled=True, opacity=0.9
    ).encode(x=alt.X("value:Q", title="turns", scale=alt.Scale(domain=[0, 1])), y=y, shape=shape)
    height = 26 * len(order)
    chart = alt.hconcat(
        covered.properties(width=300, height=height), turned.properties(width=300, height=height)
    ).resolve_scale(shape="independent")
    save_chart(chart.to_dict(), path)


def draw_example(path: Path) -> None:
    """Draw one invented dyad with a tense episode, as `detente relation --chart` would."""
    from detente.export.chart import draw_chart, save_chart

    made = world("episode", "moderate", 5, load_scale(load_lexicon()))
    draws = draw_levels(made.ledger, made.coder)
    true = " and ".join(f"{turn.start:%B %Y}" for turn in made.turns)
    spec = draw_chart(
        series_of(made.ledger, draws, errors=f"{made.coder.source}, drawn"),
        turns=find_turns(made.ledger),
        regimes=find_regimes(made.ledger),
        verdicts=judge_periods(made.ledger, draws),
        notes=[f"An invented dyad; its regime truly changes in {true}."],
    )
    save_chart(spec, path)


def main() -> None:
    """Print the figures; draw the plot where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--noise", nargs="+", default=["moderate"], choices=list(RATES))
    parser.add_argument("--regimes", type=int, default=40, help="runs for the regimes, which take a second each")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--plot", type=Path, help="draw the figures here, and an example beside it")
    options = parser.parse_args()
    answer = run(options.runs, options.noise)
    scale = load_scale(load_lexicon())
    if options.regimes:
        answer["regimes, moderate noise"] = regimes_right(scale, "moderate", options.regimes)
    answer["speed, 100,000 happenings"] = speed(scale)
    text = json.dumps(answer, indent=1)
    print(text)
    if options.plot:
        draw_figures(answer, options.plot)
        draw_example(options.plot.with_stem(f"{options.plot.stem}-example"))
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
