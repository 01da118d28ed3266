"""Tag scores of a text's pieces -> spans by role.

One Viterbi pass a line over B/I tags, all lines side by side, under hard constraints from the quotations: what
stands inside one closed quotation gets one answer, so direct speech never loses half a quotation. Spans do not
cross lines, as in the annotation that the scores were learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.windows import Pieces

SOURCE, CUE, CONTENT = 0, 1, 2
TAGS = 7
"""O, then B and I of source, cue, content."""
_NEVER = np.float32(-1e4)
_STRICT = 3
"""From this many words on a closed quotation gets one answer."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one role in pieces [start, stop), with the mean log probability of its role over its words."""

    role: int
    start: int
    stop: int
    mean: float
    edge: float
    """Log probability that it begins at its first word and goes on no further than its last."""


def transitions() -> Floats:
    """Scores from tag to tag: I only after B or I of its own role."""
    table = np.zeros((TAGS, TAGS), np.float32)
    for role in (SOURCE, CUE, CONTENT):
        inside = 2 * role + 2
        table[:, inside] = _NEVER
        table[[inside - 1, inside], inside] = 0.0
    return table


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities along the last axis."""
    top = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return out


def spans_of(pieces: Pieces, scores: Floats, bias: Floats) -> list[Found]:
    """Decode the spans of a text from the tag scores of its pieces; `bias` is added to the scores of each tag."""
    words = np.flatnonzero(pieces.first)
    if not len(words):
        return []
    logp = log_softmax(scores[words])
    tags = _viterbi(logp + bias, pieces.line[words], _tied(pieces, words))
    return _collect(tags, logp, words, len(pieces), pieces.line[words])


def _tied(pieces: Pieces, words: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the words that must keep the answer of the word before: all of a closed quotation but its first mark."""
    tied = np.zeros(len(words), np.bool_)
    starts = pieces.start[words]
    for q in pieces.quotations:
        if q.kind == "double" and q.closed:
            a, b, c, d = np.searchsorted(starts, (q.start, q.inner_start, q.inner_stop, q.stop))
            if c - b >= _STRICT:
                tied[a + 1 : d] = True
    return tied


def _viterbi(scores: Floats, line: NDArray[np.int32], tied: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Best tag of every word, each line on its own; lines are sorted by length and stepped through together."""
    first = np.flatnonzero(np.diff(line, prepend=line[0] - 1))
    length = np.diff(first, append=len(line))
    order = np.argsort(-length, kind="stable")
    first, length = first[order], length[order]
    bound = np.full((TAGS, TAGS), _NEVER, np.float32)
    bound[0, 0] = 0.0
    for role in (SOURCE, CUE, CONTENT):
        bound[[2 * role + 1, 2 * role + 2], 2 * role + 2] = 0.0
    # one row a tag to come, one column a tag before, so that the best tag before is a search along the last axis
    tables = np.stack([transitions().T, bound.T])[tied.astype(np.int8)]
    begin = np.zeros(TAGS, np.float32)
    begin[2::2] = _NEVER
    best = np.zeros((len(scores), TAGS), np.int8)
    state = scores[first] + begin
    final = state.copy()
    for t, alive in enumerate(np.searchsorted(-length, -np.arange(1, length[0]), side="left").tolist(), 1):
        at = first[:alive] + t
        reach = tables[at] + state[:alive, None, :]
        best[at] = reach.argmax(axis=2)
        state = reach.max(axis=2) + scores[at]
        final[:alive] = state
    tags = np.zeros(len(scores), np.int64)
    last = final.argmax(axis=1)
    for f, n, end in zip(first.tolist(), length.tolist(), last.tolist(), strict=True):
        held = end
        for word in range(f + n - 1, f - 1, -1):
            tags[word] = held
            held = int(best[word, held])
    return tags


def _collect(
    tags: NDArray[np.int64], logp: Floats, words: NDArray[np.int64], count: int, line: NDArray[np.int32]
) -> list[Found]:
    """Runs of B I I ... as piece ranges with their scores."""
    out = []
    ends = np.append(words[1:], count)
    begins = np.flatnonzero(tags % 2 == 1)
    for a in begins.tolist():
        role = (int(tags[a]) - 1) // 2
        inside = 2 * role + 2
        b = a + 1
        while b < len(tags) and tags[b] == inside and line[b] == line[a]:
            b += 1
        both = np.logaddexp(logp[a:b, inside - 1], logp[a:b, inside])
        edge = float(logp[a, inside - 1])
        if b < len(tags) and line[b] == line[a]:
            edge += float(np.log1p(-min(np.exp(logp[b, inside]), 0.9999)))
        out.append(Found(role, int(words[a]), int(ends[b - 1]), float(both.mean()), edge))
    return out
