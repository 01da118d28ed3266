"""The working noun of this room: one act of reporting, before anybody is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.types import Form, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Words reported on the page: content, cue and source as spans, and the rule that found them.

    `source_head` is the token that heads the source's noun phrase. `lemma` is the cue's. `scheme` is the frame
    ("clause", "object", ...). `signs` are what a confidence is computed from.
    """

    content: tuple[Span, ...]
    form: Form
    rule: str
    scheme: str
    cue: Span | None = None
    cue_token: int | None = None
    source: Span | None = None
    source_head: int | None = None
    lemma: str = ""
    attitude: bool = False
    addressee: Span | None = None
    occasion: Span | None = None
    signs: frozenset[str] = field(default_factory=frozenset)

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def stop(self) -> int:
        """Where the content ends."""
        return self.content[-1].stop

    @property
    def length(self) -> int:
        """Code points of content."""
        return sum(s.stop - s.start for s in self.content)


def shared(left: tuple[Span, ...], right: tuple[Span, ...]) -> int:
    """Return how many code points two contents share."""
    if left[-1].stop <= right[0].start or right[-1].stop <= left[0].start:
        return 0
    return sum(max(0, min(a.stop, b.stop) - max(a.start, b.start)) for a in left for b in right)


def likeness(left: tuple[Span, ...], right: tuple[Span, ...]) -> float:
    """Return the Jaccard index of two contents over code points."""
    if left[-1].stop <= right[0].start or right[-1].stop <= left[0].start:
        return 0.0
    both = shared(left, right)
    total = sum(s.stop - s.start for s in left) + sum(s.stop - s.start for s in right) - both
    return both / total if total else 0.0


def containers(reports: Sequence[Report]) -> list[int | None]:
    """Return for each report the place of the smallest other one whose content holds its own, or None.

    Reports come in text order, longer ones first.
    """
    out: list[int | None] = []
    active: list[int] = []
    for k, report in enumerate(reports):
        active = [j for j in active if reports[j].stop > report.start]
        holding = [j for j in active if reports[j].length > report.length and _holds(reports[j], report)]
        out.append(min(holding, key=lambda j: reports[j].length, default=None))
        active.append(k)
    return out


def _holds(outer: Report, inner: Report) -> bool:
    return all(any(part.covers(piece) for part in outer.content) for piece in inner.content)
