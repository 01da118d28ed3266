"""What came beside a page fills what the page itself does not say: day, headline, outlet, language.

A page's own words always win; a value of the sidecar is marked as such and has no place in the text.
"""

from __future__ import annotations

from dataclasses import replace

from detente.articles.published_markup import read_instant
from detente.dates import day, from_iso
from detente.text import squeeze
from detente.types import Article, Ballot, Dated, Found, Page, When

RULE = "the sidecar, for the page does not say"
_WEIGHT = 0.7  # of its date: whoever made the export knew the page, but a crawl's day also stands there at times


def filled(article: Article, page: Page) -> Article:
    """Return the article with what its page leaves open taken from the sidecar."""
    beside = page.sidecar
    if article.headline is None and (title := squeeze(beside.get("title", ""))):
        article = replace(article, headline=Found(value=title, rule=RULE))
    if article.outlet is None and (outlet := squeeze(beside.get("outlet", ""))):
        article = replace(article, outlet=Found(value=outlet, rule=RULE))
    if article.language is None and (language := beside.get("language", "").strip().lower()[:2]).isalpha():
        article = replace(article, language=language)
    when = _day(beside.get("date", "").strip())
    if when is None:
        return article
    said = f"the sidecar: {beside['date']}"
    ballots = (*article.ballots, Ballot(when=when, voter="sidecar", weight=_WEIGHT, evidence=said))
    published = article.published or Dated(when=when, rule=said, sure=_WEIGHT)
    return replace(article, ballots=ballots, published=published)


def _day(written: str) -> When | None:
    """Return the day of a date or instant in ISO 8601, or None for anything else."""
    instant = read_instant(written)
    if instant is not None:
        return day(instant[0])
    try:
        return from_iso(written)
    except ValueError:
        return None
