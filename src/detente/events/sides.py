"""A candidate and the states of the page become the state of each side, by a small trained ranking of clues.

The typist points at noun phrases; half of all parties, though, are named elsewhere ("it had closed the gate": which
state's gate?). The ranking weighs the pointer with clause, sentence, page, speaker and the pair told last. Weights:
languages/en/sides.csv, one clue a row; recipe: training/events/sides.py (softmax regression).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.events.parties import Company
from detente.events.scan import Candidate
from detente.events.tree import Tree
from detente.lexicon import Lexicon
from detente.types import EventType, MentionKind

Clues = dict[str, float]
_OWN_PEOPLE = frozenset({EventType.COERCE, EventType.PROTEST})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
_FAINT = 0.02
_MOST = 8  # states of a page that are weighed


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clues look at: tree, company, candidate, type, state of the speaker, pairs told before."""

    tree: Tree
    company: Company
    candidate: Candidate
    kind: EventType
    talking: str | None
    before: Sequence[tuple[str, str]]


class Reach:
    """What one candidate's sentence says about every state: pointer masses, nearness, kinds of mention."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        tree, company, candidate = scene.tree, scene.company, scene.candidate
        self.mass: dict[str, dict[str | None, float]] = {"source": {}, "target": {}}
        judgement = candidate.judgement
        if judgement:
            for role, scores in (("source", judgement.sources), ("target", judgement.targets)):
                mass = self.mass[role]
                mass[""] = math.exp(scores[-1])
                for (head, _), score in zip(candidate.slots, scores, strict=False):
                    share = math.exp(score)
                    if share > 0.005:
                        states = {p.state for p in company.members(head)} or {None}
                        for state in states:
                            mass[state] = mass.get(state, 0.0) + share
        self.syntax = _by_syntax(scene)
        here = candidate.trigger.index
        clause = tree.clause_head(here)
        self.near: dict[str, int] = {}
        self.clause: set[str] = set()
        self.actors: set[str] = set()
        for i in range(candidate.sentence.first, candidate.sentence.stop):
            for mention in company.at.get(i, ()):
                state = company.state_of(mention)
                if not state or mention.kind is MentionKind.OUTLET:
                    continue
                self.near[state] = min(self.near.get(state, 99), abs(i - here))
                if tree.clause_head(i) == clause:
                    self.clause.add(state)
                if mention.kind is not MentionKind.PLACE:
                    self.actors.add(state)
        self.earlier = company.states_of_sentence_before(candidate.sentence)
        words = {tree.lemma(i) for i in range(candidate.sentence.first, candidate.sentence.stop)}
        self.first_person = bool(words & _FIRST)
        self.passive = tree.passive(here)
        main = company.main()
        self.main = main[:_MOST]
        self.total = sum(company.weights.values()) or 1

    def states(self) -> list[str]:
        """Return the states worth weighing: of the sentence, of the pair before, of the speaker, of the page."""
        last = [s for pair in self.scene.before[-2:] for s in pair]
        talking = [self.scene.talking] if self.scene.talking else []
        return list(dict.fromkeys([*self.near, *last, *talking, *self.main]))


_ACTS = frozenset({"subject", "agent", "subject, understood"})
_UNDERGOES = frozenset({"object", "object, passive", "dobj/poss", "dobj/prep:of"})
_OWNER = frozenset({"poss", "prep:by", "prep:from", "amod", "compound"})  # of a noun that tells the event


def _by_syntax(scene: Scene) -> dict[str, set[str]]:
    """States by what grammar alone says: who acts, who undergoes, who is joined by a preposition."""
    found: dict[str, set[str]] = {"acts": set(), "undergoes": set(), "joined": set()}
    nominal = scene.candidate.trigger.nominal
    for head, slot in scene.candidate.slots:
        if slot in (_OWNER if nominal else _ACTS):
            role = "acts"
        elif slot in _UNDERGOES:
            role = "undergoes"
        elif slot.startswith(("prep:", "dobj/prep:")):
            role = "joined"
        else:
            continue
        found[role] |= {p.state for p in scene.company.members(head) if p.state}
    return found


def clues(reach: Reach, role: str, state: str | None, source: str | None) -> Clues:
    """Return the clues for `state` standing in `role`; `source` is the state already chosen for the source."""
    mass = reach.mass[role]
    other = reach.mass["target" if role == "source" else "source"]
    if state is None:
        return {
            "none": 1.0,
            "none pointer": math.log(mass.get("", 0.0) + _FAINT),
            "none thing": math.log(mass.get(None, 0.0) + _FAINT),
            "none passive": float(reach.passive),
            "none nominal": float(reach.scene.candidate.trigger.nominal),
            "none alone": float(not reach.near),
            "none acts": float(bool(reach.syntax["acts"])),
            "none undergoes": float(bool(reach.syntax["undergoes"])),
        }
    found: Clues = {
        "acts": float(state in reach.syntax["acts"]),
        "undergoes": float(state in reach.syntax["undergoes"]),
        "joined": float(state in reach.syntax["joined"]),
        "pointer": math.log(mass.get(state, 0.0) + _FAINT),
        "pointer of the other": math.log(other.get(state, 0.0) + _FAINT),
        "pointed at": float(mass.get(state, 0.0) > 0.5),
        "clause": float(state in reach.clause),
        "sentence": float(state in reach.near),
        "near": 1.0 / (1 + reach.near.get(state, 30)),
        "actor": float(state in reach.actors),
        "sentence before": float(state in reach.earlier),
        "share": reach.scene.company.weights.get(state, 0) / reach.total,
        "first": float(reach.main[:1] == (state,)),
        "second": float(reach.main[1:2] == (state,)),
        "speaker": float(state == reach.scene.talking),
        "speaker, we": float(state == reach.scene.talking and reach.first_person),
        "speaker, quoted, not we": float(state == reach.scene.talking and not reach.first_person),
    }
    if reach.scene.before:
        last = reach.scene.before[-1]
        found["last source"] = float(state == last[0])
        found["last target"] = float(state == last[1])
    if role == "target":
        found |= _given_source(reach, state, source)
    return found


def _given_source(reach: Reach, state: str, source: str | None) -> Clues:
    main = reach.main[:2]
    last = reach.scene.before[-1] if reach.scene.before else ()
    same = state == source
    return {
        "same": float(same),
        "same, own people": float(same and reach.scene.kind in _OWN_PEOPLE),
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
        source, p = _best([(s, _score(self.source, clues(reach, "source", s, None))) for s in states])
        target, q = _best([(s, _score(self.target, clues(reach, "target", s, source))) for s in states])
        return source, target, p * q


def _score(weights: Clues, found: Clues) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def _best(scored: list[tuple[str | None, float]]) -> tuple[str | None, float]:
    top = max(score for _, score in scored)
    total = sum(math.exp(score - top) for _, score in scored)
    best = max(scored, key=lambda pair: pair[1])
    return best[0], math.exp(best[1] - top) / total


@lru_cache(maxsize=8)
def side_weights(lexicon: Lexicon) -> Weights:
    """Compile languages/en/sides.csv of a lexicon."""
    by_role: dict[str, Clues] = {"source": {}, "target": {}}
    for row in lexicon.table("languages/en/sides", key="clue"):
        by_role[row["role"]][row["clue"]] = float(row["weight"])
    return Weights(by_role["source"], by_role["target"])
