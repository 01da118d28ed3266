"""Blocks of HTML become the stretch of a page that a fast reading looks at: its running text and what stands near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.articles.flatten import Block
from detente.articles.windows import best_run

OUTSIDE = "far from the running text; a fast reading looks no further"
_MARGIN = 40  # lines looked at above and below the run of paragraphs
_LONG, _LONGEST = 70, 360  # characters from which a line counts as a paragraph, and up to which length adds weight
_GAP = 6.0  # what a line between paragraphs costs, in characters
_ENDS = tuple('.!?…。！？؟։۔।"”»')


def stretch(blocks: Sequence[Block]) -> range:
    """Return the places of the blocks around the best run of unlinked paragraphs; all of them where there is none."""
    worth = [
        float(min(len(b.text), _LONGEST))
        if len(b.text) >= _LONG and b.linked < 0.5 and (b.text.endswith(_ENDS) or len(b.text) >= 2 * _LONG)
        else -_GAP
        for b in blocks
    ]
    start, stop = best_run(np.array(worth, np.float64))
    if stop - start == 1 and worth[start] < 0:
        return range(len(blocks))
    return range(max(0, start - _MARGIN), min(len(blocks), stop + _MARGIN))
