"""Lines of an outline become the few features that a fast reading judges them by, all of a page at once.

What `shapes` and `marks` say at length is said here in fewer columns, each group of them in one stroke. The names of
the columns are part of the model, as there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from detente.articles import characters as ch
from detente.articles.classwords import ARTICLE_BODY, ELEMENTS, HIDDEN, WORDS
from detente.articles.cues import CLASSES, Cue
from detente.articles.outline import Outline, Place
from detente.articles.shapes import DATEISH, Matrix, Shapes
from detente.articles.windows import Column, best_run, gap, spread

_ELEMENT_STEPS, _WORD_STEPS = np.arange(len(ELEMENTS))[:, None], np.arange(len(WORDS))[:, None]
Rows = npt.NDArray[np.float32]  # columns of the table as rows: one row a feature, one column a line

# Every character is counted in one of these classes; the first bit that it has decides.
_KINDS = (
    ch.TERMINAL, ch.QUOTE, ch.COMMA, ch.COLON, ch.SEPARATOR, ch.UPPER, ch.LOWER, ch.LETTER, ch.DIGIT, ch.SPACE,
)  # fmt: skip
_TERMINAL, _QUOTE, _COMMA, _COLON, _SEPARATOR, _UPPER, _LOWER, _LETTER, _DIGIT, _SPACE, _OTHER = range(11)
_OWN = (
    "words", "size", "word_length", "enders", "enders_per_word", "commas_per_word", "separators", "quotes",
    "digit_share", "upper_share", "lower_share", "titled_share", "final", "colon_last", "quote_last", "upper_first",
    "lower_first", "digit_first", "mark_first", "quote_first", "prose",
)  # fmt: skip
_NEAR = ("words", "final", "cue", "dateish", "prose", "linked", "tag", "upper_first")
_BY = (-2, -1, 1, 2)
_REACHES = ((5, 0), (0, 5), (12, 0), (0, 12), (30, 30))
_MEANS = ("words", "prose", "cue", "final", "dateish", "linked")
_DISTANT = ("related", "comments", "subscribe", "copyright", "tags", "share", "author_label", "cookie")
_FAMILY = ("parent", "grand", "great", "twig")
_NUMBERED = "p div li h1 h2 h3 h4 span td a figcaption blockquote br section body h5 article ul dd dt label button"
_TAGS = {name: k for k, name in enumerate(_NUMBERED.split())}


@dataclass(frozen=True, slots=True)
class Glance:
    """The judged lines of a page as numbers, one row a line; and what others ask of their shape."""

    values: Matrix
    names: tuple[str, ...]
    shapes: Shapes


def glance(
    title: str, outline: Outline, seen: range, lines: Sequence[str], cues: Sequence[Cue], body: str = ""
) -> Glance:
    """Return the features of the judged lines: the page's title, if it has one, and the lines `seen` of the outline.

    `lines` are their texts; `body` is the story as the mark-up gives it, where it does.
    """
    own, words, prose = _own(lines)
    table = dict(zip(_OWN, own, strict=True))
    digits = (table["digit_share"] > 0).tolist()
    dated = [len(x) < 160 and d and bool(DATEISH.search(x)) for x, d in zip(lines, digits, strict=True)]
    dateish = np.array(dated, np.bool_)
    table["dateish"] = dateish.astype(np.float32)
    cue = _cue_rows(cues)
    table["cue"] = cue[len(CLASSES)]
    places = outline.stood(seen)
    stood, linked, tag = _places(int(bool(title)), places, outline.linked[seen.start : seen.stop])
    table["linked"], table["tag"] = linked, tag
    index = np.arange(len(lines), dtype=np.float32)
    groups = [
        own,
        cue,
        np.stack([table["dateish"], linked, tag]),
        stood,
        _family(int(bool(title)), places, words, prose),
        _repeats(lines, title),
        _ends(index, words, prose, len(outline.lines), seen),
        _runs(index, table),
        _distances(cues, dateish, words),
        _neighbours(np.stack([table[name] for name in _NEAR])),
        *_means(np.stack([np.minimum(words, 60), *(table[name] for name in _MEANS[1:])])),
        _told(lines, body),
    ]
    values = np.ascontiguousarray(np.concatenate(groups).T, np.float32)
    kept = np.stack([table["titled_share"], groups[5][1]], axis=1)
    shapes = Shapes(kept, ("titled_share", "seen"), words, prose, dateish, ())
    return Glance(values, names(), shapes)


@cache
def names() -> tuple[str, ...]:
    """Return the names of the columns, in their order."""
    return (
        *_OWN, *(f"cue_{name}" for name in CLASSES), "cue", "cue_leads", "cue_ends", "dateish", "linked", "tag",
        *(f"in_{name}" for name in ELEMENTS), "hidden", "article_body", *(f"word_{name}" for name in WORDS), "depth",
        *(f"{name}_{what}" for name in _FAMILY for what in ("mass", "top", "lines", "prose")), "same_parent",
        "times", "seen", "echo", "since_echo",
        "index", "from_end", "place", "word_place", "prose_place", "prose_left", "prose_share", "prose_lines",
        "since_prose", "until_prose", "lines",
        *(f"run{cost}_{what}" for cost in (6, 16) for what in ("in", "start", "stop")),
        *(f"{which}_{name}" for which in ("since", "until") for name in (*_DISTANT, "date")),
        *(f"{name}{by:+d}" for by in _BY for name in _NEAR),
        *(f"{name}_{back}_{ahead}" for back, ahead in _REACHES for name in _MEANS),
        "told", "told_any",
    )  # fmt: skip


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """Return the class of every code point of the basic plane."""
    bits, _ = ch.tables()
    found = np.full(0x10000, _OTHER, np.uint8)
    for k in range(len(_KINDS) - 1, -1, -1):
        found[(bits & _KINDS[k]) != 0] = k
    return found


def _own(lines: Sequence[str]) -> tuple[Rows, Column, npt.NDArray[np.bool_]]:
    """Return what the lines' own characters say, their words, and whether they read like prose."""
    text = "\n".join(lines) + "\n"
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(points, 0xFFFF)]
    ideograph = (ch.tables()[0][np.minimum(points, 0xFFFF)] & ch.IDEOGRAPH) != 0 if points.max() >= 0xE00 else None
    count = len(lines)
    size = np.fromiter(map(len, lines), np.int64, count)
    stops = np.cumsum(size + 1) - 1
    starts = stops - size
    line = np.repeat(np.arange(count), size + 1)
    held = np.bincount(line * 11 + kinds, minlength=count * 11).reshape(count, 11).T.astype(np.float32)
    solid = (kinds >= _UPPER) & (kinds <= _DIGIT)
    begins = solid.copy()
    begins[1:] &= ~solid[:-1]
    weight: npt.NDArray[np.float64] = begins.astype(np.float64)
    if ideograph is not None and ideograph.any():
        weight = np.where(ideograph & solid, 0.6, weight)
    words = np.bincount(line, weight, count).astype(np.float32)
    titled = np.bincount(line[begins & (kinds == _UPPER)], minlength=count).astype(np.float32)
    ended = np.flatnonzero(kinds == _TERMINAL)
    ended = ended[kinds[ended + 1] == _SPACE]
    enders = np.bincount(line[ended], minlength=count).astype(np.float32)
    last = stops - 1
    quoted = (kinds[last] == _QUOTE) | (points[last] == 41) | (points[last] == 93)
    last = np.where(quoted & (last > starts), last - 1, last)
    final = (kinds[last] == _TERMINAL).astype(np.float32)
    first = kinds[starts]
    prose = (words >= 12) & ((final > 0) | (words >= 25)) | (words >= 40)
    letters = held[_UPPER] + held[_LOWER] + held[_LETTER]
    many, wide = np.maximum(1.0, words), np.maximum(1.0, size).astype(np.float32)
    rows = np.stack([
        words, wide, letters / many, enders, enders / many, held[_COMMA] / many, held[_SEPARATOR], held[_QUOTE],
        held[_DIGIT] / wide, held[_UPPER] / np.maximum(1.0, letters), held[_LOWER] / wide, titled / many, final,
        kinds[last] == _COLON, quoted, first == _UPPER, first == _LOWER, first == _DIGIT,
        (first == _SEPARATOR) | (first == _OTHER), first == _QUOTE, prose,
    ]).astype(np.float32)  # fmt: skip
    return rows, words, np.asarray(prose, np.bool_)


def _cue_rows(cues: Sequence[Cue]) -> Rows:
    rows = np.zeros((len(CLASSES) + 3, len(cues)), np.float32)
    rows[-2] = -1
    for i, cue in enumerate(cues):
        if cue.total:
            rows[: len(CLASSES), i] = cue.covers
            rows[-3, i] = cue.total
            rows[-2, i] = CLASSES.index(cue.leads) if cue.leads else -1
            rows[-1, i] = cue.ends is not None
    return rows


def _places(titled: int, places: Sequence[Place], shares: Sequence[float]) -> tuple[Rows, Column, Column]:
    """Return bits and depth of the elements around the lines, the shares of links, and the tags."""
    count = len(places) + titled
    elements, words, near, depth = numbers = np.zeros((4, count), np.int64)
    linked, tag = np.zeros(count, np.float32), np.full(count, -1.0, np.float32)
    if places:
        columns = list(zip(*places, strict=True))
        for row, column in zip(numbers, (columns[0], columns[1], columns[3], columns[7]), strict=True):
            row[titled:] = column
        tag[titled:] = [_TAGS.get(name, -1) for name in columns[5]]
        linked[titled:] = shares
    bits = (elements >> _ELEMENT_STEPS) & 1
    named = ((words >> _WORD_STEPS) & 1) + ((near >> _WORD_STEPS) & 1)
    rows = np.empty((len(ELEMENTS) + len(WORDS) + 3, count), np.float32)
    rows[: len(ELEMENTS)] = bits
    rows[len(ELEMENTS)] = (elements & HIDDEN) > 0
    rows[len(ELEMENTS) + 1] = (elements & ARTICLE_BODY) > 0
    rows[len(ELEMENTS) + 2 : -1] = named
    rows[-1] = np.minimum(depth, 60)
    return rows, linked, tag


def _family(titled: int, places: Sequence[Place], words: Column, prose: npt.NDArray[np.bool_]) -> Rows:
    """Return how much of the prose stands in the same elements, and in elements of the same name."""
    count = len(places) + titled
    mass = np.minimum(words, 80) * prose
    total = max(1.0, float(mass.sum()))
    rows = np.empty((4 * len(_FAMILY) + 1, count), np.float32)
    around = [place[4] for place in places]
    kin: tuple[list[object], ...] = (
        [x[1] for x in around], [x[2] for x in around], [x[3] for x in around],
        [place[8] for place in places],
    )  # fmt: skip
    for k, keys in enumerate(kin):
        number = {key: i for i, key in enumerate(dict.fromkeys(keys), titled)}
        at = np.zeros(count, np.int64)
        at[titled:] = [number[key] for key in keys]
        held, many, good = np.bincount(at, mass), np.bincount(at), np.bincount(at, prose)
        part = np.stack([held / total, held / (float(held.max()) or 1.0), np.minimum(many, 200), good / many])
        rows[4 * k : 4 * k + 4] = part[:, at]
        if not k:
            rows[-1, :1], rows[-1, 1:] = 0.0, at[1:] == at[:-1]
    return rows


def _repeats(lines: Sequence[str], title: str) -> Rows:
    """Return how often a line is printed, how often above, if the page's title holds it, how far above that was."""
    seen: Counter[str] = Counter()
    above = []
    for line in lines:
        above.append(seen[line])
        seen[line] += 1
    found = np.zeros((4, len(lines)), np.float32)
    found[0] = [min(seen[line], 9) for line in lines]
    found[1] = np.minimum(above, 9)
    longest = len(title)
    found[2, 1:] = [12 < len(x) <= longest and x in title for x in lines[1:]] if title else 0
    found[3] = gap(found[2:3] > 0)[0]
    return found


def _ends(index: Column, words: Column, prose: npt.NDArray[np.bool_], count: int, seen: range) -> Rows:
    """Return where the lines stand: from both ends of the page, in words and in prose, and how far from prose."""
    n = len(index)
    long = words * prose
    before, told = np.cumsum(words) - words, np.cumsum(long) - long
    total, mass = max(1.0, float(words.sum())), max(1.0, float(long.sum()))
    near = gap(np.stack([prose, prose[::-1]]))
    at = index + seen.start
    return np.stack([
        np.minimum(at, 500), np.minimum(count - at, 500), at / max(1, count), before / total, told / mass,
        (mass - told - long) / mass, np.full(n, mass / total), np.full(n, prose.sum()), near[0], near[1, ::-1],
        np.full(n, min(count, 1000)),
    ]).astype(np.float32)  # fmt: skip


def _runs(index: Column, table: dict[str, Column]) -> Rows:
    words, final, prose = table["words"], table["final"], table["prose"]
    good = np.minimum(words, 60) * (0.4 + 0.6 * final)
    rows = []
    for cost in (6.0, 16.0):
        start, stop = best_run(np.where(prose > 0, good, -cost).astype(np.float64))
        rows += [(index >= start) & (index < stop), np.clip(index - start, -40, 40), np.clip(index - stop, -40, 40)]
    return np.stack(rows).astype(np.float32)


def _distances(cues: Sequence[Cue], dateish: npt.NDArray[np.bool_], words: Column) -> Rows:
    """Return how many lines above and below stands a short line of each telling class of furniture, or a date."""
    marks = np.zeros((len(_DISTANT) + 1, len(cues)), np.bool_)
    for i, cue in enumerate(cues):
        if cue.leads is not None and cue.leads in _DISTANT and words[i] <= 8:
            marks[_DISTANT.index(cue.leads), i] = True
    marks[-1] = dateish & (words <= 12)
    return np.concatenate([gap(marks), gap(marks[:, ::-1])[:, ::-1]])


def _neighbours(rows: Rows) -> Rows:
    count = rows.shape[1]
    padded = np.full((rows.shape[0], count + 4), -1.0, np.float32)
    padded[:, 2:-2] = rows
    return np.concatenate([padded[:, 2 + by : 2 + by + count] for by in _BY])


def _means(rows: Rows) -> list[Rows]:
    return [np.asarray(spread(rows, back, ahead), np.float32) for back, ahead in _REACHES]


_SPACES = re.compile(r"\s+")


def _told(lines: Sequence[str], body: str) -> Rows:
    """Return which lines the story as the mark-up gives it holds; -1 everywhere where it gives none."""
    found = np.full((2, len(lines)), -1.0, np.float32)
    if body:
        plain = _SPACES.sub(" ", body)
        found[0] = [len(x) >= 12 and x[:80] in plain and x[-40:] in plain for x in lines]
        found[1] = found[0].sum()
    return found
