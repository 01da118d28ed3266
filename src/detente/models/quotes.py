"""Text -> its quotations, paired by kind of mark and by line, never by count.

A mark that finds no partner spoils its own quotation alone: pairing starts afresh on the next line, unless that
line re-opens the quotation, which is how a quotation over several paragraphs is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["double", "single"]

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_MARK = re.compile(
    "''|``|\u2018\u2018|\u2019\u2019|[\"\uff02\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a'`]"
)
_DOUBLE = {
    '"': "straight",
    "\uff02": "straight",
    "''": "straight",
    "``": "straight",
    "\u2018\u2018": "straight",
    "\u2019\u2019": "straight",
    "\u201c": "curly",
    "\u201d": "curly",
    "\u201e": "curly",
    "\u201f": "curly",
    "\u00ab": "angle",
    "\u00bb": "angle",
}
_OPENS = frozenset("\u201c\u201e\u201f\u00ab\u2018\u201a") | {"``", "\u2018\u2018"}
_CLOSES = frozenset("\u201d\u00bb") | {"\u2019\u2019"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; `inner` leaves the marks out, `closed` is false where the partner is missing."""

    start: int
    stop: int
    inner_start: int
    inner_stop: int
    kind: Kind
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Find the quotations of `text` in order of their opening marks; offsets are code points.

    A quotation that its line leaves open counts as closed at the end of the line where the next line re-opens it.
    """
    found: list[Quotation] = []
    lines = [m.span() for m in _LINE.finditer(text) if not text[m.start() : m.end()].isspace()]
    for k, (start, stop) in enumerate(lines):
        reopened = k + 1 < len(lines) and _opens_line(text, *lines[k + 1])
        _pair_line(text, start, stop, reopened, found)
    found.sort(key=lambda q: (q.start, -q.stop))
    return found


def _opens_line(text: str, start: int, stop: int) -> bool:
    while start < stop and text[start].isspace():
        start += 1
    mark = _MARK.match(text, start, stop)
    return bool(mark and mark.group() in _DOUBLE and mark.group() not in _CLOSES)


def _faces(text: str, start: int, stop: int, first: int, last: int) -> tuple[bool, bool]:
    """Say whether a two-faced mark at [first, last) of the line may open and may close."""
    before = text[first - 1] if first > start else " "
    after = text[last] if last < stop else " "
    may_open = not after.isspace() and (before.isspace() or before in "([{-\u2013\u2014\u2015/:;,.'\u2018\u201c\"*>")
    if before.isspace():
        may_close = after.isspace()  # a stray space before the closing mark
    else:
        may_close = before not in "([{" and not (after.isalnum() and before.isalnum())
    return may_open, may_close


def _pair_line(text: str, start: int, stop: int, reopened: bool, found: list[Quotation]) -> None:
    double: tuple[int, int, str] | None = None
    single: tuple[int, int, str] | None = None
    for m in _MARK.finditer(text, start, stop):
        mark, first, last = m.group(), m.start(), m.end()
        may_open, may_close = _faces(text, start, stop, first, last)
        if mark in _DOUBLE:
            family = _DOUBLE[mark]
            # a left-hand curly mark closes a German quotation opened low
            low = double is not None and text[double[0]] == "\u201e" and mark == "\u201c"
            closes = (
                double is not None
                and (double[2] == family or "straight" in (double[2], family))
                and (mark in _CLOSES or low or (mark not in _OPENS and may_close))
            )
            if double is not None and closes:
                found.append(Quotation(double[0], last, double[1], first, "double", True))
                double = single = None
            elif double is None and (mark in _OPENS or (mark not in _CLOSES and may_open)):
                double, single = (first, last, family), None
            elif double is not None and double[2] == family and mark in _OPENS and may_open:
                # a second opening mark with no close between: the first one is the stray
                found.append(Quotation(double[0], first, double[1], first, "double", False))
                double, single = (first, last, family), None
        elif single is None:
            if (mark in _OPENS or mark in "'`") and may_open and not (first > start and text[first - 1].isalnum()):
                single = (first, last, mark)
        elif mark in "'\u2019" and may_close and not (last < stop and text[last].isalnum()):
            # a plural possessive looks the same; the next candidate on the line, if any, is the better close
            possessive = text[first - 1] in "sS" and _later_close(text, last, stop)
            if not possessive:
                found.append(Quotation(single[0], last, single[1], first, "single", True))
                single = None
    if double is not None:
        found.append(Quotation(double[0], stop, double[1], stop, "double", reopened))


def _later_close(text: str, at: int, stop: int) -> bool:
    return any(
        m.group() in "'\u2019" and not text[m.start() - 1].isspace() and not text[m.end() : m.end() + 1].isalnum()
        for m in _MARK.finditer(text, at, min(stop, at + 200))
    )
