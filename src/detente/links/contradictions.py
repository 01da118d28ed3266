"""Tellings of one happening become its contradictions: other days, other numbers, done and denied, who began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.dates import iso
from detente.links.happenings import alike
from detente.links.told import Told
from detente.links.words import stem
from detente.types import Contradiction, EventType, Happening, Status, When

_BLOWS = {EventType.ASSAULT, EventType.COERCE, EventType.THREATEN}
_AHEAD = {Status.PLANNED, Status.HYPOTHETICAL}
_AKIN = 0.25  # share of words by which two tellings of blows are of one exchange


def contradictions(group: Sequence[Told]) -> tuple[Contradiction, ...]:
    """Return where the tellings of one happening do not agree: day, number of what, whether it happened."""
    if len(group) < 2:
        return ()
    days: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    nouns: dict[str, str] = {}  # as first written, by its stem
    told: dict[str, list[str]] = defaultdict(list)
    for each in group:
        key = each.telling.id
        when = each.telling.when
        if when is not None and when.when.days == 1:
            days[iso(when.when)].append(key)
        for noun, number in sorted(each.counts):
            counts[nouns.setdefault(stem(noun), noun)][number].append(key)
        if each.telling.status in (Status.ACTUAL, Status.RECALLED):
            told["it happened"].append(key)
        elif each.telling.status is Status.DENIED:
            told["it did not"].append(key)
    numbers = [_between(f"number of {noun}", sides) for noun, sides in sorted(counts.items())]
    whether = _between("whether it happened", told)
    return tuple(c for c in (_between("day", days), *numbers, whether) if c is not None)


def _between(field: str, sides: Mapping[str, list[str]]) -> Contradiction | None:
    """Return the contradiction between sides told by different tellings; None where there are not two."""
    if len(sides) < 2 or len({key for keys in sides.values() for key in keys}) < 2:
        return None
    ordered = sorted(sides.items(), key=lambda side: (-len(side[1]), side[0]))
    return Contradiction(field=field, sides=tuple((value, tuple(keys)) for value, keys in ordered))


def is_blow(one: Happening) -> bool:
    """Tell whether a happening is a blow on a known day, which the other side may hold to be an answer to its own."""
    return one.type in _BLOWS and one.when is not None and one.when.days <= 2


def who_began(happenings: Iterable[Happening], told: Mapping[str, Told]) -> tuple[Happening, ...]:
    """Return the happenings, those in which each side tells of the other's blow on one day marked on both."""
    made = list(happenings)
    blows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(made):
        if is_blow(one) and one.when is not None:
            pair = one.dyad.joined()
            blows[one.type.value, pair.source, pair.target, one.when.start.isoformat()].append(place)
    for places in blows.values():
        for n, here in enumerate(places):
            for there in places[n + 1 :]:
                _mark(made, here, there, told)
    return tuple(made)


def _mark(made: list[Happening], here: int, there: int, told: Mapping[str, Told]) -> None:
    one, other = made[here], made[there]
    if one.dyad == other.dyad or not _one_exchange(one, other, told):
        return
    sides = tuple((f"{h.dyad.source} against {h.dyad.target}", _held(h, told)) for h in (one, other))
    if not all(keys for _, keys in sides):
        return  # a blow that is only denied is nobody's first
    mark = Contradiction(field="who began", sides=sides)
    made[here] = replace(one, contradictions=(*one.contradictions, mark))
    made[there] = replace(other, contradictions=(*other.contradictions, mark))


def _held(one: Happening, told: Mapping[str, Told]) -> tuple[str, ...]:
    return tuple(key for key in one.tellings if told[key].telling.status is not Status.DENIED)


def _one_exchange(one: Happening, other: Happening, told: Mapping[str, Told]) -> bool:
    pairs = [(told[a], told[b]) for a in one.tellings[:8] for b in other.tellings[:8]]
    return any(a.article == b.article or a.places & b.places or alike(a.words, b.words) >= _AKIN for a, b in pairs)


def best_day(group: Sequence[Told]) -> When | None:
    """Return the narrowest interval that a telling gives; among equals that of most articles, then the first.

    Tellings of what is done are asked before those of what is planned or supposed, since plans are put off.
    """
    told = [(t.telling.when.when, t.article, t.telling.status) for t in group if t.telling.when is not None]
    if len(told) < 2:
        return told[0][0] if told else None
    done = [(when, article) for when, article, status in told if status not in _AHEAD]
    whens = done or [(when, article) for when, article, _ in told]
    narrow = min(when.days for when, _ in whens)
    votes: dict[When, set[str]] = defaultdict(set)
    for when, article in whens:
        if when.days == narrow:
            votes[when].add(article)
    return min(votes, key=lambda w: (-len(votes[w]), w.start))
