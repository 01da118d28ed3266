"""Visible lines of a page become ballots for its day of publication, each with the reason of a careful reader.

A printed date counts for where it stands (beside the headline, above it, below the text), for what the line says
("Published:", "Updated:", a copyright sign) and for how much else the line holds. A date inside a sentence of the
story is a date of the story and has no vote, except the dateline of wire copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.articles.date_words import (
    AGO,
    COPYRIGHT,
    NOT_PUBLICATION,
    PHOTOGRAPH,
    PUBLISHED,
    READ,
    UPDATED,
    has_letters,
    rest_of,
)
from detente.articles.published_layout import BOTH_SIDES, Layout, crowded_sides, layout_of, place_of, side_of
from detente.dates import day
from detente.dates.printed import find_printed
from detente.dates.yearless import find_yearless
from detente.types import Ballot, Dated, Line, LineKind, Span

_WIRE = re.compile(r"[\w’'. /-]{2,60}[,(]\s*(?:[\w’'. -]{2,40},\s*)?\W*$")
_WIRE_BREAK = re.compile(r"[^\n]{0,70}?(?:—|–|--|\s-\s|:|/|\)\.)")
_THIN = 0.3  # with only such votes, days printed without a year are heard, too
_PURE, _NAME, _SHORT, _LONG = 4, 25, 60, 160  # letters left on a line when its dates and labels are taken away
_OPENING, _LABEL = 400, 12  # how far into a line that holds the whole page, how near the word for publishing
# A date has a year of four digits or two numbers beside each other; a date in digits has signs between them.
_MAY_BE_DATED = re.compile(r"\d{4}|\d\D{1,20}\d{2}(?!\d)")
_ALL_DIGITS = re.compile(r"\d\s?[./／．‐‑–-]\s?\d{1,2}\s?[./／．‐‑–-]\s?\d")
_CUSTOM, _AS_USUAL = 0.85, ", as is usual in the outlet's country"
_MOST = 20  # dates of one line that are read: a line with more is a table


def line_ballots(
    text: str,
    lines: Sequence[Line],
    *,
    language: str | None,
    order: str | None,
    fetched: date | None,
    custom: str | None = None,
) -> tuple[Ballot, ...]:
    """Return the votes of all visible lines; readings after the day of the crawl have no vote.

    `order` is the outlet's own; where neither it nor the page settles how days are written, `custom` is asked.
    """
    layout = layout_of(text, lines)
    order = order or page_order(text, lines)
    find = _customary if order is None and custom else find_printed
    read: list[tuple[int, Dated, Sequence[Dated]]] = []
    for number, line in enumerate(lines):
        written = line.span.of(text)[:READ]
        if not _MAY_BE_DATED.search(written):
            continue
        dates = find(written, offset=line.span.start, language=language, order=order or custom)[:_MOST]
        read.extend((number, found, dates) for found in dates if _possible(found, fetched))
    pure = {n: len(rest_of(text, lines[n], dates)) <= _PURE for n, _, dates in read}
    bare = [(n, found, pure[n]) for n, found, _ in read]
    layout = replace(layout, crowded=crowded_sides(lines, bare, layout))
    ballots = [b for n, found, dates in read for b in _vote(text, lines[n], n, found, dates, layout, fetched)]
    if fetched is not None:
        dated = {n for n, _, _ in read}
        for number in set(range(len(lines))) - dated:
            ballots.extend(_ago(text, lines, number, layout, fetched))
    if all(b.weight < _THIN for b in ballots):
        ballots.extend(_without_year(text, lines, layout, read, fetched, language))
    return tuple(ballots)


def _customary(text: str, *, offset: int, language: str | None, order: str | None) -> tuple[Dated, ...]:
    """Read dates in the order that is usual in the outlet's country: likely, but settled by nothing on the page."""
    plain = find_printed(text, offset=offset, language=language)
    usual = find_printed(text, offset=offset, language=language, order=order)
    pairs = zip(plain, usual, strict=True)
    return tuple(
        replace(u, sure=_CUSTOM, rule=f"{u.rule}{_AS_USUAL}")
        if u.rivals and (u.when != p.when or p.sure < _CUSTOM)
        else p
        for p, u in pairs
    )


def _without_year(
    text: str,
    lines: Sequence[Line],
    layout: Layout,
    read: Sequence[tuple[int, Dated, Sequence[Dated]]],
    fetched: date | None,
    language: str | None,
) -> Iterator[Ballot]:
    """Yield votes of "3 June, 17:24" and "OSLO, June 3 (Agency) —": the year is the crawl's or the copyright's."""
    years: list[int] = []  # other dates of the page may be decades old: a licence, an anniversary
    for line in lines:
        marked = COPYRIGHT.search(line.span.of(text)[:200])
        years.extend(int(y) for y in re.findall(r"(?:19|20)\d\d", marked[0])) if marked else None
    latest = fetched or (date(max(years), 12, 31) if years else None)
    dated = {n for n, _, _ in read}
    for number, line in enumerate(lines) if latest else ():
        written = line.span.of(text)[:READ]
        if line.kind is LineKind.OTHER or number in dated:
            continue
        dates = find_yearless(written, latest or date.max, offset=line.span.start, language=language)
        for found in dates[:1]:
            for vote in _vote(text, line, number, found, dates, layout, fetched):
                if found.clock or "opens the story" in vote.evidence or "publishing" in vote.evidence:
                    yield replace(vote, weight=round(vote.weight * found.sure, 3))


def _possible(found: Dated, fetched: date | None) -> bool:
    """Tell whether some reading of the date is not after the day of the crawl."""
    return fetched is None or any(w.start <= fetched + timedelta(days=1) for w in (found.when, *found.rivals))


def page_order(text: str, lines: Sequence[Line]) -> str | None:
    """Return "dmy" or "mdy" if other all-digit dates of the page settle how it writes days, else None."""
    seen = set()
    for line in lines:
        if not _ALL_DIGITS.search(text, line.span.start, min(line.span.stop, line.span.start + READ)):
            continue
        for found in find_printed(line.span.of(text)[:READ], offset=line.span.start):
            if not found.rivals and re.match(r"\W*\d{1,2}[./-]\d", found.spans[0].of(text)):
                seen.add("mdy" if "month-day" in found.rule and "year-month" not in found.rule else "dmy")
    return seen.pop() if len(seen) == 1 else None


def _vote(
    text: str,
    line: Line,
    number: int,
    found: Dated,
    dates: Sequence[Dated],
    layout: Layout,
    fetched: date | None,
) -> Iterator[Ballot]:
    """Yield the votes of one printed date: its likeliest day and, lighter, the days it may also mean."""
    weight, reasons = (
        _in_story(text, line, found)
        if line.kind is LineKind.BODY
        else _beside_story(text, line, number, found, dates, layout)
    )
    if weight <= 0:
        return
    allowed = [w for w in (found.when, *found.rivals) if fetched is None or w.start <= fetched + timedelta(days=1)]
    for reading in allowed:
        main = reading == allowed[0]
        share = found.sure if main and len(allowed) > 1 else 1.0 if main else 1 - found.sure
        if share > 0.01:
            quoted = found.spans[0].of(text)
            says = f"“{quoted}” {', '.join(reasons)}; {found.rule.removeprefix('printed: ')}"
            if found.rivals:
                says += f" ({_why(quoted, found)})" if main else ", the other way round"
            yield Ballot(
                when=reading, voter="printed line", weight=round(weight * share, 3), evidence=says, spans=found.spans
            )


def _why(quoted: str, found: Dated) -> str:
    """Say why digits that allow two days are read as they are."""
    if found.rule.endswith(_AS_USUAL):
        return "nothing on the page settles the order"
    if "weekday" in found.rule:
        return "the weekday beside it fits no other day"
    if "year-month-day" in found.rule:
        return "a leading year is nearly always followed by the month"
    if found.sure >= 0.97:
        return "other dates of the page or the outlet settle the order"
    return "the usual order with dots" if "." in quoted.split(":")[0] else "the page does not settle the order"


def _in_story(text: str, line: Line, found: Dated) -> tuple[float, list[str]]:
    """Weigh a date inside a line of the story: the dateline of wire copy, or a line that is nothing but a date."""
    span = found.spans[0]
    before = text[line.span.start : span.start]
    if not has_letters(before) and not has_letters(text[span.stop : line.span.stop]):
        return 0.8, ["stands alone on a line"]
    if span.start - line.span.start <= 80 and _WIRE.fullmatch(before) and before[:1].isupper():
        after = text[span.stop : min(line.span.stop, span.stop + 80)]
        if _WIRE_BREAK.match(after):
            return 0.9, ["is the dateline that opens the story"]
    near = before[-_LABEL:]
    if span.start - line.span.start <= _OPENING and (PUBLISHED.search(near) or UPDATED.search(near)):
        return 0.65, ["follows a word for publishing in the opening line"]
    whole = line.span.stop - line.span.start
    if whole <= _SHORT and PUBLISHED.search(before):
        return 0.75, ["follows a word for publishing"]
    return 0.0, []


def _beside_story(
    text: str, line: Line, number: int, found: Dated, dates: Sequence[Dated], layout: Layout
) -> tuple[float, list[str]]:
    """Weigh a date in a line that is not the story's."""
    span = found.spans[0]
    weight, where = place_of(number, layout)
    reasons = [where]
    before = text[_previous_stop(line, dates, found) : span.start]
    rest = rest_of(text, line, dates)
    label = before[-40:]
    if line.kind is LineKind.TITLE or (number == 0 and len(rest) > _NAME):
        tail = not has_letters(text[span.stop : line.span.stop]) and len(rest) > _PURE
        weight, where = (0.55, "closes the title of the page") if tail else (0.5, "stands in the title line")
        return (_more(weight, 0.2), [where, "has a clock"]) if found.clock else (weight, [where])
    if NOT_PUBLICATION.search(text[line.span.start : line.span.stop][:300]):
        return 0.0, []
    published = PUBLISHED.search(label) is not None
    updated = UPDATED.search(label) is not None and not published
    if published:
        weight, reasons = _more(weight, 0.45), [*reasons, "follows a word for publishing"]
    if found.clock is not None:
        weight, reasons = _more(weight, 0.35), [*reasons, "has a clock"]
    if len(rest) <= _PURE:
        weight, reasons = _more(weight, 0.15), [*reasons, "alone on its line"]
        if layout.crowded and not published and side_of(number, layout) in layout.crowded:
            weight, reasons = weight * 0.5, [*reasons, "one of several days in such lines"]
    if line.kind is LineKind.METADATA:
        weight = _more(weight, 0.3)
    weight *= _share(rest, sure_of_label=published, spoken_for=published or found.clock is not None)
    if line.kind is LineKind.OTHER:
        weight *= 0.8 if published and len(rest) <= _PURE else 0.35
    if updated:
        weight, reasons = weight * 0.65, [*reasons, "marked as an update"]
    return weight, reasons


def _share(rest: str, *, sure_of_label: bool, spoken_for: bool) -> float:
    """Return how much of its weight a date keeps for what else stands on its line: prose and photographs take it."""
    share = 1.0
    if len(rest) > _LONG:
        share = 0.5 if sure_of_label else 0.1
    elif len(rest) > _SHORT:
        share = 0.45
    elif len(rest) > _NAME and not spoken_for:
        share = 0.68
    return share * 0.3 if len(rest) > _PURE and PHOTOGRAPH.search(rest) else share


def _more(weight: float, by: float) -> float:
    """Return a weight raised part of the way to 1."""
    return 1 - (1 - weight) * (1 - by)


def _previous_stop(line: Line, dates: Sequence[Dated], found: Dated) -> int:
    """Return where the date before `found` ends on its line, or where the line starts."""
    return max([line.span.start, *(d.spans[0].stop for d in dates if d.spans[0].stop <= found.spans[0].start)])


def _ago(text: str, lines: Sequence[Line], number: int, layout: Layout, fetched: date) -> Iterator[Ballot]:
    """Yield the vote of "2 hours ago" beside the headline, counted from the day of the crawl."""
    line = lines[number]
    place, where = place_of(number, layout)
    written = line.span.of(text)
    if place < 0.6 or len(written) > _LONG or line.kind in (LineKind.BODY, LineKind.OTHER):
        return
    found = AGO.search(written)
    if found:
        days = int(found["days"] or found["days2"] or 0)
        yield Ballot(
            when=day(fetched - timedelta(days=days)),
            voter="relative words",
            weight=round(place * 0.6, 3),
            evidence=f"“{found[0]}” {where}, counted from the day of the crawl",
            spans=(Span(line.span.start + found.start(), line.span.start + found.end()),),
        )


def waits_for_a_date(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether the story is marked "2 hours ago": then a date at the margin of the page is its own day."""
    layout = layout_of(text, lines)
    start = layout.title if layout.title is not None else layout.first
    if start is None:
        return False
    return any(
        line.kind is not LineKind.BODY
        and len(line.span.of(text)) <= _SHORT
        and AGO.search(line.span.of(text)) is not None
        for line in lines[max(0, start - BOTH_SIDES) : (layout.first or start) + 1]
    )
