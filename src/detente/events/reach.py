"""A candidate in its sentence becomes what it says of every state: pointer, grammar, nearness, what rules it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.events.parties import WEIGHED, Company
from detente.events.scan import Candidate
from detente.events.tree import Tree
from detente.types import EventType, MentionKind, Span

_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An event told before between two states: its trigger, its type, and its sides."""

    trigger: int
    kind: EventType
    source: str
    target: str

    @property
    def states(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clues look at: tree, company, candidate, type, state and cue of the speaker, events told before."""

    tree: Tree
    company: Company
    candidate: Candidate
    kind: EventType
    talking: str | None
    before: Sequence[Earlier]
    cue: Span | None = None

    def ruling(self) -> tuple[Earlier, str] | None:
        """Return the event told before on which the trigger hangs in the grammar, and how.

        "Asked for its removal": who is asked removes; "threatened to close": who threatens closes, and "if" the other
        does something. The cue of the speech that holds the trigger rules it too.
        """
        told = {e.trigger: e for e in self.before}
        below, way = self.candidate.trigger.index, "beside"
        for up in self.tree.climb(below):
            way = _hanging(self.tree, below, way)
            if up in told:
                return told[up], way
            below = up
        if self.cue is not None:
            for event in reversed(self.before):
                if self.cue.covers(self.tree.token(event.trigger).span):
                    return event, "said"
        return None


_SLIGHT = 0.005  # shares of the typist's pointer below this say nothing
_CONDITIONS = frozenset({"if", "unless", "until", "once", "provided", "till"})


def _hanging(tree: Tree, i: int, below: str) -> str:
    """How a token hangs on its head, where what hangs on it hangs as `below`: the loosest way of all."""
    dep = tree.token(i).dep
    if dep == "advcl" and any(tree.lemma(k) in _CONDITIONS for k in tree.kids(i, "mark", "advmod")):
        return "if"
    return below if dep == "conj" or below == "if" else "under"


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
        self.places, named = _places(scene)
        fillers = _fillers(scene)
        sure = {role: _filling(named, words).states for role, words in fillers.items()}
        judgement = candidate.judgement
        self.mass = {
            "source": _pointed(scene, judgement.sources if judgement else (), sure["target"]),
            "target": _pointed(scene, judgement.targets if judgement else (), frozenset()),
        }
        self.meant = {role: _meant(scene, column) for column, role in enumerate(OTHER)}
        self.filled = {
            role: _doubted(_filling(self.places, words), sure[role], sure[OTHER[role]])
            for role, words in fillers.items()
        }
        self.filled["source"] = _grounded(scene, fillers["source"], self.filled["source"], sure["target"])
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
        self.standing = _standing(scene, fillers["source"])
        self.earlier = company.states_of_sentence_before(candidate.sentence)
        words = {tree.lemma(i) for i in range(candidate.sentence.first, candidate.sentence.stop)}
        self.first_person = bool(words & _FIRST)
        self.passive = tree.passive(here)
        main = company.main()
        self.main = main[:WEIGHED]
        self.ruling = scene.ruling()
        self.total = sum(company.weights.values()) or 1
        self.acted = Counter(event.source for event in scene.before)
        self.suffered = Counter(event.target for event in scene.before)

    def states(self) -> list[str]:
        """Return the states worth weighing: of the sentence, of the pair before, of the speaker, of the page."""
        last = [s for event in self.scene.before[-2:] for s in event.states]
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
OTHER = {"source": "target", "target": "source"}


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
        called = company.called(head)
        for party in parties:
            found.setdefault(party.state, set()).add(word)
            if party.state in called:
                named.setdefault(party.state, set()).add(word)
    return found, named


def _pointed(scene: Scene, scores: tuple[float, ...], acted_on: frozenset[str]) -> dict[str | None, float]:
    """The typist's shares for a role by state ("": not named, None: somebody without a state).

    A place does not act on the state it lies in: as the source of what is done to one of `acted_on` it has no state.
    """
    if not scores:
        return {}
    mass: dict[str | None, float] = {"": math.exp(scores[-1])}
    for (head, _), score in zip(scene.candidate.slots, scores, strict=False):
        share = math.exp(score)
        if share > _SLIGHT:
            members = scene.company.members(head)
            for state in {None if p.place and p.state in acted_on else p.state for p in members} or {None}:
                mass[state] = mass.get(state, 0.0) + share
    return mass


def _meant(scene: Scene, column: int) -> dict[str | None, float]:
    """The typist's shares of the states that a side may be, by where the page names them (None: none of these)."""
    judgement = scene.candidate.judgement
    if judgement is None or not judgement.named:
        return {}
    shares: dict[str | None, float] = {None: math.exp(judgement.named[-1][column])}
    for (_, state, _), scores in zip(scene.candidate.named, judgement.named, strict=False):
        shares[state] = shares.get(state, 0.0) + math.exp(scores[column])
    return shares


def _standing(scene: Scene, slots: frozenset[str]) -> str:
    """Whether who acts by grammar acts for a state: "official", "unofficial", "unknown", or "nobody" there."""
    found = "nobody"
    for head, slot in scene.candidate.slots:
        if slot in slots:
            for mention in scene.company.at.get(head, ()):
                actor = scene.company.actors.get(mention.actor or "")
                if actor is not None and actor.official is not None:
                    return "official" if actor.official else "unofficial"
                found = "unknown"
    return found


def _grounded(scene: Scene, slots: frozenset[str], filling: Filling, acted_on: frozenset[str]) -> Filling:
    """Take away the state of a place that would act on the state it lies in: who acts there is not said."""
    acting = [party for head, slot in scene.candidate.slots if slot in slots for party in scene.company.members(head)]
    ground = {p.state for p in acting if p.place} - {p.state for p in acting if not p.place}
    states = filling.states - (acted_on & ground)
    if states == filling.states:
        return filling
    return Filling(states, filling.how if states else "thing")


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
        # "the withdrawal of the Russian troops": they withdraw
        acts = _OWNS if "of" in words else _OWNS | {"prep:of"}
        return {"source": acts, "target": frozenset(frame)}
    return {"source": _ACTS, "target": frozenset(frame | _UNDERGOES)}


def _filling(places: dict[str | None, set[str]], slots: frozenset[str]) -> Filling:
    """Who fills a role by grammar: states, somebody or something without a state, or nobody."""
    states = frozenset(s for s, found in places.items() if s and found & slots)
    if states:
        return Filling(states, "filled")
    return Filling(states, "thing" if places.get(None, set()) & slots else "open")
