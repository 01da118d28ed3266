"""HTML becomes an outline: its visible lines, what its head declares, and the elements around a line where asked.

The parser is resiliparse's (lexbor, in C++), and the page that it writes back is cut at its angle brackets: no object
is made for an element. The lines are those of `flatten` wherever the two parsers mend a page in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from detente.articles.classwords import ELEMENT_BIT, attributes_of
from detente.articles.flatten import BLOCKS
from detente.articles.metadata import Declared
from detente.text import squeeze

_VOIDS = "area base br col embed hr img input link meta source track wbr"
_INLINES = (
    "abbr b bdi bdo cite code data del dfn em font g i ins kbd label mark path picture polygon q rect s samp small "
    "span strike strong sub sup svg tt u use var"
)
_RAWS = "script style template iframe noembed noframes xmp plaintext"
_VOID, _INLINE = _VOIDS.split(), _INLINES.split()
_OPENS, _CLOSES, _BREAKS, _LINK, _LINK_ENDS, _META, _TIME, _PLAIN, _RAW = range(1, 10)
_KINDS: dict[str, int] = {
    **dict.fromkeys([*_VOID, *_INLINE, *(f"/{name}" for name in _INLINE)], _PLAIN),
    **dict.fromkeys(BLOCKS, _OPENS),
    **{f"/{name}": _CLOSES for name in BLOCKS},
    **{name: _BREAKS for name in _VOID if name in BLOCKS},
    **{"a": _LINK, "/a": _LINK_ENDS, "meta": _META, "link": _META, "time": _TIME, "/time": _PLAIN, "!--": _RAW},
    **dict.fromkeys(_RAWS.split(), _RAW),
}
_ATTRIBUTE = re.compile(r'([^\s=]+)="([^"]*)"')
_MARKED = re.compile(r' (class|id|role|itemprop|hidden|style)="([^"]*)"')
_AUTHOR = re.compile(r'<(a|span)(?= )[^>]* (?:rel|itemprop)="author"[^>]*>(.*?)</\1>', re.S)
_TAGS = re.compile(r"<[^>]*>")


# Where a line stands: bits of the elements and of the class words of all blocks around it; those words of the
# innermost block, and of the innermost two; the numbers of the innermost four; name and signature (name and class) of
# the innermost; how many blocks there are; the signatures of the innermost two.
Place = tuple[int, int, int, int, tuple[int, ...], str, str, int, str]


@dataclass(slots=True)
class Outline:
    """A page of HTML as visible lines: the `<title>`, and the lines of its body with the elements they stand in.

    `places` numbers the innermost block around each line's first word; `linked` is the share of its characters inside
    links; `parents` and `tags` are the tree of the page's blocks, element 0 being the body.
    """

    title: str
    declared: Declared
    lines: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    linked: list[float] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [-1])
    tags: list[str] = field(default_factory=lambda: ["body"])

    def add(self, parts: list[str], place: int, linked: int) -> None:
        """Add the line that its pieces make, and where it stands; `linked` counts its characters in links."""
        joined = parts[0] if len(parts) == 1 else "".join(parts)
        if "&" in joined:
            line = _plain(" ".join(joined.replace("&nbsp;", "\xa0").split()))
        else:
            line = " ".join(joined.split())
        if not line:
            return  # nothing but hard spaces
        self.lines.append(line)
        self.places.append(place)
        self.linked.append(min(1.0, linked / len(line)) if linked else 0.0)

    def stood(self, seen: range) -> list[Place]:
        """Return where each of these lines stands; elements around no such line are not looked into."""
        parents, tags, known = self.parents, self.tags, {-1: _OUTSIDE}
        for wanted in self.places[seen.start : seen.stop]:
            path, number = [], wanted
            while number not in known:
                path.append(number)
                number = parents[number]
            outer = known[number]
            for number in reversed(path):
                tag, signature, bit, words = _element(tags[number])
                elements, above, own, _, around, _, _, depth, _ = outer
                known[number] = outer = (
                    elements | bit, above | words, words, words | own, (number, *around[:3]), tag, signature,
                    depth + 1, f"{signature} in {outer[6]}",
                )  # fmt: skip
        return [known[number] for number in self.places[seen.start : seen.stop]]


@lru_cache(maxsize=8192)  # teasers and paragraphs of a page have the same tags
def _element(written: str) -> tuple[str, str, int, int]:
    """Return name, signature, element bits and word bits of a start tag."""
    tag, _, attributes = written.partition(" ")
    bit = ELEMENT_BIT.get(tag, 0)
    if not attributes:
        return tag, tag, bit, 0
    bit, words, signature = attributes_of(tag, bit, _MARKED.findall(" " + attributes))
    return tag, signature, bit, words


_OUTSIDE: Place = (0, 0, 0, 0, (-1, -1, -1, -1), "", "", -1, "")


def outline(source: str) -> Outline | None:
    """Return the outline of a page; None where the parser gives no tree or the tree holds no visible line."""
    from resiliparse.parse.html import HTMLTree

    try:
        document = HTMLTree.parse(source).document
    except (ValueError, RuntimeError):
        return None
    written = document.html if document is not None else ""
    found = Outline("", Declared(authors=lambda: list(_author_links(written))))
    pieces = written.split("<")  # lexbor writes no bracket inside a tag or a text as such
    places = enumerate(pieces)
    _read_head(pieces, places, found)
    _read_body(pieces, places, found)
    return found if found.lines else None


def _plain(text: str) -> str:
    """Return a piece of the written page without its character references, of which there are only these."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&quot;", '"').replace("&amp;", "&")


_Places = Iterator[tuple[int, str]]


def _read_head(pieces: list[str], places: _Places, into: Outline) -> None:
    """Take what the head declares, up to the body's tag."""
    for place, piece in places:
        name = piece[:4]
        if name == "meta" or (name == "link" and '"canonical"' in piece):
            _declare(piece.partition(">")[0], into.declared)
        elif name in ("scri", "styl") or piece.startswith("!--"):
            _pass_raw(pieces, places, place, into.declared)
        elif name == "titl" and not into.title:
            into.title = squeeze(_plain(piece.partition(">")[2]))
        elif name == "body":
            return


def _declare(tag: str, declared: Declared) -> None:
    """Take the name and content of a meta tag, or the page's address from a link tag."""
    found = dict(_ATTRIBUTE.findall(tag))
    if tag.startswith("link"):
        if found.get("rel") == "canonical" and declared.canonical is None and found.get("href"):
            declared.canonical = _plain(found["href"])
        return
    name = found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv")
    content = _plain(found.get("content", "")).strip()
    if name and content:
        declared.metas.append((name.strip().lower(), content))


def _pass_raw(pieces: list[str], places: _Places, place: int, declared: Declared) -> str:
    """Pass by a script, a comment or the like, which is written as it came; return the text that follows it."""
    piece = pieces[place]
    if piece.startswith("!--"):
        while "-->" not in piece:
            _, piece = next(places, (0, "-->"))
        return piece.partition("-->")[2]
    tag, _, content = piece.partition(">")
    end = f"/{tag.partition(' ')[0]}>"
    last = place
    for last, piece in places:  # noqa: B007
        if piece.startswith(end):
            break
    else:
        return ""
    if "ld+json" in tag:
        declared.json_ld += ("<".join([content, *pieces[place + 1 : last]]),)
    return piece[len(end) :]


def _author_links(body: str) -> Iterator[str]:
    if '="author"' in body:
        for found in _AUTHOR.finditer(body):
            yield squeeze(_plain(_TAGS.sub("", found[2])))


def _words(pieces: list[str], place: int, end: str, joint: str) -> str:
    """Return the words from the tag at a place to its end tag, no more than a hundred tags further."""
    texts = []
    for piece in pieces[place : place + 100]:
        if piece.startswith(end):
            break
        texts.append(piece.partition(">")[2])
    return _plain(joint.join(texts))


def _read_body(pieces: list[str], places: _Places, into: Outline) -> None:
    """Cut the pieces, each a tag and the text behind it, into lines."""
    parents, tags, declared = into.parents, into.tags, into.declared
    kinds = _KINDS
    parts: list[str] = []
    now = links = linked = 0
    at = -1  # the block that the line's first word stands in; before that word there is no line
    for place, piece in places:
        tag, _, text = piece.partition(">")
        kind = kinds.get(tag) or kinds.get(tag[: tag.find(" ")]) or (_RAW if tag[:3] == "!--" else _PLAIN)
        if kind <= _BREAKS:
            if at >= 0:
                into.add(parts, at, linked)
                parts = []
                at, linked = -1, 0
            if kind == _OPENS:
                parents.append(now)
                tags.append(tag)
                now = len(parents) - 1
                if tag[:2] == "h1":
                    declared.headings.append(squeeze(_words(pieces, place, "/h1>", " ")))
                elif tag == "title" and not into.title:
                    into.title = squeeze(_plain(text))
            elif kind == _CLOSES:
                now = parents[now] if now else 0
        elif kind == _LINK:
            links += 1
        elif kind == _LINK_ENDS:
            links -= 1
        elif kind == _META:
            _declare(tag, declared)
        elif kind == _TIME:
            when = dict(_ATTRIBUTE.findall(tag)).get("datetime", "")
            declared.times.append((_plain(when), squeeze(_words(pieces, place, "/time>", ""))[:120]))
        elif kind == _RAW:
            text = _pass_raw(pieces, places, place, declared)
        if text:
            if at < 0:
                if text.isspace():
                    continue
                at = now
            parts.append(text)
            if links > 0:
                linked += len(text)
    if at >= 0:
        into.add(parts, at, linked)
