"""Line features become the set of lines to keep, by the trained model or, without weights, by plain rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from detente.articles.again import judge
from detente.articles.cues import Cue
from detente.articles.dateline import read_dateline
from detente.articles.shapes import Shapes
from detente.articles.windows import best_run
from detente.models.lines import LineModels
from detente.types import Span


def keep_lines(
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    shapes: Shapes,
    models: LineModels | None,
    recurring: Sequence[float] = (),
) -> list[bool]:
    """Return for every line of a text page whether it is main text.

    A line that recurs on the outlet's other pages is not; the first line of prose always is, so that a page
    is never read as empty.
    """  # fmt: skip
    kept = judge("text", text, spans, cues, shapes.values, shapes.names, models) or _by_rule(shapes)
    kept = drop_recurring(kept, shapes, recurring)
    if not any(kept) and len(spans):
        kept[int(np.argmax(shapes.words))] = True
    for i, span in enumerate(spans[:4]):
        if not kept[i] and shapes.words[i] >= 12 and read_dateline(span.of(text)):
            kept[i] = True
    for i in _strays(text, spans, cues, shapes, kept):
        kept[i] = False
    return drop_copies(text, spans, shapes, kept)


_INITIALS = re.compile(r"^\W?[A-Z]{2,5}\s?/|/[a-z]{2,3}\b|\b[A-Z]{2,5}/[A-Za-z]{2}\b")


def _strays(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], shapes: Shapes, kept: Sequence[bool]
) -> Iterator[int]:
    """Yield kept lines that say themselves that they are not the story: desk trailers and pointers elsewhere."""
    body = [i for i, keep in enumerate(kept) if keep]
    for i in body[-1:]:
        trailer = cues[i].leads == "author_label" or _INITIALS.search(spans[i].of(text))
        if len(body) > 2 and trailer and shapes.words[i] <= 14:
            yield i
    for i in body[1:]:
        phrase = cues[i].phrase
        after = spans[i].of(text)[len(phrase) : len(phrase) + 1]
        if cues[i].leads == "related" and shapes.words[i] <= 16 and (phrase.endswith(":") or after == ":"):
            yield i


def _by_rule(shapes: Shapes) -> list[bool]:
    """Keep the best run of prose, and inside it what does not look like furniture."""
    words, final = shapes.words, shapes.column("final")
    cue, prose = shapes.column("cue"), shapes.prose
    good = np.minimum(words, 60) * (0.4 + 0.6 * final)
    start, stop = best_run(np.where(prose, good, -8.0).astype(np.float64))
    return [
        start <= i < stop and (bool(prose[i]) or (words[i] >= 3 and cue[i] < 0.3 and final[i] > 0))
        for i in range(len(words))
    ]


def drop_recurring(kept: Sequence[bool], shapes: Shapes, recurring: Sequence[float]) -> list[bool]:
    """Return the lines kept, without those that a fifth of the outlet's other pages show too."""
    if not recurring:
        return list(kept)
    return [
        keep and not (share >= 0.2 and not (shapes.words[i] >= 40 and share < 0.5))
        for i, (keep, share) in enumerate(zip(kept, recurring, strict=True))
    ]


_WHOLE = 300  # lines that may stand glued together in another; longer stories are not printed twice


def drop_copies(text: str, spans: Sequence[Span], shapes: Shapes, kept: Sequence[bool]) -> list[bool]:
    """Return the lines kept, without second printings of sentences that are kept elsewhere.

    A second printing is a line that was kept above already, or a long line that holds three kept lines whole.
    """
    seen: set[str] = set()
    result = []
    words = shapes.words.tolist()
    long = [s for s, keep, many in zip(spans, kept, words, strict=True) if keep and many >= 6]
    whole = [s.of(text) for s in long[:_WHOLE]]
    for span, keep, many in zip(spans, kept, words, strict=True):
        if not keep:
            result.append(False)
            continue
        line = span.of(text)
        glued = many >= 40 and sum(w in line for w in whole if w != line) >= 3
        result.append(not glued and not (line in seen and many >= 6))
        seen.add(line)
    return result
