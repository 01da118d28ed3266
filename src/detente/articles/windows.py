"""A column of line features becomes columns of its surroundings: neighbours, windows, distances, the best run."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.floating[Any]]
_REACHES = ((5, 0), (0, 5), (12, 0), (0, 12), (30, 30))  # rows above and below that a window takes in


def shifted(column: Column, by: int, fill: float = 0.0) -> Column:
    """Return the column moved so that row i holds the value of row i + `by`."""
    moved = np.full_like(column, fill)
    if by > 0:
        moved[:-by] = column[by:]
    elif by < 0:
        moved[-by:] = column[:by]
    else:
        moved[:] = column
    return moved


def spread(column: Column, back: int, ahead: int) -> Column:
    """Return the mean of the column over rows i - `back` .. i + `ahead`, cut at the ends of the page.

    Columns may be stacked: the rows of the page are the last axis.
    """
    n = column.shape[-1]
    total = np.zeros((*column.shape[:-1], n + 1), np.float64)
    np.cumsum(column, axis=-1, dtype=np.float64, out=total[..., 1:])
    index = np.arange(n)
    low, high = np.maximum(0, index - back), np.minimum(n, index + ahead + 1)
    return np.asarray((total[..., high] - total[..., low]) / np.maximum(1, high - low), np.float32)


def best_run(score: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Return the half-open range of rows with the greatest summed score."""
    if not len(score):
        return (0, 0)
    total = np.concatenate([[0.0], np.cumsum(score)])
    floor = np.minimum.accumulate(total)
    gain = total[1:] - floor[:-1]
    stop = int(gain.argmax()) + 1
    start = int(total[:stop].argmin())
    return (start, stop)


def gap(marks: npt.NDArray[np.bool_]) -> Column:
    """Return how many rows above each row the last mark stands, 51 where more than 50 or none.

    Columns of marks may be stacked: the rows of the page are the last axis.
    """
    index = np.arange(marks.shape[-1], dtype=np.float32)
    last = np.full(marks.shape, -1.0, np.float32)
    np.maximum.accumulate(np.where(marks, index, np.float32(-1.0))[..., :-1], axis=-1, out=last[..., 1:])
    return np.where(last >= 0, np.minimum(index - last, 50), np.float32(51)).astype(np.float32)


def places(words: Column, prose: npt.NDArray[np.bool_], size: Column) -> dict[str, Column]:
    """Return where a line stands on the page: from both ends, in lines, in words and in prose."""
    n = len(words)
    index = np.arange(n, dtype=np.float32)
    before = np.concatenate([[0.0], np.cumsum(words)[:-1]]) if n else words
    long = words * prose
    prose_before = np.concatenate([[0.0], np.cumsum(long)[:-1]]) if n else words
    total, mass = max(1.0, float(words.sum())), max(1.0, float(long.sum()))
    places = np.where(prose, index, -1.0)
    last = np.maximum.accumulate(np.concatenate([[-1.0], places[:-1]])) if n else index
    turned = np.where(prose, index, np.inf)[::-1]
    following = np.minimum.accumulate(np.concatenate([[np.inf], turned[:-1]]))[::-1] if n else index
    return {
        "index": np.minimum(index, 500),
        "from_end": np.minimum(n - 1 - index, 500),
        "lines": np.full(n, min(n, 1000), np.float32),
        "place": index / max(1, n - 1),
        "word_place": before / total,
        "prose_place": prose_before / mass,
        "prose_left": (mass - prose_before - long) / mass,
        "prose_share": np.full(n, mass / total, np.float32),
        "prose_lines": np.full(n, float(prose.sum()), np.float32),
        "since_prose": np.where(last >= 0, np.minimum(index - last, 60), 61),
        "until_prose": np.where(np.isfinite(following), np.minimum(following - index, 60), 61),
        "size_rank": np.argsort(np.argsort(-size)).astype(np.float32) if n else index,
    }


def neighbours(table: dict[str, Column]) -> dict[str, Column]:
    """Return every column as the three rows above and below see it."""
    return {
        f"{name}{by:+d}": shifted(np.asarray(column, np.float32), by, -1.0)
        for name, column in table.items()
        for by in (-3, -2, -1, 1, 2, 3)
    }


def windows(
    words: Column, prose: npt.NDArray[np.bool_], cue: Column, final: Column, dateish: npt.NDArray[np.bool_]
) -> dict[str, Column]:
    """Return the means of the columns over windows above, below and around each row."""
    names = ("words", "prose", "cue", "final", "dateish")
    columns = np.stack([np.minimum(words, 60), prose, cue, final, dateish]).astype(np.float32)
    table = {}
    for back, ahead in _REACHES:
        for name, means in zip(names, spread(columns, back, ahead), strict=True):
            table[f"{name}_{back}_{ahead}"] = means
    return {f"{name}_{b}_{a}": table[f"{name}_{b}_{a}"] for name in names for b, a in _REACHES}


def runs(words: Column, final: Column, prose: npt.NDArray[np.bool_]) -> dict[str, Column]:
    """Return each line's place against the best contiguous run of prose, for two costs of a poor line."""
    n = len(words)
    index = np.arange(n, dtype=np.float32)
    table = {}
    good = np.minimum(words, 60) * (0.4 + 0.6 * final) * prose
    for cost in (6.0, 16.0):
        start, stop = best_run(np.where(prose, good, -cost).astype(np.float64))
        table[f"run{cost:.0f}_in"] = ((index >= start) & (index < stop)).astype(np.float32)
        table[f"run{cost:.0f}_start"] = np.clip(index - start, -40, 40)
        table[f"run{cost:.0f}_stop"] = np.clip(index - stop, -40, 40)
    return table
