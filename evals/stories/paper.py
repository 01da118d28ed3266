"""Texts become articles, and quoted words statements: what invented pages of evals and tests are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.dates import day
from detente.types import Article, Dated, Evidence, Form, Found, Line, LineKind, Span, Statement, identity


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


def quoted(article: str, words: Span, speaker: str | None, key: str | None = None) -> Statement:
    """Return the direct quotation that stands at `words`."""
    return Statement(
        id=key or identity(article, "statement", words),
        evidence=Evidence(article=article, spans=(words,), rule="written"),
        content=(words,),
        form=Form.DIRECT,
        speaker=speaker,
        speaker_span=None,
    )
