"""Elements and class names become bits: what kind of place on a page an element is, as its makers named it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import ahocorasick_rs

# Bits of where a line stands; the first group are elements, the second words of class, id and role.
ELEMENTS = (
    "nav",
    "header",
    "footer",
    "aside",
    "article",
    "main",
    "figure",
    "figcaption",
    "li",
    "blockquote",
    "table",
    "form",
    "button",
    "noscript",
    "select",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "a",
    "section",
    "details",
    "iframe",
)
# A word is a part of a class name in lower case with "_" as "-"; "-ad-" stands for the whole name part "ad".
_WORDS: dict[str, str] = {
    "body": "article-body articlebody article-content articlecontent article-text articletext "
    "article-main story-body storybody "
    "story-content story-text post-body post-content post-text postbody entry-content entrycontent "
    "body-text bodytext body-copy "
    "bodycopy content-text content-body content-article main-text main-content content-main richtext "
    "rich-text artikeltext "
    "news-text newstext news-body news-content paragraph",
    "content": "article content story entry -post- text",
    "related": "relat recommend similar more-on moreon more-from more-stories more-news most-read "
    "mostread most-popular "
    "mostpopular popular trending teaser latest also promo outbrain taboola suggest card carousel "
    "read-more readmore further "
    "weitere list",
    "social": "share social follow facebook twitter whatsapp sharing bookmark tool action",
    "comments": "comment disqus discussion reply rating poll",
    "menu": "nav menu breadcrumb header masthead topbar toolbar search skip sitemap pagination pager",
    "foot": "foot copyright legal imprint bottom",
    "side": "side aside widget rail column-right columnright right-col rightcol",
    "advert": "-ad- -ads- advert sponsor banner anzeige commercial dfp paid partner",
    "sign": "newsletter subscri signup sign-up paywall login register cookie consent gdpr modal "
    "popup overlay donat piano -abo- "
    "regwall offer",
    "caption": "caption credit image photo picture media gallery video player figure img embed infobox factbox",
    "byline": "byline author meta date time publish info credits source autor",
    "tags": "-tag- -tags- -tag keyword topic label category categories hashtag",
    "headline": "headline title kicker overline",
    "standfirst": "-lead- -lede- standfirst intro teaser-text teasertext summary subtitle subhead "
    "sub-head -dek- -deck- abstract "
    "excerpt description perex sapo vorspann",
    "hidden": "hidden visually sr-only screen-reader screenreader print-only printonly accessib offscreen",
    "quote": "quote pull",
}  # fmt: skip
WORDS = tuple(_WORDS)
_PARTS = [(part, 1 << k) for k, parts in enumerate(_WORDS.values()) for part in parts.split()]
_FINDER = ahocorasick_rs.AhoCorasick([part for part, _ in _PARTS])
ELEMENT_BIT = {name: 1 << k for k, name in enumerate(ELEMENTS)}
HIDDEN = 1 << len(ELEMENTS)
ARTICLE_BODY = 1 << (len(ELEMENTS) + 1)


@lru_cache(maxsize=50_000)
def _words_in(name: str) -> int:
    """Return the bits of the word groups found in one class name, id or role."""
    plain = f"-{name.lower().replace('_', '-')}-"
    bits = 0
    for index, _, _ in _FINDER.find_matches_as_indexes(plain, overlapping=True):
        bits |= _PARTS[index][1]
    return bits


@lru_cache(maxsize=20_000)
def words_of(attributes: str) -> int:
    """Return the bits of the word groups found in an element's class, id and role."""
    bits = 0
    for name in attributes.split()[:12]:
        bits |= _words_in(name[:60])
    return bits


def attributes_of(tag: str, bit: int, pairs: Iterable[tuple[str, str]]) -> tuple[int, int, str]:
    """Return the element bits (`bit` and what the attributes add), the word bits and the signature of a start tag."""
    kind = mark = ""
    for name, value in pairs:
        if name == "class":
            kind = value
        elif name == "id" or name == "role":
            mark += " " + value
        elif name == "itemprop":
            bit |= ARTICLE_BODY if value == "articleBody" else 0
        elif name == "hidden" or (name == "style" and "display:none" in value.replace(" ", "")):
            bit |= HIDDEN
    if not (kind or mark):
        return bit, 0, tag
    return bit, words_of((kind + mark)[:300]), f"{tag}.{kind}"
