"""Text becomes arrays of character classes, so that a page of any length is measured without a loop."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint16]
Counts = npt.NDArray[np.int32]

LETTER, UPPER, LOWER, DIGIT, SPACE, MARK, IDEOGRAPH, TERMINAL = 1, 2, 4, 8, 16, 32, 64, 128
SEPARATOR, QUOTE, COMMA, CLOSER, COLON = 256, 512, 1024, 2048, 4096

_TERMINALS = ".!?…。！？।؟։۔॥"
_SEPARATORS = "|/\\›»>•·●▸►→–—~*+=_#@©®▾▲▼☰≡✉☆⋮"
_QUOTES = "\"'“”‘’„‟«»‹›「」『』"
_CLOSERS = "\"'”’»›」』)]*"
_COMMAS = ",،、，;؛；"
_COLONS = ":：՝"

# The scripts of the region and its neighbours; everything else is "another script".
_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "GEORGIAN",
    "HEBREW",
    "ARABIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
)


@cache
def tables() -> tuple[Bits, npt.NDArray[np.uint8]]:
    """Return class bits and script numbers for every code point of the basic plane."""
    bits = np.zeros(0x10000, np.uint16)
    script = np.zeros(0x10000, np.uint8)
    for point in range(0x10000):
        char = chr(point)
        category = unicodedata.category(char)
        if category[0] == "L":
            bits[point] = LETTER | (UPPER if category in {"Lu", "Lt"} else LOWER if category == "Ll" else 0)
            name = unicodedata.name(char, "OTHER").split(" ", 1)[0]
            script[point] = _SCRIPTS.index(name) + 1 if name in _SCRIPTS else len(_SCRIPTS) + 1
        elif category[0] == "N":
            bits[point] = DIGIT
        elif category[0] == "Z" or char.isspace():
            bits[point] = SPACE
        elif category[0] == "M":
            bits[point] = LETTER
        elif category[0] in "PS":
            bits[point] = MARK
    bits[0x3040:0x3100] |= IDEOGRAPH
    bits[0x3400:0xA000] |= IDEOGRAPH
    bits[0xF900:0xFB00] |= IDEOGRAPH
    bits[0x0E00:0x0F00] |= IDEOGRAPH  # Thai and Lao write no spaces between words either
    bits[0x1780:0x1800] |= IDEOGRAPH
    for chars, bit in (
        (_TERMINALS, TERMINAL), (_SEPARATORS, SEPARATOR), (_QUOTES, QUOTE), (_CLOSERS, CLOSER),
        (_COMMAS, COMMA), (_COLONS, COLON),
    ):  # fmt: skip
        for char in chars:
            bits[ord(char)] |= bit
    return bits, script


@dataclass(frozen=True, slots=True)
class Characters:
    """A text as arrays: class bits and script number of every code point."""

    bits: Bits
    script: npt.NDArray[np.uint8]

    def count(self, mask: npt.NDArray[np.bool_], starts: Counts, stops: Counts) -> Counts:
        """Return how many characters of every span [start, stop) the mask marks."""
        total = np.concatenate([[0], np.cumsum(mask, dtype=np.int32)])
        return np.asarray(total[stops] - total[starts], np.int32)

    def has(self, bit: int) -> npt.NDArray[np.bool_]:
        """Return the mask of characters with this class bit."""
        return np.asarray((self.bits & bit) != 0)


def classify(text: str) -> Characters:
    """Return the character classes of `text`; code points beyond the basic plane count as marks."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    bits, script = tables()
    small = np.minimum(points, 0xFFFF)
    found = bits[small]
    found[points > 0xFFFF] = MARK | SEPARATOR
    return Characters(found, script[small])
