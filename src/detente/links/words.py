"""Words become keys for comparison: folded, cut to their stems, names to what all their spellings share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.dates.words import month_numbers, weekday_numbers
from detente.text import fold

Word = TypeVar("Word", str, bytes)
Made = TypeVar("Made")

_END = re.compile(r"[.!?…][\"”»’)\]]*\s+")
_MARK = re.compile(r"['’](?:(?<=\w.)(?:s\b|(?!\w))|(?<!\w.))")  # of possession, or at an edge of a word
_FOREIGN = re.compile(r"[^\w\x00-\x7f’]")
SMALL, CAPITAL, NUMBER, OTHER = range(4)  # how a word begins
_BETWEEN, _UNKNOWN = 4, 5  # the break between two sentences, and a letter beyond ASCII
_MOST = 1 << 18  # words that are kept with what is made of them
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
    """Return the words of the text in order, as written; marks within words stay, marks of possession go."""
    return _bare(text).encode().translate(_APART).decode().split()


def _bare(text: str) -> str:
    """Return the text with blanks for all beyond ASCII that stands in no word, and for marks at the edge of words."""
    text = _MARK.sub(" ", text)
    return text if text.isascii() else _FOREIGN.sub(" ", text)


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


def word_code(word: str) -> int:
    """Return 32 bits for a word: CRC-32 of its lower case in UTF-8."""
    return crc32(word.lower().encode())


class _Known(dict[Word, Made]):
    """What one function makes of words, each word asked once; emptied where it has grown too long."""

    def __init__(self, make: Callable[[Word], Made]) -> None:
        self._make: Callable[[Word], Made] = make

    def __missing__(self, word: Word) -> Made:
        if len(self) >= _MOST:
            self.clear()
        made: Made = self._make(word)
        self[word] = made
        return made


def _form(first: str) -> int:
    return NUMBER if first.isdigit() else CAPITAL if first.isupper() else SMALL if first.islower() else OTHER


def _name_bits(word: bytes) -> int:
    """Return one of 64 for the spellings of a name or number in lower case, and 64 more for a month or weekday."""
    name = word.decode()
    return name_code(name) & 63 | int(is_calendar(name)) << 6


# By their bytes in UTF-8: what separates the words of a bare text, the same but for breaks, and how words begin.
_APART = bytes(byte if byte > 127 or chr(byte).isalnum() or chr(byte) in "_'" else 32 for byte in range(256))
_APART_BUT_BREAKS = b"\0" + _APART[1:]
_FORMS = np.array([_BETWEEN, *(_form(chr(byte)) for byte in range(1, 128)), *[_UNKNOWN] * 128], dtype=np.uint64)
_BLANK = 32

_CODES: _Known[str, int] = _Known(word_code)
_LOWER: _Known[str, str] = _Known(str.lower)
_NAMES: _Known[bytes, int] = _Known(_name_bits)
_FIRST: _Known[bytes, int] = _Known(lambda word: _form(word.decode()[0]))


def lower_words(text: str) -> Iterator[str]:
    """Return the words of the text in order, in lower case; each word is kept once however often it is asked for."""
    return map(_LOWER.__getitem__, words_of(text))


def traits_of(lines: Iterable[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return 41 bits for each word of the lines, and the number of its sentence, in order.

    The bits are CRC-32 of its lower case; bits 32-33 SMALL, CAPITAL, NUMBER or OTHER; for names and numbers bits
    34-39, what all spellings share, and bit 40, a month or weekday. A sentence never crosses a line; one cut too many
    after an abbreviation does no harm here.
    """
    text = _bare(_END.sub(" \0 ", " \0 ".join(lines)))
    whole = text.encode().translate(_APART_BUT_BREAKS)
    words = text.lower().encode().translate(_APART_BUT_BREAKS).split()
    codes = np.fromiter(map(crc32, words), dtype=np.uint64, count=len(words))
    letters = np.frombuffer(whole, dtype=np.uint8)
    inside = letters != _BLANK
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    forms = _FORMS[letters[begins]]
    foreign = np.flatnonzero(forms == _UNKNOWN)
    if foreign.size:
        cased = whole.split()
        forms[foreign] = [_FIRST[cased[place]] for place in foreign.tolist()]
    named = np.flatnonzero((forms == CAPITAL) | (forms == NUMBER))
    traits = codes | forms << np.uint64(32)
    bits = np.fromiter((_NAMES[words[place]] for place in named.tolist()), dtype=np.uint64, count=named.size)
    traits[named] |= bits << np.uint64(34)
    between = forms == _BETWEEN
    kept = ~between
    return traits[kept], np.cumsum(between)[kept]


def codes_of(words: Sequence[str]) -> list[int]:
    """Return the code of each word."""
    return list(map(_CODES.__getitem__, words))


@lru_cache(maxsize=1 << 16)
def name_code(word: str) -> int:
    """Return 32 bits that stand for a name or number in all its spellings."""
    return crc32(spelling(word).encode()) if not word.isdigit() else crc32(word.encode())


@lru_cache(maxsize=4)
def _stems(plain: frozenset[str]) -> _Known[str, str]:
    return _Known(lambda word: stem(word) if len(word) > 2 and word.lower() not in plain else "")


def content_stems(text: str, plain: Collection[str] = frozenset()) -> frozenset[str]:
    """Return the stems of words that carry content: three letters or more and not among the `plain` words."""
    known = _stems(frozenset(plain))
    return frozenset(map(known.__getitem__, words_of(text))) - _NONE
