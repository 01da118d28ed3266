"""Lines of HTML become the stretch of a page that a fast reading looks at: its running text and what stands near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.articles.windows import best_run

OUTSIDE = "far from the running text; a fast reading looks no further"
_MARGIN = 32  # lines looked at above and below the run of paragraphs
_LONG, _LONGEST = 70, 360  # characters from which a line counts as a paragraph, and up to which length adds weight
_GAP = 6.0  # what a line between paragraphs costs, in characters
_ENDS = tuple('.!?…。！？؟։۔।"”»')


def stretch(lines: Sequence[str], linked: Sequence[float]) -> range:
    """Return the places of the lines around the best run of unlinked paragraphs; all of them where there is none."""
    sizes = np.fromiter(map(len, lines), np.float64, len(lines))
    worth = np.where(sizes >= _LONG, np.minimum(sizes, _LONGEST), -_GAP)
    for i in np.flatnonzero(sizes >= _LONG).tolist():
        if linked[i] >= 0.5 or (sizes[i] < 2 * _LONG and not lines[i].endswith(_ENDS)):
            worth[i] = -_GAP
    start, stop = best_run(worth)
    if stop - start == 1 and worth[start] < 0:
        return range(len(lines))
    return range(max(0, start - _MARGIN), min(len(lines), stop + _MARGIN))
