"""Line features become the set of lines to keep, by the trained model or, without weights, by plain rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.articles.cues import Cue
from detente.articles.dateline import read_dateline
from detente.articles.shapes import Shapes, best_run
from detente.models.lines import LineModels
from detente.types import Span


def keep_lines(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], shapes: Shapes, models: LineModels | None,
    recurring: Sequence[float] = (),
) -> list[bool]:
    """Return for every line of a text page whether it is main text.

    A line that recurs on the outlet's other pages is not; the first line of prose always is, so that a page
    is never read as empty.
    """  # fmt: skip
    forest = models.forest("text", shapes.names) if models else None
    if forest is None:
        kept = list(_by_rule(shapes))
    else:
        kept = [bool(p >= forest.threshold) for p in forest(shapes.values)]
    kept = drop_recurring(kept, shapes, recurring)
    if not any(kept) and len(spans):
        kept[int(np.argmax(shapes.words))] = True
    for i, span in enumerate(spans[:4]):
        if not kept[i] and shapes.words[i] >= 12 and read_dateline(span.of(text)):
            kept[i] = True
    del cues
    return kept


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
