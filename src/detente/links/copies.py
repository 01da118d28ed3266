"""Sketches become links of copies: neighbours by MinHash, then the overlap itself, then what differs in it.

One story is one text wherever it is printed: cut, re-ordered, with names spelled otherwise or a number mended. Last
week's report in the same words with other names, days and numbers is another story; so is a follow-up that repeats
the background.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.links.sketches import Codes, Sketch
from detente.types import Link, Verdict

BY = "detente.links.copies"
SHARED_BANDS = 2  # of three rows: 0.99 of pairs at Jaccard 0.54 meet, and one in twenty million at 0.02
REACH = 16  # rows of a bucket that each row is compared with
_LOW = 0.30  # containment, the shared shingles by those of the shorter, below which nothing is asked
_WHOLE = 0.95
# A logistic regression on the pairs of `evals.links`, seeds 7 to 30, its weights divided by that of containment: what
# the opening that stands in the other, the share of slots filled otherwise, and each day between weigh beside it.
_LEAD, _OTHER, _DAY, _SAME = 0.4, -1.7, -0.2, 0.55
# By days between: the share of common slots filled otherwise, and their weight, that make two stories of likenesses.
# Slots are seen from both sides, so that one day changed weighs 2.5.
_TEMPLATE = ((0, 0.25, 3.0), (1, 0.15, 3.0), (2, 0.08, 2.0), (10**6, 0.05, 1.5))
_RERUN = 2  # days within which newspapers take a wire story over; later, only the whole text is a copy
_OPENING = 0.6
_SHORT = 12  # shingles below which only an equal text is a copy


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two sketches overlap, each 0..1: by the shorter, by both, in the opening; slots shared and differing."""

    contained: float
    jaccard: float
    lead: float
    slots: int
    differing: float


def overlap(left: Sketch, right: Sketch) -> Overlap:
    """Return the overlap of two sketches, counted exactly over all shingles and slots."""
    shared = _shared(left.shingles, right.shingles)
    small = min(left.shingles.size, right.shingles.size)
    union = left.shingles.size + right.shingles.size - shared
    leads = [_shared(a.lead, b.shingles) / a.lead.size for a, b in ((left, right), (right, left)) if a.lead.size]
    _, here, there = np.intersect1d(left.slots, right.slots, assume_unique=True, return_indices=True)
    other = (left.fillings[here] & right.fillings[there]) == 0
    return Overlap(
        contained=shared / small if small else 0.0,
        jaccard=shared / union if union else 0.0,
        lead=max(leads, default=0.0),
        slots=int(here.size),
        differing=float(np.minimum(left.weights[here], right.weights[there])[other].sum()),
    )


def _shared(left: Codes, right: Codes) -> int:
    """Count the codes that two sorted arrays share."""
    if not left.size or not right.size:
        return 0
    places = np.searchsorted(right, left)
    places[places == right.size] = 0
    return int((right[places] == left).sum())


def judge_copy(left: Sketch, right: Sketch) -> Link | None:
    """Judge whether two articles are one story in print; None where they share too little to ask.

    Same: most of the shorter stands in the longer, or its opening and a good part; days later, only the whole of it.
    Different: alike, but the same sentences carry other names, days or numbers. Unsure: a good part is shared, but
    not the opening, or not within the days in which stories are taken over.
    """
    found = overlap(left, right)
    small = min(left.shingles.size, right.shingles.size)
    if found.contained < _LOW or (small < _SHORT and found.jaccard < 1):
        return None
    verdict, why = _verdict(found, _days_apart(left, right))
    share = f"{found.contained:.0%} of the shorter stands in the longer"
    a, b = sorted((left.article, right.article))
    return Link(
        left=a, right=b, verdict=verdict, reasons=(share, why), by=BY, kind="copy", score=round(found.contained, 4)
    )


def _verdict(found: Overlap, gap: int) -> tuple[Verdict, str]:
    if found.jaccard == 1 and not found.differing:
        return Verdict.SAME, "the words are the same"
    share = found.differing / found.slots if found.slots else 0.0
    if gap <= _RERUN and found.contained + _LEAD * found.lead + _OTHER * share + _DAY * gap >= _SAME:
        opening = "the same" if found.lead >= _OPENING else "another"
        mended = f", {found.differing:g} of {found.slots} names, days or numbers mended" if found.differing else ""
        return Verdict.SAME, f"the opening is {opening}{mended}"
    limit, least = next((part, weight) for days, part, weight in _TEMPLATE if gap <= days)
    if found.differing >= least and share >= limit:
        return (
            Verdict.DIFFERENT,
            f"the same sentences carry other names, days or numbers ({found.differing:g} of {found.slots})",
        )
    if gap <= _RERUN:
        return Verdict.UNSURE, "but not its opening: a follow-up, or cut and rewritten"
    if found.contained >= _WHOLE and not found.differing:
        return Verdict.SAME, f"run again {gap} days later"
    return Verdict.UNSURE, f"{gap} days lie between them: one of a series, or a follow-up"


def _days_apart(left: Sketch, right: Sketch) -> int:
    return abs((left.published - right.published).days) if left.published and right.published else 0


def neighbours(bands: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the pairs of rows that share enough bands, the earlier row first, in order.

    `bands` is one row of LSH keys for each article. In a bucket, each row meets the REACH rows before it; that a
    crowd of copies is one story then follows from their chain, at a cost that grows with their number only.
    """
    count = len(bands)
    found: list[NDArray[np.int64]] = []
    for column in bands.T:
        order = np.argsort(column, kind="stable")
        keys = column[order]
        for step in range(1, min(REACH, count - 1) + 1):
            meet = np.flatnonzero(keys[step:] == keys[:-step])
            if not meet.size:
                break
            found.append(order[meet] * count + order[meet + step])
    if not found:
        return []
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    return [divmod(int(code), count) for code in pairs[shared >= SHARED_BANDS]]


def link_copies(sketches: Iterable[Sketch]) -> Iterator[Link]:
    """Yield the links between articles that share text, in the order of the sketches."""
    known = list({s.article: s for s in sketches if s.bands.size}.values())
    if len(known) < 2:
        return
    for left, right in neighbours(np.stack([s.bands for s in known])):
        link = judge_copy(known[left], known[right])
        if link is not None:
            yield link
