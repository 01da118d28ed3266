"""Days become periods: the day, week, month, quarter or year that holds them, and every one between two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from detente.types import When

Step = Literal["day", "week", "month", "quarter", "year"]
STEPS: tuple[Step, ...] = ("day", "week", "month", "quarter", "year")


def period(day: date, step: Step) -> When:
    """Return the period of this step that holds the day; weeks begin on Monday (ISO 8601)."""
    if step == "day":
        return When(day, day + timedelta(days=1))
    if step == "week":
        monday = day - timedelta(days=day.weekday())
        return When(monday, monday + timedelta(days=7))
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    after = first + months
    return When(start, date(day.year + (after - 1) // 12, (after - 1) % 12 + 1, 1))


def every_period(first: date, last: date, step: Step) -> tuple[When, ...]:
    """Return the periods from the one that holds `first` to the one that holds `last`, without a hole."""
    found = [period(first, step)]
    while found[-1].stop <= last:
        found.append(period(found[-1].stop, step))
    return tuple(found)
