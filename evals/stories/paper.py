"""Texts become articles, quoted words statements, clauses tellings: what invented pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.dates import day
from detente.types import (
    Article,
    Dated,
    Dyad,
    EventType,
    Evidence,
    Form,
    Found,
    Line,
    LineKind,
    Span,
    Statement,
    Status,
    Telling,
    identity,
)


def printed(
    key: str,
    page: str,
    text: str,
    *,
    url: str,
    published: date | None,
    outlet: str | None,
    cites: Sequence[str] = (),
    lines: tuple[Line, ...] | None = None,
    headline: Found | None = None,
) -> Article:
    """Return an article of this text, whose only line is body unless lines are given; `cites` is its chain."""
    whole = (Line(Span(0, len(text)), LineKind.BODY, "prose"),) if text else ()
    return Article(
        id=key,
        page=page,
        url=url,
        text=text,
        lines=whole if lines is None else lines,
        language="en",
        headline=headline,
        outlet=Found(value=outlet) if outlet else None,
        published=Dated(when=day(published), rule="written") if published else None,
        chain=tuple(Found(value=c) for c in cites),
    )


def quoted(
    article: str,
    words: Span,
    speaker: str | None,
    key: str | None = None,
    *,
    about: tuple[Dyad, ...] = (),
    tone: int = 0,
) -> Statement:
    """Return the direct quotation that stands at `words`."""
    return Statement(
        id=key or identity(article, "statement", words),
        evidence=Evidence(article=article, spans=(words,), rule="written"),
        content=(words,),
        form=Form.DIRECT,
        speaker=speaker,
        speaker_span=None,
        about=about,
        tone=tone,
    )


def reported(
    article: str,
    clause: Span,
    kind: EventType,
    source: str | None,
    target: str | None,
    key: str | None = None,
    *,
    trigger: Span | None = None,
    status: Status = Status.ACTUAL,
    when: date | None = None,
    actors: tuple[str | None, str | None] = (None, None),
    vouched_by: str | None = None,
) -> Telling:
    """Return the event between two states that the clause tells of; the clause is its trigger unless one is given."""
    trigger = trigger or clause
    return Telling(
        id=key or identity(article, "telling", clause, trigger),
        evidence=Evidence(article=article, spans=(clause,), rule="written"),
        trigger=trigger,
        type=kind,
        source=actors[0],
        target=actors[1],
        source_state=source,
        target_state=target,
        status=status,
        when=Dated(when=day(when)) if when else None,
        vouched_by=vouched_by,
    )
