"""The pages of one outlet become what each of them can learn from the others: recurring lines and date order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.articles.memory import OutletMemory, remember
from detente.types import Article, LineKind

_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_LEADING_YEAR = re.compile(r"(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)")
_ENOUGH = 3  # pages of an outlet that can teach anything
_RECURS = 0.5  # share of the other pages from which a line counts as the outlet's own


def date_order(articles: Sequence[Article]) -> str | None:
    """Return how the outlet writes dates in digits ("dmy", "mdy", "ymd"), once a page has settled it.

    Only a publication date with a part above 12, or with the year in front, is evidence; None where there is
    none, or where pages contradict each other.
    """
    orders = set()
    for article in articles:
        for span in article.published.spans if article.published else ():
            printed = span.of(article.text)
            if _LEADING_YEAR.search(printed):
                orders.add("ymd")
            elif found := _DIGITS.search(printed):
                first, second = int(found[1]), int(found[2])
                if (first > 12) != (second > 12):
                    orders.add("dmy" if first > 12 else "mdy")
    return orders.pop() if len(orders) == 1 else None


def memories(
    outlet: str, articles: Sequence[Article], *, country: str | None = None
) -> Iterator[tuple[Article, OutletMemory]]:
    """Yield each article with what the other pages of its outlet have shown; nothing from fewer than three."""
    if len(articles) < _ENOUGH:
        return
    together = remember(outlet, articles, country=country, order=date_order(articles))
    for article in articles:
        yield article, together.without(article)


def gains(article: Article, memory: OutletMemory) -> bool:
    """Tell whether this memory may change the article when it is read again: an open date, a recurring body line."""
    if memory.order and article.published and article.published.rivals:
        return True
    return any(
        memory.share(line.span.of(article.text)) >= _RECURS for line in article.lines if line.kind is LineKind.BODY
    )
