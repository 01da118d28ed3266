"""Days and months that are named become intervals: one pattern, one small function each."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.dates import day, month, span_of
from detente.dates.english import (
    DAY,
    FOUR_DIGITS,
    LONG_MONTH,
    MONTH,
    MONTH_WORDS,
    MONTHS,
    ORDINALS,
    YEAR,
    either,
    ordinal,
)
from detente.dates.relative import (
    month_after,
    month_before,
    month_from,
    nearest,
    week_of_month,
    weekday_after,
    weekday_before,
)
from detente.dates.scene import Read, Row, Scene, chosen
from detente.types import When


def _month_number(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def _day_number(words: str) -> int:
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]


def _full_date(match: re.Match[str], scene: Scene) -> Read | None:
    try:
        there = date(int(match["year"]), _month_number(match["month"]), _day_number(match["day"]))
    except ValueError:
        return None
    return Read(day(there), "absolute")


def _iso_date(match: re.Match[str], scene: Scene) -> Read | None:
    try:
        return Read(day(date(int(match["year"]), int(match["month"]), int(match["day"]))), "absolute")
    except ValueError:
        return None


def _years_of(scene: Scene, m: int, d: int) -> list[date]:
    """Return the day in the years around the dateline."""
    assert scene.dateline is not None
    days = []
    for y in (scene.dateline.year - 1, scene.dateline.year, scene.dateline.year + 1):
        try:
            days.append(date(y, m, d))
        except ValueError:
            continue
    return days


def _pick_year(match: re.Match[str], scene: Scene, m: int, d: int) -> Read | None:
    """Read a day without a year: behind or ahead by the verbs, else the nearest one."""
    if scene.dateline is None:
        return None
    days = _years_of(scene, m, d)
    old = scene.previous if scene.close else None
    if old and abs(old.start.year - scene.dateline.year) > 1 and not scene.ahead(match):
        there = date(old.start.year + ((m, d) < (old.start.month, old.start.day)), m, d)
        return Read(day(there), "day of that year", old.start, sure=0.8)
    behind = [x for x in days if x <= scene.dateline]
    ahead = [x for x in days if x > scene.dateline]
    if not behind or not ahead:
        return Read(day(nearest(scene.dateline, days)), "day of the year", scene.dateline) if days else None
    return chosen(scene, match, day(behind[-1]), day(ahead[0]), "day of the year", day(nearest(scene.dateline, days)))


def _day_of_year(match: re.Match[str], scene: Scene) -> Read | None:
    said = match["day"]
    number = _day_number(said) if said[:1].isdigit() else ordinal(said)
    if number is None or not 1 <= number <= 31:
        return None
    return _pick_year(match, scene, _month_number(match["month"]), number)


def _day_range(match: re.Match[str], scene: Scene) -> Read | None:
    m, first, last = _month_number(match["month"]), _day_number(match["first"]), _day_number(match["last"])
    try:
        if match["year"]:
            return Read(span_of(date(int(match["year"]), m, first), date(int(match["year"]), m, last)), "range")
        start = _pick_year(match, scene, m, first)
        if start is None:
            return None
        return Read(span_of(start.when.start, start.when.start.replace(day=last)), "range", scene.dateline)
    except ValueError:
        return None


def _month_of_year(match: re.Match[str], scene: Scene) -> Read | None:
    m, words = _month_number(match["month"]), match["of"].lower()
    if words.isdigit():
        return _halved(Read(month(int(words), m), "absolute"), match["part"])
    base = scene.previous.start if "that" in words and scene.previous else scene.dateline
    if base is None:
        return None
    step = -1 if "last" in words or "previous" in words else 1 if "next" in words or "coming" in words else 0
    return Read(month(base.year + step, m), "month of a year", base)


def _part_of_month(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the first half of October" as fifteen days; ends, middles and weeks are no finer than the month."""
    whole = _year_month(match, scene) if match["year"] else _bare_month(match, scene)
    return _halved(whole, match["part"]) if whole else None


def _halved(whole: Read, part: str | None) -> Read:
    """Cut a month in halves where the words say so."""
    if not part or "half" not in part.lower():
        return whole
    middle = whole.when.start.replace(day=16)
    first = "first" in part.lower()
    half = When(whole.when.start, middle) if first else When(middle, whole.when.stop)
    return Read(half, "half of a month", whole.anchor, sure=whole.sure)


def _week_of_month(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the second week of June" as that calendar week."""
    whole = _year_month(match, scene) if match["year"] else _bare_month(match, scene)
    if whole is None:
        return None
    number = -1 if match["which"].lower() == "last" else ORDINALS[match["which"].lower()]
    rivals = tuple(week_of_month(r.start, number) for r in whole.rivals)
    return Read(week_of_month(whole.when.start, number), "week of a month", whole.anchor, rivals, whole.sure)


def _numbered_day(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "on the 27th" in the month told of, or else in that of the dateline; "of that month" names it."""
    number = ordinal(match["day"])
    base = scene.previous.start if scene.previous and (scene.close or match["of"]) else scene.dateline
    if base is None or number is None or not 1 <= number <= 31:
        return None
    if base != scene.dateline:
        return Read(day(base.replace(day=number)), "day of that month", base, sure=0.7)
    days = [whole.start.replace(day=number) for whole in _months_around(base) if _holds(whole, number)]
    behind, ahead = [d for d in days if d <= base], [d for d in days if d > base]
    default = day(nearest(base, days))
    return chosen(scene, match, day(behind[-1]), day(ahead[0]), "day of the month", default)


def _months_around(base: date) -> list[When]:
    return [month_from(base, step) for step in (-2, -1, 0, 1, 2)]


def _holds(whole: When, number: int) -> bool:
    return number <= whole.days


def _last_weekend(match: re.Match[str], scene: Scene) -> Read | None:
    whole = _bare_month(match, scene) if not match["year"] else _year_month(match, scene)
    if whole is None:
        return None
    first, last = whole.when.start, whole.when.last
    if match["which"].lower() == "first":
        saturday = weekday_after(first - timedelta(days=1), 5)
    else:
        saturday = weekday_before(last - timedelta(days=1), 5)
    return Read(span_of(saturday, saturday + timedelta(days=1)), "weekend", whole.anchor)


def _year_month(match: re.Match[str], scene: Scene) -> Read | None:
    return Read(month(int(match["year"]), _month_number(match["month"])), "absolute")


def _bare_month(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None:
        return None
    m = _month_number(match["month"])
    behind, ahead = month_before(scene.dateline, m), month_after(scene.dateline, m)
    if behind.start <= scene.dateline < behind.stop:
        return Read(behind, "month", scene.dateline, sure=0.9)
    return chosen(scene, match, behind, ahead, "month", behind)


def _named_month(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "last October", "this October", "next October"."""
    if scene.dateline is None:
        return None
    m, which = _month_number(match["month"]), match["which"].lower()
    if which in {"last", "past"}:
        return Read(month_before(scene.dateline, m, whole=True), "last month of that name", scene.dateline)
    if which == "this":
        return Read(month(scene.dateline.year, m), "this year's month", scene.dateline)
    return Read(month_after(scene.dateline, m), "next month of that name", scene.dateline)


_OF_YEAR = rf"(?P<of>{YEAR}|(?:of\s+)?(?:last|this|next|that|the\s+(?:same|previous|coming|following|next))\s+year)"
_PART_OF = (
    r"(?:(?:the\s+)?(?P<part>(?:early|late|mid)(?:\s+in)?|(?:very\s+)?(?:end|start|beginning|middle)\s+of|"
    r"(?:first|second|last|third)\s+(?:half|days|third)\s+of)[\s-]+(?:the\s+month\s+of\s+)?)"
)
_BEFORE_MAY = ("in", "of", "by", "since", "until", "from", "till", "before", "after", "and")  # "may" is a verb, too
_MAY_CUE = "|".join(rf"(?<=\b{cue} )" for cue in _BEFORE_MAY)
_NUMBERED = r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"  # "the 27th"
_NO_DAY = (
    r"(?:century|round|time|anniversary|parallel|place|floor|edition|session|birthday|century's|of\s+(?!that|the\s))"
)
_TO = r"\s?(?:-|–|—|to|and|or)\s?"

DAYS: tuple[Row, ...] = tuple(
    (re.compile(pattern, flags), rule, frozenset(needed))
    for pattern, rule, flags, needed in (
        (
            rf"\b(?:the\s+)?(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR})",
            _full_date,
            re.I,
            MONTH_WORDS,
        ),
        (rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY}),?\s+(?P<year>{YEAR})", _full_date, re.I, MONTH_WORDS),
        (r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso_date, 0, {FOUR_DIGITS}),
        (
            rf"\b(?P<first>{DAY}){_TO}(?P<last>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
            _day_range,
            re.I,
            MONTH_WORDS,
        ),
        (
            rf"\b(?P<month>{MONTH})\s+(?P<first>{DAY}){_TO}(?P<last>{DAY})(?:,?\s+(?P<year>{YEAR}))?",
            _day_range,
            re.I,
            MONTH_WORDS,
        ),
        (rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY})", _day_of_year, re.I, MONTH_WORDS),
        (
            rf"\b(?:the\s+)?(?P<day>{DAY}|(?:twenty[- ])?{either(ORDINALS)})\s+(?:of\s+)?(?P<month>{MONTH})",
            _day_of_year,
            re.I,
            MONTH_WORDS,
        ),
        (rf"\b{_PART_OF}?(?P<month>{MONTH}),?\s+(?:of\s+)?{_OF_YEAR}", _month_of_year, re.I, MONTH_WORDS),
        (
            rf"\b(?:the\s+)?(?P<which>last|first)\s+weekend\s+(?:of|in)\s+(?P<month>{LONG_MONTH})(?:\s+(?P<year>{YEAR}))?",
            _last_weekend,
            re.I,
            MONTH_WORDS,
        ),
        (
            rf"\b(?:the\s+)?(?P<which>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<month>{LONG_MONTH})"
            rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?",
            _week_of_month,
            re.I,
            MONTH_WORDS,
        ),
        (rf"\b{_PART_OF}(?P<month>{LONG_MONTH})(?:,?\s+(?P<year>{YEAR}))?", _part_of_month, re.I, MONTH_WORDS),
        (
            rf"\b(?:[Oo]n|[Bb]y|[Uu]ntil|till|[Ss]ince|of|[Ff]rom)\s+(?P<core>the\s+(?P<day>{_NUMBERED})"
            rf"(?P<of>\s+of\s+(?:that|the\s+same)\s+month)?)(?=[.,;:!?)]|\s+(?!{_NO_DAY})[a-z]|$)",
            _numbered_day,
            0,
            {"st", "nd", "rd", "th"},
        ),
        (rf"\b(?P<which>last|past|this|next)\s+(?P<month>{LONG_MONTH})", _named_month, re.I, MONTH_WORDS),
        (rf"(?<![-\w’'])(?=[A-Z])(?!May\b)(?P<month>(?i:{LONG_MONTH}))(?![-\w])", _bare_month, 0, MONTH_WORDS),
        (rf"(?:{_MAY_CUE})(?P<month>May\b)", _bare_month, 0, {"may"}),
    )
)
