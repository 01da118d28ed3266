"""HTML becomes visible lines, one per block, each with marks that say where in the mark-up it stood.

The walk is iterative, so that no depth of nesting can exhaust the stack, and visits every element once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml import html as lxml_html

_BLOCKS = frozenset(
    """address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html iframe li legend main menu nav noframes
    noscript object ol optgroup option p pre section select summary table tbody td tfoot th thead title tr ul video
    audio""".split()
)
_UNSEEN = frozenset({"script", "style", "template"})
_SPACE = re.compile(r"\s+")

# Bits of where a line stands; the first group are elements, the second words of class, id and role.
ELEMENTS = ("nav", "header", "footer", "aside", "article", "main", "figure", "figcaption", "li", "blockquote", "table",
            "form", "button", "noscript", "select", "h1", "h2", "h3", "h4", "p", "a", "section", "details", "iframe")  # fmt: skip
_WORDS: dict[str, str] = {
    "body": r"article-?_?(?:body|content|text|main)|story-?_?(?:body|content|text)|post-?_?(?:body|content|text)|entry-?_?content|"
    r"(?:body|main|content)-?_?(?:text|copy|article|body)|richtext|rich-text|articletext|artikeltext|news-?_?(?:text|body|content)|paragraph",
    "content": r"article|content|story|entry|post\b|text",
    "related": r"relat|recommend|similar|more-?_?(?:on|from|stories|news)|most-?_?(?:read|popular)|popular|trending|teaser|"
    r"latest|also|promo|outbrain|taboola|suggest|card|carousel|read-?more|further|weitere|list",
    "social": r"share|social|follow|facebook|twitter|whatsapp|sharing|bookmark|tool|action",
    "comments": r"comment|disqus|discussion|reply|rating|poll",
    "menu": r"nav|menu|breadcrumb|header|masthead|topbar|toolbar|search|skip|sitemap|pagination|pager",
    "foot": r"foot|copyright|legal|imprint|bottom",
    "side": r"side|aside|widget|rail|column-?right|right-?col",
    "advert": r"\bad\b|\bads\b|advert|sponsor|banner|anzeige|commercial|\bad-|-ad\b|dfp|paid|partner",
    "sign": r"newsletter|subscri|signup|sign-up|paywall|login|register|cookie|consent|gdpr|modal|popup|overlay|donat|piano|abo\b|regwall|offer",
    "caption": r"caption|credit|image|photo|picture|media|gallery|video|player|figure|img|embed|infobox|factbox",
    "byline": r"byline|author|meta|date|time|publish|info|credits|source|autor",
    "tags": r"\btags?\b|tag-|keyword|topic|label|category|categories|hashtag",
    "headline": r"headline|title|kicker|overline",
    "standfirst": r"lead\b|lede|standfirst|intro|teaser-?text|summary|subtitle|sub-?head|dek\b|deck\b|abstract|excerpt|description|perex|sapo|vorspann",
    "hidden": r"hidden|visually|sr-only|screen-?reader|print-?only|accessib|offscreen",
    "quote": r"quote|pull",
}  # fmt: skip
WORDS = tuple(_WORDS)
_PATTERNS = [re.compile(p, re.I) for p in _WORDS.values()]
_ELEMENT_BIT = {name: 1 << k for k, name in enumerate(ELEMENTS)}
HIDDEN = 1 << len(ELEMENTS)
ARTICLE_BODY = 1 << (len(ELEMENTS) + 1)


@lru_cache(maxsize=20_000)
def _words_of(attributes: str) -> int:
    """Return the bits of the word groups found in an element's class, id and role."""
    return sum(1 << k for k, pattern in enumerate(_PATTERNS) if pattern.search(attributes))


@dataclass(slots=True)
class Block:
    """One visible line and where it stood.

    `elements` and `words` are bits over all ancestors, `near` over the block itself and its parent; `parent` and
    `grand` number the enclosing blocks; `linked` is the share of its characters inside links.
    """

    text: str
    tag: str
    elements: int
    words: int
    near: int
    parent: int
    grand: int
    depth: int
    linked: float
    signature: str


@dataclass(frozen=True, slots=True)
class Flattened:
    """A page of HTML as visible lines: the `<title>` and then every visible block of the body; and its tree."""

    title: str
    blocks: tuple[Block, ...]
    root: Any


def flatten(source: str) -> Flattened:
    """Return the visible lines of a page; an unparsable page gives none."""
    root = _tree(source)
    if root is None:
        return Flattened("", (), None)
    title = root.find(".//title")
    name = _SPACE.sub(" ", "".join(title.itertext())).strip() if title is not None else ""
    body = root.find("body")
    blocks = tuple(_walk(body if body is not None else root))
    return Flattened(name, blocks, root)


def _tree(source: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@dataclass(slots=True)
class _State:
    """What an element hands down to its children."""

    elements: int
    words: int
    own: int
    number: int
    parent: int
    grand: int
    depth: int
    tag: str
    signature: str
    linked: bool


class _Line:
    """The line being gathered."""

    __slots__ = ("linked", "parts", "state")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.state: _State | None = None

    def add(self, text: str, state: _State) -> None:
        self.parts.append(text)
        if self.state is None and not text.isspace():
            self.state = state
        if state.linked:
            self.linked += len(text)

    def flush(self) -> Iterator[Block]:
        if self.parts:
            text = _SPACE.sub(" ", "".join(self.parts)).strip()
            state = self.state
            if text and state is not None:
                yield Block(
                    text, state.tag, state.elements, state.words, state.own, state.parent, state.grand, state.depth,
                    min(1.0, self.linked / max(1, len(text))), state.signature,
                )  # fmt: skip
            self.parts, self.linked, self.state = [], 0, None


def _walk(body: Any) -> Iterator[Block]:
    line = _Line()
    start = _State(0, 0, 0, 0, 0, 0, 0, "body", "body", False)
    counter = 0
    stack: list[tuple[Any, _State, int]] = [(body, start, 0)]  # element, inherited state, phase
    while stack:
        element, state, phase = stack.pop()
        if phase == 1:  # leaving the element: what follows it belongs to the parent
            if element.tag in _BLOCKS:
                yield from line.flush()
            if element.tail and stack and element is not body:
                line.add(element.tail, state)
            continue
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            if element.tail and element is not body:
                line.add(element.tail, state)
            continue
        block = tag in _BLOCKS
        if block:
            yield from line.flush()
            counter += 1
        inner = _enter(element, tag, state, counter if block else state.number)
        stack.append((element, state, 1))
        if element.text:
            line.add(element.text, inner)
        if len(element):
            stack.extend([(child, inner, 0) for child in reversed(element)])
    yield from line.flush()


def _enter(element: Any, tag: str, state: _State, number: int) -> _State:
    """Return the state inside `element`."""
    attributes = element.attrib
    bit = _ELEMENT_BIT.get(tag, 0)
    words, signature = 0, tag
    if attributes:
        mark = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}"
        if len(mark) > 2:
            words = _words_of(mark[:300])
            signature = f"{tag}.{attributes.get('class', '')}"
        if attributes.get("itemprop") == "articleBody":
            bit |= ARTICLE_BODY
        style = attributes.get("style")
        if "hidden" in attributes or (style and "display:none" in style.replace(" ", "")):
            bit |= HIDDEN
    if tag not in _BLOCKS:
        return _State(
            state.elements | bit, state.words | words, state.own | words, state.number, state.parent, state.grand,
            state.depth, state.tag, state.signature, state.linked or tag == "a",
        )  # fmt: skip
    return _State(
        state.elements | bit, state.words | words, words | (state.own if state.depth else 0) & 0, number, state.number,
        state.parent, state.depth + 1, tag, signature, state.linked,
    )  # fmt: skip
