"""Which pages are in the record, and what was found on each."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dates import iso
from detente.errors import QuestionError
from detente.record import Store
from detente.text import squeeze
from detente.types import (
    Article,
    LineKind,
    Problem,
    Reading,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page: what it is and how much was found on it."""

    article: str
    url: str
    published: str | None
    clock: str | None
    rivals: tuple[str, ...]
    outlet: str | None
    headline: str | None
    label: str  # the headline, or the first words of the text marked as derived
    language: str | None
    statements: int
    events: int
    problems: int


def list_pages(store: Store) -> tuple[PageRow, ...]:
    """Return one row for every page, by day of publication."""
    return tuple(page_row(r) for r in store.readings())


def page_row(reading: Reading) -> PageRow:
    """Return the row of one reading; QuestionError where no article came of it."""
    article = reading.article
    if article is None:
        raise QuestionError(f"{reading.url} gave no article; `detente problems` says why.")
    published = article.published
    return PageRow(
        article=article.id,
        url=article.url,
        published=iso(published.when) if published else None,
        clock=published.clock if published else None,
        rivals=tuple(iso(r) for r in published.rivals) if published else (),
        outlet=article.outlet.value if article.outlet else None,
        headline=article.headline.value if article.headline else None,
        label=label_of(article),
        language=article.language,
        statements=len(reading.statements),
        events=len(reading.tellings),
        problems=len(reading.problems),
    )


def label_of(article: Article) -> str:
    """Return the headline, or the first words of the body in square brackets, marked as no headline."""
    if article.headline:
        return article.headline.value
    body = next((line for line in article.lines if line.kind is LineKind.BODY), None)
    words = squeeze(body.span.of(article.text))[:60] if body else "empty page"
    return f"[no headline: {words}…]"


def find_page(store: Store, key: str) -> Reading:
    """Return the reading of the page named by article id (or its beginning), address, or file name.

    Raises QuestionError where nothing, or more than one page, fits.
    """
    ids = store.article_ids()
    hits = [a for a in ids if a.startswith(key)] if len(key) >= 4 else []
    if not hits:
        rows = store.addresses()
        hits = [a for a, url in rows if url == key] or [a for a, url in rows if key in url]
    if not hits:
        raise QuestionError(f"No page fits {key!r}; `detente pages` lists their ids.")
    if len(hits) > 1:
        raise QuestionError(f"{len(hits)} pages fit {key!r}; give more of the id, as `detente pages` shows it.")
    return store.reading(hits[0])


def list_problems(store: Store) -> tuple[Problem, ...]:
    """Return every problem that reading met."""
    return store.problems()
