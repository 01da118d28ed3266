"""Times that hang on the expression before them ("two days later", "the same evening") become intervals."""

from __future__ import annotations

import re
from datetime import timedelta

from detente.dates import day, month, span_of, year
from detente.dates.english import (
    COUNT,
    ORDINALS,
    SHIFT,
    UNIT,
    UNIT_WORDS,
    VAGUE,
    WHOLE,
    WHOLE_WORDS,
    count,
    either,
    ordinal,
)
from detente.dates.relative import month_from, shifted, week_of
from detente.dates.scene import Read, Row, Scene
from detente.types import When

_FINE = ("day", "night", "week", "fortnight")


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
    ahead = base is not None and scene.dateline is not None and base.start > scene.dateline
    if ahead and not scene.close and match["unit"].lower().startswith(_FINE):
        base = _day_base(scene)  # "if they stay in the summer, ... Two days earlier": of the news, not of the summer
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
    fine = match["unit"].lower().startswith(_FINE)
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


def _running(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "for the third day running" as the run of days that ends with the day said beside it, or before it."""
    number, unit = ordinal(match["which"]), match["unit"].lower()
    base = _day_base(scene)
    if base is None or number is None or number < 2:
        return None
    length = timedelta(weeks=number - 1) if unit == "week" else timedelta(days=number - 1)
    return Read(span_of(base.last - length, base.last), "duration", base.last, sure=0.6)


def _since_then(match: re.Match[str], scene: Scene) -> Read | None:
    if scene.dateline is None or scene.previous is None or scene.previous.start >= scene.dateline:
        return None
    return Read(span_of(scene.previous.start, scene.dateline), "since", scene.dateline, sure=0.6)


_WAYS = {"later", "earlier", "before", "after", "afterwards"}
_THAT = r"(?:the\s+(?:very\s+)?same|(?<=[Oo]n )that|(?<=[Ii]n )that|that\s+(?:very|same))"

HANGING: tuple[Row, ...] = tuple(
    (re.compile(pattern, flags), rule, frozenset(needed))
    for pattern, rule, flags, needed in (
        (r"\b[Ww]ithin\s+(?:hours|minutes)\b", _hours_later, 0, {"within"}),
        (
            rf"\b{SHIFT}\s+(?P<way>later|earlier|before(?=[.,;)])|after\s+that|afterwards)",
            _later,
            re.I,
            _WAYS,
        ),
        (
            rf"\b{VAGUE}\s+(?:later|earlier|afterwards|before(?=[.,;)])|after|before)\b",
            _hours_later,
            re.I,
            _WAYS,
        ),
        (
            rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})(?:\s+and\s+(?P<more>{COUNT})\s+months?)?"
            r"\s+(?P<way>after|before)\s+(?!that\b)",
            _after_event,
            re.I,
            UNIT_WORDS,
        ),
        (rf"\b(?:on\s+)?{_THAT}\s+(?P<unit>{WHOLE})\b", _same, re.I, WHOLE_WORDS),
        (
            r"\b(?P<unit>)[Ll]ater\s+(?:that|the\s+same)\s+(?:day|evening|night)\b"
            r"|\b[Tt]hat\s+(?:day|night|evening|morning|afternoon)\b",
            _same,
            0,
            {"day", "night", "evening", "morning", "afternoon"},
        ),
        (rf"\bthe\s+(?:following|next|previous|preceding)\s+{WHOLE}\b", _next_to, re.I, WHOLE_WORDS),
        (
            rf"\bthe\s+{WHOLE}\s+(?:before|after|earlier)\b(?!\s+(?:yesterday|tomorrow))",
            _next_to,
            re.I,
            WHOLE_WORDS,
        ),
        (
            rf"\b(?:for\s+)?the\s+(?P<which>{either(ORDINALS)})\s+(?:consecutive|straight|successive|running)\s+"
            rf"(?P<unit>day|night|week)\b",
            _running,
            re.I,
            {"consecutive", "straight", "successive", "running"},
        ),
        (
            rf"\bfor\s+the\s+(?P<which>{either(ORDINALS)})\s+(?P<unit>day|night|week)\s+(?:running|in\s+a\s+row)\b",
            _running,
            re.I,
            {"running", "row"},
        ),
        (r"\b(?:ever\s+)?since\s+then\b", _since_then, re.I, {"then"}),
        (rf"\b(?:for|spent|after)\s+{SHIFT}(?!\s+(?:later|earlier|after|before|ago))", _duration, re.I, UNIT_WORDS),
    )
)
