"""Lines become a layout: where headline and story stand, and what a line's place says about a date on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.types import Dated, Line, LineKind, When

NEAR = 10  # lines that still belong to the head or to the foot of a story
BOTH_SIDES = 3
_STANDFIRST = 500  # code points of text that may stand between the headline and the line with the date


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the story stands on the page: line numbers of its headline, first line and last line."""

    title: int | None
    first: int | None
    last: int | None
    told: tuple[int, ...]  # for every line, how many code points of the story stand before it
    crowded: frozenset[str]  # places where bare dates of several days stand: a list of other stories


def layout_of(text: str, lines: Sequence[Line]) -> Layout:
    """Find headline, first and last line of the story, and the places where lists of dated stories stand."""
    body = [i for i, line in enumerate(lines) if line.kind is LineKind.BODY]
    first = body[0] if body else None
    titles = [i for i, line in enumerate(lines) if line.kind is LineKind.TITLE and (first is None or i < first)]
    told, sum_ = [], 0
    for line in lines:
        told.append(sum_)
        if line.kind is LineKind.BODY:
            sum_ += line.span.stop - line.span.start
    return Layout(titles[-1] if titles else None, first, body[-1] if body else None, tuple(told), frozenset())


def crowded_sides(lines: Sequence[Line], read: Sequence[tuple[int, Dated, bool]], layout: Layout) -> frozenset[str]:
    """Return the places where bare dates of three days or more stand."""
    days: dict[str, set[When]] = {}
    for number, found, bare in read:
        if bare and lines[number].kind is not LineKind.BODY:
            days.setdefault(side_of(number, layout), set()).add(found.when)
    return frozenset(side for side, seen in days.items() if len(seen) > 2)


def side_of(number: int, layout: Layout) -> str:
    """Return on which side of the story a line stands."""
    first, last, title = layout.first, layout.last, layout.title
    if first is None or last is None:
        return "page"
    if number < first:
        return "between" if title is not None and number > title else "above"
    return "below" if number > last else "inside"


def place_of(number: int, layout: Layout) -> tuple[float, str]:
    """Weigh where a line stands: near the headline most, in the header, margins and footer least."""
    first, last, title = layout.first, layout.last, layout.title
    if first is None or last is None:
        return (0.6, "stands on a page without a story") if number < NEAR else (0.3, "stands far down the page")
    if number < first:
        if title is not None and number > title:
            return 0.85, "stands between headline and story"
        near = title if title is not None else first
        if near - number <= BOTH_SIDES:
            return 0.8, "stands right above the headline"
        return (0.65, "stands above the headline") if near - number <= NEAR else (0.3, "stands in the page header")
    if number > last:
        if number - last <= BOTH_SIDES:
            return 0.65, "stands right below the story"
        return (0.4, "stands below the story") if number - last <= NEAR else (0.12, "stands in the page footer")
    if layout.told[number] <= _STANDFIRST:
        return 0.7, "stands under the first lines"
    return 0.15, "stands inside the story"
