"""Tellings and statements become clues: numbers that those share which may be one, by which neighbours are found.

A finding is posted under some clues and asks for those who were posted under others; whether two meet never depends
on who came first. The same clues serve in memory and in a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

from detente.links.families import families_of
from detente.links.quotations import Said
from detente.links.told import Told
from detente.links.words import codes_of, stem
from detente.types import Dyad

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
def _pair(dyad: Dyad) -> int:
    pair = dyad.joined()
    return _code(f"{pair.source} {pair.target}")


def _mixed(first: int, second: int, third: int = 0) -> int:
    made = first * _MIX[0] + second * _MIX[1] + third * _MIX[2]
    return (made ^ (made >> 31)) & _MASK


def clues_of_telling(told: Told) -> Clues:
    """Return the clues of a telling: its states with its days and types, or with its longest words.

    One with a side unknown meets all that name the other side on those days; one that names no state meets nobody.
    """
    days = _days(told)
    whole = told.dyad
    sides = sorted({s for s in (told.telling.source_state, told.telling.target_state) if s is not None})
    if not sides:
        return Clues((), ())
    pair = _pair(whole) if whole else None
    halves = [_half(side) for side in sides]
    wholes = [half + 1 for half in halves]
    posts: list[int] = []
    asks: list[int] = []
    if days is not None:
        here, there = _cells(days, 0), _cells(days, _SLACK)
        if pair is not None:
            kinds = [*families_of(told.telling), *([_code(told.trigger)] if told.trigger else [])]
            bases = [pair * _MIX[0] + kind * _MIX[2] for kind in kinds]
            posts = [(base + cell * _MIX[1]) & _MASK for base in bases for cell in here]
            asks = [(base + cell * _MIX[1]) & _MASK for base in bases for cell in there]
        # halves are asked for by all, the whole by halves only
        posts += [(half + cell * _MIX[1]) & _MASK for half in (wholes if whole else halves) for cell in here]
        wanted = halves if whole else [*halves, *wholes]
        asks += [(half + cell * _MIX[1]) & _MASK for half in wanted for cell in there]
    if pair is not None:
        words = [_mixed(pair, _code(word), 3) for word in _longest(told.words, _LONGEST)] or [_mixed(pair, 0, 3)]
        loose = [word ^ 1 for word in words]  # those without a day: asked for by all, and asking for all
        posts += loose if days is None else words
        asks += [*words, *loose] if days is None else loose
    return Clues(tuple(dict.fromkeys(posts)), tuple(dict.fromkeys(asks)))


def _cells(days: range, slack: int) -> range:
    return range((days.start - slack) // _CELL, (days.stop - 1 + slack) // _CELL + 1)


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
    speaker, week = _code(said.speaker), said.published.toordinal() // 7
    longest = [_code(stem(w)) for w in _longest({w for w in said.words if len(w) > 4}, _SAYING)]
    own = [_mixed(speaker + 5, week, word) for word in longest]
    near = [_mixed(speaker + 5, week + step, word) for step in (-1, 1) for word in longest]
    posts = tuple(dict.fromkeys((*runs, *own)))
    return Clues(posts, tuple(dict.fromkeys((*posts, *near))))


def _winnowed(words: Sequence[str]) -> tuple[int, ...]:
    """Return the least code in each window of runs; a statement shorter than a run is one run."""
    codes = codes_of(words)
    if len(codes) < _RUN:
        return (_mixed(*[*codes, 0, 0, 0][:3]),) if codes else ()
    first, second, third = _MIX
    sums = [
        a * first + b * second + c * third + d
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    ]
    runs = [(each ^ (each >> 29)) & _MASK for each in sums]
    if len(runs) <= _WINDOW:
        return (min(runs),)
    return tuple(dict.fromkeys(map(min, *(runs[at:] for at in range(_WINDOW)))))


def meetings(clues: Iterable[Clues]) -> Iterable[tuple[list[int], int]]:
    """Yield, for each in turn, the places of those before it that are its neighbours, in order, and its own place."""
    index: defaultdict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(clues):
        found = [bucket[-REACH:] for key in one.asks if (bucket := index.get(key))]
        yield chosen(found), place
        for key in one.posts:
            index[key].append(place)


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
