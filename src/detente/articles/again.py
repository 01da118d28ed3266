"""Lines judged once become lines judged twice: the page without its sure furniture is measured and judged again.

With the menus, boxes and teasers gone, neighbours are neighbours of the text, and what the first look thought of
them is known: a list is seen whole, and so is the story that it ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.articles.between import between
from detente.articles.cues import Cue
from detente.articles.shapes import Matrix, measure
from detente.articles.windows import Column, shifted, spread
from detente.models.lines import LineModels
from detente.types import Span

AGAIN = "-again"  # what the name of the forest of the second look ends with
_GONE = 0.1  # chance of main text below which a line is furniture, and not looked at again
_REACHES = ((5, 0), (0, 5), (12, 0), (0, 12), (40, 40))
_SURE = 1e-4  # nearer to 0 or 1 no chance is believed


def judge(
    forest: str,
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    values: Matrix,
    names: tuple[str, ...],
    models: LineModels | None,
) -> list[bool] | None:
    """Return which lines the forest called `forest` keeps, None where it is not installed.

    `values` are the features of the lines, called `names`; those of their shape come first. Where there is a
    forest for a second look, it decides: what the first thought is among its features.
    """
    first = models.forest(forest, names) if models else None
    if first is None or models is None or not len(spans):
        return None if first is None else []
    chances = first(values)
    if forest + AGAIN not in models.forests:
        return [bool(p >= first.threshold) for p in chances]
    places, left, columns = measure_again(text, spans, cues, chances, values, names)
    second = models.forest(forest + AGAIN, columns)
    assert second is not None
    kept = np.zeros(len(spans), np.bool_)
    kept[places] = second(left) >= second.threshold
    return [bool(k) for k in kept]


def measure_again(
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    chances: Column,
    values: Matrix,
    names: tuple[str, ...],
) -> tuple[npt.NDArray[np.intp], Matrix, tuple[str, ...]]:
    """Return the places of the lines that are looked at again, their features, and the names of these.

    The features are what the mark-up said of a line, the shape of what is left of the page, what the first look
    thought of the line and of those around it, and how it stands to the lines that are surely text.
    """
    places = np.flatnonzero(chances >= _GONE)
    if not len(places):
        places = np.array([int(np.argmax(chances))])
    left = places.tolist()
    shapes = measure(text, [spans[i] for i in left], [cues[i] for i in left])
    marks = len(shapes.names)
    table = _judged(chances, places)
    table.update(between(chances, table["judged"], places, values, names))
    found = np.concatenate([values[places][:, marks:], shapes.values, np.stack(list(table.values()), axis=1)], axis=1)
    return places, found.astype(np.float32), (*names[marks:], *shapes.names, *table)


def log_odds(chances: Column) -> Column:
    """Return the log-odds of chances."""
    bounded = np.clip(np.asarray(chances, np.float64), _SURE, 1 - _SURE)
    return np.asarray(np.log(bounded / (1 - bounded)), np.float32)


def _judged(chances: Column, places: npt.NDArray[np.intp]) -> dict[str, Column]:
    """Return what the first look thought of the lines left, of their neighbours, and of the page."""
    odds, left, lines = log_odds(chances[places]), np.asarray(chances[places], np.float64), len(places)
    table: dict[str, Column] = {"judged": odds}
    for by in (-3, -2, -1, 1, 2, 3):
        table[f"judged{by:+d}"] = shifted(odds, by, -9.0)
    for back, ahead in _REACHES:
        table[f"judged_{back}_{ahead}"] = spread(left, back, ahead)
    total = float(left.sum())
    unsure = float(((left > 0.2) & (left < 0.7)).sum())
    whole = {"mean": total / lines, "sum": total, "unsure": unsure / max(1.0, total),
             "spread": float((left * (1 - left)).sum()) / max(1.0, total)}  # fmt: skip
    table.update({f"judged_{name}": np.full(lines, value) for name, value in whole.items()})
    table["judged_before"] = np.cumsum(left) / max(1e-6, total)
    table["judged_rank"] = np.searchsorted(np.sort(left), left) / lines
    gone = np.diff(places, prepend=-1).astype(np.float64)
    table["whole_place"] = places / len(chances)
    table["gone_above"], table["gone_below"] = gone, np.append(gone[1:], 0)
    return table
