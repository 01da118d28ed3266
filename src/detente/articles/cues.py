"""Lexicon phrases become cues: which class of page furniture the words of a line point to, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import ahocorasick_rs

from detente.lexicon import Lexicon
from detente.types import Span

CLASSES = (
    "navigation", "share", "related", "copyright", "cookie", "comments", "tags", "subscribe", "account",
    "controls", "advertisement", "caption", "date_label", "author_label",
)  # fmt: skip

REASONS = {
    "navigation": "navigation",
    "share": "sharing and printing buttons",
    "related": "points to other stories",
    "copyright": "copyright or legal notice",
    "cookie": "cookie or browser notice",
    "comments": "readers' comments",
    "tags": "tags",
    "subscribe": "asks to subscribe or follow",
    "account": "login",
    "controls": "buttons of the page",
    "advertisement": "advertisement",
    "caption": "caption or credit of a picture",
    "date_label": "date or count of views",
    "author_label": "names the author",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """What furniture phrases say about one line.

    `covers[k]` is the share of the line's characters inside phrases of class k; `leads` is the class of the
    phrase at the very start of the line, `phrase` that phrase; `ends` is the class of the phrase at its end.
    """

    covers: tuple[float, ...]
    total: float
    leads: str | None
    phrase: str
    ends: str | None


_EMPTY = Cue((0.0,) * len(CLASSES), 0.0, None, "", None)


class CueFinder:
    """The furniture phrases of all languages of a lexicon, ready to be found in one pass over a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        phrases: dict[str, int] = {}
        for folder in _languages(lexicon):
            entries = lexicon.toml(f"languages/{folder}/furniture")
            for number, kind in enumerate(CLASSES):
                for phrase in entries.get(kind, ()):
                    phrases.setdefault(lowered(phrase), number)
        self._phrases = list(phrases)
        self._classes = list(phrases.values())
        self._finder = ahocorasick_rs.AhoCorasick(self._phrases, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str, spans: Sequence[Span], longest: int = 240) -> list[Cue]:
        """Return one cue per span; lines longer than `longest` characters are prose and are not searched."""
        return self.find_lines([text[s.start : s.stop] for s in spans], longest)

    def find_lines(self, texts: Sequence[str], longest: int = 240) -> list[Cue]:
        """Return one cue per line of text, as `find` does."""
        lines = [lowered(text) if len(text) <= longest else "" for text in texts]
        cues = [_EMPTY] * len(lines)
        joined = "\n".join(lines)
        starts, place = list(accumulate((len(x) + 1 for x in lines), initial=0)), 0
        found: dict[int, list[tuple[int, int, int]]] = {}
        for index, start, stop in self._finder.find_matches_as_indexes(joined):
            if _bounded(joined, start, stop):
                while starts[place + 1] <= start:
                    place += 1
                found.setdefault(place, []).append((index, start - starts[place], stop - starts[place]))
        for place, matches in found.items():
            cues[place] = self._line(lines[place], matches)
        return cues

    def _line(self, line: str, matches: Sequence[tuple[int, int, int]]) -> Cue:
        """Return the cue of a line that holds these phrases as whole words."""
        covers = [0.0] * len(CLASSES)
        leads: str | None = None
        first = ""
        begin = _lead(line)
        for index, start, stop in matches:
            kind = self._classes[index]
            covers[kind] += stop - start
            if start <= begin and leads is None:
                leads, first = CLASSES[kind], self._phrases[index]
        index, _, stop = matches[-1]
        ends = CLASSES[self._classes[index]] if stop >= len(line) - 2 else None
        total = sum(covers)
        size = max(1, len("".join(line.split())))
        return Cue(tuple([min(1.0, c / size) for c in covers]), min(1.0, total / size), leads, first, ends)


@lru_cache(maxsize=4)
def cue_finder(lexicon: Lexicon) -> CueFinder:
    """Return the compiled cue finder of a lexicon."""
    return CueFinder(lexicon)


def lowered(text: str) -> str:
    """Return the text in lower case, code point by code point, so that offsets stay."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else "i" if c == "İ" else c for c in text)
    return lower.replace("’", "'")


_LEAD = re.compile(r"[^\w©]*")


def _lead(line: str) -> int:
    found = _LEAD.match(line)
    return found.end() if found else 0


def _bounded(line: str, start: int, stop: int) -> bool:
    """Tell whether whole words match; marks and scripts without spaces need no border."""
    if start and _joined(line[start - 1], line[start]):
        return False
    return stop == len(line) or not _joined(line[stop - 1], line[stop])


def _joined(one: str, other: str) -> bool:
    if not (one.isalnum() and other.isalnum()):
        return False
    return not ("\u3040" <= other <= "\u9fff" or "\uac00" <= other <= "\ud7af")


def _languages(lexicon: Lexicon) -> list[str]:
    found = {path.parent.name for base in lexicon.folders for path in (base / "languages").glob("*/furniture.toml")}
    return sorted(found)
