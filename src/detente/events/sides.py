"""A candidate and the states of the page become the state of each side, by a small trained ranking of clues.

The typist points at noun phrases; half of all parties, though, are named elsewhere ("it had closed the gate": which
state's gate?). The ranking weighs the pointer with clause, sentence, page, speaker and the pair told last. Weights:
languages/en/sides.csv, one clue a row; recipe: training/events/rankings.py (softmax regression).
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
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
_FAINT = 0.02
_MOST = 8  # states of a page that are weighed
_POINTED = 0.4  # share of the pointer from which a state counts as pointed at


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clues look at: tree, company, candidate, type, state of the speaker, pairs told before."""

    tree: Tree
    company: Company
    candidate: Candidate
    kind: EventType
    talking: str | None
    before: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filling:
    """The states that fill a role by grammar, and how.

    It is "filled" by words that name a state, "guessed" where the state of the words was worked out ("she", "the
    ministry"), "doubtful" where what was worked out is what the other side is called, filled by a "thing", or "open".
    """

    states: frozenset[str]
    how: str


class Reach:
    """What one candidate's sentence says about every state: pointer masses, nearness, kinds of mention."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        tree, company, candidate = scene.tree, scene.company, scene.candidate
        self.mass: dict[str, dict[str | None, float]] = {"source": {}, "target": {}}
        judgement = candidate.judgement
        if judgement and judgement.sources:
            for role, scores in (("source", judgement.sources), ("target", judgement.targets)):
                mass = self.mass[role]
                mass[""] = math.exp(scores[-1])
                for (head, _), score in zip(candidate.slots, scores, strict=False):
                    share = math.exp(score)
                    if share > 0.005:
                        states = {p.state for p in company.members(head)} or {None}
                        for state in states:
                            mass[state] = mass.get(state, 0.0) + share
        self.places, named = _places(scene)
        fillers = _fillers(scene)
        sure = {role: _filling(named, words).states for role, words in fillers.items()}
        self.filled = {
            role: _doubted(_filling(self.places, words), sure[role], sure[_OTHER[role]])
            for role, words in fillers.items()
        }
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
_UNDERGOES = frozenset({"object", "object, passive", "dative", "dobj/poss", "dobj/prep:of"})
_OWNS = frozenset({"poss", "agent", "prep:by", "amod", "compound", "^dobj/nsubj", "^dobj/^xcomp/nsubj"})
_GIVEN = frozenset({"^dobj/nsubj", "^dobj/^xcomp/nsubj"})
_CARRIERS = frozenset({
    "begin", "carry", "commit", "conduct", "continue", "do", "end", "express", "extend", "file", "finish", "give",
    "have", "hold", "issue", "keep", "launch", "lead", "lodge", "make", "mount", "offer", "open", "organise",
    "organize", "pay", "perform", "resume", "send", "stage", "start", "stop", "suspend", "take", "undertake",
    "voice", "wage",
})  # fmt: skip
_LIGHT = ("", "dobj/", "^dobj/")  # a frame's preposition hangs on the trigger, its object, or its light verb
_STEPS = 3  # longer ways through the grammar say no more than "far"


Places = dict[str | None, set[str]]
_OTHER = {"source": "target", "target": "source"}
_NAMING = frozenset({MentionKind.STATE, MentionKind.METONYM, MentionKind.NATIONALITY, MentionKind.PLACE})


def _places(scene: Scene) -> tuple[Places, Places]:
    """The grammatical slots in which each state stands, by its people and bodies too (None: nobody's).

    Then the same for those whose own words name the state.
    """
    found: Places = {}
    named: Places = {}
    tree, company = scene.tree, scene.company
    carried = tree.lemma(tree.token(scene.candidate.trigger.index).head) in _CARRIERS
    for head, slot in scene.candidate.slots:
        word = slot if slot.count("/") < _STEPS else "far"
        if slot in _GIVEN and not carried:
            word = f"{slot}, of another act"  # "demanded the release": who demands does not release
        parties = company.members(head)
        if not parties:
            continue
        called = {company.state_of(m) for k in tree.phrase(head) for m in company.at.get(k, ()) if m.kind in _NAMING}
        for party in parties:
            found.setdefault(party.state, set()).add(word)
            if party.state in called:
                named.setdefault(party.state, set()).add(word)
    return found, named


def _doubted(filling: Filling, sure: frozenset[str], other: frozenset[str]) -> Filling:
    """Tell what was worked out from what is named."""
    if filling.how != "filled" or sure:
        return filling
    return Filling(filling.states, "doubtful" if filling.states <= other else "guessed")


def _fillers(scene: Scene) -> dict[str, frozenset[str]]:
    """The slots that fill a role for this trigger: who acts, and what the lexicon's frame calls the target."""
    trigger = scene.candidate.trigger
    entries = [e for e in trigger.entries if e.type is scene.kind] or list(trigger.entries[:1])
    words = [w for e in entries for w in e.target]
    frame = {f"{light}prep:{w}" for w in words if w != "obj" for light in _LIGHT}
    if trigger.nominal:
        return {"source": _OWNS, "target": frozenset(frame)}
    return {"source": _ACTS, "target": frozenset(frame | _UNDERGOES)}


def _filling(places: dict[str | None, set[str]], slots: frozenset[str]) -> Filling:
    """Who fills a role by grammar: states, somebody or something without a state, or nobody."""
    states = frozenset(s for s, found in places.items() if s and found & slots)
    if states:
        return Filling(states, "filled")
    return Filling(states, "thing" if places.get(None, set()) & slots else "open")


def clues(reach: Reach, role: str, state: str | None, source: str | None) -> Clues:
    """Return the clues for `state` standing in `role`; `source` is the state already chosen for the source.

    What the page makes likely counts apart where grammar fills the role, a thing fills it, or nothing does.
    """
    mass = reach.mass[role]
    other_role = "target" if role == "source" else "source"
    other = reach.mass[other_role]
    filling, beyond = reach.filled[role], reach.filled[other_role]
    if state is None:
        return {
            f"none, {filling.how}": 1.0,
            f"none, {reach.scene.kind.value}": 1.0,
            "none pointer": math.log(mass.get("", 0.0) + _FAINT),
            "none thing": math.log(mass.get(None, 0.0) + _FAINT),
            f"none passive, {filling.how}": float(reach.passive),
            f"none passive, {reach.scene.kind.value}": float(reach.passive),
            "none nominal": float(reach.scene.candidate.trigger.nominal),
            "none alone": float(not reach.near),
        }
    form = "n" if reach.scene.candidate.trigger.nominal else "v"
    found: Clues = {
        f"fills, {filling.how}": float(state in filling.states),
        f"fills alone, {filling.how}": float(filling.states == {state}),
        f"fills the other, {beyond.how}": float(state in beyond.states),
        f"fills the other alone, {beyond.how}": float(beyond.states == {state}),
        "pointer": math.log(mass.get(state, 0.0) + _FAINT),
        "pointer of the other": math.log(other.get(state, 0.0) + _FAINT),
        "pointed at": float(mass.get(state, 0.0) > 0.5),
        "near": 1.0 / (1 + reach.near.get(state, 30)),
        "actor": float(state in reach.actors),
        "clause": float(state in reach.clause),
        "sentence": float(state in reach.near),
    }
    found |= {f"{form} {slot}": 1.0 for slot in reach.places.get(state, ())}
    page = {
        "sentence before": float(state in reach.earlier),
        "share": reach.scene.company.weights.get(state, 0) / reach.total,
        "first": float(reach.main[:1] == (state,)),
        "second": float(reach.main[1:2] == (state,)),
        "speaker": float(state == reach.scene.talking),
        "speaker, we": float(state == reach.scene.talking and reach.first_person),
    }
    if reach.scene.before:
        last = reach.scene.before[-1]
        page["last source"] = float(state == last[0])
        page["last target"] = float(state == last[1])
    if role == "target":
        page |= _given_source(reach, state, source)
    else:
        page |= _beside_target(reach, state)
    return found | {f"{name}, {filling.how}": value for name, value in page.items()}


def _beside_target(reach: Reach, state: str) -> Clues:
    """Whether a state is the one beside that which grammar, or else the pointer, makes the target: "was expelled"."""
    undergoes = set(reach.filled["target"].states)
    if not undergoes:
        pointed = {s: share for s, share in reach.mass["target"].items() if s}
        undergoes = {s for s in pointed if s and pointed[s] > _POINTED}
    if len(undergoes) != 1 or state in undergoes:
        return {}
    (other,) = undergoes
    last = reach.scene.before[-1] if reach.scene.before else ()
    kind = reach.scene.kind.value
    return {
        "beside target, last": float(state in last and other in last),
        "beside target, main": float(state in reach.main[:2] and other in reach.main[:2]),
        "beside target, sentence": float(set(reach.near) == {state, other}),
        "beside target, speaker": float(state == reach.scene.talking),
        f"beside target, main, {kind}": float(state in reach.main[:2] and other in reach.main[:2]),
        "beside target, passive": float(reach.passive and state in reach.main[:2] and other in reach.main[:2]),
    }


def _given_source(reach: Reach, state: str, source: str | None) -> Clues:
    main = reach.main[:2]
    last = reach.scene.before[-1] if reach.scene.before else ()
    same = state == source
    return {
        "same": float(same),
        f"same {reach.scene.kind.value}": float(same),
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
