"""Spans and link vectors of a text -> attributions: which source and cue go with which content fragments.

A content fragment asks for its source, its cue and its earlier fragment, and a cue asks for its source, each by a
learnt dot product with a table for distance; "nothing" is always one of the answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.decode import CONTENT, CUE, SOURCE, Floats, Found, log_softmax
from detente.models.windows import PLACES, QUOTES, Pieces

LINKS, LINK_WIDTH, BUCKETS = 4, 48, 24
"""Link types: content -> source, content -> cue, content -> earlier content fragment, cue -> source."""
LINK_ROLES = ((CONTENT, SOURCE), (CONTENT, CUE), (CONTENT, CONTENT), (CUE, SOURCE))
FACTS = 16
_EDGES = np.array((1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144))
_REACH = 300
_NOTHING = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Joined:
    """One attribution in pieces: spans by role, and the facts that its confidence is read from (FACTS numbers)."""

    source: Found | None
    cue: Found | None
    content: tuple[Found, ...]
    facts: tuple[float, ...]


def bucket(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Fold the signed gap in pieces from one span to another into one of BUCKETS numbers."""
    after = b[0] >= a[1]
    gap = b[0] - a[1] if after else a[0] - b[1]
    return int(np.searchsorted(_EDGES, gap, side="right")) + (12 if after else 0)


class Links:
    """Log probabilities of the links among the spans of one text; the last column is "nothing"."""

    def __init__(self, found: list[Found], query: Floats, key: Floats, null: Floats, near: Floats) -> None:
        self.spans = [[f for f in found if f.role == role] for role in (SOURCE, CUE, CONTENT)]
        means = [[_means(v, spans) for spans in self.spans] for v in (query, key, null)]
        self.tables: list[Floats] = []
        for link, (asker, answer) in enumerate(LINK_ROLES):
            part = slice(link * LINK_WIDTH, (link + 1) * LINK_WIDTH)
            score = means[0][asker][:, part] @ means[1][answer][:, part].T / np.float32(np.sqrt(LINK_WIDTH))
            gap, after = _gaps(self.spans[asker], self.spans[answer])
            score = score + near[link][np.searchsorted(_EDGES, gap, side="right") + 12 * after]
            score = np.where(gap > _REACH, _NOTHING, score)
            if link == 2:
                score = np.where(np.tri(len(self.spans[asker]), k=-1, dtype=np.bool_), score, _NOTHING)
            full = np.concatenate([score, means[2][asker][:, link : link + 1]], axis=1).astype(np.float32)
            self.tables.append(log_softmax(full) if len(full) else full)


def _means(rows: Floats, spans: list[Found]) -> Floats:
    if not spans:
        return np.zeros((0, rows.shape[1]), np.float32)
    return np.stack([rows[f.start : f.stop].mean(axis=0) for f in spans])


def _gaps(left: list[Found], right: list[Found]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    a = np.array([(f.start, f.stop) for f in left], np.int64).reshape(-1, 2)
    b = np.array([(f.start, f.stop) for f in right], np.int64).reshape(-1, 2)
    after = b[None, :, 0] >= a[:, 1, None]
    return np.where(after, b[None, :, 0] - a[:, 1, None], a[:, 0, None] - b[None, :, 1]), after.astype(np.int64)


def attributions_of(pieces: Pieces, found: list[Found], links: Links) -> list[Joined]:
    """Group content fragments and give each group its cue and its source, in the order of their first fragment."""
    contents = links.spans[CONTENT]
    # cue and source are chosen together: the cue has a say in the source; rows: cue or none, columns: source or none
    said = np.concatenate([links.tables[3], np.full((1, links.tables[3].shape[1]), -np.log(2.0), np.float32)])
    both = [links.tables[1][i][:, None] + links.tables[0][i][None, :] + said for i in range(len(contents))]
    out = []
    for members in _groups([t.max(axis=1) for t in both], links.tables[2]):
        total = np.sum([both[m] for m in members], axis=0) - (len(members) - 1) * said
        u, s = np.unravel_index(int(total.argmax()), total.shape)
        cue = links.spans[CUE][u] if u < len(links.spans[CUE]) else None
        source = links.spans[SOURCE][s] if s < len(links.spans[SOURCE]) else None
        chance = np.exp(log_softmax(total.reshape(1, -1)).reshape(total.shape))
        parts = tuple(contents[m] for m in members)
        facts = _facts(pieces, parts, source, cue, float(chance[:, s].sum()), float(chance[u].sum()))
        out.append(Joined(source, cue, parts, facts))
    return out


def _groups(cues: list[Floats], earlier: Floats) -> list[list[int]]:
    """Fragments of one cue are one attribution; without a cue, a fragment goes with the earlier one that it asks for."""
    out: dict[tuple[int, int], list[int]] = {}
    group: list[tuple[int, int]] = []
    for i, scores in enumerate(cues):
        cue, none = int(scores.argmax()), len(scores) - 1
        j = int(earlier[i].argmax())
        mine = (cue, 0) if cue < none else group[j] if j < i else (none, i)
        group.append(mine)
        out.setdefault(mine, []).append(i)
    return list(out.values())


def _facts(
    pieces: Pieces, parts: tuple[Found, ...], source: Found | None, cue: Found | None, certain: float, cued: float
) -> tuple[float, ...]:
    size = sum(f.stop - f.start for f in parts)
    quote = np.concatenate([pieces.feature[f.start : f.stop] // PLACES % QUOTES for f in parts])
    quoted = float(np.isin(quote, (1, 2, 3)).mean())
    return (
        1.0,
        min(f.mean for f in parts),
        sum(f.mean * (f.stop - f.start) for f in parts) / size,
        min(f.edge for f in parts),
        sum(f.edge for f in parts) / len(parts),
        certain,
        cued,
        source.mean if source else 0.0,
        source.edge if source else 0.0,
        cue.mean if cue else 0.0,
        cue.edge if cue else 0.0,
        0.0 if source else 1.0,
        0.0 if cue else 1.0,
        quoted,
        float(np.log(size)),
        float(len(parts) > 1),
    )
