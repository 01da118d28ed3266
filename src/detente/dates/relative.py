"""Units counted from a day: "two weeks ago", "next month", "on Friday", "last autumn" become intervals."""

from __future__ import annotations

from datetime import date, timedelta

from detente.dates import day, month, span_of, year
from detente.dates.english import SEASONS
from detente.types import When

_EXACT_WEEKS = 3  # "a fortnight ago" names a day; "six weeks ago" no more than a month


def shifted(anchor: date, amount: float, unit: str) -> When | None:
    """Return the interval `amount` units from a day; negative is back. The unit's own width is kept.

    Hours and minutes stay on the day, up to three weeks are exact to the day, more weeks to the month. None for
    amounts that are only a manner of speaking (half a year, decades) or lead out of the calendar.
    """
    unit = unit.lower().rstrip("s")
    try:
        if unit in {"hour", "minute"}:
            return day(anchor + timedelta(hours=0)) if abs(amount) < 24 else day(anchor + timedelta(hours=amount))
        if amount != int(amount) or unit == "decade":
            return None
        whole = int(amount)
        if unit in {"day", "night"}:
            return day(anchor + timedelta(days=whole))
        if unit in {"week", "fortnight"}:
            weeks = whole * (2 if unit == "fortnight" else 1)
            there = anchor + timedelta(weeks=weeks)
            return day(there) if abs(weeks) <= _EXACT_WEEKS else month(there.year, there.month)
        if unit == "month":
            return month_from(anchor, whole)
        return year(anchor.year + whole)
    except (ValueError, OverflowError):
        return None


def month_from(anchor: date, amount: int) -> When:
    """Return the whole month that lies `amount` months from the month of a day."""
    index = anchor.year * 12 + anchor.month - 1 + amount
    return month(index // 12, index % 12 + 1)


def week_of(anchor: date, amount: int = 0) -> When:
    """Return the calendar week, Monday to Sunday, `amount` weeks from that of a day."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=amount)
    return span_of(monday, monday + timedelta(days=6))


def week_of_month(first: date, number: int) -> When:
    """Return a calendar week of the month that begins on a day; -1 is the last one.

    A week belongs to the month that its Thursday lies in, as ISO 8601 has it for years.
    """
    if number < 0:
        return week_of(weekday_before(month_from(first, 0).last, 3))
    return week_of(weekday_after(first - timedelta(days=1), 3), number - 1)


def weekday_before(anchor: date, number: int, *, or_same: bool = True) -> date:
    """Return the last such weekday up to and including a day, or before it."""
    back = (anchor.weekday() - number) % 7
    return anchor - timedelta(days=back if back or or_same else 7)


def weekday_after(anchor: date, number: int) -> date:
    """Return the first such weekday after a day."""
    return anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1)


def weekday_in_week(anchor: date, number: int, amount: int) -> date:
    """Return a weekday of the calendar week `amount` weeks from that of a day."""
    return week_of(anchor, amount).start + timedelta(days=number)


def season(y: int, name: str) -> When:
    """Return the three months of a season; the winter of a year begins in its December."""
    first = SEASONS[name.lower()]
    return When(date(y, first, 1), month_from(date(y, first, 1), 3).start)


def season_before(anchor: date, name: str, *, whole: bool = False) -> When:
    """Return the last such season that has begun by a day or, with `whole`, has ended before it."""
    found = season(anchor.year, name)
    while (found.stop > anchor) if whole else (found.start > anchor):
        found = season(found.start.year - 1, name)
    return found


def season_after(anchor: date, name: str) -> When:
    """Return the first such season that begins after a day."""
    found = season(anchor.year, name)
    return found if found.start > anchor else season(anchor.year + 1, name)


def month_before(anchor: date, number: int, *, whole: bool = False) -> When:
    """Return the last month of that name that has begun by a day or, with `whole`, lies before its month."""
    found = month(anchor.year, number)
    if found.start > anchor or (whole and found.stop > anchor):
        return month(anchor.year - 1, number)
    return found


def month_after(anchor: date, number: int) -> When:
    """Return the first month of that name that begins after a day."""
    found = month(anchor.year, number)
    return found if found.start > anchor else month(anchor.year + 1, number)


def weekend_of(anchor: date, amount: int = 0) -> When:
    """Return Saturday and Sunday of the calendar week `amount` weeks from that of a day."""
    saturday = week_of(anchor, amount).start + timedelta(days=5)
    return span_of(saturday, saturday + timedelta(days=1))


def nearest(anchor: date, days: list[date]) -> date:
    """Return the day that lies nearest to the anchor; of two, the one behind it."""
    return min(days, key=lambda d: (abs((d - anchor).days), d > anchor))
