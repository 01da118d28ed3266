"""What text pages and HTML pages share at the end: flips set by hand, lines known from the outlet, the language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from detente.articles.known import country_order, known_outlet, outlet_home
from detente.articles.memory import STANDING, OutletMemory, line_key
from detente.lexicon import Lexicon
from detente.types import Found, Line, LineKind, Page, Span

BY_HAND = "set by hand"
_SAMPLE = 320  # characters that settle the language; more cost time and change nothing
_QUICK = 200
_COMMON = (
    "the of and to in that is was for with as by from are were has have had his its their a an on at it this be not "
    "but who which he she they you we will or"
)
_ENGLISH = frozenset(_COMMON.split())
_OTHER_SCRIPT = re.compile(r"[^\W\d_\x00-\u036f\u1e00-\u1eff]+")  # runs of letters that are not Latin
_ENGLISH = frozenset({"en", "pcm"})  # what the identifier calls Nigerian Pidgin is a short English text as a rule
_NEAR = 16.0  # natural logarithm of how much likelier another language must be than English: headlines full of names


def flipped(lines: Sequence[Line], flips: Mapping[Span, LineKind]) -> list[Line]:
    """Return the lines with the kinds that a user has set, each with the reason "set by hand"."""
    return [replace(x, kind=flips[x.span], reason=BY_HAND) if x.span in flips else x for x in lines]


def date_order(
    lexicon: Lexicon, outlet: Found | None, url: str, memory: OutletMemory | None
) -> tuple[str | None, str | None]:
    """Return how the outlet itself writes days in digits, and how its country does; each None where not known.

    The outlet: as its own pages have shown, else as the lexicon has noted. The country is a custom, no evidence: it
    comes after what the page shows.
    """
    address = url if "://" in url else ""
    name = outlet.value if outlet else memory.outlet if memory else None
    home = (memory.country if memory else None) or outlet_home(lexicon, name, address)
    custom = country_order(lexicon, home)
    if memory is not None and memory.order:
        return memory.order, custom
    known = known_outlet(lexicon, address) if address else None
    if known is None and outlet is not None:
        known = known_outlet(lexicon, outlet.value)
    return (known.order if known else None), custom


def recurring_shares(
    text: str, spans: Sequence[Span], memory: OutletMemory | None, lexicon: Lexicon, page: Page
) -> list[float]:
    """Return for every line the share of the outlet's other pages that it stood on, STANDING where the lexicon says.

    Empty where nothing is known of the outlet: neither other pages nor standing lines in the lexicon.
    """
    known = known_outlet(lexicon, page.url) if "://" in page.url else None
    if known is None and memory is not None:
        known = known_outlet(lexicon, memory.outlet)
    begins = tuple(x.begins for x in known.furniture if x.on((page.fetched or "")[:10])) if known else ()
    recalled = memory if memory is not None and memory.pages >= 3 else None
    if not begins and recalled is None:
        return []
    return [
        STANDING
        if begins and line_key(s.of(text)).startswith(begins)
        else recalled.share(s.of(text))
        if recalled
        else 0.0
        for s in spans
    ]


def _is_english(sample: str) -> bool:
    """Tell whether a quarter of the words are the commonest of English, "the" and four others among them."""
    words = sample.lower().split()
    common = [w for w in words if w in _ENGLISH]
    return len(common) * 4 >= len(words) >= 12 and "the" in common and len(set(common)) >= 5


@lru_cache(maxsize=1)
def _identifier() -> Any:
    import py3langid.langid as langid

    return langid


def _main_script(sample: str) -> str:
    """Return a mostly Latin text without its words of other scripts: names given in brackets, a quotation."""
    if sample.isascii():
        return sample
    others = _OTHER_SCRIPT.findall(sample)
    if not others or sum(c.isalpha() for c in sample) < 2 * sum(map(len, others)):
        return sample
    return _OTHER_SCRIPT.sub(" ", sample)


def language_of(text: str, lines: Sequence[Line], *, quick: bool = False) -> str | None:
    """Return the ISO 639-1 code of the body's language, None where there are too few letters to tell.

    The longest lines tell. A few words full of names, which could be of a dozen languages, are taken for English.
    A quick answer is one of fewer characters, and is not looked up where they are plainly English.
    """
    body = [x.span.of(text) for x in lines if x.kind is LineKind.BODY]
    longest = sorted(body, key=len, reverse=True)[:6] or [x.span.of(text) for x in lines]
    sample = _main_script(" ".join(longest)[: _QUICK if quick else _SAMPLE])
    if sum(c.isalpha() for c in sample) < 12:
        return None
    if quick and _is_english(sample):
        return "en"
    identifier = _identifier()
    likeliest = str(identifier.classify(sample)[0])
    if likeliest in _ENGLISH:
        return "en"
    scores = dict(identifier.rank(sample))
    return "en" if scores[likeliest] - scores["en"] < _NEAR else likeliest
