"""A candidate and a state of the page become clues for the state being one of the sides: facts, and their names.

Clues count alone, with the type of the event and with how the side is filled, and the strongest in twos.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

from detente.events.reach import OTHER, Reach

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What speaks for a state in a role, by where it is said: only what holds, with its value.

    `beside` is what follows from who stands, or may stand, on the other side.
    """

    here: Clues
    grammar: Clues
    page: Clues
    beside: Clues

    def strong(self) -> list[str]:
        """Return the names of the facts that count in twos as well, in order of the alphabet."""
        named = (self.here, self.grammar, self.page, self.beside)
        return sorted(name for facts in named for name in facts if name in _STRONG)


def clues(reach: Reach, role: str, state: str | None, source: str | None) -> Clues:
    """Return the clues for `state` standing in `role`; `source` is the state already chosen for the source.

    What the page makes likely counts apart where grammar fills the role, a thing fills it, or nothing does.
    """
    if state is None:
        return nobody(reach, role)
    facts = facts_of(reach, role, state, on_page(reach, state), source)
    how, other, kind = way(reach, role)
    plain = facts.here | facts.grammar | facts.page
    found = plain | {f"{name}, {how}": value for name, value in (facts.page | facts.beside).items()}
    found |= {f"{name}, {other if 'other' in name else how}": 1.0 for name in facts.grammar}
    found |= {f"{name} | {kind}": value for name, value in (plain | facts.beside).items()}
    return found | {f"{one} & {two}": 1.0 for one, two in combinations(facts.strong(), 2)}


def facts_of(reach: Reach, role: str, state: str, page: Clues, source: str | None) -> Facts:
    """What speaks for a state in a role; `page` is what the page says for it in either."""
    beside = _beside_target(reach, state) if role == "source" else _given_source(reach, state, source)
    return Facts(_held(_here(reach, role, state)), _held(_grammar(reach, role, state)), page, _held(beside))


def _held(facts: Clues) -> Clues:
    return {name: value for name, value in facts.items() if value}


def way(reach: Reach, role: str) -> tuple[str, str, str]:
    """How a role is filled, how the other one is, and the type of the event."""
    return reach.filled[role].how, reach.filled[OTHER[role]].how, reach.scene.kind.value


def nobody(reach: Reach, role: str) -> Clues:
    """The clues for no state standing in a role."""
    mass, meant, (how, _, kind) = reach.mass[role], reach.meant[role].get(None, 0.0), way(reach, role)
    alone = float(bool(reach.near) and set(reach.near) <= reach.filled[OTHER[role]].states)
    trigger = reach.scene.candidate.trigger
    return {
        f"none, {how}": 1.0,
        f"none, {kind}": 1.0,
        f"none, {how}, {kind}": 1.0,
        f"none, {reach.standing}": 1.0,
        f"none of {reach.scene.tree.lemma(trigger.index)}": 1.0,
        "none pointer": math.log(mass.get("", 0.0) + _FAINT),
        "none meant": math.log(meant + _FAINT),
        f"none meant | {kind}": math.log(meant + _FAINT),
        "none meant most": float(meant > 0.5),
        "none thing": math.log(mass.get(None, 0.0) + _FAINT),
        f"none passive, {how}": float(reach.passive),
        f"none passive, {kind}": float(reach.passive),
        f"none passive, {how}, {kind}": float(reach.passive),
        "none nominal": float(trigger.nominal),
        "none alone": float(not reach.near),
        "none beside the other": alone,
        f"none beside the other | {kind}": alone,
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


def on_page(reach: Reach, state: str) -> Clues:
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
    return _held(page)


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
