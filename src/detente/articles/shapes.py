"""Lines become numbers: language-free shape, cue, repetition and neighbour features for the line model.

Every feature is computed for all lines of a page at once; no line is looked at twice. The names of the
columns are part of the model: `LineModel` refuses weights that were trained on other columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq

import numpy as np
import numpy.typing as npt

from detente.articles import characters as ch
from detente.articles.cues import CLASSES, Cue
from detente.articles.windows import Column, gap, neighbours, places, runs, shifted, windows
from detente.types import Span

Matrix = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_LONG_ASCII = re.compile(r"[a-z0-9]{4,}")
DATEISH = re.compile(
    r"\b\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}\b|\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|[۰-۹]{4}|\d年"
)
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\.(?:com|org|net|html?)\b", re.I)
_CLOCK_FIRST = re.compile(r"\W*\d{1,2}[:.]\d{2}\b")
_DIGITS = re.compile(r"\d+")
_LIST_FIRST = re.compile(r"[•·»›►▸☛→✦◦∙*\-–—#]\s|\d{1,2}[.)\-]?\s")


@dataclass(frozen=True, slots=True)
class Shapes:
    """One row of features per line, and the pieces of it that other parts reuse."""

    values: Matrix
    names: tuple[str, ...]
    words: Column
    prose: npt.NDArray[np.bool_]
    dateish: npt.NDArray[np.bool_]
    tokens: tuple[frozenset[str], ...]

    def column(self, name: str) -> Column:
        """Return one column by name."""
        return np.asarray(self.values[:, self.names.index(name)])


def measure(text: str, spans: Sequence[Span], cues: Sequence[Cue]) -> Shapes:
    """Return the features of all lines."""
    own, words, prose = _own(text, spans)
    lines = [text[s.start : s.stop] for s in spans]
    folded = [x.casefold() for x in lines]
    tokens = tuple(map(_tokens, folded))
    numbered = zip(lines, (own["digit_share"] > 0).tolist(), strict=True)
    dateish = np.array([digits and len(x) < 160 and bool(DATEISH.search(x)) for x, digits in numbered])
    table: dict[str, Column] = dict(own)
    table.update(_cue_columns(cues))
    table.update(_surface(lines, dateish))
    table.update(places(words, prose, np.array([s.stop - s.start for s in spans], np.float32)))
    table.update(_repeats([f if len(x) < 400 else x[:400] for x, f in zip(lines, folded, strict=True)],
                          tokens, prose))  # fmt: skip
    table.update(_likeness(lines, folded, words, table["final"]))
    table.update(_distances(cues, dateish, words))
    around = {k: table[k] for k in ("words", "final", "cue", "dateish", "lower_share", "upper_first", "prose")}
    table.update(neighbours(around))
    table.update(windows(words, prose, table["cue"], table["final"], dateish))
    table.update(runs(words, table["final"], prose))
    names = tuple(table)
    values = np.stack([np.asarray(table[n], np.float32) for n in names], axis=1)
    return Shapes(values, names, words, prose, dateish, tokens)


def _tokens(folded: str) -> frozenset[str]:
    """Return the words of a line that tell what it speaks of: long ones, and in other alphabets also short ones."""
    if folded.isascii():
        return frozenset(_LONG_ASCII.findall(folded))
    short = len(folded) < 1200
    return frozenset(w for w in _WORD.findall(folded) if len(w) > 3 or (short and not w.isascii()))


def _own(text: str, spans: Sequence[Span]) -> tuple[dict[str, Column], Column, npt.NDArray[np.bool_]]:
    """Return what a line's own characters say, its words, and whether it reads like prose."""
    chars = ch.classify(text)
    starts = np.array([s.start for s in spans], np.int32)
    stops = np.array([s.stop for s in spans], np.int32)

    def count(mask: npt.NDArray[np.bool_]) -> Column:
        return chars.count(mask, starts, stops).astype(np.float32)

    solid = (chars.bits & (ch.LETTER | ch.DIGIT)) != 0
    ideograph = chars.has(ch.IDEOGRAPH) & solid
    begins = solid & ~ideograph & ~np.concatenate([[False], solid[:-1]])
    words = count(begins) + 0.6 * count(ideograph)
    size = np.maximum(1.0, (stops - starts).astype(np.float32))
    letters = count(chars.has(ch.LETTER))
    upper, lower, digits = count(chars.has(ch.UPPER)), count(chars.has(ch.LOWER)), count(chars.has(ch.DIGIT))
    after = np.concatenate([chars.has(ch.SPACE)[1:], [True]])
    enders = count(chars.has(ch.TERMINAL) & after)
    commas, separators = count(chars.has(ch.COMMA)), count(chars.has(ch.SEPARATOR))
    many = np.maximum(1.0, words)
    last = _last_bits(chars.bits, starts, stops)
    first = chars.bits[starts]
    final = ((last & ch.TERMINAL) != 0).astype(np.float32)
    main = _main_script(chars, words, starts, stops)
    prose = (words >= 12) & ((final > 0) | (words >= 25)) | (words >= 40)
    columns: dict[str, Column] = {
        "words": words,
        "size": size,
        "word_length": letters / many,
        "final": final,
        "colon": ((last & ch.COLON) != 0).astype(np.float32),
        "comma_last": ((last & ch.COMMA) != 0).astype(np.float32),
        "enders": enders,
        "enders_per_word": enders / many,
        "commas_per_word": commas / many,
        "separators": separators,
        "separators_per_word": separators / many,
        "quotes": count(chars.has(ch.QUOTE)),
        "upper_first": ((first & ch.UPPER) != 0).astype(np.float32),
        "lower_first": ((first & ch.LOWER) != 0).astype(np.float32),
        "digit_first": ((first & ch.DIGIT) != 0).astype(np.float32),
        "mark_first": ((first & (ch.MARK | ch.SEPARATOR)) != 0).astype(np.float32),
        "quote_first": ((first & ch.QUOTE) != 0).astype(np.float32),
        "digit_share": digits / size,
        "upper_share": upper / np.maximum(1.0, letters),
        "lower_share": lower / size,
        "titled_share": count(begins & chars.has(ch.UPPER)) / many,
        "own_script": count(chars.script == main) / np.maximum(1.0, letters),
        "prose": prose.astype(np.float32),
    }
    return columns, words, prose


def _last_bits(bits: ch.Bits, starts: ch.Counts, stops: ch.Counts) -> ch.Bits:
    """Return the class bits of the last character of each line, looking past closing quotes and brackets."""
    place = stops - 1
    for _ in range(3):
        closing = ((bits[place] & (ch.CLOSER | ch.SPACE)) != 0) & (place > starts)
        place = np.where(closing, place - 1, place)
    return np.asarray(bits[place], np.uint16)


def _main_script(chars: ch.Characters, words: Column, starts: ch.Counts, stops: ch.Counts) -> int:
    """Return the script that most letters of the long lines are in."""
    if not len(words):
        return 0
    longest = np.argsort(words)[-8:]
    scripts = np.concatenate([chars.script[starts[i] : stops[i]] for i in longest])
    scripts = scripts[scripts > 0]
    return int(np.bincount(scripts).argmax()) if len(scripts) else 0


def _cue_columns(cues: Sequence[Cue]) -> dict[str, Column]:
    covers = np.array([c.covers for c in cues], np.float32).reshape(len(cues), len(CLASSES))
    table = {f"cue_{name}": covers[:, k] for k, name in enumerate(CLASSES)}
    table["cue"] = np.array([c.total for c in cues], np.float32)
    table["cue_leads"] = np.array([CLASSES.index(c.leads) if c.leads else -1 for c in cues], np.float32)
    table["cue_ends"] = np.array([c.ends is not None for c in cues], np.float32)
    return table


def _surface(lines: Sequence[str], dateish: npt.NDArray[np.bool_]) -> dict[str, Column]:
    short = [x[:240] for x in lines]
    return {
        "dateish": dateish.astype(np.float32),
        "address": np.array([_points(x) and bool(_ADDRESS.search(x)) for x in short], np.float32),
        "clock_first": np.array([bool(_CLOCK_FIRST.match(x)) for x in short], np.float32),
        "list_first": np.array([bool(_LIST_FIRST.match(x)) for x in short], np.float32),
    }


def _points(line: str) -> bool:
    """Tell whether a line holds a mark without which it holds no address."""
    return "." in line or "@" in line or "://" in line


def _repeats(
    folded: Sequence[str], tokens: Sequence[frozenset[str]], prose: npt.NDArray[np.bool_]
) -> dict[str, Column]:
    """Return how a line repeats others, echoes the first line, and shares words with the prose."""
    times = Counter(folded)
    seen: Counter[str] = Counter()
    order = []
    for line in folded:
        order.append(seen[line])
        seen[line] += 1
    flags = prose.tolist()
    heart = Counter(w for own, is_prose in zip(tokens, flags, strict=True) if is_prose for w in own)
    once, twice = heart.keys(), {w for w, n in heart.items() if n > 1}
    share = [
        len(own & (twice if is_prose else once)) / max(1, len(own))
        for own, is_prose in zip(tokens, flags, strict=True)
    ]
    first = tokens[0] if tokens else frozenset()
    shared = [len(t & first) for t in tokens]
    echo = [both / max(1, len(t) + len(first) - both) for t, both in zip(tokens, shared, strict=True)]
    return {
        "times": np.array([min(times[x], 9) for x in folded], np.float32),
        "seen": np.array([min(x, 9) for x in order], np.float32),
        "topical": np.array(share, np.float32),
        "echo": np.array(echo, np.float32),
        "echo_near": _nearest(np.array(echo, np.float32)),
    }


def _nearest(echo: Column) -> Column:
    """Return for every line how far above it the last line that echoes the first line stands (99: none)."""
    index = np.arange(len(echo), dtype=np.float32)
    marks = np.where((echo >= 0.6) & (index > 0), index, -1.0)
    last = np.maximum.accumulate(marks) if len(echo) else marks
    return np.asarray(np.where(last >= 0, np.minimum(index - last, 98), 99), np.float32)


def _likeness(lines: Sequence[str], folded: Sequence[str], words: Column, final: Column) -> dict[str, Column]:
    """Return how alike a line is to those beside it, as the items of a list are, and how often its pattern recurs."""
    patterns = [_DIGITS.sub("0", x[:200]) for x in folded]
    times = Counter(patterns)
    heads = [x[:1] + str(len(x.split(" ", 1)[0])) for x in lines]
    length = np.log1p(words)
    n = len(lines)
    same_head = np.array([False, *map(eq, heads, heads[1:])][:n], np.float32)
    like = (np.abs(length - shifted(length, -1, -9.0)) < 0.45) & (final == shifted(final, -1, -9.0))
    index = np.arange(n, dtype=np.float32)
    like[:1] = False
    run = index - np.maximum.accumulate(np.where(like, 0, index)) if n else index
    after = np.append(like[1:], False)[::-1]
    behind = (index - np.maximum.accumulate(np.where(after, 0, index)))[::-1] if n else index
    return {
        "pattern_times": np.array([min(times[p], 20) for p in patterns], np.float32),
        "same_head": same_head,
        "same_head_next": shifted(same_head, 1),
        "alike_above": np.minimum(run, 30),
        "alike_below": np.minimum(behind, 30),
    }


_DISTANT = ("related", "comments", "subscribe", "copyright", "tags", "share", "author_label", "cookie")


def _distances(cues: Sequence[Cue], dateish: npt.NDArray[np.bool_], words: Column) -> dict[str, Column]:
    """Return how many lines above and below stands a short line of each telling class of furniture, or a date."""
    names = (*_DISTANT, "date")
    marks = np.zeros((len(names), len(words)), np.bool_)
    for i, cue in enumerate(cues):
        if cue.leads in _DISTANT and words[i] <= 8:
            marks[_DISTANT.index(cue.leads), i] = True
    marks[-1] = dateish & (words <= 12)
    since, until = gap(marks), gap(marks[:, ::-1])[:, ::-1]
    table = {}
    for k, name in enumerate(names):
        table[f"since_{name}"], table[f"until_{name}"] = since[k], until[k]
    return table
