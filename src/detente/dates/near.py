"""A text becomes the matches of the rules in it, each looked for only around the words without which it cannot match.

Most words of a page are far from any word of time, and a pattern that begins with words that may be left out is slow
to fail at each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.dates.english import FOUR_DIGITS, NUMBER
from detente.dates.scene import Row

_PART = re.compile(r"[^\W\d_]+|\d+")
_REACH = 12  # words and numbers on either side of the one that is needed: more than the longest expression has


def matches(text: str, rows: Sequence[Row]) -> list[tuple[int, int, int, re.Match[str]]]:
    """Return (start, -stop, place of the row, match) for all rows, the first and longest first; they may overlap."""
    ground = _Ground(text)
    found: list[tuple[int, int, int, re.Match[str]]] = []
    for order, (pattern, _, needed) in enumerate(rows):
        for start, stop in ground.around(needed):
            found.extend((m.start(), -m.end(), order, m) for m in pattern.finditer(text, start, stop) if m[0])
    return sorted(found, key=lambda f: f[:3])


class _Ground:
    """A text asked by word: the stretches around each place where one of several words stands."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.spans: list[tuple[int, int]] = []
        self.places: dict[str, list[int]] = {}
        self.known: dict[frozenset[str], list[tuple[int, int]]] = {}  # many rules need the same words
        for place, part in enumerate(_PART.finditer(text)):
            self.spans.append(part.span())
            word = part[0].lower()
            if word.isdecimal():
                if len(word) == len(FOUR_DIGITS):
                    self.places.setdefault(FOUR_DIGITS, []).append(place)
                word = NUMBER
            self.places.setdefault(word, []).append(place)

    def around(self, words: frozenset[str]) -> list[tuple[int, int]]:
        """Return the stretches around the given words, in text order, none touching another."""
        found = self.known.get(words)
        if found is None:
            found = self.known[words] = self._stretches(words)
        return found

    def _stretches(self, words: frozenset[str]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for place in sorted(place for word in words for place in self.places.get(word, ())):
            start = self.spans[place - _REACH][0] if place >= _REACH else 0
            stop = self.spans[place + _REACH][1] if place + _REACH < len(self.spans) else self.length
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((start, stop))
        return found
