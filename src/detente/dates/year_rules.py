"""Years, parts of years, decades, seasons and feasts become intervals: one pattern, one small function each."""

from __future__ import annotations

import re
from datetime import date

from detente.dates import day, month, span_of, year
from detente.dates.english import (
    DECADE_WORDS,
    DECADES,
    FEAST,
    FEAST_WORDS,
    FOUR_DIGITS,
    ORDINALS,
    SEASON,
    SEASON_WORDS,
    YEAR,
    either,
    feast,
)
from detente.dates.relative import month_from, nearest, season, season_after, season_before
from detente.dates.scene import Read, Row, Scene, chosen
from detente.types import When


def _whole_year(match: re.Match[str], scene: Scene) -> Read | None:
    return Read(year(int(match["year"])), "absolute")


def _part_of_year(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "the first half of 2024" and "the third quarter of last year"."""
    words = match["of"].lower()
    if words.isdigit():
        y = int(words)
    elif scene.dateline is None:
        return None
    else:
        y = scene.dateline.year + {"last": -1, "this": 0}.get(words.split()[0], 1)
    length = 6 if match["kind"].lower() == "half" else 3
    number = ORDINALS.get(match["which"].lower(), 12 // length)
    if number * length > 12:
        return None
    first = month(y, (number - 1) * length + 1).start
    return Read(When(first, month_from(first, length).start), "part of a year")


def _years(match: re.Match[str], scene: Scene) -> Read | None:
    """Read "2008-2010" and "2014–16"."""
    first = int(match["first"])
    last = int(match["last"]) if len(match["last"]) == 4 else first - first % 100 + int(match["last"])
    return Read(span_of(date(first, 1, 1), date(last, 12, 31)), "range") if first < last < first + 100 else None


def _decade(match: re.Match[str], scene: Scene) -> Read | None:
    first = int(match["year"]) if match["year"] else 1900 + DECADES[match["name"].lower()]
    return Read(span_of(date(first, 1, 1), date(first + 9, 12, 31)), "decade")


# --- seasons and feasts


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
    return chosen(scene, match, begun, coming, "season", begun)


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
    return chosen(scene, match, day(behind[-1]), day(ahead[0]), "feast", day(nearest(scene.dateline, days)))


_SEASON_OF = rf"{YEAR}|(?:of\s+)?(?:last|this|next|that|the\s+(?:coming|following|next))\s+year"
_SEASON_TAIL = rf"(?!\s+of\s+(?!{_SEASON_OF}))(?:\s+(?:of\s+)?(?P<of>{_SEASON_OF}))?"
_IN = r"(?:in|since|by|until|till|from|during|before|after|over|through)"
_YEAR_CUE = (
    r"(?:in|of|since|by|until|till|to|during|from|before|after|through|throughout|around|early|late|mid|year|back in|"
    r"spring|summer|autumn|winter)"
)
_THINGS = r"(?:men|people|troops|soldiers|tonnes|tons|km|metres|euros|dollars|lari)"  # 2000 of them are no year
_HAPPENINGS = (
    r"(?:war|conflict|agreement|accord|treaty|deal|truce|ceasefire|revolution|election|crisis|coup|invasion|peace|"
    r"statement|declaration|protocol|summit|memorandum|uprising|protests?|referendum|genocide|earthquake|clashes|"
    r"fighting|hostilities|budget|season|armistice|pact)"
)

YEARS: tuple[Row, ...] = tuple(
    (re.compile(pattern, flags), rule, frozenset(needed))
    for pattern, rule, flags, needed in (
        (
            r"\b(?:the\s+)?(?P<which>first|second|third|fourth|last)\s+(?P<kind>half|quarter)\s+of\s+"
            rf"(?P<of>{YEAR}|(?:last|this|next)\s+year\b)",
            _part_of_year,
            re.I,
            {"half", "quarter"},
        ),
        (rf"\b(?P<first>{YEAR})\s?[-–/]\s?(?P<last>20\d\d|1\d\d\d|\d\d)\b(?![-/]\d)", _years, 0, {FOUR_DIGITS}),
        (
            rf"\b{_YEAR_CUE}[\s-]+(?:the\s+year\s+)?(?P<core>(?P<year>{YEAR}))(?!\s?[-–/]\s?\d\d|\s+{_THINGS})",
            _whole_year,
            re.I,
            {FOUR_DIGITS},
        ),
        (
            rf"\b(?:the|and|to|a|our|its|their)\s+(?P<core>(?P<year>{YEAR}))(?=\s+(?:[A-Z]\w+\s+){{0,3}}{_HAPPENINGS})",
            _whole_year,
            0,
            {FOUR_DIGITS},
        ),
        (rf"(?<=\()(?P<year>{YEAR})(?=\))", _whole_year, 0, {FOUR_DIGITS}),
        (rf"(?<=\band )(?P<year>{YEAR})(?=[.,;:)])", _whole_year, 0, {FOUR_DIGITS}),
        (
            r"\b(?:the\s+)?(?:early\s+|late\s+|mid-?)?"
            rf"(?:(?P<year>(?:1[5-9]|20)\d0)s|(?P<name>(?<=the ){either(DECADES)}))\b",
            _decade,
            re.I,
            DECADE_WORDS,
        ),
        (
            rf"\b(?:(?:{_IN}|and)\s+)?(?:early\s+|late\s+|mid-)?"
            rf"(?:the|(?P<which>last|past|this|next|coming))\s+(?P<season>{SEASON}){_SEASON_TAIL}",
            _season,
            re.I,
            SEASON_WORDS,
        ),
        (
            rf"\b{_IN}\s+(?:early\s+|late\s+|mid-)?(?P<which>)(?P<season>{SEASON}){_SEASON_TAIL}",
            _season,
            re.I,
            SEASON_WORDS,
        ),
        (rf"\b(?P<which>)(?P<season>{SEASON})\s+(?:of\s+)?(?P<of>{YEAR})", _season, re.I, SEASON_WORDS),
        (rf"\b(?:(?P<which>last|next)\s+)?(?P<feast>{FEAST})(?:\s+(?P<year>{YEAR}))?", _feast, re.I, FEAST_WORDS),
    )
)
