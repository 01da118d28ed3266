"""Scored lines become the headline: the line above the body that repeats, that the page title begins with, or none.

"No headline" is an answer: a page that begins with its dateline or with prose has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from detente.articles.cues import Cue
from detente.articles.dateline import read_dateline
from detente.articles.shapes import Shapes
from detente.text import squeeze
from detente.types import Span

_ENOUGH = 0.7  # a line that scores less is no headline; a page without one is common
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_EDGES = re.compile(r"[\W_]+")
_SUFFIX = re.compile(r"\s+[|–—·•»«›:-]+\s+|\s*[|｜：]\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline line, all lines that repeat it, and why it was taken."""

    line: int
    repeats: tuple[int, ...]
    reason: str
    score: float


@lru_cache(maxsize=4096)  # the titles of a page are compared with one another, and with its lines
def headline_key(line: str) -> str:
    """Return the form in which two printings of a headline are the same."""
    return _EDGES.sub(" ", line.casefold()).strip()


def find_headline(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], shapes: Shapes, kept: Sequence[bool]
) -> Headline | None:
    """Return the headline of a page whose body lines are marked in `kept`, or None where it prints none."""
    first = _first_body(text, spans, shapes, kept)
    if first is None or first == 0:
        return None
    lines = [s.of(text) for s in spans]
    keys = [headline_key(x) for x in lines]
    long = (shapes.words > 5) & ~shapes.dateish
    below: npt.NDArray[np.int64] = (
        np.cumsum(long[first - 1 :: -1])[::-1] - long[:first]
    )  # long lines between a line and the body
    times = Counter(keys[: first + 3])
    scored = [
        (
            _score(i, first, lines, keys, cues, shapes, float(below[i]), times[keys[i]])
            - (0.4 if kept[i] and i else 0.0),
            i,
        )
        for i in range(first)
        if _may_be_headline(lines[i], shapes, i)
    ]
    if not scored:
        return None
    best, line = max(scored)
    if best < _ENOUGH:
        return None
    twins = [i for i in range(len(keys)) if i != line and _same(keys[i], keys[line]) and (i < first or not kept[i])]
    nearer = [i for i in twins if line < i < first]
    if nearer:
        twins = [i for i in (*twins, line) if i != nearer[-1]]
        line = nearer[-1]
    return Headline(line, tuple(sorted(twins)), _why(line, first, twins, text, spans), best)


def _first_body(text: str, spans: Sequence[Span], shapes: Shapes, kept: Sequence[bool]) -> int | None:
    """Return the first line of the body that reads like a paragraph, or simply the first.

    The line model does not know headlines: it may keep one, so a short line kept above the first paragraph is
    not taken for the beginning of the body.
    """
    lines = [i for i, keep in enumerate(kept) if keep]
    if not lines:
        return None
    for i in lines:
        if shapes.prose[i] or (i < 3 and read_dateline(spans[i].of(text))):
            return i
    return next((i for i in lines if shapes.words[i] >= 8), lines[0])


def _may_be_headline(line: str, shapes: Shapes, i: int) -> bool:
    return 2 <= shapes.words[i] <= 45 and sum(c.isalpha() for c in line) >= 6 and len(line) <= 400


def _same(one: str, other: str) -> bool:
    return one == other and len(one) > 5


def _score(
    i: int,
    first: int,
    lines: Sequence[str],
    keys: Sequence[str],
    cues: Sequence[Cue],
    shapes: Shapes,
    below: float,
    times: int,
) -> float:
    """Return how much line i looks like the headline of the body that begins at line `first`.

    `below` counts the long lines between the two, `times` how often the line is printed down to the body.
    """
    words = float(shapes.words[i])
    score = 0.0
    if 4 <= words <= 24:
        score += 0.9
    elif words == 3 or words <= 30:
        score += 0.3
    score -= 2.5 * cues[i].total
    if cues[i].leads in {"related", "copyright", "date_label", "author_label", "subscribe", "caption", "share"}:
        score -= 0.8 if words < 7 else 0.3
    marks = sum(c in "|/›»>•·▸▪●★☆✉☰≡▲▼°=" for c in lines[i])
    score -= 0.7 * marks
    if shapes.dateish[i] and words < 9:
        score -= 1.5
    between = 0.7 * below + 0.3 * (first - 1 - i)
    score -= min(1.6, 0.05 * min(between, 4) + 0.12 * max(0, between - 4))
    topical = float(shapes.column("topical")[i])
    score += 1.2 * topical * min(1.0, len(shapes.tokens[i]) / 3)
    if not _EAST_ASIAN.search(lines[i]):  # those lines mix three scripts
        score -= 1.5 * (1 - float(shapes.column("own_script")[i]))
    elif 10 <= len(lines[i]) <= 80:
        score += 0.3  # no words to compare with the body, and the words counted are a guess
    if times > 1 and len(keys[i]) > 5:
        score += 1.2 if words >= 4 else 0.5  # buttons and section names repeat, too
    if i and len(keys[i]) > 12 and keys[0].startswith(keys[i]):
        score += 1.6
    elif i and shapes.column("echo")[i] >= 0.6:
        score += 1.0
    if i == 0 and any(len(keys[j]) > 12 and keys[0].startswith(keys[j]) for j in range(1, first)):
        score -= 0.6  # the page title holds the headline and more: prefer the line that is it
    ending = lines[i].rstrip("”\"’'»")
    if ending.endswith((".", "。")) and not ending.endswith(("..", "…")):
        score -= 0.6  # captions and standfirsts are sentences
    elif ending.endswith((":", ",")) and words < 14:
        score -= 0.3
    return score


def _why(line: int, first: int, twins: Sequence[int], text: str, spans: Sequence[Span]) -> str:
    if twins:
        return "the headline: printed more than once"
    if line == first - 1 and read_dateline(spans[first].of(text)):
        return "the headline: stands above the dateline"
    if line == first - 1:
        return "the headline: stands above the first paragraph"
    return "the headline: speaks of what the body speaks of"


def without_site(title: str, outlets: Sequence[str] = ()) -> str:
    """Return a page title without the site name behind or before it.

    A part of the title is a site name where it is a known name of the outlet; without known names, the last
    short part behind a bar or dash.
    """
    clean = squeeze(title)
    parts = _SUFFIX.split(clean)
    if len(parts) < 2:
        return clean
    keys = {headline_key(o).replace(" ", "") for o in outlets if o}
    joints = [m.span() for m in _SUFFIX.finditer(clean)]
    start, stop = 0, len(clean)
    left, right = 0, len(parts) - 1
    while right > left and _is_site(parts[right], keys, bool(outlets)):
        right -= 1
        stop = joints[right][0]
    while left < right and keys and _is_site(parts[left], keys, True):
        start = joints[left][1]
        left += 1
    return clean[start:stop]


def _alike(name: str, part: str) -> bool:
    """Tell whether one key holds the other and is not dwarfed by it."""
    longer, shorter = max(len(name), len(part)), min(len(name), len(part))
    return (name in part or part in name) and longer <= 2 * shorter + 4


def _is_site(part: str, keys: set[str], known: bool) -> bool:
    key = headline_key(part).replace(" ", "")
    if not key:
        return True
    if any(key == k or (len(k) >= 3 and len(key) >= 3 and _alike(k, key)) for k in keys):
        return len(part.split()) <= 8
    return not known and len(part.split()) <= 3
