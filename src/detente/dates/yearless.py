"""Printed days without a year become days: "June 3", "11 марта, 17:24", the last such day up to a known one."""

from __future__ import annotations

import re
from datetime import date

from detente.dates import day
from detente.dates.clocks import clock_after, clock_before
from detente.dates.words import month_numbers
from detente.types import Dated, Span

_WORD = r"[^\W\d_]{3,}"
_DAY_MONTH = re.compile(
    rf"(?<![\d.,:/])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|-го)?[ \u00a0](?:de |of )?(?P<month>{_WORD})\.?"
)
_MONTH_DAY = re.compile(rf"(?P<month>{_WORD})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.,]\d|%)")


def find_yearless(text: str, latest: date, *, offset: int = 0, language: str | None = None) -> tuple[Dated, ...]:
    """Find days with a named month and no year; each is the last such day up to `latest`.

    `offset` is added to every span; `language` is ISO 639-1. Text that prints the year belongs to `find_printed`.
    """
    found: list[Dated] = []
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            dated = _read(text, match, latest, offset, language)
            if dated and not any(dated.spans[0].overlaps(other.spans[0]) for other in found):
                found.append(dated)
    return tuple(sorted(found, key=lambda d: d.spans[0]))


def _read(text: str, match: re.Match[str], latest: date, offset: int, language: str | None) -> Dated | None:
    """Read one match, with the clock beside it; None where the word names no month or no such day exists."""
    months = month_numbers(match["month"], language)
    if not months or re.match(r",?\s*(?:de )?(?:19|20)\d\d", text[match.end() :]):
        return None
    days = []
    for year in (latest.year, latest.year - 1):
        try:
            days.append(date(year, months[0], int(match["day"])))
        except ValueError:
            continue
    behind = [d for d in days if d <= latest]
    if not behind:
        return None
    start, (clock, stop) = match.start(), clock_after(text, match.end())
    if clock is None:
        clock, start = clock_before(text, start, 0)
    return Dated(
        when=day(behind[0]),
        spans=(Span(start + offset, stop + offset),),
        rule="printed: no year, the last such day",
        clock=clock,
        anchor=latest,
        sure=0.8,
    )
