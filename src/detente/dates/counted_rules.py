"""Weekdays, weeks and units that are counted from the dateline become intervals: one pattern, one function each."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.dates import day, span_of, year
from detente.dates.english import (
    COUNT,
    NUMBER,
    PART,
    PART_WORDS,
    SHIFT,
    UNIT,
    UNIT_WORDS,
    VAGUE,
    WEEKDAY,
    WEEKDAY_WORDS,
    WEEKDAYS,
    count,
)
from detente.dates.relative import (
    month_from,
    shifted,
    week_of,
    weekday_after,
    weekday_before,
    weekday_in_week,
    weekend_of,
)
from detente.dates.scene import Read, Row, Rule, Scene, chosen
from detente.types import When


def _weekday_number(words: str) -> int:
    return WEEKDAYS[words.lower().rstrip(".")]


def _weekday(match: re.Match[str], scene: Scene) -> Read | None:
    """Read a bare weekday: the last one up to and including publication, or the next one if the verb is ahead."""
    if scene.dateline is None:
        return None
    number = _weekday_number(match["weekday"])
    behind, ahead = weekday_before(scene.dateline, number), weekday_after(scene.dateline, number)
    return chosen(scene, match, day(behind), day(ahead), "weekday", day(behind))


def _named_weekday(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None:
        return None
    number, which = _weekday_number(match["weekday"]), match["which"].lower()
    if which in {"last", "past", "previous"}:
        there = weekday_before(scene.dateline, number, or_same=False)
        return Read(day(there), "last weekday", scene.dateline)
    if which == "this":
        return Read(day(weekday_in_week(scene.dateline, number, 0)), "this weekday", scene.dateline)
    if which in {"coming", "upcoming"}:
        return Read(day(weekday_after(scene.dateline, number)), "next weekday", scene.dateline)
    there, soon = weekday_in_week(scene.dateline, number, 1), weekday_after(scene.dateline, number)
    rivals = (day(soon),) if soon != there else ()
    return Read(day(there), "next weekday", scene.dateline, rivals)


def _weekday_of_week(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None:
        return None
    step = {"last": -1, "previous": -1, "this": 0}.get(match["which"].lower(), 1)
    there = weekday_in_week(scene.dateline, _weekday_number(match["weekday"]), step)
    return Read(day(there), "weekday of a week", scene.dateline)


def _weekday_week(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "Friday week": seven days after the coming Friday."""
    if scene.dateline is None:
        return None
    there = weekday_after(scene.dateline, _weekday_number(match["weekday"])) + timedelta(days=7)
    return Read(day(there), "next weekday", scene.dateline)


def _from_dateline(days_: int, rule: str) -> Rule:
    def read(match: re.Match[str], scene: Scene) -> Read | None:
        if scene.dateline is None:
            return None
        return Read(day(scene.dateline + timedelta(days=days_)), rule, scene.dateline)

    return read


def _overnight(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None:
        return None
    night = span_of(scene.dateline - timedelta(days=1), scene.dateline)
    return Read(night, "overnight", scene.dateline, sure=0.8)


def _ago(match: re.Match[str], scene: Scene) -> Read | None:
    amount = count(match["count"])
    there = shifted(scene.dateline, -amount, match["unit"]) if scene.dateline and amount else None
    return Read(there, "ago", scene.dateline) if there else None


def _hours_ago(match: re.Match[str], scene: Scene) -> Read | None:
    return Read(day(scene.dateline), "ago", scene.dateline, sure=0.9) if scene.dateline else None


def _in_units(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "in three days"; behind a verb of the past it is a duration and left out."""
    amount = count(match["count"])
    if scene.dateline is None or not amount or not scene.ahead(match):
        return None
    there = shifted(scene.dateline, amount, match["unit"])
    return Read(there, "in", scene.dateline, sure=0.7) if there else None


def _from_now(match: re.Match[str], scene: Scene) -> Read | None:
    amount = count(match["count"])
    there = shifted(scene.dateline, amount, match["unit"]) if scene.dateline and amount else None
    return Read(there, "in", scene.dateline, sure=0.9) if there else None


def _within(match: re.Match[str], scene: Scene) -> Read | None:
    amount = count(match["count"])
    if scene.dateline is None or not amount:
        return None
    unit = match["unit"].lower()
    if unit.startswith(("hour", "minute")) and amount <= 24:
        base = scene.previous.start if scene.previous and scene.previous.days == 1 else scene.dateline
        return Read(day(base), "same day", base, sure=0.8)
    there = shifted(scene.dateline, amount, unit)
    if there is None:
        return None
    return Read(span_of(scene.dateline, there.last), "deadline", scene.dateline)


def _past_units(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "over the past three weeks" as the run of days up to publication."""
    amount = count(match["count"]) if match["count"] else 1
    if scene.dateline is None or not amount:
        return None
    if not match["count"] and match["unit"].lower() not in {"day", "week", "month", "year"}:
        return None
    there = shifted(scene.dateline, -amount, match["unit"])
    return Read(span_of(there.start, scene.dateline), "past run", scene.dateline, sure=0.8) if there else None


def _named_unit(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "last week", "this month", "next year", "earlier this week"; parts are no finer than the whole."""
    which, unit = match["which"].lower(), match["unit"].lower()
    step = {"last": -1, "previous": -1, "this": 0, "current": 0}.get(which, 1)
    if scene.dateline is None:
        return None
    if unit == "week":
        when = week_of(scene.dateline, step)
    elif unit == "weekend":
        when = _weekend(scene, step)
    elif unit == "month":
        when = month_from(scene.dateline, step)
    elif unit == "year":
        when = year(scene.dateline.year + step)
    else:
        first = scene.dateline.year - scene.dateline.year % 10 + 10 * step
        when = span_of(date(first, 1, 1), date(first + 9, 12, 31))
    return Read(when, f"{which} {unit}", scene.dateline)


def _weekend(scene: Scene, step: int) -> When:
    """Return a weekend seen from the dateline: on a Saturday or Sunday "last" is the one before."""
    assert scene.dateline is not None
    return weekend_of(scene.dateline, step)


def _at_weekend(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None:
        return None
    here = weekend_of(scene.dateline)
    behind = here if scene.dateline >= here.start else weekend_of(scene.dateline, -1)
    ahead = here if scene.dateline < here.start else weekend_of(scene.dateline, 1)
    return chosen(scene, match, behind, ahead, "weekend", behind)


def _edge(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the end of the month", "the start of the year": its last or first day."""
    if scene.dateline is None:
        return None
    unit = match["unit"].lower()
    if unit == "decade":
        return None
    whole = (
        week_of(scene.dateline)
        if unit == "week"
        else month_from(scene.dateline, 0)
        if unit == "month"
        else year(scene.dateline.year)
    )
    last = "end" in match[0].lower() or "close" in match[0].lower()
    return Read(day(whole.last if last else whole.start), f"{'end' if last else 'start'} of {unit}", scene.dateline)


_WHICH = r"(?P<which>last|previous|this|next|the\s+coming|the\s+following)"

COUNTED: tuple[Row, ...] = tuple(
    (re.compile(pattern, flags), rule, frozenset(needed))
    for pattern, rule, flags, needed in (
        (rf"\b(?P<weekday>{WEEKDAY})(?:\s+{PART})?\s+(?:of\s+)?{_WHICH}\s+week\b", _weekday_of_week, re.I, {"week"}),
        (
            rf"\b(?:the\s+)?(?P<which>last|past|previous|this|next|coming|upcoming)\s+(?P<weekday>{WEEKDAY})(?:\s+{PART})?",
            _named_weekday,
            re.I,
            WEEKDAY_WORDS,
        ),
        (rf"\b(?=[A-Z])(?P<weekday>(?i:{WEEKDAY}))(?:\s+{PART})?", _weekday, 0, WEEKDAY_WORDS),
        (rf"\b(?P<weekday>{WEEKDAY})\s+week\b", _weekday_week, re.I, {"week"}),
        (r"\bthe\s+day\s+before\s+yesterday\b", _from_dateline(-2, "day before yesterday"), re.I, {"yesterday"}),
        (rf"\byesterday\b(?:[’']s)?(?:\s+{PART})?", _from_dateline(-1, "yesterday"), re.I, {"yesterday"}),
        (r"\blast\s+(?:night|evening)\b", _from_dateline(-1, "last night"), re.I, {"night", "evening"}),
        (
            rf"\b(?:earlier\s+|later\s+)?today\b|\bthis\s+{PART}\b|\btonight\b|\b(?:earlier|later)\s+in\s+the\s+day\b",
            _from_dateline(0, "today"),
            re.I,
            PART_WORDS | {"today", "tonight", "day"},
        ),
        (r"\bthe\s+day\s+after\s+tomorrow\b", _from_dateline(2, "day after tomorrow"), re.I, {"tomorrow"}),
        (rf"\btomorrow\b(?:\s+{PART})?", _from_dateline(1, "tomorrow"), re.I, {"tomorrow"}),
        (r"(?m)^(?=(?:[01]?\d|2[0-3])[:.][0-5]\d\s+[A-Z“«\"])\d+[:.]\d\d", _from_dateline(0, "today"), 0, {NUMBER}),
        (r"\bovernight\b", _overnight, re.I, {"overnight"}),
        (rf"\b{SHIFT}\s+ago\b", _ago, re.I, {"ago"}),
        (rf"\b{VAGUE}\s+ago\b", _hours_ago, re.I, {"ago"}),
        (rf"\b[Ii]n\s+{SHIFT}(?:[’']\s+time\b|\s+time\b)?(?![’']|\s+of\b)", _in_units, 0, UNIT_WORDS),
        (rf"\b{SHIFT}\s+from\s+now\b", _from_now, re.I, {"now"}),
        (rf"\b[Ww]ithin\s+{SHIFT}", _within, 0, {"within"}),
        (
            rf"\b(?:in|over|during|for)\s+the\s+(?:past|last)\s+(?:(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\b(?!\s+of\b)",
            _past_units,
            re.I,
            {"past", "last"},
        ),
        (
            r"\b(?:(?:earlier|later|early|late)\s+)?(?:the\s+)?(?P<which>last|previous|this|next|coming|current)\s+"
            r"(?P<unit>week|weekend|month|year|decade)\b(?![-\w’'])",
            _named_unit,
            re.I,
            {"week", "weekend", "month", "year", "decade"},
        ),
        (r"\b(?:at|over|during|on|for|spent|through|throughout)\s+the\s+weekend\b", _at_weekend, re.I, {"weekend"}),
    )
)

# tried last: a date inside these words ("the end of the month of May") goes first
EDGES: tuple[Row, ...] = (
    (
        re.compile(r"\bthe\s+(?:very\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?P<unit>week|month|year|decade)\b", re.I),
        _edge,
        frozenset({"end", "close"}),
    ),
    (
        re.compile(r"\bthe\s+(?:start|beginning)\s+of\s+the\s+(?P<unit>week|month|year)\b", re.I),
        _edge,
        frozenset({"start", "beginning"}),
    ),
)
