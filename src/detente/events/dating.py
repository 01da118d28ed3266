"""A candidate becomes dated: the time expression that belongs to it, by clause, sentence, then occasion."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.events.tree import Tree
from detente.types import Dated, Status, When

_VERBAL = frozenset({"VERB", "AUX"})
_OPEN = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class TimeAt:
    """A time expression and the token that it starts at."""

    dated: Dated
    token: int
    clause: int


def times_at(tree: Tree, times: Sequence[Dated]) -> tuple[TimeAt, ...]:
    """Tie time expressions to tokens of the parse; those outside the parsed text are left out."""
    starts = [t.span.start for t in tree.tokens]
    found = []
    for dated in times:
        if not dated.spans:
            continue
        at = bisect_left(starts, dated.spans[0].start)
        if at < len(starts) and starts[at] < dated.spans[-1].stop:
            found.append(TimeAt(dated, at, tree.clause_head(at)))
    return tuple(found)


def nearest(tree: Tree, trigger: int, times: Sequence[TimeAt]) -> TimeAt | None:
    """Return the time of the event at `trigger`: inside its phrase, its clause, then the clauses that govern it."""
    sentence = tree.sentence_of(trigger)
    here = [t for t in times if sentence.first <= t.token < sentence.stop]
    if not here:
        return None
    under = set(tree.below(trigger, frozenset({"ccomp", "advcl", "relcl", "parataxis"})))
    inside = [t for t in here if t.token in under]
    if inside:
        return min(inside, key=lambda t: abs(t.token - trigger))
    clause = tree.clause_head(trigger)
    while True:
        same = [t for t in here if t.clause == clause]
        if same:
            return min(same, key=lambda t: abs(t.token - trigger))
        token = tree.token(clause)
        if token.head == clause or token.dep in {"relcl", "ccomp", "parataxis"}:
            break
        clause = tree.clause_head(token.head)
    return None


def turned(dated: Dated, status: Status, published: When | None) -> Dated:
    """Turn a reading to the other side of publication where the status asks for it and a rival reading offers it."""
    if published is None or not dated.rivals:
        return dated
    later = status in _OPEN
    if later and dated.when.last < published.start:
        ahead = [w for w in dated.rivals if w.start >= published.start]
        if ahead:
            return replace(dated, when=min(ahead), rivals=(dated.when,))
    if not later and dated.when.start > published.last:
        behind = [w for w in dated.rivals if w.last <= published.last]
        if behind:
            return replace(dated, when=max(behind), rivals=(dated.when,))
    return dated
