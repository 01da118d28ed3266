"""What text pages and HTML pages share at the end: flips set by hand, lines known from the outlet, the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from detente.articles.known import known_outlet
from detente.articles.memory import OutletMemory
from detente.lexicon import Lexicon
from detente.types import Found, Line, LineKind, Span

BY_HAND = "set by hand"
_SAMPLE = 320  # characters that settle the language; more cost time and change nothing


def flipped(lines: Sequence[Line], flips: Mapping[Span, LineKind]) -> list[Line]:
    """Return the lines with the kinds that a user has set, each with the reason "set by hand"."""
    return [replace(x, kind=flips[x.span], reason=BY_HAND) if x.span in flips else x for x in lines]


def date_order(lexicon: Lexicon, outlet: Found | None, url: str, memory: OutletMemory | None) -> str | None:
    """Return how the outlet writes days in digits: as its own pages have shown, else as the lexicon has noted."""
    if memory is not None and memory.order:
        return memory.order
    known = known_outlet(lexicon, url) if "://" in url else None
    if known is None and outlet is not None:
        known = known_outlet(lexicon, outlet.value)
    return known.order if known else None


def recurring_shares(text: str, spans: Sequence[Span], memory: OutletMemory | None) -> list[float]:
    """Return for every line the share of the outlet's other pages that it stood on; empty without a memory."""
    if memory is None or memory.pages < 3:
        return []
    return [memory.share(s.of(text)) for s in spans]


@lru_cache(maxsize=1)
def _identifier() -> Any:
    import py3langid.langid as langid

    return langid


def language_of(text: str, lines: Sequence[Line]) -> str | None:
    """Return the ISO 639-1 code of the body's language, None where there are too few letters to tell."""
    body = [x.span.of(text) for x in lines if x.kind is LineKind.BODY]
    sample = " ".join(sorted(body, key=len)[-6:])[:_SAMPLE] or " ".join(x.span.of(text) for x in lines)[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < 12:
        return None
    identifier = _identifier()
    return str(identifier.classify(sample)[0])
