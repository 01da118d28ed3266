"""Printed calendar dates become days: "2025.03.11 / 17:24", "11 марта 2025", "Nov. 10, 2020", "۲۱ اسفند ۱۴۰۳".

Only whole dates are read here (year, month and day); words such as "yesterday" belong to `expressions`. Where the
digits allow another day, it is kept in `rivals`, also where something settles which one is meant; `sure` says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.dates import day
from detente.dates.calendars import SOLAR_YEARS, common_year, solar_to_gregorian
from detente.dates.clocks import clock_after, clock_before
from detente.dates.words import month_numbers, solar_month, weekday_numbers
from detente.types import Dated, Span

_S = r"[^\S\r\n]"  # white space inside a line
_MARKS = r"\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u200c"
_WORD = rf"(?:[^\W\d_]|[{_MARKS}])+"
_YEAR4 = r"(?:1[2-9]\d\d|2[0-5]\d\d)(?:(?!\d)|(?=\d{1,2}[.:h]))"  # a glued clock or date may follow
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.|-?(?:го|е|ші|ին|ე|ci|cı|cu|cü|inci))?"

_ISO = re.compile(r"(?<![\d.])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?=T\d\d|(?!\d))")
_YMD = re.compile(rf"(?<![\d.,])({_YEAR4}){_S}?([-./]){_S}{{0,2}}(\d{{1,2}}){_S}?\2{_S}{{0,2}}(\d{{1,2}})(?!\d)")
_ASIAN = re.compile(
    rf"(?:(令和|平成|昭和)(\d{{1,2}}|元)|(?<!\d)(\d{{4}})){_S}?[年년]{_S}?(\d{{1,2}}){_S}?[月월]{_S}?(\d{{1,2}}){_S}?[日일]"
)
_NUMERIC = re.compile(
    rf"(?<![\d])(?<!\d[.,/-])(\d{{1,2}}){_S}?([-./]){_S}?(\d{{1,2}}){_S}?\2{_S}?"
    rf"({_YEAR4}|\d\d(?!\d|[.:/-]\d|{_S}?%))"
)
_DAY_WORD = re.compile(
    rf"(?<![\d.,:/])(\d{{1,2}}){_ORDINAL}{_S}{{0,2}}(?:[-/.]{_S}?|de{_S}|of{_S}|d[’']|do{_S}|di{_S})?({_WORD})"
)
_TO_YEAR = re.compile(rf"\.?,?{_S}{{0,2}}(?:[-/.,]{_S}?|del?{_S}|of{_S})?(?:'(\d\d)(?!\d)|({_YEAR4}))")
_TWO_DIGITS = re.compile(rf"\.?(?:[-/.]|{_S})'?(\d\d)(?![\d:.h]|{_S}?[%:])")
_WORD_DAY = re.compile(
    rf"({_WORD})\.?{_S}{{0,2}}-?(\d{{1,2}})(?:st|nd|rd|th|-(?:ին|ci|cı|cu|cü))?(?![\d:.h])"
    rf",?{_S}{{0,2}}[-,.]?{_S}?({_YEAR4})"
)
_YEAR_WORD = re.compile(
    rf"(?<!\d)({_YEAR4})\.?(?:[-/]|{_S}{{1,2}}(?:թ[.․]|m\.|gada|года|г\.|рік|жылғы|жыл|yil|yılı){_S}?|"
    rf"-(?:yil|ci il)?{_S}|(?:\(e\))?ko{_S}|,?{_S})({_WORD})\.?[-/]?{_S}{{0,2}}(\d{{1,2}})(?![\d:])"
)
_YEAR_DAY_WORD = re.compile(
    rf"(?<!\d)({_YEAR4})\.?{_S}?(?:ж\.|жылғы|gada|thn|,){_S}?(\d{{1,2}})\.?(?:-|{_S})?({_WORD})"
)
_VIETNAMESE = re.compile(rf"(?<!\d)(\d{{1,2}}){_S}+tháng{_S}+(\d{{1,2}}),?{_S}+(?:năm{_S}+)?(\d{{4}})", re.I)
_THAI = re.compile(rf"(?<!\d)(\d{{1,2}}){_S}*([\u0e01-\u0e3a\u0e40-\u0e4e.]+?){_S}*(?:พ\.ศ\.{_S}*)?(\d{{4}})(?!\d)")
_NEXT_WORD = re.compile(rf"(?:{_S}|[,(（.])*({_WORD}\.?)(?:{_S}|[,)）])*")
_LAST_WORD = re.compile(rf"({_WORD})\.?[,;]?{_S}{{0,2}}(?:den{_S}|the{_S}|día{_S})?$")
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÞА-ЯÜÖÄ])")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One match before it becomes a `Dated`: where it stands, by which rule, and the days it may mean."""

    start: int
    stop: int
    rule: str
    days: tuple[date, ...]  # the likeliest first
    sure: float
    loose: bool = False  # digits alone: an order or a weekday may choose among the days


def find_printed(
    text: str, *, offset: int = 0, language: str | None = None, order: str | None = None
) -> tuple[Dated, ...]:
    """Find the printed dates of a text, in text order, without overlaps.

    `offset` is added to every span. `language` is ISO 639-1. `order` is "dmy", "mdy" or "ymd", where the habit of
    the outlet is known. Years outside 1900..2100 are left out; so are dates without a year.
    """
    flat = _flatten(text)
    if not any(c.isdigit() for c in flat):
        return ()
    found: list[Dated] = []
    taken = 0
    readings = sorted(_readings(flat, language, order), key=lambda r: (r.start, -r.stop))
    for reading in readings:
        if reading.start >= taken:
            dated, taken = _dress(flat, reading, taken, offset, order)
            found.append(dated)
    return tuple(found)


def _flatten(text: str) -> str:
    """Return the text of the same length with digits of any script as ASCII and odd blanks as blanks."""
    if text.isascii():
        return text
    return "".join(c if c < "\x80" else str(unicodedata.digit(c)) if c.isdecimal() else _ODD.get(c, c) for c in text)


_ODD = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "／": "/",
    "．": ".",
    "：": ":",
    "‐": "-",
    "‑": "-",
    "–": "–",
}


def _readings(flat: str, language: str | None, order: str | None) -> Iterator[_Reading]:
    for pattern, read in _READERS:
        for match in pattern.finditer(flat):
            reading = read(match, language, order)
            if reading is not None and reading.days:
                yield reading


def _days(*triples: tuple[int, int, int]) -> tuple[date, ...]:
    """Return the days that exist among year, month, day triples, in order, each once."""
    days: dict[date, None] = {}
    for y, m, d in triples:
        try:
            found = solar_to_gregorian(y, m, d) if y in SOLAR_YEARS else date(common_year(y), m, d)
        except ValueError:
            continue
        if 1900 <= found.year <= 2100:
            days[found] = None
    return tuple(days)


def _read_year_first(match: re.Match[str], language: str | None, order: str | None) -> _Reading | None:
    y, separator, a, b = match.groups()
    days = _days((int(y), int(a), int(b)), (int(y), int(b), int(a)))
    if days and days[0] not in _days((int(y), int(a), int(b))):
        return None  # 2025.25.03: nobody writes year.day.month
    if separator == "-" or int(y) in SOLAR_YEARS:
        days = days[:1]
    return _Reading(*match.span(), "year-month-day", days, 1.0 if len(days) == 1 else 0.95)


def _read_asian(match: re.Match[str], language: str | None, order: str | None) -> _Reading:
    era, of_era, y, m, d = match.groups()
    number = common_year(1 if of_era == "元" else int(of_era), era) if era else int(y)
    return _Reading(*match.span(), "year-month-day", _days((number, int(m), int(d))), 1.0)


def _read_numeric(match: re.Match[str], language: str | None, order: str | None) -> _Reading | None:
    first, separator, second, written = match.groups()
    a, b, short = int(first), int(second), len(written) == 2
    if short and (separator == "-" or len(first) + len(second) < 4):
        return None  # 3-2-21 is a score or a version as often as a day
    y = _century(int(written)) if short else int(written)
    day_first, month_first = (y, b, a), (y, a, b)
    american = order == "mdy" or (order is None and separator == "/" and _american(match))
    days = _days(month_first, day_first) if american else _days(day_first, month_first)
    if short and order == "ymd":
        days = _days((_century(a), b, int(written)))
    sure = 1.0 if len(days) == 1 else 0.97 if order else {".": 0.95, "-": 0.8, "/": 0.7}[separator]
    rule = "day-month-year" if days and days[0] in _days(day_first) else "month-day-year"
    return _Reading(*match.span(), rule, days, sure - 0.1 * short, loose=len(days) > 1)


def _american(match: re.Match[str]) -> bool:
    """Tell whether a 12-hour clock follows: with slashes, that is the American way."""
    return re.match(r"[\s,|-]*\d{1,2}:\d\d(?::\d\d)?\s?[ap]\.?m", match.string[match.end() :][:24], re.I) is not None


def _century(two: int) -> int:
    return 2000 + two if two < 70 else 1900 + two


def _read_day_word(match: re.Match[str], language: str | None, order: str | None) -> _Reading | None:
    d, word = int(match[1]), match[2]
    text, stop, year = match.string, match.end(), None
    cut = _HUMP.split(word)[0]  # "2025Uhr", "MarchUpdated": words glued by flattening
    months = _months(word, language)
    if not months and len(cut) < len(word):
        months, stop = _months(cut, language), match.start(2) + len(cut)
    if not months:
        pair = re.compile(rf"{_S}({_WORD})").match(text, stop)
        months = _months(f"{word} {pair[1]}", language) if pair and word > "\u0600" else ()
        if not pair or not months:
            return None
        stop = pair.end()
    tail = _TO_YEAR.match(text, stop)
    if tail:
        year = int(tail[2]) if tail[2] else _century(int(tail[1]))
    else:
        tail = _TWO_DIGITS.match(text, stop)
        if tail and text[stop : stop + 1] in "-/.'":
            year = _century(int(tail[1]))
    if year is None or tail is None:
        return None
    days = _solar_or_common(year, months, d, word)
    return _Reading(match.start(), tail.end(), "day-month-year", days, 1.0)


def _months(word: str, language: str | None) -> tuple[int, ...]:
    named = month_numbers(word, language)
    if named:
        return named
    solar = solar_month(word)
    return (solar,) if solar else ()


def _solar_or_common(year: int, months: tuple[int, ...], d: int, word: str) -> tuple[date, ...]:
    """Return the days that a month name may mean; solar months only in solar years, and the other way round."""
    if (year in SOLAR_YEARS) != (solar_month(word) is not None):
        return ()
    return _days(*((year, m, d) for m in months))


def _read_word_day(match: re.Match[str], language: str | None, order: str | None) -> _Reading | None:
    word, start = match[1], match.start()
    if not month_numbers(word, language):
        word = _HUMP.split(word)[-1]  # "PressApril 28, 2023"
        start = match.end(1) - len(word)
    days = _solar_or_common(int(match[3]), _months(word, language), int(match[2]), word)
    return _Reading(start, match.end(), "month-day-year", days, 1.0)


def _read_year_word(match: re.Match[str], language: str | None, order: str | None) -> _Reading:
    days = _solar_or_common(int(match[1]), _months(match[2], language), int(match[3]), match[2])
    return _Reading(*match.span(), "year-month-day", days, 1.0)


def _read_year_day_word(match: re.Match[str], language: str | None, order: str | None) -> _Reading:
    days = _solar_or_common(int(match[1]), _months(match[3], language), int(match[2]), match[3])
    return _Reading(*match.span(), "year-day-month", days, 1.0)


def _read_vietnamese(match: re.Match[str], language: str | None, order: str | None) -> _Reading:
    return _Reading(*match.span(), "day-month-year", _days((int(match[3]), int(match[2]), int(match[1]))), 1.0)


def _read_thai(match: re.Match[str], language: str | None, order: str | None) -> _Reading:
    days = _days(*((int(match[3]), m, int(match[1])) for m in month_numbers(match[2], "th")))
    return _Reading(*match.span(), "day-month-year", days, 1.0)


_Reader = Callable[[re.Match[str], str | None, str | None], _Reading | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_ISO, _read_year_first),
    (_YMD, _read_year_first),
    (_ASIAN, _read_asian),
    (_NUMERIC, _read_numeric),
    (_DAY_WORD, _read_day_word),
    (_WORD_DAY, _read_word_day),
    (_YEAR_WORD, _read_year_word),
    (_YEAR_DAY_WORD, _read_year_day_word),
    (_VIETNAMESE, _read_vietnamese),
    (_THAI, _read_thai),
)


def _dress(flat: str, reading: _Reading, floor: int, offset: int, order: str | None) -> tuple[Dated, int]:
    """Add weekday and clock to a reading, choose among its days, and return it with the end of what it took."""
    start, stop, weekdays = _with_weekday(flat, reading, floor)
    clock, stop = clock_after(flat, stop)
    if clock is None:
        clock, start = clock_before(flat, start, floor)
    if not weekdays and clock is not None:
        start, stop, weekdays = _with_weekday(flat, _Reading(start, stop, "", (), 0), floor)
    days, sure, rule = list(reading.days), reading.sure, reading.rule
    fitting = [d for d in days if d.weekday() in weekdays]
    if len(fitting) == 1 and len(days) > 1:
        days.sort(key=lambda d: d != fitting[0])
        sure, rule = (
            0.99,
            f"{rule}, settled by the weekday" if fitting[0] == reading.days[0] else "by the weekday",
        )
    elif weekdays and not fitting:
        sure = min(sure, 0.9)
    dated = Dated(
        when=day(days[0]),
        spans=(Span(start + offset, stop + offset),),
        rule=f"printed: {rule}",
        rivals=tuple(day(d) for d in days[1:]),
        clock=clock,
        sure=sure,
    )
    return dated, stop


def _with_weekday(flat: str, reading: _Reading, floor: int) -> tuple[int, int, frozenset[int]]:
    """Widen a reading by the weekday next to it; return start, stop and the weekdays it may be."""
    before = _LAST_WORD.search(flat, max(floor, reading.start - 24), reading.start)
    if before:
        word = _HUMP.split(before[1])[-1]
        named = weekday_numbers(word)
        if named:
            return before.end(1) - len(word), reading.stop, named
    after = _NEXT_WORD.match(flat, reading.stop)
    if after:
        named = weekday_numbers(after[1])
        if named:
            return reading.start, after.end(1), named
    return reading.start, reading.stop, frozenset()
