"""English words for time: numbers, units, months, weekdays, seasons and feasts, as tables and pattern pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10,
    "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the first of three months
FEASTS = {
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "new year": (1, 1),
    "may day": (5, 1), "victory day": (5, 9), "women's day": (3, 8), "all saints' day": (11, 1),
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a couple of": 2, "a hundred": 100, "half a": 0.5,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "twentieth": 20,
    "thirtieth": 30,
}  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def either(words: Iterable[str]) -> str:
    """Return a pattern piece that matches any of the words, the longest first."""
    listed = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace("'", "['’]").replace("\\ ", r"\s+") for w in listed) + ")"


MONTH = rf"(?:{either(m for m in MONTHS if len(m) > 4 or m in ('may', 'june', 'july'))}\b|{either(MONTHS)}\b\.?)"
LONG_MONTH = either(m for m in MONTHS if (len(m) > 3 and m != "sept") or m == "may") + r"\b"
WEEKDAY = either(w for w in WEEKDAYS if len(w) > 5) + r"\b"
SEASON = either(SEASONS) + r"\b"
FEAST = either([*FEASTS, "easter sunday", "easter monday", "good friday", "easter"]) + r"\b"
COUNT = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(?:one|two|three|four|five|six|seven|eight|nine)|"
    + either(NUMBERS) + ")"
)  # fmt: skip
_UNITS = ("day", "week", "fortnight", "month", "year", "decade", "night", "hour", "minute")
UNIT = f"(?:{'|'.join(f'{unit}s?' for unit in _UNITS)})"
SHIFT = rf"(?P<count>{COUNT})[\s-]+(?P<unit>{UNIT})\b"
VAGUE = (
    r"(?:a\s+few|few|several|some|an|a|many|half\s+an|\d{1,2}|two|three|four|five|six)?\s*(?:short\s+)?"
    r"(?:hours?|minutes?|moments?)"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)\b(?![,.]\d|%|-(?:strong|member|page|metre|meter|kilomet))"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:,.]\d|%)\b"
_PARTS = ("morning", "afternoon", "evening", "night", "noon", "dawn", "dusk", "midday", "lunchtime")
PART = f"(?:{'|'.join(_PARTS)})"
_WHOLES = ("day", "night", "evening", "morning", "afternoon", "week", "month", "year")
WHOLE = f"(?:{'|'.join(_WHOLES)})"

# a rule's pattern is tried only near the words that it needs (see `near`): the words of the pieces above
NUMBER, FOUR_DIGITS = "0", "0000"  # stand for any number, and any of four digits
MONTH_WORDS = frozenset(MONTHS)
WEEKDAY_WORDS = frozenset(w for w in WEEKDAYS if len(w) > 5)
SEASON_WORDS = frozenset(SEASONS)
UNIT_WORDS = frozenset(_UNITS) | {f"{unit}s" for unit in _UNITS}
PART_WORDS = frozenset(_PARTS)
WHOLE_WORDS = frozenset(_WHOLES)
FEAST_WORDS = frozenset({"christmas", "boxing", "new", "may", "victory", "women", "saints", "easter", "friday"})
DECADE_WORDS = frozenset({FOUR_DIGITS, *DECADES})


def count(words: str) -> float | None:
    """Return the number that words like "three", "twenty-two", "14" or "a couple of" say, or None."""
    plain = " ".join(words.lower().replace("-", " ").split())
    if plain.isdigit():
        return int(plain)
    if plain in NUMBERS:
        return NUMBERS[plain]
    parts = [NUMBERS.get(word) for word in plain.split()]
    return sum(p for p in parts if p is not None) if parts and None not in parts else None


def ordinal(words: str) -> int | None:
    """Return the day that "first", "twenty-second" or "3rd" says, or None."""
    plain = " ".join(words.lower().replace("-", " ").split())
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits[0])
    tens, _, ones = plain.rpartition(" ")
    return ORDINALS[ones] + int(NUMBERS.get(tens, 0)) if ones in ORDINALS else None


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm, Nature 13, 1876, p. 487)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(words: str, year: int) -> date:
    """Return the day of a feast in a year."""
    plain = " ".join(words.lower().replace("’", "'").split())
    moved = {"good friday": -2, "easter monday": 1, "easter": 0, "easter sunday": 0}
    if plain in moved:
        return easter(year) + timedelta(days=moved[plain])
    return date(year, *FEASTS[plain])
