"""A quotation and what is nested in it: the noun that pairing gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quotation: its words, its words with marks, and the quotations inside it.

    `content` is trimmed and without marks, `marked` with them; both hold one span for each paragraph. `kind` is
    "round", "angle", "corner" or "single". `opened` and `closed` tell whether the page prints both ends.
    """

    content: tuple[Span, ...]
    marked: tuple[Span, ...]
    kind: str
    opened: bool = True
    closed: bool = True
    inner: tuple[Quotation, ...] = ()

    @property
    def span(self) -> Span:
        """The stretch from the first mark to the last, whatever lies between paragraphs."""
        return Span(self.marked[0].start, self.marked[-1].stop)

    @property
    def whole(self) -> bool:
        """True where both ends are printed."""
        return self.opened and self.closed


def every(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations and all that are nested in them, in text order, outer before inner."""
    flat: list[Quotation] = []
    waiting = list(reversed(quotations))
    while waiting:
        quotation = waiting.pop()
        flat.append(quotation)
        waiting += reversed(quotation.inner)
    return tuple(flat)
