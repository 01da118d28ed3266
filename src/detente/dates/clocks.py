"""The time of day beside a printed date becomes "17:24", "09:30:00" or, with a numeric zone, "17:24+03:00"."""

from __future__ import annotations

import re

_S = r"[^\S\r\n]"
_HALF = rf"(?:{_S}?(?P<half>[ap])\.?{_S}?m\b\.?)"
_ZONE = (
    rf"(?:{_S}?\(?(?:(?:UTC|GMT){_S}?)?(?P<zone>[+−-]\d\d?:?(?:\d\d)?)(?!\d)\)?|{_S}?(?P<utc>Z\b|\(?(?:UTC|GMT)\b\)?)"
    rf"|{_S}(?P<name>(?!AM\b|PM\b)[A-Z]{{2,4}}\b))"
)
_FACE = (
    rf"(?P<hour>[01]?\d|2[0-4])(?::|[.h](?!\d\d[./])|{_S}?(?:時|时|點|点|시){_S}?)(?P<minute>[0-5]\d)(?!\d)"
    rf"(?:[分분])?(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
)
# what may stand between a day and its clock: "5 марта 2025 года в 14:00", "2025. március 11. 17:24"
_PREPOSITIONS = (
    r"at|um|à|às|kl|klo|в|о|об|u|os|o|ob|alle|ore|ora|saat|saati|сағат|as|en|om|час|ժամը|ساعت|الساعة|lúc|pukul|jam"
    r"|godz|time|a"
)
_LINK = (
    rf"(?:\.?{_S}?(?:года|г\.|року|р\.|-ci il|d\.))?\.?(?:T|(?:{_S}|[,;|/·•–—\-@(:・])*"
    rf"(?:(?:a{_S}las|{_PREPOSITIONS})\b[.:]?{_S}*)?)"
)
_AFTER = re.compile(rf"{_LINK}(?:(?:오전|上午|午前)|(?P<late>오후|下午|午後))?{_S}?{_FACE}{_HALF}?{_ZONE}?", re.I)
_AFTER_MILITARY = re.compile(rf"{_S}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){_S}[A-Z]{{2,4}}\b")
_AFTER_HOUR = re.compile(rf"{_LINK}(?P<hour>1[0-2]|0?[1-9]){_HALF}", re.I)
_BEFORE = re.compile(
    rf"(?<![\d.:/-]){_FACE}{_HALF}?{_ZONE}?(?:{_S}?(?:Uhr|hrs|น\.))?(?:{_S}|[,;|/·•–—\-@])*(?:on{_S}|am{_S}|den{_S})?$",
    re.I,
)
_LOOK_BACK = 40


def clock_after(flat: str, at: int) -> tuple[str | None, int]:
    """Return the clock that follows position `at` on the line and where it ends, or None and `at`."""
    for pattern in (_AFTER, _AFTER_MILITARY, _AFTER_HOUR):
        found = pattern.match(flat, at)
        if found and found.end() > at:
            clock = _written(found)
            if clock is not None:
                return clock, found.end()
    return None, at


def clock_before(flat: str, at: int, floor: int) -> tuple[str | None, int]:
    """Return the clock that ends right before position `at`, and where it starts, or None and `at`."""
    first = max(floor, at - _LOOK_BACK, flat.rfind("\n", 0, at) + 1)
    found = _BEFORE.search(flat, first, at)
    clock = _written(found) if found else None
    return (clock, found.start()) if found and clock is not None else (None, at)


def _written(found: re.Match[str]) -> str | None:
    """Write a match as 24-hour time, with the zone where it is a number of hours."""
    parts = found.groupdict()
    hour, minute = int(parts["hour"]), parts.get("minute") or "00"
    if parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (parts["half"] in "pP")
    elif parts.get("late") and hour < 12:
        hour += 12
    if hour > 23:
        return None
    second = f":{parts['second']}" if parts.get("second") else ""
    return f"{hour:02d}:{minute}{second}{_zone(parts)}"


def _zone(parts: dict[str, str | None]) -> str:
    """Return "+03:00", "Z" or "" for what a match says about the zone."""
    if parts.get("utc"):
        return "Z"
    digits = (parts.get("zone") or "").replace("−", "-").replace(":", "")
    if len(digits) < 2:
        return ""
    hours, minutes = (digits[1:-2], digits[-2:]) if len(digits) > 3 else (digits[1:], "00")
    return f"{digits[0]}{int(hours):02d}:{minutes}" if int(hours) <= 14 and int(minutes) < 60 else ""
