"""A candidate becomes dated: the time expression that belongs to it, by clause, sentence, then occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.events.tree import Tree
from detente.types import Dated, EventType, Sentence, Span, Status, When

FRESH_DAYS = 10  # the scheme's reach of "actual" back from publication
_LENGTHS = frozenset({"duration", "past run"})
_DATELINE = re.compile(r"\s[-–—]+\s")
_DATELINE_REACH = 90  # characters of a paragraph within which a dateline ends
_WORDS = frozenset(
    {
        EventType.AGREE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.REJECT,
        EventType.SUPPORT,
    }
)
_INNER = frozenset({"ccomp", "xcomp", "advcl", "relcl", "parataxis", "pcomp", "acl"})
_OWN_DAY = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class TimeAt:
    """A time expression, the token that it starts at and the verb of its clause."""

    dated: Dated
    token: int
    clause: int


def times_at(tree: Tree, times: Sequence[Dated]) -> tuple[TimeAt, ...]:
    """Tie time expressions to tokens of the parse; datelines and what lies outside the parsed text are left out."""
    starts = [t.span.start for t in tree.tokens]
    found = []
    for dated in times:
        if not dated.spans:
            continue
        at = bisect_left(starts, dated.spans[0].start)
        if at < len(starts) and starts[at] < dated.spans[-1].stop and not _in_dateline(tree, at, dated.spans[-1]):
            found.append(TimeAt(dated, at, tree.clause_head(at)))
    return tuple(found)


def _in_dateline(tree: Tree, token: int, span: Span) -> bool:
    """ "BAKU, May 3 (Agency) - ...": a date before the dash at the head of a paragraph is the page's, no event's."""
    start = tree.sentence_of(token).span.start
    line = tree.text.rfind("\n", 0, start) + 1
    dash = _DATELINE.search(tree.text, line, line + _DATELINE_REACH)
    head = tree.text[line : dash.start()] if dash else ""
    return bool(dash) and span.stop <= dash.start() and bool(re.search(r"[A-Z]{3}|\(", head)) if dash else False


def nearest(tree: Tree, trigger: int, times: Sequence[TimeAt], status: Status) -> TimeAt | None:
    """Return the time of the event at `trigger`: inside its phrase, its clause, then the clauses that govern it.

    What is only planned or wished for does not take the day on which somebody said so.
    """
    sentence = tree.sentence_of(trigger)
    here = [t for t in times if sentence.first <= t.token < sentence.stop]
    lengths = [t for t in here if t.dated.rule in _LENGTHS]
    points = [t for t in here if t.dated.rule not in _LENGTHS]
    found = _nearest(tree, trigger, points, status) or _nearest(tree, trigger, lengths, status)
    return found or _only(tree, trigger, points)


def _only(tree: Tree, trigger: int, points: Sequence[TimeAt]) -> TimeAt | None:
    """The only time of the clause, whatever it hangs on."""
    clause = tree.clause_head(trigger)
    own = [t for t in points if t.clause == clause]
    return own[0] if len(own) == 1 else None


def _nearest(tree: Tree, trigger: int, here: Sequence[TimeAt], status: Status) -> TimeAt | None:
    if not here:
        return None
    under = set(tree.below(trigger, _INNER))
    inside = [t for t in here if t.token in under]
    if inside:
        return min(inside, key=lambda t: abs(t.token - trigger))
    clause = tree.clause_head(trigger)
    while True:
        same = [t for t in here if t.clause == clause and not _of_another_noun(tree, t.token, trigger)]
        if same:
            return min(same, key=lambda t: abs(t.token - trigger))
        token = tree.token(clause)
        if token.head == clause or token.dep in {"relcl", "ccomp", "parataxis"} or status in _OWN_DAY:
            return None
        clause = tree.clause_head(token.head)


def occasion(tree: Tree, sentence: Sentence, times: Sequence[TimeAt], published: When, lead: int) -> Dated | None:
    """Return the day of the occasion that an undated report hangs on, or None.

    That is the fresh day named in the sentence before, else the first fresh day named in the page's lead, which
    ends at token `lead`.
    """
    days = [t for t in times if t.token < sentence.first and _fresh_day(t.dated.when, published)]
    before = tree.sentence_of(sentence.first - 1) if sentence.first else None
    near = [t for t in days if before and t.token >= before.first]
    opening = [t for t in days if t.token < lead]
    found = near[-1:] or opening[:1]
    return found[0].dated if found else None


def _fresh_day(when: When, published: When) -> bool:
    return when.start == when.last and 0 <= (published.start - when.last).days <= FRESH_DAYS


def _of_another_noun(tree: Tree, time: int, trigger: int) -> bool:
    """ "the accord of 1998", "its April offer": a time inside a noun phrase dates that noun only."""
    at = time
    for up in tree.climb(time):
        if up == trigger or tree.token(up).pos in {"VERB", "AUX"}:
            return False
        if tree.token(at).dep in {"prep", "amod", "compound", "nmod", "poss"} and tree.token(up).pos == "NOUN":
            return tree.lemma(tree.token(at).index) in {"of"} or tree.token(at).dep != "prep"
        at = up
    return False


def fitted(dated: Dated, kind: EventType, status: Status, published: When | None) -> Dated | None:
    """Return the reading that fits the event, or None: words spoken already have no day after publication."""
    if published is None:
        return dated
    if dated.when.start > published.last and status in {Status.ACTUAL, Status.RECALLED}:
        behind = [w for w in dated.rivals if w.last <= published.last]
        if behind:
            return replace(dated, when=max(behind), rivals=(dated.when,))
        return None if kind in _WORDS else dated
    return dated
