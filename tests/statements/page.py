"""Bare text becomes what the statements room takes: an article whose lines are all body, its parse, its cast."""

from __future__ import annotations

from detente.mentions import find_cast
from detente.parses import parse
from detente.pipeline import Tools
from detente.statements import Speech, find_statements
from detente.text import line_spans
from detente.types import Article, Line, LineKind


def article_of(text: str, *, title: str = "") -> Article:
    """Return an article: the first line is the title where one is given, all others are body."""
    whole = f"{title}\n{text}" if title else text
    spans = line_spans(whole)
    lines = tuple(
        Line(span, LineKind.TITLE if title and k == 0 else LineKind.BODY, "test") for k, span in enumerate(spans)
    )
    return Article(id="test", page="0", url="test", text=whole, lines=lines)


def speech_of(text: str, tools: Tools, *, title: str = "", tagger: bool = False) -> Speech:
    """Return the speech of bare text, by rules alone unless the tagger is asked for."""
    article = article_of(text, title=title)
    analysis = parse(article, tools.engines["en"])
    cast = find_cast(article, analysis, tools.lexicon)
    return find_statements(article, analysis, cast, tools.lexicon, tools.tagger if tagger else None)
