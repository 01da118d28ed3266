"""Paragraphs with their marks become quotations over paragraphs: re-opened, bridged, or left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.quotemarks.paragraph import Paragraph, read_paragraph, settled, trimmed_span
from detente.quotemarks.quotation import Quotation
from detente.types import Span

_BRIDGE = 40  # paragraphs without marks that an open quotation may run through


def pair_marks(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of `paragraphs` (spans of `text`) in text order, nested ones inside them.

    Paragraphs are taken to follow one another; what lies between them (an advertisement) is not read.
    """
    read = [read_paragraph(text, p) for p in paragraphs]
    found: list[Quotation] = []
    k = 0
    while k < len(read):
        here = read[k]
        if here.head:
            found.append(here.head)
        found += here.found
        if here.tail:
            joined, last = _carry(text, read, k)
            found += settled(text, joined)
            for between in read[k + 1 : last]:
                found += between.found
            if last > k:
                read[last].head = None
                k = last
                continue
        k += 1
    return tuple(sorted(found, key=lambda q: q.marked[0].start))


def _carry(text: str, read: list[Paragraph], k: int) -> tuple[Quotation, int]:
    """Follow the quotation that paragraph k leaves open; return it whole and the paragraph where it ends."""
    whole = read[k].tail
    assert whole is not None
    last = k
    if _is_fragment(text, whole):
        return whole, last
    while last + 1 < len(read):
        after = read[last + 1]
        again = _reopening(after, whole.kind)
        if again is not None:
            last += 1
            whole = _join(whole, again)
            if again is after.tail:
                after.tail = None
                continue
            after.found.remove(again)
            return whole, last
        step = _bridge(read, last, whole.kind)
        if step is None:
            break
        bare = [trimmed for p in read[last + 1 : step] if (trimmed := trimmed_span(text, p.span.start, p.span.stop))]
        head = read[step].head
        assert head is not None
        whole = replace(
            _join(whole, head),
            content=(*whole.content, *bare, *head.content),
            marked=(*whole.marked, *bare, *head.marked),
        )
        return whole, step
    return whole, last


def _is_fragment(text: str, quotation: Quotation) -> bool:
    """Tell whether a quotation opens in the midst of a sentence (called it a "grave error): no paragraph goes on."""
    opening = quotation.marked[0].start
    lead = text[max(0, opening - 2) : opening].rstrip()
    return text[quotation.content[0].start].islower() and bool(lead) and lead[-1].isalpha()


def _reopening(paragraph: Paragraph, kind: str) -> Quotation | None:
    """Return the quotation that stands at the very start of the paragraph, if it is of the same kind."""
    first = min([*paragraph.found, *([paragraph.tail] if paragraph.tail else [])], key=lambda q: q.span, default=None)
    if first is None or first.kind != kind or first.marked[0].start > paragraph.span.start + 2:
        return None
    return first


def _bridge(read: list[Paragraph], k: int, kind: str) -> int | None:
    """Return the next paragraph that closes a quotation of this kind without opening it, if no mark comes between."""
    for j in range(k + 1, min(k + 1 + _BRIDGE, len(read))):
        if read[j].head is not None and read[j].head.kind == kind:  # type: ignore[union-attr]
            return j
        if read[j].marks:
            return None
    return None


def _join(left: Quotation, right: Quotation) -> Quotation:
    return replace(
        left,
        content=left.content + right.content,
        marked=left.marked + right.marked,
        closed=right.closed,
        inner=left.inner + right.inner,
    )
