"""Roles become pairs of parties: coordination, both sides, joint acts, mediators, and the side that goes without saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.events.parties import Company, Party
from detente.events.roles import Roles
from detente.events.scan import Candidate
from detente.events.tree import Tree
from detente.types import EventType, MentionKind

JOINT = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
_RECIPROCAL = JOINT | {EventType.SUPPORT, EventType.ASSAULT}
_NOBODY = Party(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Source and target of one telling, and the rule that found them."""

    source: Party
    target: Party
    rule: str


def pairs(
    tree: Tree,
    company: Company,
    candidate: Candidate,
    roles: Roles,
    kind: EventType,
    talking: str | None,
    before: Sequence[tuple[str, str]],
) -> list[Pair]:
    """Return the pairs of one event; `talking` is the state of the speaker around it, `before` earlier pairs of states."""
    sources = _sides(company, roles.source, before)
    targets = _sides(company, roles.target, before)
    if kind in _RECIPROCAL:
        joint = _joint(sources, targets)
        if joint:
            return joint
    if kind is EventType.CONSULT and sources and len({t.state for t in targets if t.state}) == 2:
        return [Pair(sources[0], t, "mediator with each side") for t in targets]
    sources = [_spoken(company, p, talking) for p in sources] or [_NOBODY]
    targets = [_spoken(company, p, talking) for p in targets] or [_NOBODY]
    found = []
    for s in sources:
        for t in targets:
            found.append(_completed(tree, company, candidate, s, t, roles, before, talking, kind))
    return _unique(found)


def _sides(company: Company, head: int | None, before: Sequence[tuple[str, str]]) -> list[Party]:
    if head is None:
        return []
    if company.sides(head):
        both = before[-1] if before else company.main()[:2]
        span = company.tree.phrase_span(head)
        return [Party(head, span, s, s) for s in both]
    return company.parties(head)


def _joint(sources: list[Party], targets: list[Party]) -> list[Pair]:
    """"A and B met": one record for each pair of states among the members."""
    states = [p for p in sources if p.state]
    distinct = list({p.state: p for p in states}.values())
    if len(distinct) < 2 or any(t.state and t.state not in {p.state for p in distinct} for t in targets):
        return []
    return [Pair(a, b, "joint") for k, a in enumerate(distinct) for b in distinct[k + 1 :]]


_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})


def _spoken(company: Company, party: Party, talking: str | None) -> Party:
    """"we" inside a speaker's words is his state."""
    if party.state or party.head is None or talking is None:
        return party
    words = {company.tree.lemma(k) for k in company.tree.phrase(party.head)}
    return replace(party, actor=party.actor or talking, state=talking) if words & _FIRST else party


def _completed(
    tree: Tree,
    company: Company,
    candidate: Candidate,
    source: Party,
    target: Party,
    roles: Roles,
    before: Sequence[tuple[str, str]],
    talking: str | None,
    kind: EventType,
) -> Pair:
    rule = roles.how
    if source.state is None and roles.source is not None:
        state = _other(company, target.state, before) if target.state else None
        if state and source.head is not None and tree.token(source.head).pos == "PRON":
            source, rule = replace(source, actor=state, state=state), rule + ", source by default"
    if target.state is None or (target.state == source.state and target.place):
        state = _near(tree, company, candidate, source.state) or _other(company, source.state, before)
        if state:
            target = replace(target, actor=target.actor or state, state=state)
            rule += ", target by default"
    return Pair(source, target, rule)


def _near(tree: Tree, company: Company, candidate: Candidate, other: str | None) -> str | None:
    """The nearest state in the sentence besides `other`."""
    best: tuple[int, str] | None = None
    here = candidate.trigger.index
    for i in range(candidate.sentence.first, candidate.sentence.stop):
        for mention in company.at.get(i, []):
            state = company.state_of(mention)
            if state and state != other and mention.kind is not MentionKind.OUTLET:
                far = abs(i - here) + (0 if tree.clause_head(i) == tree.clause_head(here) else 20)
                if best is None or far < best[0]:
                    best = (far, state)
    return best[1] if best else None


def _other(company: Company, state: str | None, before: Sequence[tuple[str, str]]) -> str | None:
    """The other side of the pair told last, or of the page's main pair."""
    for a, b in reversed(before):
        if state in (a, b):
            return b if state == a else a
    main = company.main()
    if state in main[:2] and len(main) > 1:
        return main[1] if state == main[0] else main[0]
    return main[0] if main and main[0] != state else None


def _unique(found: list[Pair]) -> list[Pair]:
    kept: dict[tuple[str | None, str | None, object, object], Pair] = {}
    for pair in found:
        states = (pair.source.state, pair.target.state)
        key = (*states, None, None) if all(states) else (*states, pair.source.head, pair.target.head)
        kept.setdefault(key, pair)
    return list(kept.values())
