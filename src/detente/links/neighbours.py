"""Tellings become the pairs worth judging: of one dyad, with days that may meet or words in common.

What a telling is compared with is bounded, so that a war's thousands cost no more each than the few of a visit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from detente.links.happenings import near_types
from detente.links.told import Told
from detente.types import Dyad, EventType

_REACH = 150  # tellings of overlapping days that each is compared with, the latest before it
_LOOSE = 30  # tellings that one without a day is compared with, by words in common
_CROWD = 200  # tellings under one word beyond which the word says nothing
_SLACK = 3  # days by which a copy may be wrong, and more than a time zone
_LONG = 31


def pairs(told: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield each pair worth judging once, in the order of publication within each dyad."""
    blocks: dict[Dyad, list[Told]] = defaultdict(list)
    for each in told:
        if each.dyad is not None:
            blocks[each.dyad.joined()].append(each)
    for block in blocks.values():
        block.sort(key=lambda t: (t.published or date.max, t.telling.id))
        yield from _within(block)


def _within(block: list[Told]) -> Iterator[tuple[Told, Told]]:
    spans = [_days(one) for one in block]
    loose = any(days is None for days in spans)  # only those without a day are found by their words
    by_day: dict[tuple[int, EventType], list[int]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    bare: list[int] = []  # those without words meet those without a day
    for place, (one, days) in enumerate(zip(block, spans, strict=True)):
        near: set[int] = set()
        if loose:
            votes = Counter(o for w in one.words for o in by_word[w] if len(by_word[w]) <= _CROWD)
            akin = [other for other, n in votes.most_common() if n >= 2] if one.words else bare[-_LOOSE:]
            if days is None:
                near.update(akin[:_LOOSE], bare[-_LOOSE:])
            else:
                near.update([other for other in akin if spans[other] is None][:_LOOSE])
        for kind in near_types(one.telling.type, one.telling.also) if days else ():
            for day in range(days.start - _SLACK, days.stop + _SLACK) if days else ():
                near.update(by_day.get((day, kind), ())[-_REACH:])
        for other in sorted(near)[-_REACH:]:
            yield block[other], one
        for day in days or ():
            for kind in {one.telling.type, *one.telling.also}:
                by_day[day, kind].append(place)
        if loose:
            for word in one.words:
                if len(by_word[word]) <= _CROWD:
                    by_word[word].append(place)
            if not one.words:
                bare.append(place)


def _days(one: Told) -> range | None:
    """Return the days that a telling may be of, as ordinals; None where they are not known or too many."""
    when = one.interval
    if when is None or when.days > _LONG:
        return None
    return range(when.start.toordinal(), when.stop.toordinal())
