"""Pairs of tellings become links: a happening is known by its type, its parties, its days, its place and its words.

Each of them speaks for or against with a weight, in one order of reasons; days that cannot meet decide alone.
"""

from __future__ import annotations

from datetime import timedelta

from detente.links.told import RECENT, Told
from detente.types import EventType, Link, Status, Verdict

BY = "detente.links.happenings"
_WEEK = 0.1  # weight of undated news days apart, which may be of a series: never the same by words alone
SLACK = timedelta(days=1)  # time zones and "overnight" move a day by one
_SAME, _UNSURE = 1.2, 0.0
_NEWS = 4  # days for which news without a day is taken to be of a happening without further ado
_LONG = 31  # days of a stretch of time beyond which meeting says little
_MISTAKEN = 3  # days by which a copy may give another day for the same sentence
# Types that readers, and outlets, put for one another: a visit is talks, support or cooperation.
_FAMILIES = tuple(
    frozenset(EventType(name) for name in names.split())
    for names in (
        "AGREE CONSULT COOPERATE SUPPORT",
        "AID SUPPORT COOPERATE",
        "CONCEDE RETREAT AGREE",
        "ACCUSE REJECT PROTEST",
        "REQUEST CONSULT",
        "THREATEN COERCE MOBILIZE",
        "SANCTION COERCE REJECT",
        "ASSAULT COERCE MOBILIZE",
    )
)
_NEAR = {kind: frozenset({kind}).union(*(f for f in _FAMILIES if kind in f)) for kind in EventType}
_VAGUE = 1.8  # the sum that says the same where the days say little
Weighed = tuple[float, str]


def judge_happening(left: Told, right: Told, articles: Verdict | None = None) -> Link | None:
    """Judge whether two tellings are of one happening; None where nothing suggests that they are.

    They must be of one dyad, and of one type or near types. `articles` says whether the two articles are copies of
    one story, or reports that only look alike. Same, unsure or different by the sum of what speaks for and against;
    unsure wherever a time is missing or so long that meeting says little, unless the words say more.
    """
    if left.dyad is None or right.dyad is None or left.dyad.joined() != right.dyad.joined():
        return None
    kinds = _types(left, right)
    if kinds is None or (left.dyad != right.dyad and left.telling.type is right.telling.type):
        return None
    apart = _one_article(left, right)
    if apart:
        return _link(left, right, Verdict.DIFFERENT, 0.0, [kinds, (0.0, apart)])
    words = alike(left.words, right.words)
    copied = articles is Verdict.SAME and words >= 0.6
    times = _times(left, right, copied)
    if times is None:
        a, b = left.interval, right.interval
        days = f"the days do not meet ({a.start} and {b.start})" if a and b else ""
        return _link(left, right, Verdict.DIFFERENT, 0.0, [kinds, (0.0, days)])
    found = [kinds, *_places(left, right), *_words(left, right, words), *_articles(articles, copied), times]
    score = sum(weight for weight, _ in found)
    vague = times[0] <= 0.2 and not copied
    if score >= (_VAGUE if vague else _SAME) and times[0] != _WEEK:
        verdict = Verdict.SAME
    else:
        verdict = Verdict.UNSURE if score >= (-1.0 if vague else _UNSURE) else Verdict.DIFFERENT
    return _link(left, right, verdict, score, found)


def _link(left: Told, right: Told, verdict: Verdict, score: float, found: list[Weighed]) -> Link:
    return Link(
        left=left.telling.id,
        right=right.telling.id,
        verdict=verdict,
        reasons=tuple(why for _, why in found if why),
        by=BY,
        kind="happening",
        score=round(score, 4),
    )


def near_types(kind: EventType, also: tuple[EventType, ...] = ()) -> frozenset[EventType]:
    """Return the types that may be told of the same happening as this one."""
    return _NEAR[kind].union(also)


def _types(left: Told, right: Told) -> Weighed | None:
    a, b = left.telling, right.telling
    pair = f"{a.source_state} and {a.target_state}"
    if a.type is b.type:
        same_mode = 0.0 if a.mode is None or b.mode is None else 0.2 if a.mode == b.mode else -0.4
        return 0.5 + same_mode, f"both {a.type.value}, {pair}"
    either = f"{a.type.value} and {b.type.value}, {pair}"
    if b.type in a.also or a.type in b.also:
        return 0.2, f"{either}: one may be read as the other"
    if b.type in _NEAR[a.type]:
        return -0.6, f"{either}: near types"
    return None


def _one_article(left: Told, right: Told) -> str | None:
    """Return why one article itself holds the two apart; None where it does not, or they are of two articles."""
    if left.article != right.article:
        return None
    a, b = left.telling, right.telling
    if a.when and b.when and a.when.when != b.when.when and a.when.when.days == b.when.when.days == 1:
        return "one article tells them as two, with different words for the act"
    if a.type is not b.type and b.type not in a.also and a.type not in b.also:
        return "one article tells them as two kinds of act"
    ahead = {Status.PLANNED, Status.HYPOTHETICAL}
    same_days = a.when is not None and b.when is not None and a.when.when == b.when.when
    if (a.status in ahead) != (b.status in ahead) and not same_days:
        return "one article tells one as done and one as to come"
    return None


def _times(left: Told, right: Told, copied: bool) -> Weighed | None:
    """Weigh the days; None where they cannot meet."""
    a, b = left.interval, right.interval
    if a is None or b is None:
        return 0.0, "one of them gives no time"
    told = left.telling.when is not None, right.telling.when is not None
    if not all(told):
        return _undated(left, right, copied)
    if a.start >= b.stop + SLACK or b.start >= a.stop + SLACK:
        gap = max(a.start, b.start) - min(a.last, b.last)
        if copied and gap.days <= _MISTAKEN:
            return 0.3, f"a copy gives another day ({a.start} and {b.start})"
        return None
    if max(a.days, b.days) > _LONG:
        which = "both give" if min(a.days, b.days) > _LONG else "one gives"
        return 0.2, f"{which} only a long stretch of time"
    meet = f"the days meet ({max(a.start, b.start)})"
    if a.start >= b.stop or b.start >= a.stop:
        worded = len(left.words) > 3 and len(right.words) > 3
        return 0.4 if worded else 0.8, f"the days meet but for one ({a.start} and {b.start})"
    return (2.0 if max(a.days, b.days) <= 2 else 1.0), meet


def _undated(left: Told, right: Told, copied: bool) -> Weighed | None:
    """Weigh days where one or both are only known to be recent when they were published."""
    dated = left if left.telling.when else right if right.telling.when else None
    if dated is None:
        if left.published is None or right.published is None:
            return 0.0, "neither gives a time"
        gap = abs((left.published - right.published).days)
        if gap > RECENT:
            return None
        weight = 1.0 if gap <= 1 else 0.3 if copied else _WEEK
        return weight, f"both undated news, published within {gap} days of each other"
    news = right if dated is left else left
    when = dated.interval
    if when is None or news.published is None:
        return 0.0, "one of them gives no time"
    if when.days > _LONG:
        return 0.2, "one gives only a long stretch of time"
    late = (news.published - when.last).days
    if late > RECENT or when.start > news.published + SLACK:
        return (0.3, "a copy that gives no day") if copied else None
    weight = 1.0 - 0.05 * max(late, 0) if late <= _NEWS else 0.2
    return weight, f"the days meet (told {max(late, 0)} days later as news)"


def _places(left: Told, right: Told) -> list[Weighed]:
    found: list[Weighed] = []
    if left.places and right.places:
        shared = left.places & right.places
        found.append((0.8, f"one place: {min(shared)}") if shared else (-1.0, "other places"))
    if left.persons and right.persons:
        people = left.persons & right.persons
        found.append((0.6, f"one person: {min(people)}") if people else (-1.4, "other persons"))
    if sum(weight for weight, _ in found) < -2:
        found.append((-1.5, "both, so that like words say little"))
    return found


def _words(left: Told, right: Told, words: float) -> list[Weighed]:
    found: list[Weighed] = []
    if len(left.words) > 3 and len(right.words) > 3:
        weight = -0.4 if words < 0.1 else min(max(3 * (words - 0.2), 0.0), 1.8)
        found.append((weight, f"{words:.0%} of the words agree"))
    if left.trigger and left.trigger == right.trigger:
        found.append((0.2, ""))
    here, there = dict(left.counts), dict(right.counts)
    same = [noun for noun in here if here[noun] == there.get(noun)]
    other = [noun for noun in here if noun in there and here[noun] != there[noun]]
    if same:
        found.append((0.4, f"one number ({here[min(same)]})"))
    elif other:
        found.append((-0.3, f"other numbers ({here[min(other)]} and {there[min(other)]})"))
    if (left.telling.status is Status.HYPOTHETICAL) != (right.telling.status is Status.HYPOTHETICAL):
        found.append((-0.7, "only one of them is hypothetical"))
    return found


def _articles(articles: Verdict | None, copied: bool) -> list[Weighed]:
    if articles is Verdict.SAME:
        return [(2.0, "a copy of one story tells it in the same words")] if copied else [(0.6, "one story")]
    if articles is Verdict.DIFFERENT:
        return [(-1.2, "the articles look alike but carry other names, days or numbers")]
    return []


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of words that agree (Dice), 0..1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
