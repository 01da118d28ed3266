"""Extractors become voters: for every visible line, how much of it each extractor took for the article.

An extractor may reorder, glue or trim lines; a vote therefore asks how much of the line's letters stand, in
order, in the extractor's text, not whether the lines are equal.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

VOTERS = ("trafilatura", "resiliparse", "articleBody")
_LETTERS = re.compile(r"[\W_]+")
_PIECE = re.compile(r"(?<=[.!?…。؟։])\s+|\s*\n\s*")


def vote_of(lines: Sequence[str], taken: str, keys: Sequence[str] | None = None) -> npt.NDArray[np.float32]:
    """Return for every line the share of it that stands in `taken`, 0..1; `keys` are the lines' `line_keys`."""
    votes = np.zeros(len(lines), np.float32)
    if not taken.strip():
        return votes
    pieces = [_key(piece) for piece in taken.split("\n")]
    whole = frozenset(pieces)
    stream = "".join(pieces)
    for i, (line, key) in enumerate(zip(lines, keys if keys is not None else line_keys(lines), strict=True)):
        if not key:
            continue
        if key in whole:
            votes[i] = 1.0
        elif len(key) >= 25:
            votes[i] = 1.0 if key in stream else _partly(line, stream)
    return votes


def _partly(line: str, stream: str) -> float:
    """Return the share of a long line's sentences that stand in the stream."""
    pieces = _pieces(line)
    size = sum(map(len, pieces))
    return sum(len(p) for p in pieces if len(p) >= 8 and p in stream) / max(1, size)


@lru_cache(maxsize=4096)  # every voter asks for the same lines
def _pieces(line: str) -> tuple[str, ...]:
    """Return the keys of a line's sentences, or of six runs of its words where it is one sentence."""
    pieces = [k for piece in _PIECE.split(line) if (k := _key(piece))]
    if len(pieces) < 2:
        words = line.split()
        step = max(4, len(words) // 6)
        pieces = [_key(" ".join(words[k : k + step])) for k in range(0, len(words), step)]
    return tuple(pieces)


def line_keys(lines: Sequence[str]) -> list[str]:
    """Return the letters of every line in lower case, as the votes compare them."""
    return [_key(line) for line in lines]


def _key(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def by_trafilatura(source: str, tree: Any) -> str:
    """Return the main text by trafilatura, without comments and without its own second opinions."""
    import trafilatura

    del source
    return trafilatura.extract(tree, include_comments=False, with_metadata=False, fast=True) or ""


def by_resiliparse(source: str, tree: Any) -> str:
    """Return the main text by resiliparse, which parses the page itself and faster."""
    from resiliparse.extract.html2text import extract_plain_text

    del tree
    return str(extract_plain_text(source, main_content=True, alt_texts=False, links=False))


EXTRACTORS: Mapping[str, Callable[[str, Any], str]] = {
    "trafilatura": by_trafilatura,
    "resiliparse": by_resiliparse,
}


def hold_vote(source: str, tree: Any, names: Sequence[str]) -> dict[str, str]:
    """Return the text that each named extractor takes for the article; an extractor that fails takes nothing.

    `tree` is the page parsed by `flatten`; it is not changed. The extractors are other people's code on hostile
    input: whatever one raises costs its vote, not the page.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    taken = {}
    for name in names:
        try:
            taken[name] = EXTRACTORS[name](source, tree)
        except Exception:
            taken[name] = ""
    return taken
