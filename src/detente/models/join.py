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

LINKS, LINK_WIDTH, BUCKETS, LAYOUTS = 4, 48, 24, 72
"""Link types: content -> source, content -> cue, content -> earlier content fragment, cue -> source."""
LINK_ROLES = ((CONTENT, SOURCE), (CONTENT, CUE), (CONTENT, CONTENT), (CUE, SOURCE))
FACTS = 16
_EDGES = np.array((1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144))
_REACH = 300
_FEW = 8
"""Answers of each kind that a fragment weighs against one another."""
_NOTHING = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Joined:
    """One attribution in pieces: spans by role, and the facts that its confidence is read from (FACTS numbers)."""

    source: Found | None
    cue: Found | None
    content: tuple[Found, ...]
    facts: tuple[float, ...]


Bounds = NDArray[np.int64]
"""Spans of one role in text order, as rows of (start, stop) in pieces."""


def places(
    asking: Bounds, answers: Bounds, contents: Bounds, line: NDArray[np.int32]
) -> tuple[Bounds, Bounds, Bounds]:
    """Where each answer stands, seen from each asking span: three tables [asking, answer].

    The gap in pieces; its bucket (below BUCKETS, earlier answers first); and the layout (below LAYOUTS): same line,
    next line or further, before or after, with how many other answers and how many content fragments in between.
    """
    a, b = asking[:, None, :], answers[None, :, :]
    after = b[..., 0] >= a[..., 1]
    gap = np.where(after, b[..., 0] - a[..., 1], a[..., 0] - b[..., 1])
    bucket = np.searchsorted(_EDGES, gap, side="right") + 12 * after
    steps = np.minimum(np.abs(line[b[..., 0]] - line[a[..., 0]]), 2)
    low, high = np.where(after, a[..., 1], b[..., 1]), np.where(after, b[..., 0], a[..., 0])
    others = np.searchsorted(answers[:, 0], high) - np.searchsorted(answers[:, 0], low)
    fragments = np.searchsorted(contents[:, 0], high) - np.searchsorted(contents[:, 0], low)
    layout = (steps + 3 * after) * 12 + np.clip(others, 0, 3) * 3 + np.clip(fragments, 0, 2)
    return gap, bucket, layout


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is known of links before any word is read; one row a link type.

    `scale` weighs the dot product, `nothing` is added to the score of "nothing", `near` and `layout` go by place.
    """

    scale: Floats
    nothing: Floats
    near: Floats
    layout: Floats


class Links:
    """Log probabilities of the links among the spans of one text; the last column is "nothing"."""

    def __init__(
        self, found: list[Found], line: NDArray[np.int32], vectors: tuple[Floats, Floats, Floats], prior: Prior
    ) -> None:
        self.spans = [[f for f in found if f.role == role] for role in (SOURCE, CUE, CONTENT)]
        self.tables: list[Floats] = []
        bounds = [np.array([(f.start, f.stop) for f in spans], np.int64).reshape(-1, 2) for spans in self.spans]
        for link in range(LINKS):
            score, nothing, gap, bucket, layout = asked(link, bounds, line, vectors)
            score = score * prior.scale[link] + prior.near[link][bucket] + prior.layout[link][layout]
            nothing = nothing * prior.scale[link] + prior.nothing[link]
            full = np.concatenate([np.where(open_to(link, gap), score, _NOTHING), nothing[:, None]], axis=1)
            self.tables.append(log_softmax(full.astype(np.float32)) if len(full) else full.astype(np.float32))


def asked(
    link: int, bounds: list[Bounds], line: NDArray[np.int32], vectors: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Bounds, Bounds, Bounds]:
    """Dot products of one link type, the score of "nothing", and the places of the answers (see `places`)."""
    asker, answer = LINK_ROLES[link]
    part = slice(link * LINK_WIDTH, (link + 1) * LINK_WIDTH)
    query, key, null = vectors
    score = _means(query[:, part], bounds[asker]) @ _means(key[:, part], bounds[answer]).T
    nothing = _means(null[:, link : link + 1], bounds[asker])[:, 0]
    where = places(bounds[asker], bounds[answer], bounds[CONTENT], line)
    return score / np.float32(np.sqrt(LINK_WIDTH)), nothing, *where


def open_to(link: int, gap: Bounds) -> NDArray[np.bool_]:
    """Which answers may be given at all: within reach, and among fragments only an earlier one."""
    near = gap <= _REACH
    return near & np.tri(len(gap), k=-1, dtype=np.bool_) if link == 2 else near


def _means(rows: Floats, bounds: Bounds) -> Floats:
    if not len(bounds):
        return np.zeros((0, rows.shape[1]), np.float32)
    padded = np.concatenate([rows, np.zeros((1, rows.shape[1]), np.float32)])  # a span may end with the text
    sums = np.add.reduceat(padded, bounds.ravel(), axis=0)[::2]
    out: Floats = (sums / (bounds[:, 1:] - bounds[:, :1])).astype(np.float32)
    return out


def attributions_of(pieces: Pieces, links: Links, lines: int) -> list[Joined]:
    """Group content fragments and give each group its cue and its source, in the order of their first fragment.

    Fragments of one attribution stand at most `lines` lines apart, unless a quotation re-opens from line to line.
    """
    contents = links.spans[CONTENT]
    out = []
    for members in _groups(pieces, contents, _best_cues(links), links, lines):
        cues, sources, total = _choice(links, members)
        u, s = np.unravel_index(int(total.argmax()), total.shape)
        cue = links.spans[CUE][cues[u]] if cues[u] < len(links.spans[CUE]) else None
        source = links.spans[SOURCE][sources[s]] if sources[s] < len(links.spans[SOURCE]) else None
        chance = np.exp(log_softmax(total.reshape(1, -1)).reshape(total.shape))
        parts = tuple(contents[m] for m in members)
        facts = _facts(pieces, parts, source, cue, float(chance[:, s].sum()), float(chance[u].sum()))
        out.append(Joined(source, cue, parts, facts))
    return out


def _choice(links: Links, members: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Score the likely cues and sources of a group together, since the cue has a say in the source.

    Gives cue numbers, source numbers (the last of each is "none") and the table [cue, source] of log chances.
    """
    said, none = links.tables[3], len(links.spans[CUE])
    cues, sources = _likely(links.tables[1][members]), _likely(links.tables[0][members])
    table = np.full((len(cues), len(sources)), -np.log(2.0), np.float32)
    table[cues < none] = said[np.ix_(cues[cues < none], sources)]
    table += links.tables[1][members][:, cues].sum(axis=0)[:, None]
    table += links.tables[0][members][:, sources].sum(axis=0)
    return cues, sources, table


def _likely(rows: Floats) -> NDArray[np.int64]:
    """The best few answers of each row, and "nothing" always."""
    top = np.argsort(-rows[:, :-1], axis=1, kind="stable")[:, :_FEW]
    return np.append(np.unique(top), rows.shape[1] - 1)


def _best_cues(links: Links) -> list[int | None]:
    """The cue of every content fragment, taken alone: its best pair of cue and source (see `_choice`)."""
    cued, sourced, said = links.tables[1], links.tables[0], links.tables[3]
    none = len(links.spans[CUE])
    if not len(cued):
        return []
    cues, sources = _best_few(cued), _best_few(sourced)
    count = np.arange(len(cued))[:, None]
    lone = np.full((1, said.shape[1]), -np.log(2.0), np.float32)
    table = np.concatenate([said, lone])[cues[:, :, None], sources[:, None, :]]
    table = table + cued[count, cues][:, :, None] + sourced[count, sources][:, None, :]
    best = cues[count[:, 0], table.max(axis=2).argmax(axis=1)]
    return [None if u == none else u for u in best.tolist()]


def _best_few(rows: Floats) -> NDArray[np.int64]:
    """The best few answers of each row in the order of their numbers, "nothing" last."""
    answers = rows.shape[1] - 1
    top = np.sort(np.argsort(-rows[:, :-1], axis=1, kind="stable")[:, :_FEW], axis=1)
    return np.concatenate([top, np.full((len(rows), 1), answers, np.int64)], axis=1)


def _groups(
    pieces: Pieces, contents: list[Found], cues: list[int | None], links: Links, lines: int
) -> list[list[int]]:
    """Fragments of one cue are one attribution; one without a cue goes with the earlier one that it asks for."""
    broken = {q.stop for q in pieces.quotations if q.closed and q.inner_stop == q.stop}
    out: list[list[int]] = []
    group: list[int] = []
    of_cue: dict[int, int] = {}
    for i, cue in enumerate(cues):
        j = int(links.tables[2][i].argmax())
        wanted = of_cue.get(cue) if cue is not None else group[j] if j < i else None
        if i and int(pieces.stop[contents[i - 1].stop - 1]) in broken and _apart(pieces, contents, i - 1, i) == 1:
            wanted = group[i - 1]
        elif wanted is not None and _apart(pieces, contents, out[wanted][-1], i) > lines:
            wanted = None
        if wanted is None:
            wanted = len(out)
            out.append([])
        if cue is not None:
            of_cue[cue] = wanted
        group.append(wanted)
        out[wanted].append(i)
    return out


def _apart(pieces: Pieces, contents: list[Found], i: int, j: int) -> int:
    return int(pieces.line[contents[j].start] - pieces.line[contents[i].stop - 1])


def _facts(
    pieces: Pieces, parts: tuple[Found, ...], source: Found | None, cue: Found | None, certain: float, cued: float
) -> tuple[float, ...]:
    size = sum(f.stop - f.start for f in parts)
    quote = np.concatenate([pieces.feature[f.start : f.stop] // PLACES % QUOTES for f in parts])
    quoted = float(((quote >= 1) & (quote <= 3)).mean())  # marks and what stands between them
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
