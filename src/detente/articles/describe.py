"""Sorted lines and mark-up of an HTML page become the article: headline, outlet, date, people, chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.articles.byline import find_authors, find_section
from detente.articles.chain import find_chain
from detente.articles.finish import BY_HAND, date_order, language_of
from detente.articles.headline import Headline, headline_key
from detente.articles.memory import OutletMemory
from detente.articles.metadata import Metadata
from detente.articles.outlet import name_outlet
from detente.articles.published import vote
from detente.articles.stretch import OUTSIDE
from detente.lexicon import Lexicon
from detente.text import squeeze
from detente.types import Article, Found, Line, LineKind, Page, Span, identity


def printed_headline(lines: Sequence[str], kept: Sequence[bool], meta: Metadata, *, titled: bool) -> Headline | None:
    """Return the lines that print a title of the mark-up, the best backed; None where no line prints one.

    `titled` tells whether the first line is the page's `<title>`, which no reader sees on the page.
    """
    wanted = {key: -k for k, title in enumerate(meta.titles) if len(key := headline_key(title)) >= 4}
    shortest, longest = min(map(len, wanted), default=0), max(map(len, meta.titles), default=0) + 20
    keys = {i: headline_key(line) for i, line in enumerate(lines) if shortest <= len(line) <= longest}
    printed = [keys[i] for i in keys if keys[i] in wanted and (i or not titled)]
    if not printed:
        return None
    best = max(printed, key=lambda k: wanted[k])
    twins = [i for i, key in keys.items() if key == best]
    body = next((i for i, keep in enumerate(kept) if keep and i not in twins), len(kept))
    above = [i for i in twins if i < body] or twins[:1]
    line = above[-1]
    return Headline(line, tuple(i for i in twins if i != line), f"the headline: {meta.title_rule}", 2.0)


def describe_webpage(
    page: Page,
    text: str,
    lines: Sequence[Line],
    leads: Sequence[str | None],
    headline: Headline | None,
    meta: Metadata,
    memory: OutletMemory | None,
    lexicon: Lexicon,
    *,
    fast: bool,
) -> Article:
    """Return the article of an HTML page: mark-up first, then what the lines say.

    A fast reading believes a declared date and asks no further.
    """
    language = language_of(text, lines, quick=fast)
    address = page.url if "://" in page.url else meta.canonical or ""
    outlet = name_outlet(text, lines, leads, url=address, declared=meta.outlets, english=False)
    order, custom = date_order(lexicon, outlet, address, memory)
    published, ballots = vote(
        text,
        [x for x in lines if x.reason != OUTSIDE] if fast else lines,
        html=replace(meta.dates, raw="") if fast else meta.dates,
        believing=fast,
        url=address or None,
        fetched=page.fetched,
        order=order,
        custom=custom,
        language=language,
    )
    authors = tuple(_found(text, name, rule) for name, rule in meta.authors)
    section = Found(value=meta.section, rule="mark-up") if meta.section else find_section(text, lines)
    return Article(
        id=identity(page.sha, "article"),
        page=page.sha,
        url=page.url,
        text=text,
        lines=tuple(lines),
        language=language,
        headline=_title(text, lines, headline, meta),
        standfirst=_found(text, meta.standfirst, "mark-up") if meta.standfirst else None,
        authors=authors or find_authors(text, lines),
        section=section,
        outlet=outlet,
        canonical=meta.canonical,
        published=published,
        ballots=ballots,
        chain=find_chain(text, lines, outlet, lexicon),
    )


def _title(text: str, lines: Sequence[Line], headline: Headline | None, meta: Metadata) -> Found | None:
    by_hand = [x for x in lines if x.kind is LineKind.TITLE and x.reason == BY_HAND]
    if by_hand:
        return Found(value=squeeze(by_hand[-1].span.of(text)), spans=(by_hand[-1].span,), rule=BY_HAND)
    spans = (lines[headline.line].span,) if headline and lines[headline.line].kind is LineKind.TITLE else ()
    if meta.title:
        return Found(value=meta.title, spans=spans, rule=meta.title_rule)
    return Found(value=squeeze(spans[0].of(text)), spans=spans, rule=headline.reason) if headline and spans else None


def _found(text: str, value: str, rule: str) -> Found:
    """Return a value of the mark-up with the first place where a visible line shows it."""
    at = text.find(value)
    return Found(value=value, spans=(Span(at, at + len(value)),) if at >= 0 else (), rule=rule)
