"""A candidate and the states of the page become the state of each side, by a small trained ranking of clues.

The typist points at noun phrases; half of all parties, though, are named elsewhere ("it had closed the gate": which
state's gate?). The ranking weighs the pointer with clause, sentence, page, speaker and the events told before.
Weights: languages/en/sides.csv, one clue a row; recipe: training/events/rankings.py (softmax regression).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations

from detente.events.reach import Reach
from detente.events.side_clues import Clues, Facts, facts_of, nobody, on_page, way
from detente.lexicon import Lexicon


class Table:
    """The weights of one role, sorted by what the names of clues are made of: weighing then writes no names."""

    def __init__(self, weights: Clues) -> None:
        self.weights = weights
        self.typed: dict[str, Clues] = defaultdict(dict)  # type of the event, then name
        self.filled: dict[str, Clues] = defaultdict(dict)  # how the role is filled, then name
        self.pairs: dict[tuple[str, str], float] = {}
        for name, weight in weights.items():
            one, _, two = name.partition(" & ")
            fact, _, kind = name.rpartition(" | ")
            part, _, how = name.rpartition(", ")
            if two:
                self.pairs[one, two] = weight
            elif fact:
                self.typed[kind][fact] = weight
            elif part:
                self.filled[how][part] = weight

    def score(self, facts: Facts, how: str, other: str, kind: str) -> float:
        """Return the sum of the weights of the clues that facts make (see `clues`)."""
        plain, typed = self.weights, self.typed.get(kind, {})
        own, across = self.filled.get(how, {}), self.filled.get(other, {})
        total = 0.0
        for name, value in facts.here.items():
            total += value * (plain.get(name, 0.0) + typed.get(name, 0.0))
        for name, value in facts.grammar.items():
            filled = (across if "other" in name else own).get(name, 0.0)
            total += value * (plain.get(name, 0.0) + typed.get(name, 0.0)) + filled
        for name, value in facts.page.items():
            total += value * (plain.get(name, 0.0) + own.get(name, 0.0) + typed.get(name, 0.0))
        for name, value in facts.beside.items():
            total += value * (own.get(name, 0.0) + typed.get(name, 0.0))
        return total + sum(self.pairs.get(two, 0.0) for two in combinations(facts.strong(), 2))


class Weights:
    """Weights of the clues by role."""

    def __init__(self, source: Clues, target: Clues) -> None:
        self.source = source
        self.target = target
        self.tables = {"source": Table(source), "target": Table(target)}

    def choose(self, reach: Reach) -> tuple[str | None, str | None, float]:
        """Return the states of source and target, and the probability of both choices."""
        states: list[str | None] = [*reach.states(), None]
        pages = {s: on_page(reach, s) for s in states if s is not None}
        sources = _shares([self.score(reach, "source", s, None, pages) for s in states])
        best: tuple[float, str | None, str | None] = (-1.0, None, None)
        for source, p in zip(states, sources, strict=True):
            if p <= best[0]:
                continue
            targets = _shares([self.score(reach, "target", s, source, pages) for s in states])
            best = max(best, (p * max(targets), source, states[targets.index(max(targets))]), key=lambda b: b[0])
        return best[1], best[2], best[0]

    def score(
        self, reach: Reach, role: str, state: str | None, source: str | None, pages: Mapping[str, Clues]
    ) -> float:
        """Return the score of a state in a role; `pages` is what the page says for each."""
        table = self.tables[role]
        if state is None:
            return sum(table.weights.get(name, 0.0) * value for name, value in nobody(reach, role).items())
        return table.score(facts_of(reach, role, state, pages[state], source), *way(reach, role))


def in_order(reach: Reach, source: str | None, target: str | None) -> tuple[str | None, str | None]:
    """Return the sides of what is done jointly, first the one that the typist and then grammar sees acting.

    The weights do not tell: of a joint act either side may be called the source.
    """
    if source is None or target is None:
        return source, target

    def acting(one: str, other: str) -> tuple[float, bool]:
        pointed = reach.mass["source"].get(one, 0.0) * reach.mass["target"].get(other, 0.0)
        return round(pointed, 2), one in reach.filled["source"].states

    return (source, target) if acting(source, target) >= acting(target, source) else (target, source)


def _shares(scores: list[float]) -> list[float]:
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    return [w / sum(weights) for w in weights]


@lru_cache(maxsize=8)
def side_weights(lexicon: Lexicon) -> Weights:
    """Compile languages/en/sides.csv of a lexicon."""
    by_role: dict[str, Clues] = {"source": {}, "target": {}}
    for row in lexicon.table("languages/en/sides", key="clue"):
        by_role[row["role"]][row["clue"]] = float(row["weight"])
    return Weights(by_role["source"], by_role["target"])
