"""Each kind of English time expression is one pattern and one small function that reads it.

A function gets the match and the scene (dateline, previous expression, verbs around) and returns a `Read`, or None
where the words cannot be resolved. RULES are tried in this order where two begin at the same place with equal length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.dates import day, month, span_of, year
from detente.dates.english import (
    COUNT,
    DAY,
    DECADES,
    FEAST,
    LONG_MONTH,
    MONTH,
    MONTHS,
    ORDINALS,
    PART,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    count,
    either,
    feast,
    ordinal,
)
from detente.dates.relative import (
    month_after,
    month_before,
    month_from,
    nearest,
    season,
    season_after,
    season_before,
    shifted,
    week_of,
    weekday_after,
    weekday_before,
    weekday_in_week,
    weekend_of,
)
from detente.dates.tense import points_ahead
from detente.types import When


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is read against: the text, the dateline and the expression before it, if any."""

    text: str
    dateline: date | None
    previous: When | None
    news: When | None = None  # the last day near the dateline that the text's own voice named
    close: bool = False  # the previous expression stands in the same sentence

    def ahead(self, match: re.Match[str]) -> bool | None:
        """Tell whether the verbs around a match point ahead of the dateline."""
        return points_ahead(self.text, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Read:
    """One expression read: the interval, the rule's name, the day it was counted from, and other readings."""

    when: When
    rule: str
    anchor: date | None = None
    rivals: tuple[When, ...] = ()
    sure: float = 1.0


_Rule = Callable[[re.Match[str], Scene], Read | None]


def _chosen(scene: Scene, match: re.Match[str], behind: When, ahead: When, rule: str, default: When) -> Read:
    """Choose between the reading behind and the one ahead by the verbs; the other one stays a rival."""
    future = scene.ahead(match)
    when = default if future is None else ahead if future else behind
    rivals = tuple(w for w in (behind, ahead) if w != when)
    return Read(when, rule, scene.dateline, rivals, 0.75 if future is None else 0.9)


# --------------------------------------------------------------------------- calendar dates


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
    return _chosen(
        scene, match, day(behind[-1]), day(ahead[0]), "day of the year", day(nearest(scene.dateline, days))
    )


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
        return Read(month(int(words), m), "absolute")
    base = scene.previous.start if "that" in words and scene.previous else scene.dateline
    if base is None:
        return None
    step = -1 if "last" in words or "previous" in words else 1 if "next" in words or "coming" in words else 0
    return Read(month(base.year + step, m), "month of a year", base)


def _part_of_month(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the first half of October" as fifteen days; ends, middles and weeks are no finer than the month."""
    whole = _bare_month(match, scene) if not match["year"] else _year_month(match, scene)
    if whole is None or "half" not in match["part"].lower():
        return whole
    first = "first" in match["part"].lower()
    start = whole.when.start
    half = When(start, start.replace(day=16)) if first else When(start.replace(day=16), whole.when.stop)
    return Read(half, "half of a month", whole.anchor, sure=whole.sure)


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
    return _chosen(scene, match, behind, ahead, "month", behind)


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


def _whole_year(match: re.Match[str], scene: Scene) -> Read | None:
    return Read(year(int(match["year"])), "absolute")


def _years(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "2008-2010" and "2014–16"."""
    first = int(match["first"])
    last = int(match["last"]) if len(match["last"]) == 4 else first - first % 100 + int(match["last"])
    return Read(span_of(date(first, 1, 1), date(last, 12, 31)), "range") if first < last < first + 100 else None


def _decade(match: re.Match[str], scene: Scene) -> Read | None:
    first = int(match["year"]) if match["year"] else 1900 + DECADES[match["name"].lower()]
    return Read(span_of(date(first, 1, 1), date(first + 9, 12, 31)), "decade")


# --------------------------------------------------------------------------- seasons, feasts


def _season(match: re.Match[str], scene: Scene) -> Read | None:
    name, which, of = match["season"], (match["which"] or "").lower(), (match["of"] or "").lower()
    if of.isdigit():
        return Read(season(int(of), name), "season")
    if scene.dateline is None:
        return None
    if of:
        base = scene.previous.start if "that" in of and scene.previous else scene.dateline
        step = -1 if "last" in of else 1 if "next" in of or "coming" in of or "following" in of else 0
        return Read(season(base.year + step, name), "season of a year", base)
    begun, coming = season_before(scene.dateline, name), season_after(scene.dateline, name)
    if which in {"last", "past"}:
        return Read(season_before(scene.dateline, name, whole=True), "last season", scene.dateline)
    if which == "this":
        near = begun if begun.stop > scene.dateline or begun.start.year == scene.dateline.year else coming
        return Read(near, "this season", scene.dateline)
    if which in {"next", "coming"}:
        return Read(coming, "next season", scene.dateline)
    if begun.stop > scene.dateline and not scene.ahead(match):
        return Read(begun, "season", scene.dateline, (coming,), 0.8)
    return _chosen(scene, match, begun, coming, "season", begun)


def _feast(match: re.Match[str], scene: Scene) -> Read | None:
    if match["year"]:
        return Read(day(feast(match["feast"], int(match["year"]))), "feast")
    if scene.dateline is None:
        return None
    days = [feast(match["feast"], scene.dateline.year + step) for step in (-1, 0, 1)]
    behind, ahead = [x for x in days if x <= scene.dateline], [x for x in days if x > scene.dateline]
    which = (match["which"] or "").lower()
    if which:
        picked = behind[-1] if which == "last" else ahead[0]
        return Read(day(picked), "feast", scene.dateline)
    return _chosen(scene, match, day(behind[-1]), day(ahead[0]), "feast", day(nearest(scene.dateline, days)))


# --------------------------------------------------------------------------- weekdays


def _weekday_number(words: str) -> int:
    return WEEKDAYS[words.lower().rstrip(".")]


def _weekday(match: re.Match[str], scene: Scene) -> Read | None:
    """Read a bare weekday: the last one up to and including publication, or the next one if the verb is ahead."""
    if scene.dateline is None:
        return None
    number = _weekday_number(match["weekday"])
    behind, ahead = weekday_before(scene.dateline, number), weekday_after(scene.dateline, number)
    return _chosen(scene, match, day(behind), day(ahead), "weekday", day(behind))


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


# --------------------------------------------------------------------------- counted from the dateline


def _from_dateline(days_: int, rule: str) -> _Rule:
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
    return _chosen(scene, match, behind, ahead, "weekend", behind)


# --------------------------------------------------------------------------- counted from another expression


def _base(scene: Scene) -> When | None:
    """Return what "the same day" and "two days later" count from: the expression before, else the dateline."""
    return scene.previous or (day(scene.dateline) if scene.dateline else None)


def _moved(base: When, amount: float, unit: str, rule: str) -> Read | None:
    """Move an interval; what is known no finer than a month does not move by days."""
    plain = unit.lower().rstrip("s")
    if base.days > 1 and plain in {"day", "night", "week", "fortnight", "hour", "minute"}:
        return Read(base, rule, base.start, sure=0.7)
    if base.days > 31 and plain == "month":
        return Read(base, rule, base.start, sure=0.6)
    there = shifted(base.start, amount, unit)
    return Read(there, rule, base.start, sure=0.85) if there else None


def _later(match: re.Match[str], scene: Scene) -> Read | None:
    base, amount = _base(scene), count(match["count"])
    if base is None or not amount:
        return None
    back = match["way"].lower() in {"earlier", "before", "previously"}
    return _moved(base, -amount if back else amount, match["unit"], "earlier" if back else "later")


def _hours_later(match: re.Match[str], scene: Scene) -> Read | None:
    base = _day_base(scene)
    return Read(base, "same day", base.start, sure=0.85) if base else None


def _day_base(scene: Scene) -> When | None:
    """Return the day that "the same evening" and "hours later" hang on: never a month or a season."""
    near = scene.previous if scene.previous and (scene.close or not scene.news) else None
    if near and near.days <= 2:
        return near
    return scene.news or (day(scene.dateline) if scene.dateline else None)


def _after_event(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "two days after it struck": the time of what follows, counted back from the time of what precedes."""
    amount, more = count(match["count"]), match["more"]
    fine = match["unit"].lower().startswith(("day", "night", "week", "fortnight"))
    base = _day_base(scene) if fine and not (scene.close and scene.previous) else _base(scene)
    if base is None or not amount:
        return None
    back = match["way"].lower() in {"after", "since"}
    sign = -1 if back else 1
    if more and base.days <= 31:  # "eight years and eight months after"
        extra = count(match["more"]) or 0
        months = int(amount) * 12 + int(extra)
        return Read(month_from(base.start, sign * months), "after", base.start)
    return _moved(base, sign * amount, match["unit"], "after" if back else "before")


def _same(match: re.Match[str], scene: Scene) -> Read | None:
    unit = (match["unit"] or "day").lower()
    base = _base(scene) if unit in {"week", "month", "year"} else _day_base(scene)
    if base is None:
        return None
    if base.days == 2 and unit not in {"night", "day"}:
        base = day(base.last)
    if unit == "week":
        return Read(week_of(base.start), "same week", base.start, sure=0.85)
    if unit == "month":
        return Read(month(base.start.year, base.start.month), "same month", base.start)
    if unit == "year":
        return Read(year(base.start.year), "same year", base.start)
    return Read(base, "same day", base.start, sure=0.85)


def _next_to(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the day before", "the following week", "the previous evening", "the next day"."""
    base = _base(scene) if scene.close or not scene.news else scene.news
    if scene.previous and scene.previous.days > 7:
        base = scene.previous if scene.close else base
    if base is None:
        return None
    words = match[0].lower()
    back = "before" in words or "previous" in words or "earlier" in words or "preceding" in words
    unit = "week" if "week" in words else "month" if "month" in words else "year" if "year" in words else "day"
    step = -1 if back else 1
    rule = "before" if back else "following"
    if unit == "week":
        if base.days > 7:
            edges = (month_from(base.start, step).start, base.last) if back else (base.start, base.stop)
            last = edges[1] if back else month_from(base.last, 1).last
            return Read(span_of(edges[0], last), rule, base.start, sure=0.5)
        return Read(week_of(base.start, step), rule, base.start, sure=0.85)
    if unit == "month":
        return Read(month_from(base.start if back else base.last, step), rule, base.start, sure=0.85)
    if unit == "year":
        return Read(year(base.start.year + step), rule, base.start, sure=0.85)
    if base.days > 1:
        edge = base.start - timedelta(days=1) if back else base.stop
        return Read(day(edge) if base.days <= 7 else base, rule, base.start, sure=0.6)
    return Read(day(base.start + timedelta(days=step)), rule, base.start, sure=0.9)


def _duration(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "for nine days" as the run of days that ends at the expression before, or at publication."""
    amount = count(match["count"])
    unit = match["unit"].lower().rstrip("s")
    if scene.dateline is None or not amount or unit in {"hour", "minute"} or scene.ahead(match):
        return None
    last = scene.previous.start if scene.previous and scene.previous.days == 1 else scene.dateline
    there = shifted(last, -amount, unit)
    if there is None or there.start >= last:
        return None
    start = last - timedelta(weeks=int(amount)) if unit == "week" else there.start
    return Read(span_of(start, last), "duration", last, sure=0.4)


# --------------------------------------------------------------------------- the list

_SHIFT = rf"(?P<count>{COUNT})[\s-]+(?P<unit>{UNIT})\b"
_VAGUE = r"(?:a\s+few|few|several|some|an|a|many|half\s+an|\d{1,2}|two|three|four|five|six)?\s*(?:short\s+)?(?:hours?|minutes?|moments?)"
_OF_YEAR = rf"(?P<of>{YEAR}|(?:of\s+)?(?:last|this|next|that|the\s+same|the\s+previous|the\s+coming|the\s+following|the\s+next)\s+year)"
_PART_OF = r"(?:(?:the\s+)?(?P<part>(?:early|late|mid)(?:\s+in)?|(?:very\s+)?(?:end|start|beginning|middle)\s+of|(?:first|second|last|third)\s+(?:half|week|days|third)\s+of)[\s-]+(?:the\s+month\s+of\s+)?)"
_MAY_CUE = "|".join(
    rf"(?<=\b{cue} )" for cue in ("in", "of", "by", "since", "until", "from", "till", "before", "after", "and")
)
_SEASON_OF = rf"{YEAR}|(?:of\s+)?(?:last|this|next|that|the\s+coming|the\s+following|the\s+next)\s+year"
_YEAR_CUE = r"(?:in|of|since|by|until|till|during|from|before|after|through|throughout|around|early|late|mid|year|back in|spring|summer|autumn|winter)"

RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern, flags), rule)
    for pattern, rule, flags in (
        # calendar dates
        (rf"\b(?:the\s+)?(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR})", _full_date, re.I),
        (rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY}),?\s+(?P<year>{YEAR})", _full_date, re.I),
        (r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso_date, 0),
        (
            rf"\b(?P<first>{DAY})\s?(?:-|–|—|to|and|or)\s?(?P<last>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
            _day_range,
            re.I,
        ),
        (
            rf"\b(?P<month>{MONTH})\s+(?P<first>{DAY})\s?(?:-|–|—|to|and|or)\s?(?P<last>{DAY})(?:,?\s+(?P<year>{YEAR}))?",
            _day_range,
            re.I,
        ),
        (rf"\b(?P<month>{MONTH})\s+(?P<day>{DAY})", _day_of_year, re.I),
        (
            rf"\b(?:the\s+)?(?P<day>{DAY}|(?:twenty[- ])?{either(ORDINALS)})\s+(?:of\s+)?(?P<month>{MONTH})",
            _day_of_year,
            re.I,
        ),
        (rf"\b{_PART_OF}?(?P<month>{MONTH}),?\s+(?:of\s+)?{_OF_YEAR}", _month_of_year, re.I),
        (rf"\b(?:the\s+)?(?P<which>last|first)\s+weekend\s+(?:of|in)\s+(?P<month>{LONG_MONTH})(?:\s+(?P<year>{YEAR}))?", _last_weekend, re.I),
        (rf"\b{_PART_OF}(?P<month>{LONG_MONTH})(?:,?\s+(?P<year>{YEAR}))?", _part_of_month, re.I),
        (rf"\b(?P<which>last|past|this|next)\s+(?P<month>{LONG_MONTH})", _named_month, re.I),
        (rf"(?<![-\w’'])(?=[A-Z])(?!May\b)(?P<month>(?i:{LONG_MONTH}))(?![-\w])", _bare_month, 0),
        (rf"(?:{_MAY_CUE})(?P<month>May\b)", _bare_month, 0),
        (rf"\b(?P<first>{YEAR})\s?[-–/]\s?(?P<last>20\d\d|1\d\d\d|\d\d)\b(?![-/]\d)", _years, 0),
        (rf"\b(?:{_YEAR_CUE})[\s-]+(?:the\s+year\s+)?(?P<core>(?P<year>{YEAR}))(?!\s+(?:men|people|troops|soldiers|tonnes|tons|km|metres|euros|dollars|lari))", _whole_year, re.I),
        (rf"\b(?:the|and|to|a|our|its|their)\s+(?P<core>(?P<year>{YEAR}))(?=\s+(?:[A-Z]\w+\s+){{0,3}}(?:war|conflict|agreement|accord|treaty|deal|truce|ceasefire|revolution|election|crisis|coup|invasion|peace|statement|declaration|protocol|summit|memorandum|uprising|protests?|referendum|genocide|earthquake|clashes|fighting|hostilities|budget|season|armistice|pact))", _whole_year, 0),
        (rf"(?<=\()(?P<core>(?P<year>{YEAR}))(?=\))", _whole_year, 0),
        (rf"(?<=\band )(?P<year>{YEAR})(?=[.,;:)])", _whole_year, 0),
        (rf"\b(?:the\s+)?(?:early\s+|late\s+|mid-?)?(?:(?P<year>(?:1[5-9]|20)\d0)s|(?P<name>(?<=the ){either(DECADES)}))\b", _decade, re.I),
        # seasons and feasts
        (
            rf"\b(?:(?:in|since|by|until|till|from|during|before|after|over|through|and)\s+)?(?:early\s+|late\s+|mid-)?"
            rf"(?:the|(?P<which>last|past|this|next|coming))\s+(?P<season>{SEASON})(?!\s+of\s+(?!{_SEASON_OF}))"
            rf"(?:\s+(?:of\s+)?(?P<of>{_SEASON_OF}))?",
            _season,
            re.I,
        ),
        (
            rf"\b(?:in|since|by|until|till|from|during|before|after|over|through)\s+(?:early\s+|late\s+|mid-)?"
            rf"(?P<which>)(?P<season>{SEASON})(?!\s+of\s+(?!{_SEASON_OF}))(?:\s+(?:of\s+)?(?P<of>{_SEASON_OF}))?",
            _season,
            re.I,
        ),
        (rf"\b(?P<which>)(?P<season>{SEASON})\s+(?:of\s+)?(?P<of>{YEAR})", _season, re.I),
        (rf"\b(?:(?P<which>last|next)\s+)?(?P<feast>{FEAST})(?:\s+(?P<year>{YEAR}))?", _feast, re.I),
        # weekdays
        (rf"\b(?P<weekday>{WEEKDAY})(?:\s+{PART})?\s+(?:of\s+)?(?P<which>last|previous|this|next|the\s+coming|the\s+following)\s+week\b", _weekday_of_week, re.I),
        (rf"\b(?:the\s+)?(?P<which>last|past|previous|this|next|coming|upcoming)\s+(?P<weekday>{WEEKDAY})(?:\s+{PART})?", _named_weekday, re.I),
        (rf"\b(?=[A-Z])(?P<weekday>(?i:{WEEKDAY}))(?:\s+{PART})?", _weekday, 0),
        (rf"\b(?P<weekday>{WEEKDAY})\s+week\b", _weekday_week, re.I),
        # counted from the dateline
        (r"\bthe\s+day\s+before\s+yesterday\b", _from_dateline(-2, "day before yesterday"), re.I),
        (rf"\byesterday\b(?:[’']s)?(?:\s+{PART})?", _from_dateline(-1, "yesterday"), re.I),
        (r"\blast\s+(?:night|evening)\b", _from_dateline(-1, "last night"), re.I),
        (rf"\b(?:earlier\s+|later\s+)?today\b|\bthis\s+{PART}\b|\btonight\b|\b(?:earlier|later)\s+in\s+the\s+day\b", _from_dateline(0, "today"), re.I),
        (r"\bthe\s+day\s+after\s+tomorrow\b", _from_dateline(2, "day after tomorrow"), re.I),
        (rf"\btomorrow\b(?:\s+{PART})?", _from_dateline(1, "tomorrow"), re.I),
        (r"\bovernight\b", _overnight, re.I),
        (rf"\b{_SHIFT}\s+ago\b", _ago, re.I),
        (rf"\b{_VAGUE}\s+ago\b", _hours_ago, re.I),
        (rf"\b[Ii]n\s+{_SHIFT}(?![’']|\s+of\b)", _in_units, 0),
        (rf"\b[Ww]ithin\s+{_SHIFT}", _within, 0),
        (r"\b[Ww]ithin\s+(?:hours|minutes)\b", _hours_later, 0),
        (rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or)\s+the\s+(?:past|last)\s+(?:(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\b", _past_units, 0),
        (r"\b(?:(?:earlier|later|early|late)\s+)?(?:the\s+)?(?P<which>last|previous|this|next|coming|current)\s+(?P<unit>week|weekend|month|year|decade)\b(?![-\w’'])", _named_unit, re.I),
        (r"\b(?:at|over|during|on|for)\s+the\s+weekend\b", _at_weekend, re.I),
        # counted from another expression
        (rf"\b{_SHIFT}\s+(?P<way>later|earlier|before(?=[.,;)])|after\s+that|afterwards)", _later, re.I),
        (rf"\b{_VAGUE}\s+(?:later|earlier|afterwards|before(?=[.,;)])|after|before)\b", _hours_later, re.I),
        (rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})(?:\s+and\s+(?P<more>{COUNT})\s+months?)?\s+(?P<way>after|before)\s+(?!that\b)", _after_event, re.I),
        (r"\b(?:on\s+)?(?:the\s+(?:very\s+)?same|(?<=[Oo]n )that|(?<=[Ii]n )that|that\s+(?:very|same))\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b", _same, re.I),
        (r"\b(?P<unit>)[Ll]ater\s+(?:that|the\s+same)\s+(?:day|evening|night)\b|\b[Tt]hat\s+(?:day|night|evening|morning|afternoon)\b", _same, 0),
        (r"\bthe\s+(?:following|next|previous|preceding)\s+(?:day|night|evening|morning|afternoon|week|month|year)\b", _next_to, re.I),
        (r"\bthe\s+(?:day|night|evening|morning|afternoon|week|month|year)\s+(?:before|after|earlier)\b(?!\s+(?:yesterday|tomorrow))", _next_to, re.I),
        (rf"\b(?:[Ff]or|spent|after)\s+{_SHIFT}(?!\s+(?:later|earlier|after|before|ago))", _duration, 0),
    )
)  # fmt: skip
