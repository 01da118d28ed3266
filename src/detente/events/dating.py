"""A candidate becomes dated: the time expression that belongs to it, by clause, sentence, then occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.dates.expressions import find_times
from detente.events.tree import Tree
from detente.types import Dated, Form, Span, Statement, Status, When

FRESH_DAYS = 10  # the scheme's reach of "actual" back from publication
_LENGTHS = frozenset({"duration", "past run"})
_DATELINE = re.compile(r"\s[-–—]+\s")
_DATELINE_REACH = 90  # characters of a paragraph within which a dateline ends
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


def spoken_times(
    tree: Tree, statements: Sequence[Statement], times: Sequence[TimeAt], published: When | None
) -> tuple[TimeAt, ...]:
    """Return the times with those inside quotations counted from the day on which the words were spoken.

    That day is the fresh one that hangs on the cue ("said on Monday"); where there is none, the times stand.
    """
    out = list(times)
    for statement in statements:
        day = _spoken_on(tree, statement, times, published) if statement.form is Form.DIRECT else None
        if day is None:
            continue
        inside = [t for t in out if any(c.covers(t.dated.spans[0]) for c in statement.content)]
        if inside:
            again = times_at(tree, find_times(tree.text, day, within=statement.content))
            out = [t for t in out if t not in inside] + list(again)
    return tuple(sorted(out, key=lambda t: t.token))


def _spoken_on(tree: Tree, statement: Statement, times: Sequence[TimeAt], published: When | None) -> date | None:
    if statement.cue is None or published is None:
        return None
    cue = next((t.index for t in tree.tokens if t.span.start >= statement.cue.start), None)
    own = [t for t in times if not any(c.covers(t.dated.spans[0]) for c in statement.content)]
    found = nearest(tree, cue, own, Status.ACTUAL) if cue is not None else None
    if found is None or found.dated.when.days != 1:
        return None
    day = found.dated.when.start
    return day if 0 < (published.start - day).days <= FRESH_DAYS else None


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
        same = [t for t in here if t.clause == clause and not of_another_noun(tree, t.token, trigger)]
        if same:
            return min(same, key=lambda t: abs(t.token - trigger))
        token = tree.token(clause)
        if token.head == clause or token.dep in {"relcl", "ccomp", "parataxis"} or status in _OWN_DAY:
            return None
        clause = tree.clause_head(token.head)


def of_another_noun(tree: Tree, time: int, trigger: int) -> bool:
    """ "the accord of 1998", "its April offer": a time inside a noun phrase dates that noun only."""
    at = time
    for up in tree.climb(time):
        if up == trigger or tree.token(up).pos in {"VERB", "AUX"}:
            return False
        if tree.token(at).dep in {"prep", "amod", "compound", "nmod", "poss"} and tree.token(up).pos == "NOUN":
            return tree.lemma(tree.token(at).index) in {"of"} or tree.token(at).dep != "prep"
        at = up
    return False
