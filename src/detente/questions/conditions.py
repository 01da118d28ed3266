"""Conditions that several questions share: by page, by day, by name, by pair of states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from detente.errors import QuestionError
from detente.questions.pages import find_page
from detente.record import Store
from detente.text import fold
from detente.types import (
    Article,
    Dyad,
    Reading,
    Telling,
)


def readings_of(store: Store, page: str | None) -> Iterator[Reading]:
    source: Iterable[Reading] = [find_page(store, page)] if page else store.readings()
    return (r for r in source if r.article is not None)


def article_of(reading: Reading) -> Article:
    if reading.article is None:
        raise QuestionError(f"{reading.url} gave no article; `detente problems` says why.")
    return reading.article


def published_within(article: Article | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if article is None or article.published is None:
        return False
    when = article.published.when
    return (since is None or when.stop > since) and (until is None or when.start <= until)


def happened_within(e: Telling, article: Article | None, since: date | None, until: date | None) -> bool:
    if e.when is None:
        return published_within(article, since, until)
    return (since is None or e.when.when.stop > since) and (until is None or e.when.when.start <= until)


def is_between(e: Telling, dyad: Dyad, directed: bool) -> bool:
    pair = (e.source_state, e.target_state)
    return pair == (dyad.source, dyad.target) or (not directed and pair == (dyad.target, dyad.source))


def is_named(wanted: str, *names: str | None) -> bool:
    return any(fold(wanted) in fold(name) for name in names if name)
