"""Days of other calendars become Gregorian days: solar Hijri (Iran, Afghanistan), Buddhist and Japanese eras.

The solar Hijri calendar follows the 33-year cycle with 8 leap years that agrees with the Iranian calendar from
1800 to 2256 (K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74, 1996, 223-230):
a year is a leap year when its number modulo 33 is 1, 5, 9, 13, 17, 22, 26 or 30. The count starts from the known
day 1 Farvardin 1403 = 20 March 2024.
"""

from __future__ import annotations

from datetime import date, timedelta

_LEAP_RESIDUES = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_KNOWN_YEAR, _KNOWN_NOWRUZ = 1403, date(2024, 3, 20)
SOLAR_YEARS = range(1250, 1500)
BUDDHIST_YEARS = range(2443, 2643)
_BUDDHIST_OFFSET = 543
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before the first year of the era


def solar_leap(year: int) -> bool:
    """Tell whether a solar Hijri year has 366 days."""
    return year % 33 in _LEAP_RESIDUES


def solar_to_gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a solar Hijri date; ValueError if there is no such date or year."""
    if year not in SOLAR_YEARS or not 1 <= month <= 12:
        raise ValueError(f"no solar Hijri month {year}-{month}")
    length = 31 if month <= 6 else 30 if month < 12 or solar_leap(year) else 29
    if not 1 <= day <= length:
        raise ValueError(f"no solar Hijri day {year}-{month}-{day}")
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _nowruz(year) + timedelta(days=before + day - 1)


def _nowruz(year: int) -> date:
    """Return the first day of a solar Hijri year."""
    step = 1 if year >= _KNOWN_YEAR else -1
    days = sum(365 + solar_leap(y if step == 1 else y - 1) for y in range(_KNOWN_YEAR, year, step))
    return _KNOWN_NOWRUZ + timedelta(days=step * days)


def common_year(number: int, era: str | None = None) -> int:
    """Return the Gregorian year of a Buddhist year (2568), of a year of a Japanese era, or the number itself."""
    if era is not None:
        return _ERAS[era] + number
    return number - _BUDDHIST_OFFSET if number in BUDDHIST_YEARS else number
