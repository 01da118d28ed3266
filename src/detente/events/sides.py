"""A candidate and the states of the page become the state of each side, by a small trained ranking of clues.

The typist points at noun phrases; half of all parties, though, are named elsewhere ("it had closed the gate": which
state's gate?). The ranking weighs the pointer with clause, sentence, page, speaker and the events told before. Clues
count alone, with the type of the event, and the strongest in twos. Weights: languages/en/sides.csv, one clue a row;
recipe: training/events/rankings.py (softmax regression).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from detente.events.reach import OTHER, Reach
from detente.lexicon import Lexicon

Clues = dict[str, float]
_FAINT = 0.02
_POINTED = 0.4  # share of the pointer from which a state counts as pointed at


# clues that count in twos as well: what grammar fills, where the state is named, what was told before
_STRONG = frozenset({
    "fills", "fills the other", "sentence", "clause", "actor", "pointed at", "sentence before", "first", "second",
    "last source", "last target", "speaker", "under source", "under target", "same", "other of main", "other of last",
    "other in sentence", "source of its like", "target of its like", "alone", "sole actor", "same, fills",
    "same, unofficial", "meant most",
})  # fmt: skip


def clues(reach: Reach, role: str, state: str | None, source: str | None) -> Clues:
    """Return the clues for `state` standing in `role`; `source` is the state already chosen for the source.

    What the page makes likely counts apart where grammar fills the role, a thing fills it, or nothing does.
    """
    how, kind = reach.filled[role].how, reach.scene.kind.value
    if state is None:
        return _nobody(reach, role, how, kind)
    here = {name: value for name, value in _here(reach, role, state).items() if value}
    grammar = {name: value for name, value in _grammar(reach, role, state).items() if value}
    page = {name: value for name, value in _on_page(reach, state).items() if value}
    beside = _beside_target(reach, state) if role == "source" else _given_source(reach, state, source)
    plain = here | grammar | page
    found = plain | {f"{name}, {how}": value for name, value in (page | beside).items() if value}
    found |= {f"{name}, {how if 'other' not in name else reach.filled[OTHER[role]].how}": 1.0 for name in grammar}
    found |= {f"{name} | {kind}": value for name, value in (plain | beside).items() if value}
    strong = sorted(name for name, value in (plain | beside).items() if value and name in _STRONG)
    return found | {f"{one} & {two}": 1.0 for one, two in combinations(strong, 2)}


def _nobody(reach: Reach, role: str, how: str, kind: str) -> Clues:
    """The clues for no state standing in a role."""
    mass = reach.mass[role]
    return {
        f"none, {how}": 1.0,
        f"none, {kind}": 1.0,
        "none pointer": math.log(mass.get("", 0.0) + _FAINT),
        "none meant": math.log(reach.meant[role].get(None, 0.0) + _FAINT),
        "none thing": math.log(mass.get(None, 0.0) + _FAINT),
        f"none passive, {how}": float(reach.passive),
        f"none passive, {kind}": float(reach.passive),
        "none nominal": float(reach.scene.candidate.trigger.nominal),
        "none alone": float(not reach.near),
    }


def _here(reach: Reach, role: str, state: str) -> Clues:
    """What the sentence says for a state: the pointer, its grammatical slots, how near it is named."""
    mass, other = reach.mass[role], reach.mass[OTHER[role]]
    form = "n" if reach.scene.candidate.trigger.nominal else "v"
    return {
        "pointer": math.log(mass.get(state, 0.0) + _FAINT),
        "meant": math.log(reach.meant[role].get(state, 0.0) + _FAINT),
        "meant most": float(reach.meant[role].get(state, 0.0) > 0.5),
        "meant as the other": math.log(reach.meant[OTHER[role]].get(state, 0.0) + _FAINT),
        "pointer of the other": math.log(other.get(state, 0.0) + _FAINT),
        "pointed at": float(mass.get(state, 0.0) > 0.5),
        "near": 1.0 / (1 + reach.near.get(state, 30)),
        "actor": float(state in reach.actors),
        "clause": float(state in reach.clause),
        "sentence": float(state in reach.near),
    } | {f"{form} {slot}": 1.0 for slot in reach.places.get(state, ())}


def _grammar(reach: Reach, role: str, state: str) -> Clues:
    """Whether a state fills the role, or the other one, by grammar."""
    own, other = reach.filled[role].states, reach.filled[OTHER[role]].states
    return {
        "fills": float(state in own),
        "fills alone": float(own == {state}),
        "fills the other": float(state in other),
        "fills the other alone": float(other == {state}),
    }


def _on_page(reach: Reach, state: str) -> Clues:
    """What the page says for a state: how much it is about it, who speaks, what was told before, what rules."""
    scene = reach.scene
    page = {
        "sentence before": float(state in reach.earlier),
        "share": scene.company.weights.get(state, 0) / reach.total,
        "first": float(reach.main[:1] == (state,)),
        "second": float(reach.main[1:2] == (state,)),
        "speaker": float(state == scene.talking),
        "speaker, we": float(state == scene.talking and reach.first_person),
    }
    if scene.before:
        last = scene.before[-1]
        page["last source"] = float(state == last.source)
        page["last target"] = float(state == last.target)
        told = len(scene.before)
        page["acted"] = reach.acted[state] / told
        page["suffered"] = reach.suffered[state] / told
        alike = next((e for e in reversed(scene.before) if e.kind is scene.kind), None)
        if alike is not None:
            page["source of its like"] = float(state == alike.source)
            page["target of its like"] = float(state == alike.target)
    page["alone"] = float(set(reach.near) == {state})
    page["sole actor"] = float(reach.actors == {state})
    if reach.ruling:
        ruler, way = reach.ruling
        for side, of in (("source", ruler.source), ("target", ruler.target)):
            page[f"{way} {side}"] = float(state == of)
            page[f"{way} {side}, {ruler.kind.value}"] = float(state == of)
    return page


def _beside_target(reach: Reach, state: str) -> Clues:
    """Whether a state is the one beside that which grammar, or else the pointer, makes the target: "was expelled"."""
    undergoes = set(reach.filled["target"].states)
    if not undergoes:
        pointed = {s: share for s, share in reach.mass["target"].items() if s}
        undergoes = {s for s in pointed if s and pointed[s] > _POINTED}
    if len(undergoes) != 1 or state in undergoes:
        return {}
    (other,) = undergoes
    last = reach.scene.before[-1].states if reach.scene.before else ()
    return {
        "beside target, last": float(state in last and other in last),
        "beside target, main": float(state in reach.main[:2] and other in reach.main[:2]),
        "beside target, sentence": float(set(reach.near) == {state, other}),
        "beside target, speaker": float(state == reach.scene.talking),
        "beside target, passive": float(reach.passive and state in reach.main[:2] and other in reach.main[:2]),
    }


def _given_source(reach: Reach, state: str, source: str | None) -> Clues:
    main = reach.main[:2]
    last = reach.scene.before[-1].states if reach.scene.before else ()
    same = state == source
    return {
        "same": float(same),
        f"same, {reach.standing}": float(same),
        "same, fills": float(same and state in reach.filled["target"].states),
        "same, alone in sentence": float(same and set(reach.near) == {state}),
        "other of main": float(not same and source in main and state in main),
        "other of last": float(not same and source in last and state in last),
        "other in sentence": float(not same and state in reach.near and len(set(reach.near) - {source}) == 1),
        "no source, speaker": float(source is None and state == reach.scene.talking),
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the clues by role."""

    source: Clues
    target: Clues

    def choose(self, reach: Reach) -> tuple[str | None, str | None, float]:
        """Return the states of source and target, and the probability of both choices."""
        states: list[str | None] = [*reach.states(), None]
        sources = _shares([_score(self.source, clues(reach, "source", s, None)) for s in states])
        best: tuple[float, str | None, str | None] = (-1.0, None, None)
        for source, p in zip(states, sources, strict=True):
            if p <= best[0]:
                continue
            targets = _shares([_score(self.target, clues(reach, "target", s, source)) for s in states])
            best = max(best, (p * max(targets), source, states[targets.index(max(targets))]), key=lambda b: b[0])
        return best[1], best[2], best[0]


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


def _score(weights: Clues, found: Clues) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


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
