"""A paragraph becomes its quotations: marks open and close one another by kind, facing and neighbours."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from detente.quotemarks.quotation import Quotation
from detente.types import Span

_MARK = re.compile(
    "(?<!\\S)\"\"(?=\\w)|''|``|\u2018\u2018|\u2019\u2019|[\"\uff02\u201c-\u201f\u00ab\u00bb\u2039\u203a\u2018-\u201b'`\u300c-\u300f]"
)
# kind of each mark: "round" marks close one another, since writers mix straight, curly, low and typewriter forms
_KIND = (
    dict.fromkeys(
        ['"', '""', "\uff02", "''", "``", "\u2018\u2018", "\u2019\u2019", *"\u201c\u201d\u201e\u201f"], "round"
    )
    | dict.fromkeys("\u00ab\u00bb\u2039\u203a", "angle")
    | dict.fromkeys("\u2018\u2019\u201a\u201b'`", "single")
    | dict.fromkeys("\u300c\u300d\u300e\u300f", "corner")
)
_ONLY_OPENS = frozenset(["``", "\u2018\u2018", *"\u201e\u201f\u201a\u300c\u300e"])
_ONLY_CLOSES = frozenset("\u300d\u300f")
_LEANS_OPEN = frozenset("\u201c\u2018\u201b\u00ab\u2039`")
_LEANS_CLOSE = frozenset(["\u2019\u2019", *"\u201d\u2019\u00bb\u203a"])
# the exact partner of an opening mark, which beats a merely compatible one deeper in the stack
_PARTNERS = {
    '"': ('"',),
    '""': ('"',),  # typed twice
    "\uff02": ("\uff02",),
    "''": ("''",),
    "``": ("''", "``", '"'),
    "\u2018\u2018": ("\u2019\u2019",),
    "\u201c": ("\u201d",),
    "\u201e": ("\u201c", "\u201d"),
    "\u201f": ("\u201d",),
    "\u201d": ("\u201d",),
    "\u00ab": ("\u00bb",),
    "\u00bb": ("\u00ab",),
    "\u2039": ("\u203a",),
    "\u203a": ("\u2039",),
    "\u300c": ("\u300d",),
    "\u300e": ("\u300f",),
}
_BEFORE_OPEN = frozenset("([{-\u2010\u2013\u2014\u2015/>*\u00bf\u00a1")
_STOPS = frozenset(".,;:!?)]}\u2026")
_DEPTH = 12  # open marks remembered at once; deeper nesting is noise, and the bound keeps time linear


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its partner."""

    start: int
    stop: int
    mark: str
    inner: list[Quotation] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """What one paragraph gives: finished quotations, one left open, one closed without having been opened."""

    span: Span
    found: list[Quotation] = field(default_factory=list)
    tail: Quotation | None = None
    head: Quotation | None = None
    marks: int = 0


def settled(text: str, whole: Quotation) -> list[Quotation]:
    """Let a quotation that is never closed stop before the next one in its last paragraph; return both."""
    last = whole.marked[-1]
    loose = [q for q in whole.inner if last.covers(q.span)]
    if whole.closed or not loose:
        return [whole]
    content = trimmed_span(text, whole.content[-1].start, loose[0].marked[0].start)
    kept = [content] if content else []
    if not (whole.content[:-1] or kept):
        return loose
    marked = [Span(last.start, kept[0].stop)] if kept else []  # a mark without words of its own is no part of it
    short = replace(
        whole,
        content=(*whole.content[:-1], *kept),
        marked=(*whole.marked[:-1], *marked),
        inner=tuple(q for q in whole.inner if q not in loose),
    )
    return [short, *loose]


def read_paragraph(text: str, span: Span) -> Paragraph:
    out = Paragraph(span)
    stack: list[_Open] = []
    marks = list(_MARK.finditer(text, span.start, span.stop))
    for k, found in enumerate(marks):
        mark, start, stop = found.group(), found.start(), found.end()
        if _KIND[mark] == "single":
            _single(text, span, marks, k, stack, out)
            continue
        out.marks += 1
        at = _partner(stack, mark)
        if _closes(text, span, mark, start, stop, at is not None):
            if at is not None:
                _close(text, stack, at, start, stop, out)
            elif not out.found and not stack and out.head is None and not text[start - 1].isdigit():
                out.head = _quotation(text, _Open(span.start, span.start, mark), start, stop, was_opened=False)
        elif len(stack) < _DEPTH:
            stack.append(_Open(start, stop, mark))
    _leave_open(text, span, stack, out)
    return out


def _closes(text: str, span: Span, mark: str, start: int, stop: int, waiting: bool) -> bool:
    """Tell whether a double mark closes: by its shape, else by what stands beside it, else by what is open."""
    if mark in _ONLY_OPENS or mark in _ONLY_CLOSES:
        return mark in _ONLY_CLOSES
    opens, closes = _facing(text, span, start, stop)
    if mark in _LEANS_OPEN:  # a left-hand mark closes only where it cannot open: German and careless pages
        return waiting and closes and not opens
    if mark in _LEANS_CLOSE:
        return closes or waiting or not opens
    return closes if opens != closes else waiting


def _facing(text: str, span: Span, start: int, stop: int) -> tuple[bool, bool]:
    """Tell whether the mark at [start, stop) faces a word on its right (may open) or on its left (may close)."""
    before = text[start - 1] if start > span.start else " "
    after = text[stop] if stop < span.stop else " "
    beyond = text[stop + 1] if stop + 1 < span.stop else " "
    left = before.isspace() or before in _BEFORE_OPEN or (before in _KIND and start - 1 == span.start)
    right = after.isspace() or (after in _STOPS and beyond != after)
    if left == right:
        return False, False
    return left, right or not left


def _partner(stack: list[_Open], mark: str) -> int | None:
    """Return the place in the stack of the opening mark that `mark` closes: an exact partner, else the top one."""
    compatible = None
    for k in range(len(stack) - 1, -1, -1):
        if mark in _PARTNERS.get(stack[k].mark, ()):
            return k
        if compatible is None and _KIND[stack[k].mark] == _KIND[mark] == "round":
            compatible = k
    return compatible


def _close(text: str, stack: list[_Open], at: int, start: int, stop: int, out: Paragraph) -> None:
    """Close the mark at place `at`; what was opened after it and never closed is given up to its parent."""
    opened = stack[at]
    for lost in stack[at + 1 :]:
        opened.inner += lost.inner
    del stack[at:]
    made = _quotation(text, opened, start, stop)
    if made is not None:
        (stack[-1].inner if stack else out.found).append(made)


def _quotation(
    text: str, opened: _Open, start: int, stop: int, *, was_opened: bool = True, closed: bool = True
) -> Quotation | None:
    content = trimmed_span(text, opened.stop, start)
    if content is None:
        return None
    return Quotation(
        content=(content,),
        marked=(Span(opened.start, stop if closed else content.stop),),
        kind=_KIND[opened.mark],
        opened=was_opened,
        closed=closed,
        inner=tuple(sorted(opened.inner, key=lambda q: q.marked[0].start)),
    )


def _single(text: str, span: Span, marks: list[re.Match[str]], k: int, stack: list[_Open], out: Paragraph) -> None:
    """Open or close single marks; apostrophes and plural possessives are told apart by what stands beside them."""
    mark, start, stop = marks[k].group(), marks[k].start(), marks[k].end()
    before = text[start - 1] if start > span.start else " "
    after = text[stop] if stop < span.stop else " "
    top = stack[-1] if stack and _KIND[stack[-1].mark] == "single" else None
    if top is not None and _ends_single(mark, before, after):
        if not (before in "sS" and _ends_later(text, span, marks, k)):
            _close(text, stack, len(stack) - 1, start, stop, out)
    elif top is None and mark != "\u2019" and _begins_single(before, after) and len(stack) < _DEPTH:
        stack.append(_Open(start, stop, mark))


def _begins_single(before: str, after: str) -> bool:
    free = before.isspace() or before in _BEFORE_OPEN or before in _KIND or before == ":"
    return free and not after.isspace() and not after.isdigit() and after not in _STOPS


def _ends_single(mark: str, before: str, after: str) -> bool:
    return mark in "'\u2019" and not before.isspace() and not after.isalnum()


def _ends_later(text: str, span: Span, marks: list[re.Match[str]], k: int) -> bool:
    """Tell whether a better closing single mark follows before the next opening one (six marks are looked at)."""
    for found in marks[k + 1 : k + 7]:
        if _KIND[found.group()] != "single":
            continue
        before, after = text[found.start() - 1], text[found.end()] if found.end() < span.stop else " "
        if _ends_single(found.group(), before, after):
            return True
        if _begins_single(before, after):
            return False
    return False


def _leave_open(text: str, span: Span, stack: list[_Open], out: Paragraph) -> None:
    """Turn what is still open at the end of a paragraph into quotations without an end.

    Only the last double mark may run to the end of the paragraph; an earlier one stops where the next begins.
    Single marks that never close are apostrophes.
    """
    opened = [o for o in stack if _KIND[o.mark] != "single"]
    for single in (o for o in stack if _KIND[o.mark] == "single"):
        out.found += single.inner
    for this, after in itertools.pairwise(opened):
        made = _quotation(text, this, after.start, after.start, closed=False)
        out.found += settled(text, made) if made is not None else this.inner
    # whether the last one runs to the end shows in the next paragraph: `_carry` and `settled` decide
    if opened:
        out.tail = _quotation(text, opened[-1], span.stop, span.stop, closed=False)
    out.found.sort(key=lambda q: q.marked[0].start)


def trimmed_span(text: str, start: int, stop: int) -> Span | None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop) if start < stop else None
