"""Words become keys for comparison: folded, cut to their stems, names to what all their spellings share."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from zlib import crc32

from detente.dates.words import month_numbers, weekday_numbers
from detente.text import fold

_WORD = re.compile(r"(\w+(?:['’](?!s\b)\w+)?)(?:['’]s\b)?")
_END = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+")
SMALL, CAPITAL, NUMBER, OTHER = range(4)  # how a word begins
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


def sentences_of(text: str) -> list[list[str]]:
    """Return the words of the text by sentence; one cut too many after an abbreviation does no harm here."""
    return [words for piece in _END.split(text) if (words := words_of(piece))]


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


@lru_cache(maxsize=1 << 17)
def word_code(word: str) -> int:
    """Return 34 bits for a word: CRC-32 of its lower case in UTF-8, and above it SMALL, CAPITAL, NUMBER or OTHER."""
    first = word[0]
    form = NUMBER if first.isdigit() else CAPITAL if first.isupper() else SMALL if first.islower() else OTHER
    return form << 32 | crc32(word.lower().encode())


@lru_cache(maxsize=1 << 16)
def name_code(word: str) -> int:
    """Return 32 bits that stand for a name or number in all its spellings."""
    return crc32(spelling(word).encode()) if not word.isdigit() else crc32(word.encode())


def content_stems(text: str, plain: Collection[str] = frozenset()) -> frozenset[str]:
    """Return the stems of words that carry content: three letters or more and not among the `plain` words."""
    return frozenset(stem(w) for w in words_of(text) if len(w) > 2 and w.casefold() not in plain)
