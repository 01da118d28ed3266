"""Text -> word pieces with surface features, cut into windows that one encoder pass can read.

The encoder's vocabulary is lower case and knows no lines and no quotations; what it cannot see (case, quotation,
place in the line) travels beside each piece as one feature number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.models.quotes import Quotation, quotations

CASES, QUOTES, PLACES = 6, 6, 4
FEATURES = CASES * QUOTES * PLACES
CLS, SEP = 101, 102
_BREAKS = "\n\r\u2028\u2029\x0b\x0c\x85"
_LINE_TABLE = str.maketrans(dict.fromkeys(_BREAKS, "\n"))


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The word pieces of one text: arrays of one length, offsets in code points of that text.

    `first` marks the first piece of each word (labels stand there), `line` numbers the lines that hold pieces,
    `feature` is case, quotation and place folded into one number below FEATURES.
    """

    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    first: NDArray[np.bool_]
    line: NDArray[np.int32]
    feature: NDArray[np.int32]
    quotations: tuple[Quotation, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [left, right) go through the encoder together; results are kept for [core, right)."""

    left: int
    core: int
    right: int


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut `text` into word pieces with features; characters that the vocabulary drops belong to no piece."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    count = len(encoding.ids)
    ids = np.fromiter(encoding.ids, np.int32, count)
    offsets = np.array(encoding.offsets, np.int32).reshape(count, 2)
    words = np.fromiter((-1 if w is None else w for w in encoding.word_ids), np.int32, count)
    first = np.ones(count, np.bool_)
    first[1:] = words[1:] != words[:-1]
    breaks = np.zeros(len(text) + 1, np.int32)
    flat = text.translate(_LINE_TABLE)
    at = flat.find("\n")
    while at >= 0:
        breaks[at + 1] = 1
        at = flat.find("\n", at + 1)
    raw_line = np.cumsum(breaks)[offsets[:, 0]] if count else np.zeros(0, np.int64)
    new_line = np.ones(count, np.bool_)
    new_line[1:] = raw_line[1:] != raw_line[:-1]
    line = (np.cumsum(new_line) - 1).astype(np.int32)
    quoted = tuple(quotations(text))
    feature = _case(text, offsets, first) * (QUOTES * PLACES) + _quote(quoted, offsets) * PLACES
    feature += new_line + 2 * (line == 0)
    return Pieces(
        ids=ids,
        start=offsets[:, 0].copy(),
        stop=offsets[:, 1].copy(),
        first=first,
        line=line,
        feature=feature.astype(np.int32),
        quotations=quoted,
    )


def _case(text: str, offsets: NDArray[np.int32], first: NDArray[np.bool_]) -> NDArray[np.int32]:
    """0 lower, 1 capital first, 2 all capitals, 3 capital inside, 4 digit, 5 mark; later pieces take their word's."""
    out = np.zeros(len(offsets), np.int32)
    bounds = np.flatnonzero(first).tolist()
    bounds.append(len(offsets))
    for a, b in pairwise(bounds):
        word = text[offsets[a, 0] : offsets[b - 1, 1]]
        if word.islower():
            continue
        if word.isupper():
            kind = 2 if len(word) > 1 else 1
        elif word[:1].isupper():
            kind = 1 if word[1:].islower() else 3
        elif word.isalpha():
            kind = 3 if word != word.lower() else 0
        else:
            kind = 4 if any(c.isdigit() for c in word) else 5
        out[a:b] = kind
    return out


def _quote(quoted: tuple[Quotation, ...], offsets: NDArray[np.int32]) -> NDArray[np.int32]:
    """0 outside, 1 opening mark, 2 inside, 3 closing mark, 4 inside an unclosed quotation, 5 inside single marks."""
    out = np.zeros(len(offsets), np.int32)
    starts = offsets[:, 0]
    for q in sorted(quoted, key=lambda q: q.kind == "double"):
        a, b, c, d = np.searchsorted(starts, (q.start, q.inner_start, q.inner_stop, q.stop))
        if q.kind == "single":
            out[a:d] = 5
        elif q.closed:
            out[a:b], out[b:c], out[c:d] = 1, 2, 3
        else:
            out[a:d] = np.where(out[a:d] == 5, 5, 4)
    return out


def blocks_of(text: str, limit: int) -> list[tuple[int, str]]:
    """Cut a text into blocks of at most `limit` characters with their offsets: after a line break or else a space."""
    out = []
    start = 0
    while len(text) - start > limit:
        cut = max(text.rfind("\n", start, start + limit), text.rfind("\r", start, start + limit)) + 1
        if cut <= start:
            cut = text.rfind(" ", start, start + limit) + 1
        if cut <= start:
            cut = start + limit
        out.append((start, text[start:cut]))
        start = cut
    return [*out, (start, text[start:])]


def windows_of(pieces: Pieces, ids_of_ends: frozenset[int], size: int, context: int) -> list[Window]:
    """Pack whole lines (or whole sentences of a long line) into windows of at most `size` pieces.

    Every window but the first re-reads up to `context` pieces before its core, from a line or sentence start.
    """
    cuts = _cuts(pieces, ids_of_ends, size - context)
    out: list[Window] = []
    core = 0
    while core < len(pieces):
        behind = cuts[bisect_left(cuts, core - context)] if core else 0
        left = min(behind, core)
        room = left + size
        last = cuts[bisect_right(cuts, room) - 1]
        right = last if last > core else min(room, len(pieces))
        out.append(Window(left, core, right))
        core = right
    return out


def _cuts(pieces: Pieces, ends: frozenset[int], limit: int) -> list[int]:
    """Places where a window may begin: line starts; in lines above `limit` / 2 also sentence starts."""
    count = len(pieces)
    lines = [0, *(np.flatnonzero(np.diff(pieces.line)) + 1).tolist(), count] if count else [0]
    out: list[int] = []
    for a, b in pairwise(lines):
        out.append(a)
        if b - a > limit // 2:
            stops = np.isin(pieces.ids[a : b - 1], list(ends)) & pieces.first[a + 1 : b]
            for k in (np.flatnonzero(stops) + a + 1).tolist():
                # a closing mark belongs to the sentence before it
                quote = pieces.feature[k] // PLACES % QUOTES
                at = k + 1 if quote == 3 else k
                if out[-1] + 8 <= at < b:
                    out.append(at)
    out.append(count)
    return out
