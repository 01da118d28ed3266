"""Words become keys for comparison: folded, cut to their stems, names to what all their spellings share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.dates.words import month_numbers, weekday_numbers
from detente.text import fold

_WORD = re.compile(r"(\w+(?:['’](?!s\b)\w+)?)(?:['’]s\b)?")
_END = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+")
_BREAK = "\ufdd0"  # no character, and so in no text: stands between sentences while words are looked for
_WORD_OR_BREAK = re.compile(f"{_WORD.pattern}|{_BREAK}")
SMALL, CAPITAL, NUMBER, OTHER = range(4)  # how a word begins
_NONE = frozenset([""])
_STEM = 6  # letters: enough to tell words apart, short enough to forget most endings

# What one letter of another script becomes in different hands (BGN/PCGN, ISO 9, ALA-LC, newspapers); in order.
_SPELLINGS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"[^a-z0-9]", ""),
        (r"kh|x", "h"),
        (r"d?zh|dj", "j"),
        (r"tz|ts(?!c)", "c"),
        (r"ck|c(?![heiy])", "k"),
        (r"t?s?ch|cz", "c"),
        (r"sh", "s"),
        (r"gh|q", "g"),
        (r"ph|ff", "f"),
        (r"ou", "u"),
        (r"w|(?<=a)u(?=[b-df-hj-np-tv-z])", "v"),
        (r"^ye", "e"),
        (r"[yj]", "i"),
        (r"([a-z])\1+", r"\1"),
        (r"ie(?=[vnl])", "e"),
        (r"(?<=[aeou])i(?=[eaou])", ""),
    )
)


def words_of(text: str) -> list[str]:
    """Return the words of the text in order, as written; marks of possession go."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """Return the key of one word of a name; words with the same key are spellings of one name."""
    key = fold(word)
    for pattern, new in _SPELLINGS:
        key = pattern.sub(new, key)
    return key


@lru_cache(maxsize=1 << 16)
def is_calendar(word: str) -> bool:
    """Tell whether a word names a month or a weekday."""
    return bool(month_numbers(word) or weekday_numbers(word))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the first letters of a folded word, which forms of one word share; digits stay whole."""
    key = fold(word)
    return key if key.isdigit() else key[:_STEM]


@lru_cache(maxsize=1 << 17)
def lower(word: str) -> str:
    """Return a word in lower case, kept once however often it is asked for."""
    return word.lower()


def word_code(word: str) -> int:
    """Return 32 bits for a word: CRC-32 of its lower case in UTF-8."""
    return crc32(word.lower().encode())


class _Known(dict[str, int]):
    """What one function makes of words, each word asked once; emptied where it has grown past a million."""

    def __init__(self, make: Callable[[str], int]) -> None:
        self._make = make

    def __missing__(self, word: str) -> int:
        if len(self) > 1 << 20:
            self.clear()
        made = self[word] = self._make(word)
        return made


def _traits(word: str) -> int:
    """Return 41 bits for a word: its code, how it begins, one of 64 for its spellings, whether it is a day."""
    if not word:
        return _BETWEEN
    first = word[0]
    form = NUMBER if first.isdigit() else CAPITAL if first.isupper() else SMALL if first.islower() else OTHER
    code = form << 32 | word_code(word)
    if form in (CAPITAL, NUMBER):
        code |= (name_code(word) & 63) << 34 | int(is_calendar(word)) << 40
    return code


_BETWEEN = 1 << 63  # what stands for the break between two sentences
_TRAITS, _CODES = _Known(_traits), _Known(word_code)


def traits_of(lines: Iterable[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return 41 bits for each word of the lines, and the number of its sentence, in order.

    The bits are CRC-32 of its lower case; bits 32-33 SMALL, CAPITAL, NUMBER or OTHER; for names and numbers bits
    34-39, what all spellings share, and bit 40, a month or weekday. A sentence never crosses a line; one cut too many
    after an abbreviation does no harm here.
    """
    words = _WORD_OR_BREAK.findall(_END.sub(_BREAK, _BREAK.join(lines)))
    traits = np.fromiter(map(_TRAITS.__getitem__, words), dtype=np.uint64, count=len(words))
    between = traits == _BETWEEN
    inside = ~between
    return traits[inside], np.cumsum(between)[inside]


def codes_of(words: Sequence[str]) -> list[int]:
    """Return the code of each word."""
    return list(map(_CODES.__getitem__, words))


@lru_cache(maxsize=1 << 16)
def name_code(word: str) -> int:
    """Return 32 bits that stand for a name or number in all its spellings."""
    return crc32(spelling(word).encode()) if not word.isdigit() else crc32(word.encode())


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) > 1 << 20:
            self.clear()
        made = self[word] = stem(word) if len(word) > 2 else ""
        return made


_STEMS = _Stems()


def content_stems(text: str, plain: Collection[str] = frozenset()) -> frozenset[str]:
    """Return the stems of words that carry content: three letters or more and not among the `plain` words."""
    words = words_of(text)
    if plain:
        words = [w for w in words if lower(w) not in plain]
    return frozenset(map(_STEMS.__getitem__, words)) - _NONE
