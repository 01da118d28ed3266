"""Blocks of HTML and the extractors' votes become features: what the mark-up adds to the shape of the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.articles.classwords import ARTICLE_BODY, ELEMENTS, HIDDEN, WORDS
from detente.articles.flatten import Block
from detente.articles.shapes import Shapes
from detente.articles.votes import VOTERS, line_keys, vote_of
from detente.articles.windows import Column, best_run, shifted, spread

_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "td",
    "a",
    "figcaption",
    "blockquote",
    "br",
    "section",
    "body",
)


def mark_columns(
    title: bool, blocks: Sequence[Block], shapes: Shapes, taken: Mapping[str, str], voters: Sequence[str] = VOTERS
) -> dict[str, Column]:
    """Return the columns that the mark-up adds, one row per line.

    `title` tells whether the first line is the page's `<title>`, which stands in no block. `taken` is the text
    of every voter; `voters` are those the model knows.
    """
    rows: list[Block | None] = [None, *blocks] if title else list(blocks)
    lines = len(rows)
    table: dict[str, Column] = {}
    _elements(rows, table)
    _family(rows, shapes, table)
    texts = ["" if b is None else b.text for b in rows]
    keys = line_keys(texts) if any(taken.get(name) for name in voters) else None
    total = np.zeros(lines, np.float32)
    for name in voters:
        votes = vote_of(texts, taken.get(name, ""), keys)
        total += votes
        table[f"vote_{name}"] = votes
        for by in (-2, -1, 1, 2):
            table[f"vote_{name}{by:+d}"] = shifted(votes, by, -1.0)
        table[f"vote_{name}_around"] = spread(votes, 4, 4)
        table[f"vote_{name}_any"] = np.full(lines, float(votes.sum()), np.float32)
    table["votes"] = total
    table["votes_before"] = _before(total)
    table["votes_after"] = _before(total[::-1])[::-1]
    start, stop = best_run((total - 0.5 * max(1.0, float(total.max(initial=0)))).astype(np.float64))
    index = np.arange(lines, dtype=np.float32)
    table["vote_run"] = ((index >= start) & (index < stop)).astype(np.float32)
    table["vote_start"] = np.clip(index - start, -30, 30)
    table["vote_stop"] = np.clip(index - stop, -30, 30)
    return table


def _before(column: Column) -> Column:
    total = np.cumsum(column)
    return np.asarray((total - column) / max(1e-6, float(total[-1]) if len(total) else 1.0), np.float32)


def _elements(rows: Sequence[Block | None], table: dict[str, Column]) -> None:
    elements = np.array([b.elements if b else 0 for b in rows], np.int64)
    words = np.array([b.words if b else 0 for b in rows], np.int64)
    near = np.array([b.near if b else 0 for b in rows], np.int64)
    for k, name in enumerate(ELEMENTS):
        table[f"in_{name}"] = ((elements >> k) & 1).astype(np.float32)
    table["hidden"] = ((elements & HIDDEN) > 0).astype(np.float32)
    table["article_body"] = ((elements & ARTICLE_BODY) > 0).astype(np.float32)
    for k, name in enumerate(WORDS):
        table[f"word_{name}"] = ((words >> k) & 1).astype(np.float32) + ((near >> k) & 1).astype(np.float32)
    tags = np.array([_TAGS.index(b.tag) if b and b.tag in _TAGS else -1 for b in rows], np.float32)
    table["tag"] = tags
    linked = np.array([b.linked if b else 0.0 for b in rows], np.float32)
    table["linked"] = linked
    table["depth"] = np.array([min(b.depth, 60) if b else 0 for b in rows], np.float32)
    for by in (-2, -1, 1, 2):
        table[f"tag{by:+d}"] = shifted(tags, by, -2.0)
        table[f"linked{by:+d}"] = shifted(linked, by, -1.0)
    table["linked_around"] = spread(linked, 5, 5)


def _family(rows: Sequence[Block | None], shapes: Shapes, table: dict[str, Column]) -> None:
    """Add how much of the page's prose stands in the same parent, grandparent and class of block."""
    prose = np.minimum(shapes.words, 80) * shapes.prose
    mass = max(1.0, float(prose.sum()))
    for name, keys in (
        ("parent", [b.parent if b else -1 for b in rows]),
        ("grand", [b.grand if b else -1 for b in rows]),
        ("signature", [b.signature if b else "" for b in rows]),
        ("branch", [(b.parent, b.signature) if b else "" for b in rows]),
    ):
        number: dict[object, int] = {}
        places = np.array([number.setdefault(key, len(number)) for key in keys], np.int64)
        held = np.bincount(places, prose)
        many = np.bincount(places)
        good = np.bincount(places, shapes.prose)
        top = float(held.max(initial=0.0)) or 1.0
        table[f"{name}_mass"] = (held / mass)[places].astype(np.float32)
        table[f"{name}_top"] = (held / top)[places].astype(np.float32)
        table[f"{name}_lines"] = np.minimum(many, 200)[places].astype(np.float32)
        table[f"{name}_prose"] = (good / np.maximum(1, many))[places].astype(np.float32)
    parents = np.array([b.parent if b else -1 for b in rows], np.float32)
    table["same_parent-1"] = (parents == shifted(parents, -1, -9)).astype(np.float32)
    table["same_parent+1"] = (parents == shifted(parents, 1, -9)).astype(np.float32)
