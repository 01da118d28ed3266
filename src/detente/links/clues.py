"""Tellings and statements become clues: numbers that those share which may be one, by which neighbours are found.

A finding is posted under some clues and asks for those who were posted under others; whether two meet never depends
on who came first. The same clues serve in memory and in a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import mul
from zlib import crc32

from detente.links.families import families_of
from detente.links.quotations import Said
from detente.links.told import Told
from detente.links.words import codes_of, stem

REACH = 48  # findings under one clue that each new one meets, the latest before it
MOST = 96  # neighbours of one finding that are judged: those that share most clues, the latest first
_CELL = 4  # days under one clue: enough for a time zone, few enough that most tellings lie in one
_SLACK = 3  # days by which a copy may be wrong, and more than a time zone
_LONG = 31  # days beyond which a stretch of time finds nobody; then words do
_LONGEST = 4  # words that find tellings without a day: length stands for rarity, and needs no counting
_RUN = 4  # words that two statements do not share by chance, given the neighbours are then aligned
_WINDOW = 4  # runs of which one is kept (winnowing, Schleimer et al. 2003): 7 words in common are always found
_SAYING = 6  # long words of a statement that find its translations
_MASK = (1 << 62) - 1
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


@dataclass(frozen=True, slots=True)
class Clues:
    """The numbers, 62 bits each, under which a finding is posted, and those under which it looks for others."""

    posts: tuple[int, ...]
    asks: tuple[int, ...]


@lru_cache(maxsize=1 << 16)
def _code(words: str) -> int:
    return crc32(words.encode())


@lru_cache(maxsize=1 << 12)
def _half(side: str) -> int:
    return _code(f"{side} ?") * _MIX[0]


@lru_cache(maxsize=1 << 14)
def _pair(source: str, target: str) -> int:
    return _code(f"{source} {target}" if source <= target else f"{target} {source}")


def _mixed(base: int, added: Iterable[int]) -> list[int]:
    return [((made := base + each) ^ (made >> 31)) & _MASK for each in added]


def clues_of_telling(told: Told) -> Clues:
    """Return the clues of a telling: its states with its days and types, or with its longest words.

    One with a side unknown meets all that name the other side on those days; one that names no state meets nobody.
    """
    days = _days(told)
    source, target = told.telling.source_state, told.telling.target_state
    sides = sorted({s for s in (source, target) if s is not None})
    if not sides:
        return Clues((), ())
    pair = _pair(source, target) if source is not None and target is not None else None
    halves = [_half(side) for side in sides]
    wholes = [half + 1 for half in halves]
    posts: list[int] = []
    asks: list[int] = []
    if days is not None:
        here, there = _cells(days, 0), _cells(days, _SLACK)
        if pair is not None:
            kinds = [*families_of(told.telling), *([_code(told.trigger)] if told.trigger else [])]
            first = pair * _MIX[0]
            bases = [first + kind * _MIX[2] for kind in kinds]
            posts = [(base + cell) & _MASK for base in bases for cell in here]
            asks = [(base + cell) & _MASK for base in bases for cell in there]
        # halves are asked for by all, the whole by halves only
        whole = pair is not None
        posts += [(half + cell) & _MASK for half in (wholes if whole else halves) for cell in here]
        wanted = halves if whole else [*halves, *wholes]
        asks += [(half + cell) & _MASK for half in wanted for cell in there]
    if pair is not None:
        longest = [_code(word) * _MIX[1] for word in _longest(told.words, _LONGEST)]
        words = _mixed(pair * _MIX[0] + 3 * _MIX[2], longest or [0])
        loose = [word ^ 1 for word in words]  # those without a day: asked for by all, and asking for all
        posts += loose if days is None else words
        asks += [*words, *loose] if days is None else loose
    return Clues(tuple(dict.fromkeys(posts)), tuple(dict.fromkeys(asks)))


def _cells(days: range, slack: int) -> list[int]:
    """Return what each cell of days, so many more on either side, adds to a clue."""
    step = _MIX[1]
    return [cell * step for cell in range((days.start - slack) // _CELL, (days.stop - 1 + slack) // _CELL + 1)]


def _days(told: Told) -> range | None:
    """Return the days that a telling may be of, as ordinals; None where they are not known or too many."""
    when = told.interval
    if when is None or when.days > _LONG:
        return None
    return range(when.start.toordinal(), when.stop.toordinal())


def _longest(words: Iterable[str], count: int) -> list[str]:
    return sorted(sorted(words), key=len, reverse=True)[:count]  # reversed, equal lengths keep their order


def clues_of_statement(said: Said) -> Clues:
    """Return the clues of a statement: runs of its words, and its longest words with its speaker and week."""
    runs = _winnowed(said.words)
    if said.published is None or said.speaker is None:
        return Clues(runs, runs)
    first, second, third = _MIX
    week = (_code(said.speaker) + 5) * first + said.published.toordinal() // 7 * second
    longest = [_code(stem(w)) * third for w in _longest({w for w in said.words if len(w) > 4}, _SAYING)]
    posts = tuple(dict.fromkeys((*runs, *_mixed(week, longest))))
    near = (*_mixed(week - second, longest), *_mixed(week + second, longest))
    return Clues(posts, tuple(dict.fromkeys((*posts, *near))))


def _winnowed(words: Sequence[str]) -> tuple[int, ...]:
    """Return the least code in each window of runs; a statement shorter than a run is one run."""
    codes = codes_of(words)
    if len(codes) < _RUN:
        return tuple(_mixed(0, [sum(map(mul, codes, _MIX))])) if codes else ()
    first, second, third = _MIX
    runs = [
        ((made := a * first + b * second + c * third + d) ^ (made >> 29)) & _MASK
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    ]
    if len(runs) <= _WINDOW:
        return (min(runs),)
    return tuple(dict.fromkeys(map(min, *(runs[at:] for at in range(_WINDOW)))))


def meetings(clues: Iterable[Clues]) -> Iterable[tuple[list[int], int]]:
    """Yield, for each in turn, the places of those before it that are its neighbours, in order, and its own place."""
    index: dict[int, tuple[int, ...] | list[int]] = {}  # most clues are posted once: a tuple, and a list from then on
    for place, one in enumerate(clues):
        found = [bucket[-REACH:] for bucket in map(index.get, one.asks) if bucket]
        yield chosen(found) if found else [], place
        alone = (place,)
        for key in one.posts:
            bucket = index.setdefault(key, alone)
            if isinstance(bucket, list):
                bucket.append(place)
            elif bucket is not alone:
                index[key] = [*bucket, place]


def chosen(found: Sequence[Sequence[int]]) -> list[int]:
    """Return the neighbours that are judged, in order: all, or the MOST that share most clues."""
    near = set(chain.from_iterable(found))
    if len(near) <= MOST:
        return sorted(near)
    shared: dict[int, int] = {}
    for bucket in found:
        for place in bucket:
            shared[place] = shared.get(place, 0) + 1
    return sorted(sorted(near, key=lambda place: (-shared[place], -place))[:MOST])
