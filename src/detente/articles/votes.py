"""Extractors become voters: for every visible line, how much of it each extractor took for the article.

An extractor may reorder, glue or trim lines; a vote therefore asks how much of the line's letters stand, in
order, in the extractor's text, not whether the lines are equal.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

VOTERS = ("trafilatura", "readability", "resiliparse", "articleBody")
_BREAKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "tr", "pre")
_LETTERS = re.compile(r"[\W_]+")
_PIECE = re.compile(r"(?<=[.!?…。؟։])\s+|\s*\n\s*")


def vote_of(lines: Sequence[str], taken: str) -> npt.NDArray[np.float32]:
    """Return for every line the share of it that stands in `taken`, 0..1."""
    votes = np.zeros(len(lines), np.float32)
    if not taken.strip():
        return votes
    whole = {key for piece in taken.split("\n") if (key := _key(piece))}
    stream = _key(taken)
    for i, line in enumerate(lines):
        key = _key(line)
        if not key:
            continue
        if key in whole:
            votes[i] = 1.0
        elif len(key) >= 25:
            votes[i] = 1.0 if key in stream else _partly(line, stream)
    return votes


def _partly(line: str, stream: str) -> float:
    """Return the share of a long line's sentences that stand in the stream."""
    pieces = [k for piece in _PIECE.split(line) if (k := _key(piece))]
    if len(pieces) < 2:
        words = line.split()
        step = max(4, len(words) // 6)
        pieces = [_key(" ".join(words[k : k + step])) for k in range(0, len(words), step)]
    size = sum(map(len, pieces))
    return sum(len(p) for p in pieces if len(p) >= 8 and p in stream) / max(1, size)


def _key(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def by_trafilatura(source: str) -> str:
    """Return the main text by trafilatura, without comments."""
    import trafilatura

    return trafilatura.extract(source, include_comments=False, with_metadata=False) or ""


def by_readability(source: str) -> str:
    """Return the main text by readability-lxml, one line per block."""
    from lxml import html as lxml_html
    from readability import Document

    summary = Document(source).summary(html_partial=True)
    if not summary.strip():
        return ""
    root: Any = lxml_html.fromstring(summary)
    for block in root.iter(
        "p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "tr", "pre"
    ):
        block.tail = "\n" + (block.tail or "")
        block.text = "\n" + (block.text or "")
    return str(root.text_content())


def by_resiliparse(source: str) -> str:
    """Return the main text by resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(source, main_content=True, alt_texts=False, links=False))


EXTRACTORS: Mapping[str, Callable[[str], str]] = {
    "trafilatura": by_trafilatura,
    "readability": by_readability,
    "resiliparse": by_resiliparse,
}


def hold_vote(source: str, names: Sequence[str]) -> dict[str, str]:
    """Return the text that each named extractor takes for the article; an extractor that fails takes nothing.

    The extractors are other people's code on hostile input: whatever one raises costs its vote, not the page.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    taken = {}
    for name in names:
        try:
            taken[name] = EXTRACTORS[name](source)
        except Exception:
            taken[name] = ""
    return taken
