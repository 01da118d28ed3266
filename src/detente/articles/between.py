"""Lines judged once become stretches: what stands between the lines that are surely text, and how it hangs together.

A list that follows the last paragraph with no button between is of the story; one behind a row of buttons is not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.articles.shapes import Matrix
from detente.articles.windows import Column

Places = npt.NDArray[np.intp]

_SURE = 0.75  # chance from which the first look counts as sure
_FAR = 99.0  # where no sure line follows or goes before
_MEANS = ("cue", "final", "topical", "titled_share", "digit_share", "list_first", "dateish")


def between(
    chances: Column, odds: Column, places: Places, values: Matrix, names: tuple[str, ...]
) -> dict[str, Column]:
    """Return where each line left stands among the sure lines, and what the stretch around it is like.

    `chances` and `values` are of all lines of the page, `places` are those left, `odds` their log-odds.
    """
    cue = values[:, names.index("cue")] >= 0.5
    table = _distances(chances, places, cue)
    sure = chances[places] >= _SURE
    stretch = np.cumsum(np.diff(sure.astype(np.int64), prepend=int(sure[0])) != 0)
    length = np.log1p(values[places, names.index("words")]).astype(np.float64)
    size = np.bincount(stretch)
    first = np.flatnonzero(np.diff(stretch, prepend=-1))
    best = np.maximum.reduceat(odds, first)
    words = _mean(length, stretch)
    table["stretch_lines"] = size[stretch].astype(np.float64)
    table["stretch_judged"] = _mean(odds, stretch)
    table["stretch_best"], table["stretch_first"] = best[stretch], odds[first][stretch]
    table["stretch_place"] = (np.arange(len(places)) - first[stretch]).astype(np.float64)
    table["stretch_words"] = words
    table["stretch_evenness"] = np.sqrt(np.maximum(0.0, _mean(length * length, stretch) - words * words))
    for name in _MEANS:
        table[f"stretch_{name}"] = _mean(values[places, names.index(name)], stretch)
    final = values[places, names.index("final")]
    alike = np.zeros(len(places), np.bool_)
    alike[1:] = (np.abs(np.diff(length)) < 0.45) & (final[1:] == final[:-1])
    group = np.cumsum(~alike) - 1
    table["alike_lines"] = np.bincount(group)[group].astype(np.float64)
    table["alike_judged"] = _mean(odds, group)
    return table


def _distances(chances: Column, places: Places, cue: npt.NDArray[np.bool_]) -> dict[str, Column]:
    """Return how far the sure lines above and below stand, and how many lines left and lines of cues lie between."""
    lines = len(chances)
    index = np.arange(lines)
    sure = chances >= _SURE
    last = np.maximum.accumulate(np.where(sure, index, -1))
    above = np.concatenate([[-1], last[:-1]])[places]
    following = np.minimum.accumulate(np.where(sure, index, lines)[::-1])[::-1]
    below = np.concatenate([following[1:], [lines]])[places]
    left = np.zeros(lines, np.bool_)
    left[places] = True
    before = {"left": _before(left), "cues": _before(cue)}
    count = _before(sure)
    total = max(1, int(count[-1]))
    table: dict[str, Column] = {
        "sure_above": count[places] / total,
        "sure_below": (count[-1] - count[places + 1]) / total,
        "sure_lines": np.full(len(places), float(total)),
        "since_sure": np.minimum(places - above, 60).astype(np.float64),
        "until_sure": np.minimum(below - places, 60).astype(np.float64),
    }
    for name, seen in before.items():
        table[f"{name}_since_sure"] = np.where(above >= 0, seen[places] - seen[above + 1], _FAR)
        until = seen[np.minimum(below, lines - 1)] - seen[places + 1]
        table[f"{name}_until_sure"] = np.where(below < lines, until, _FAR)
    return table


def _before(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return how many marks stand before each row, and before the end."""
    return np.concatenate([[0], np.cumsum(marks)]).astype(np.int64)


def _mean(column: Column, group: npt.NDArray[np.int64]) -> Column:
    """Return the mean of the column over each row's group."""
    held = np.bincount(group, column) / np.maximum(1, np.bincount(group))
    return np.asarray(held[group], np.float64)
