"""Happenings and coverage become a series: one point a period, and a gap wherever no page was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.relations.scale import Scale
from detente.types import Dyad, Happening, Point, Series, Status, When

Step = Literal["day", "week", "month", "quarter", "year"]
STEPS: tuple[Step, ...] = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One page that concerns the dyad: when it was published, by whom, and who speaks on it."""

    published: date
    outlet: str | None
    speakers: tuple[str, ...] = ()


def make_series(
    dyad: Dyad,
    happenings: Iterable[Happening],
    coverage: Sequence[Coverage],
    scale: Scale,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = frozenset({Status.ACTUAL}),
    directed: bool = False,
) -> Series:
    """Return one point for each period from the first page to the last.

    A happening counts once, in the period of its own first day (else the first day of publication), and only
    with one of `statuses`. Points are sums on `scale`; periods without a page are gaps, also where an event
    recalled by a later page falls into them: its count is then shown, its coverage stays zero.
    """
    pages: dict[When, list[Coverage]] = defaultdict(list)
    for each in coverage:
        pages[period(each.published, step)].append(each)
    counted: dict[When, list[Happening]] = defaultdict(list)
    for one in happenings:
        day = one.when.start if one.when else one.noted
        if day is None or one.status not in statuses:
            continue
        if one.dyad == dyad or (not directed and one.dyad.joined() == dyad.joined()):
            counted[period(day, step)].append(one)
    if not pages and not counted:
        return Series(dyad=dyad, scale=scale.name, points=())
    first = min([*pages, *counted], key=lambda w: w.start)
    last = max([*pages, *counted], key=lambda w: w.start)
    points = []
    at = first
    while at.start <= last.start:
        points.append(_point(at, pages[at], counted[at], scale))
        at = period(at.stop, step)
    return Series(dyad=dyad, scale=scale.name, points=tuple(points))


def _point(when: When, pages: list[Coverage], happenings: list[Happening], scale: Scale) -> Point:
    weights = [scale.of(h.type, h.mode) for h in happenings]
    return Point(
        when=when,
        pages=len(pages),
        tellings=sum(len(h.tellings) for h in happenings),
        events=len(happenings),
        cooperation=sum(w for w in weights if w > 0),
        conflict=sum(w for w in weights if w < 0),
        outlets=len({p.outlet for p in pages if p.outlet}),
        speakers=len({s for p in pages for s in p.speakers}),
    )


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
