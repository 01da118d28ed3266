"""HTML becomes visible lines, one per block, each with marks that say where in the mark-up it stood.

The walk is iterative, so that no depth of nesting can exhaust the stack, and visits every element once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from detente.articles.classwords import ELEMENT_BIT, attributes_of

_NAMES = """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html iframe li legend
    main menu nav noframes noscript object ol optgroup option p pre section select summary table tbody
    td tfoot th thead title tr ul video audio
"""
BLOCKS = frozenset(_NAMES.split())
_UNSEEN = frozenset({"script", "style", "template"})
_SPACE = re.compile(r"\s+")
_DEEP = 400  # elements inside one another; pages of real outlets reach sixty
_MANY = 6000  # lines; the time that extractors take may grow with their square


@dataclass(slots=True)
class Block:
    """One visible line and where it stood.

    `elements` and `words` are bits over all ancestors, `near` over the block itself and its parent; `parent` and
    `grand` number the two blocks around it; `linked` is the share of its characters inside links.
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
    """A page of HTML as visible lines: the `<title>` and then every visible block of the body; and its tree.

    `hostile` pages are nested so deep, or hold so many lines, that extractors would not come to an end.
    """

    title: str
    blocks: tuple[Block, ...]
    root: Any
    hostile: bool = False


def flatten(source: str) -> Flattened:
    """Return the visible lines of a page; an unparsable page gives none."""
    root = _tree(source)
    if root is None:
        return Flattened("", (), None)
    title = root.find(".//title")
    name = _SPACE.sub(" ", "".join(title.itertext())).strip() if title is not None else ""
    body = root.find("body")
    depths: list[int] = []
    blocks = tuple(_walk(body if body is not None else root, depths))
    hostile = not blocks or max(depths, default=0) > _DEEP or len(blocks) > _MANY
    if not blocks:  # nested deeper than the parser goes: its tree holds nothing
        blocks = tuple(_without_tree(source))
    return Flattened(name, blocks, root, hostile)


class _Tags(HTMLParser):
    """Reads tags one by one without a tree, so that no nesting is too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN or tag == "title"
        self.pieces.append("\n" if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= (tag in _UNSEEN or tag == "title") and self.unseen > 0
        self.pieces.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(_SPACE.sub(" ", data))


def _without_tree(source: str) -> Iterator[Block]:
    tags = _Tags()
    tags.feed(source)
    tags.close()
    for line in "".join(tags.pieces).split("\n"):
        text = _SPACE.sub(" ", line).strip()
        if text:
            yield Block(text, "div", 0, 0, 0, 0, 0, 1, 0.0, "div")


# Elements made by a lookup in C: the one that lxml.html brings asks Python for every element and costs more than
# the parsing. The extractors get this tree, too.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)


def _tree(source: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_CLASSES)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


# What an element hands down to its children: element bits, word bits, own word bits, word bits of the block and
# its parent, number of the block, of its parent, of its grandparent, depth, tag, signature, inside a link.
_State = tuple[int, int, int, int, int, int, int, int, str, str, bool]
_START: _State = (0, 0, 0, 0, 0, 0, 0, 0, "body", "body", False)


class _Line:
    """The line being gathered: its pieces, and the state of the element that its first word stood in."""

    __slots__ = ("linked", "parts", "state")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.state: _State | None = None

    def add(self, text: str, state: _State) -> None:
        self.parts.append(text)
        if self.state is None and not text.isspace():
            self.state = state
        if state[10]:
            self.linked += len(text)

    def flush(self) -> Block | None:
        """Return the finished line, or None where nothing visible was gathered; begin a new one."""
        parts, state, linked = self.parts, self.state, self.linked
        self.parts, self.state, self.linked = [], None, 0
        if state is None:
            return None
        text = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
        elements, words, _, near, _, parent, grand, depth, tag, signature, _ = state
        share = min(1.0, linked / len(text)) if linked else 0.0
        return Block(text, tag, elements, words, near, parent, grand, depth, share, signature)


def _walk(body: Any, depths: list[int]) -> Iterator[Block]:
    """Yield the visible lines below an element; `depths` is given how deep the deepest element stands."""
    line = _Line()
    counter = deepest = 0
    states = [_START]
    events = etree.iterwalk(body, events=("start", "end"))  # walks in C, and no depth is too deep for it
    for event, element in events:
        tag = element.tag
        breaks = tag in BLOCKS
        if breaks and line.parts and (block := line.flush()) is not None:
            yield block
        if event == "start":
            state = states[-1]
            if tag in _UNSEEN or not isinstance(tag, str):
                events.skip_subtree()
                states.append(state)
                continue
            counter += breaks
            pairs = element.items()
            if breaks or pairs or tag == "a":
                state = _enter(tag, pairs, state, counter if breaks else 0)
            states.append(state)
            deepest = max(deepest, len(states))
            text = element.text
        else:
            states.pop()
            text = element.tail if element is not body else None
        if text:
            line.add(text, states[-1])
    depths.append(deepest)
    if line.parts and (block := line.flush()) is not None:
        yield block


def _enter(tag: str, pairs: list[tuple[str, str]], state: _State, number: int) -> _State:
    """Return the state inside an element; `number` is its number if it is a block, else 0."""
    bit = ELEMENT_BIT.get(tag, 0)
    words, signature = 0, tag
    if pairs:
        bit, words, signature = attributes_of(tag, bit, pairs)
    elements, above, own, near, block, parent, grand, depth, name, sign, linked = state
    if number:
        inside, around = elements | bit, above | words
        return inside, around, words, words | own, number, block, parent, depth + 1, tag, signature, linked
    if not (bit or words):
        return state
    linked = linked or tag == "a"
    return (
        elements | bit, above | words, own | words, near | words, block, parent, grand, depth, name, sign, linked
    )  # fmt: skip
