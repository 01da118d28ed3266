"""Roles become pairs of parties: coordination, both sides, joint acts, mediators, and the side left unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.events.parties import Party
from detente.events.reach import Reach, Scene
from detente.events.roles import Roles
from detente.events.sides import Weights, in_order
from detente.types import ActorKind, EventType, MentionKind

JOINT = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
_RECIPROCAL = JOINT | {EventType.ASSAULT, EventType.SANCTION}
# the verbal types (quads 1 and 3): nobody does them for a state who only speaks for himself
IN_WORDS = frozenset({
    EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.REQUEST, EventType.ACCUSE,
    EventType.REJECT, EventType.THREATEN,
})  # fmt: skip
_NOT_MEANT = frozenset({MentionKind.OUTLET})
_NOT_ACTING = _NOT_MEANT | {MentionKind.PLACE}
_SIGNED = 0.02  # least probability of AGREE for a paper signed
_NOBODY = Party(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Source and target of one telling, the rule that found them, and how sure it is."""

    source: Party
    target: Party
    rule: str
    sure: float = 1.0


def pairs(scene: Scene, roles: Roles, weights: Weights) -> list[Pair]:
    """Return the pairs of one event, one for each pair of states that it joins."""
    pointed = _named(scene, roles.source, frozenset())
    targets = _named(scene, roles.target, frozenset(p.state for p in pointed if p.state))
    if scene.kind in JOINT:
        targets = [p for p in targets if not _private(scene, p.actor)]
    sources = [p for p in pointed if not (scene.kind in IN_WORDS and _private(scene, p.actor))]
    alone = {p.state for p in pointed} - {p.state for p in sources}
    reciprocal = scene.kind in _RECIPROCAL or _signed(scene)
    mutual = _mutual(scene, sources)
    if mutual:
        return mutual[:1] if reciprocal else mutual
    joint = _joint(sources, targets) if reciprocal else []
    if joint:
        return joint
    several, many = _distinct(targets), _distinct(sources)
    reach = Reach(scene)
    state, other, sure = weights.choose(reach)
    if scene.kind in JOINT:
        state, other = in_order(reach, state, other)
    source = _NOBODY if state in alone else _for_state(scene, sources, state, acting=True)
    others = several if len(several) > 1 and not {state} & {p.state for p in several} else []
    if _each_way(scene, state, other):
        ends = others or [_for_state(scene, targets, other)]
        return [Pair(a, b, "each side", sure) for end in ends for a, b in ((source, end), (end, source))]
    if others:
        rule = "mediator with each side" if scene.kind is EventType.CONSULT else "each target"
        return [Pair(source, t, rule, sure) for t in others]
    target = _for_state(scene, targets, other)
    if len(many) > 1 and other not in {p.state for p in many}:
        return [Pair(s, target, "each source", sure) for s in many]
    return [Pair(source, target, f"{roles.how}, sides weighed", sure)]


def named(scene: Scene, roles: Roles) -> list[Pair]:
    """Return the pair that the sentence itself names, one record an event, as the manual's own examples are coded."""
    sources = _named(scene, roles.source, frozenset())
    targets = _named(scene, roles.target, frozenset(p.state for p in sources if p.state))
    together = {p.head for p in sources}
    if scene.kind in JOINT and len(together) > 1 and {p.head for p in targets} <= together:
        targets = sources[1:]  # "A, B and C met": the first with the second
    return [Pair((sources or [_NOBODY])[0], (targets or [_NOBODY])[0], roles.how)]


def _signed(scene: Scene) -> bool:
    """Tell whether the support is a paper signed, which AGREE would not be wrong for either."""
    judgement = scene.candidate.judgement
    agreed = judgement.types.get(EventType.AGREE.value, 0.0) if judgement else 1.0
    return scene.kind is EventType.SUPPORT and agreed > _SIGNED


def _named(scene: Scene, head: int | None, outside: frozenset[str]) -> list[Party]:
    """The parties at a head token; "both sides" are two states besides those `outside`.

    They are those of the event on which this one hangs, else those told last, else the page's.
    """
    if head is None:
        return []
    company = scene.company
    found = company.parties(head)
    if company.sides(head) and len({p.state for p in _distinct(found)} - outside) < 2:
        hangs = scene.ruling()
        told = hangs[0] if hangs else (scene.before[-1] if scene.before else None)
        last = told.states if told else ()
        both = [s for s in dict.fromkeys([*last, *company.main()]) if s not in outside][:2]
        span = company.tree.phrase_span(head)
        return [Party(head, span, s, s) for s in both]
    return found


def _distinct(parties: list[Party]) -> list[Party]:
    """The parties with a state that are not mere places, one for each state."""
    return list({p.state: p for p in reversed(parties) if p.state and not p.place}.values())[::-1]


def _mutual(scene: Scene, sources: list[Party]) -> list[Pair]:
    """ "Each side accused the other": what the first does to the second, and the second to the first."""
    members, tree = _distinct(sources), scene.company.tree
    here = scene.candidate.trigger.index
    ends = [*tree.kids(here, "dobj", "dative", "oprd"), *(thing for _, thing in tree.preps(here))]
    if len(members) != 2 or not any(tree.lemma(k) == "other" for k in ends):
        return []
    one, two = members
    return [Pair(one, two, "each the other"), Pair(two, one, "each the other")]


_SWAPS = frozenset({"exchange", "swap"})


def _each_way(scene: Scene, state: str | None, other: str | None) -> bool:
    """Tell whether each side releases what is of the other: "the bodies were exchanged"; not: "in exchange"."""
    if state is None or other is None or state == other or scene.kind is not EventType.RETREAT:
        return False
    here = scene.candidate.trigger.index
    over = scene.tree.token(here).head
    return scene.tree.lemma(here) in _SWAPS and not (
        scene.tree.token(here).dep == "pobj" and scene.tree.lemma(over) == "in"
    )


def _joint(sources: list[Party], targets: list[Party]) -> list[Pair]:
    """ "A and B met": one record for each pair of states among the members."""
    members = _distinct(sources)
    if len(members) < 2:
        return []
    outside = {t.state for t in targets if t.state and not t.place} - {p.state for p in members}
    if outside:
        return []
    return [Pair(a, b, "joint") for k, a in enumerate(members) for b in members[k + 1 :]]


def _for_state(scene: Scene, parties: list[Party], state: str | None, *, acting: bool = False) -> Party:
    """The party of a state: the named one, a nameless one lent the state, or the state itself."""
    for party in parties:
        if party.state == state:
            return party
    nameless = next((p for p in parties if p.state is None and not p.place), None)
    if state is None:
        return nameless or _NOBODY
    if nameless is None:
        return _mentioned(scene, state, acting=acting)
    return replace(nameless, actor=nameless.actor or state, state=state)


def _mentioned(scene: Scene, state: str, *, acting: bool) -> Party:
    """The state by its nearest mention in the sentence, or without words where the sentence does not name it.

    Neither a private person ("the Georgian analyst") nor an outlet is named for it, nor a place where somebody acts.
    """
    here, company = scene.candidate.trigger.index, scene.company
    sentence = scene.candidate.sentence
    found = [
        (abs(i - here), mention.span)
        for i in range(sentence.first, sentence.stop)
        for mention in company.at.get(i, ())
        if company.state_of(mention) == state
        and mention.kind not in (_NOT_ACTING if acting else _NOT_MEANT)
        and not any(_private(scene, m.actor) for k in (i, scene.tree.token(i).head) for m in company.at.get(k, ()))
    ]
    return Party(None, min(found)[1] if found else None, state, state)


def _private(scene: Scene, actor: str | None) -> bool:
    """Tell whether an actor is a person who is known not to act for a state: an analyst, a former minister."""
    known = scene.company.actors.get(actor or "")
    return known is not None and known.official is False and known.kind is ActorKind.PERSON
