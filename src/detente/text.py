"""Bytes become text, and text becomes lines: decoding with a reason, line spans, things by place, printable forms."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.types import Span

# Unicode line breaks that split a page into lines; a form feed or vertical tab also ends a line on a page.
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

_CELL = 1_000  # code points that are looked up together


def line_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of all lines that hold a visible character, without break and outer white space.

    Invisible format characters (byte-order mark, zero-width space) count as white space at the edges.
    """
    spans = []
    start = 0
    for stop in [m.span() for m in _BREAK.finditer(text)] + [(len(text), len(text))]:
        left, right = start, stop[0]
        while left < right and _blank(text[left]):
            left += 1
        while right > left and _blank(text[right - 1]):
            right -= 1
        if left < right:
            spans.append(Span(left, right))
        start = stop[1]
    return tuple(spans)


def _blank(char: str) -> bool:
    return char.isspace() or char in "\ufeff\u200b\u2060\u00ad"


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank, trimmed."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return a key for comparing names: lower case, no accents, Latin letters of the region unified.

    "Əliyev" and "Aliyev" differ (e/a is a matter of transliteration), "İlham" and "Ilham" do not.
    """
    if text.isascii():
        return text.lower()  # nothing to unify; most words of most pages
    plain = unicodedata.normalize(
        "NFKD", text.replace("ı", "i").replace("İ", "I").replace("ə", "a").replace("Ə", "A")
    )
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "3 pages", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def storable(name: str) -> str:
    """Return a name with what no encoding can write (bytes of a file name that are not UTF-8) as "\\udcff"."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def visible(text: str) -> str:
    """Return the text with control, bidirectional and zero-width characters made visible as <U+XXXX>.

    Line breaks and tabs stay. Meant for terminals, where such characters could hide or forge text.
    """
    return "".join(
        f"<U+{ord(c):04X}>" if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"} and c not in "\n\t" else c
        for c in text
    )


class Nearby:
    """Things by the spans they have in a text: what may meet a span is found without a look at all the others."""

    def __init__(self, things: Iterable[Sequence[Span]] = ()) -> None:
        self._cells: dict[int, list[int]] = {}
        self._count = 0
        for spans in things:
            self.add(spans)

    def add(self, spans: Sequence[Span]) -> None:
        """Take in the next thing; things are numbered in the order in which they come."""
        for cell in _cells(spans):
            self._cells.setdefault(cell, []).append(self._count)
        self._count += 1

    def about(self, *spans: Span) -> list[int]:
        """Return the numbers, in order, of all things that may share a code point with one of these spans."""
        return sorted({number for cell in _cells(spans) for number in self._cells.get(cell, ())})


def _cells(spans: Iterable[Span]) -> set[int]:
    return {cell for span in spans for cell in range(span.start // _CELL, (span.stop - 1) // _CELL + 1)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text from bytes: the text, the encoding used, and why that one."""

    text: str
    encoding: str
    reason: str


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def byte_order_mark(body: bytes) -> str | None:
    """Return the encoding that a byte-order mark at the start of `body` names, or None."""
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)
