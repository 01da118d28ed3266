"""Two intervals become a weight and a reason: how far the days of two tellings speak for one happening."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from detente.links.told import NEWS, RECENT, SOON, Told
from detente.types import Status, When

Weighed: TypeAlias = tuple[float, str]

WEEK = 0.1  # weight of undated news days apart, which may be of a series: never the same by words alone
VAGUE = 0.2  # weight up to which the days say little
SLACK = timedelta(days=1)  # time zones and "overnight" move a day by one
_NEWS = 4  # days for which news without a day is taken to be of a happening without further ado
_LONG = 31  # days of a stretch of time beyond which meeting says little
_AFTER = 0.3  # weight of news without a day for a happening on the day after: time zones are seldom the reason
_MISTAKEN = 3  # days by which a copy may give another day for the same sentence
_WORDED = 3  # words beyond which a sentence says enough to tell by


def weigh_days(left: Told, right: Told, copied: bool) -> Weighed | None:
    """Weigh the days of two tellings; None where they cannot meet, `copied` where one copies the other's sentence."""
    a, b = left.interval, right.interval
    if a is None or b is None:
        return 0.0, "one of them gives no time"
    if left.telling.when is None or right.telling.when is None:
        return _undated(left, right, copied)
    if a.start >= b.stop + SLACK or b.start >= a.stop + SLACK:
        gap = max(a.start, b.start) - min(a.last, b.last)
        if copied and gap.days <= _MISTAKEN:
            return 0.3, f"a copy gives another day ({a.start} and {b.start})"
        return None
    if max(a.days, b.days) > _LONG:
        which = "both give" if min(a.days, b.days) > _LONG else "one gives"
        return VAGUE, f"{which} only a long stretch of time"
    if a.start >= b.stop or b.start >= a.stop:
        worded = len(left.words) > _WORDED and len(right.words) > _WORDED
        return 0.4 if worded else 0.8, f"the days meet but for one ({a.start} and {b.start})"
    return (2.0 if max(a.days, b.days) <= 2 else 1.0), f"the days meet ({max(a.start, b.start)})"


def _undated(left: Told, right: Told, copied: bool) -> Weighed | None:
    """Weigh days where one or both are only known to be recent, or soon, when they were published."""
    dated = left if left.telling.when else right if right.telling.when else None
    if dated is None:
        return _neither(left, right, copied)
    other = right if dated is left else left
    when = dated.interval
    if when is None or other.published is None:
        return 0.0, "one of them gives no time"
    if when.days > _LONG:
        return VAGUE, "one gives only a long stretch of time"
    if other.telling.status is Status.PLANNED:
        return _planned(when, other)
    late = (other.published - when.last).days
    if late > RECENT or when.start > other.published + SLACK:
        return (0.3, "a copy that gives no day") if copied else None
    if when.start > other.published:
        return _AFTER, "the day is the one after the news, a time zone away at most"
    weight = 1.0 - 0.05 * max(late, 0) if late <= _NEWS else VAGUE
    return weight, f"the days meet (told {max(late, 0)} days later as news)"


def _neither(left: Told, right: Told, copied: bool) -> Weighed | None:
    if left.published is None or right.published is None:
        return 0.0, "neither gives a time"
    gap = abs((left.published - right.published).days)
    if gap > RECENT:
        return None
    if left.telling.status not in NEWS or right.telling.status not in NEWS:
        return (0.3 if copied else VAGUE), f"without a day, one as a plan, published within {gap} days of each other"
    weight = 1.0 if gap <= 1 else 0.3 if copied else WEEK
    return weight, f"both undated news, published within {gap} days of each other"


def _planned(when: When, plan: Told) -> Weighed | None:
    assert plan.published is not None  # asked before
    ahead = (when.start - plan.published).days
    if ahead < -SLACK.days or ahead > SOON:
        return None
    return VAGUE, f"planned without a day, {max(ahead, 0)} days before"
