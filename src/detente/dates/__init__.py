"""Days, months, years and spans of days become intervals, and intervals become ISO 8601 strings and back.

An interval is a `When`: half-open UTC days. Written, it is "2025-03-10" (a day), "2025-03" (a whole month),
"2025" (a whole year) or "2025-03-03/2025-03-09" (another run of days, the last one included).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.types import When

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LAST_YEAR = 9998  # the day after the last must be a day, too
_ONE_DAY = timedelta(days=1)


def day(d: date) -> When:
    """Return the interval of one day."""
    return When(d, d + _ONE_DAY)


def month(y: int, m: int) -> When:
    """Return the interval of a whole month; ValueError if there is no such month."""
    return When(date(y, m, 1), date(y + m // 12, m % 12 + 1, 1))


def year(y: int) -> When:
    """Return the interval of a whole year; ValueError outside the years 1 to 9998."""
    return When(date(y, 1, 1), date(y + 1, 1, 1))


def span_of(first: date, last: date) -> When:
    """Return the interval from `first` to `last`, both included; ValueError if reversed."""
    return When(first, last + _ONE_DAY)


def iso(when: When) -> str:
    """Write an interval in ISO 8601, as short as can be: day, month, year, or first/last.

    The first end is a month or a year where the interval starts with one and ends in a later one ("since March
    2022": "2022-03/2025-08-24"); the last end only where the whole interval is months or years ("2025-09/2025-11").
    """
    first, last, stop = when.start, when.last, when.stop
    if first == last:
        return first.isoformat()
    months = first.day == 1 and stop.day == 1
    if months and first.month == 1 and stop.month == 1:
        return _joined(f"{first.year:04d}", f"{last.year:04d}")
    if months:
        return _joined(f"{first:%Y-%m}", f"{last:%Y-%m}")
    if first.day == 1 and (first.year, first.month) != (last.year, last.month):
        since_year = first.month == 1 and first.year != last.year
        return f"{first.year:04d}/{last}" if since_year else f"{first:%Y-%m}/{last}"
    return f"{first}/{last}"


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def from_iso(written: str) -> When:
    """Read what `iso` writes (a clock after "T" is allowed and dropped); ValueError for anything else.

    Either end of "a/b" may be a day, a month or a year: from the start of a to the end of b.
    """
    first, slash, last = written.strip().partition("/")
    start = _part(first)
    return When(start.start, _part(last).stop) if slash else start


def _part(written: str) -> When:
    """Read one end of an ISO interval."""
    found = _PART.fullmatch(written.partition("T")[0])
    if not found:
        raise ValueError(f"{written!r} is no ISO day, month or year: write 2025-03-10, 2025-03 or 2025")
    y, m, d = found.groups()
    if int(y) > _LAST_YEAR:
        raise ValueError(f"{written!r} is beyond the calendar, which ends with {_LAST_YEAR}")
    if d:
        return day(date(int(y), int(m), int(d)))
    return month(int(y), int(m)) if m else year(int(y))
