"""Lines that recur on an outlet's pages become a memory that tells furniture from news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.text import fold, squeeze
from detente.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletMemory:
    """What other pages of an outlet have shown: how many there were, and on how many each line stood.

    `lines` are keyed by `line_key`; `order` is how the outlet writes dates in digits ("dmy", "mdy", "ymd").
    """

    outlet: str
    pages: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
    country: str | None = None
    order: str | None = None

    def share(self, line: str) -> float:
        """Return the share of the outlet's other pages that this line stood on, 0 where fewer than two did."""
        seen = self.lines.get(line_key(line), 0)
        return seen / self.pages if self.pages and seen >= 2 else 0.0


def line_key(line: str) -> str:
    """Return the form under which a line is remembered: folded, without digits, white space squeezed."""
    return squeeze("".join("0" if c.isdigit() else c for c in fold(line)))[:300]


def remember(
    outlet: str, articles: Iterable[Article], *, country: str | None = None, order: str | None = None
) -> OutletMemory:
    """Return the memory of these pages; lines that stand on one page only are not kept."""
    counts: Counter[str] = Counter()
    pages = 0
    for article in articles:
        pages += 1
        counts.update({line_key(line.span.of(article.text)) for line in article.lines})
    kept = {line: n for line, n in sorted(counts.items()) if n >= 2}
    return OutletMemory(outlet=outlet, pages=pages, lines=kept, country=country, order=order)
