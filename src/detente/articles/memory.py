"""Lines that recur on an outlet's pages become a memory that tells furniture from news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from detente.text import fold, squeeze
from detente.types import Article

STANDING = 2.0  # in place of a share, above them all: the lexicon knows the line as the outlet's own


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

    def without(self, article: Article) -> OutletMemory:
        """Return what the other pages have shown of the lines of one of the pages that were remembered."""
        own = line_keys(article)
        others = {key: self.lines[key] - 1 for key in sorted(own & self.lines.keys())}
        return replace(self, pages=self.pages - 1, lines={key: n for key, n in others.items() if n >= 2})


def line_key(line: str) -> str:
    """Return the form under which a line is remembered: folded, without digits, white space squeezed."""
    return squeeze("".join("0" if c.isdigit() else c for c in fold(line)))[:300]


def line_keys(article: Article) -> set[str]:
    """Return the forms under which the lines of an article are remembered."""
    return {line_key(line.span.of(article.text)) for line in article.lines}


def remember(
    outlet: str, articles: Iterable[Article], *, country: str | None = None, order: str | None = None
) -> OutletMemory:
    """Return the memory of these pages; lines that stand on one page only are not kept."""
    pages = [line_keys(article) for article in articles]
    counts = Counter(key for page in pages for key in page)
    kept = {line: n for line, n in sorted(counts.items()) if n >= 2}
    return OutletMemory(outlet=outlet, pages=len(pages), lines=kept, country=country, order=order)
