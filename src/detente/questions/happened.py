"""What happened: events as told, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.dates import iso
from detente.errors import QuestionError
from detente.questions.conditions import (
    article_of,
    happened_within,
    is_between,
    readings_of,
)
from detente.record import Store
from detente.record.dyads import tellings_like
from detente.types import (
    Dyad,
    EventType,
    Reading,
    Span,
    Status,
    Telling,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedRow:
    """One event as told once: who did what to whom, when, whether it happened, and whose word it is."""

    id: str
    article: str
    url: str
    outlet: str | None
    published: str | None
    type: EventType
    mode: str | None
    status: Status
    when: str | None
    when_rule: str | None
    source: str | None
    source_state: str | None
    target: str | None
    target_state: str | None
    word_of: str
    sentence: str
    span: Span
    trigger: str
    confidence: float
    rule: str


def what_happened(
    store: Store,
    *,
    between: Dyad | None = None,
    directed: bool = False,
    statuses: frozenset[Status] | None = None,
    types: frozenset[EventType] | None = None,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    page: str | None = None,
    min_confidence: float = 0.0,
) -> tuple[HappenedRow, ...]:
    """Return the events, as told, that fit every condition given.

    `since` and `until` are days of the event (of publication, where the text gives the event no day).
    """
    wanted = {k for _, k, _ in store.search(matching, 10_000)} if matching else None
    found = []
    for reading in readings_of(store, page):
        for e in reading.tellings:
            if e.confidence < min_confidence or (wanted is not None and e.id not in wanted):
                continue
            if (statuses and e.status not in statuses) or (types and e.type not in types):
                continue
            if between and not is_between(e, between, directed):
                continue
            if not happened_within(e, reading.article, since, until):
                continue
            found.append(happened_row(reading, e))
    return tuple(found)


def happened_row(reading: Reading, telling: Telling) -> HappenedRow:
    """Return one telling as a row."""
    article = article_of(reading)
    source, target = reading.cast.actor(telling.source), reading.cast.actor(telling.target)
    voice = reading.cast.actor(telling.vouched_by)
    return HappenedRow(
        id=telling.id,
        article=article.id,
        url=article.canonical or article.url,
        outlet=article.outlet.value if article.outlet else None,
        published=iso(article.published.when) if article.published else None,
        type=telling.type,
        mode=telling.mode,
        status=telling.status,
        when=iso(telling.when.when) if telling.when else None,
        when_rule=telling.when.rule if telling.when else None,
        source=source.name if source else None,
        source_state=telling.source_state,
        target=target.name if target else None,
        target_state=telling.target_state,
        word_of=voice.name if voice else "outlet",
        sentence=telling.clause.of(article.text),
        span=telling.clause,
        trigger=telling.trigger.of(article.text),
        confidence=telling.confidence,
        rule=telling.evidence.rule,
    )


def find_telling(store: Store, key: str) -> tuple[Reading, Telling]:
    """Return the event with this id (or its beginning) and its reading; QuestionError if none or several fit."""
    hits = tellings_like(store, key)
    if len(hits) != 1:
        found = "No event fits" if not hits else f"{len(hits)} events fit"
        raise QuestionError(
            f"{found} {key!r}; `detente happened` lists their ids, and `detente happening {key}` opens a happening."
        )
    ((telling, article),) = hits
    reading = store.reading(article)
    return reading, next(e for e in reading.tellings if e.id == telling)
