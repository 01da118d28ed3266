"""First-pass scores become second-pass features: what the model thinks of a line's neighbours and of its block."""

from __future__ import annotations

import numpy as np

from detente.articles.shapes import Column, Matrix, best_run, shifted, spread

REACH = 5


def second_look(values: Matrix, first: Column, words: Column) -> Matrix:
    """Return the features of the second pass: those of the first, and the first scores of line and neighbours.

    `first` are the first-pass probabilities of main text, one per line; `words` the words per line.
    """
    n = len(first)
    index = np.arange(n, dtype=np.float32)
    columns = [first]
    columns += [shifted(first, by, -0.2) for by in range(-REACH, REACH + 1) if by]
    columns += [spread(first, back, ahead) for back, ahead in ((3, 3), (8, 0), (0, 8), (20, 0), (0, 20))]
    mass = first * np.minimum(words, 80)
    total = max(1e-6, float(mass.sum()))
    before = np.concatenate([[0.0], np.cumsum(mass)[:-1]]) if n else mass
    columns += [before / total, (total - before - mass) / total, np.full(n, total, np.float32)]
    sure = first >= 0.5
    columns += [np.full(n, float(sure.sum()), np.float32), np.full(n, float(first.max(initial=0)), np.float32)]
    places = np.where(sure, index, -1.0)
    last = np.maximum.accumulate(np.concatenate([[-1.0], places[:-1]])) if n else index
    turned = np.where(sure, index, np.inf)[::-1]
    following = np.minimum.accumulate(np.concatenate([[np.inf], turned[:-1]]))[::-1] if n else index
    columns.append(np.where(last >= 0, np.minimum(index - last, 40), 41))
    columns.append(np.where(np.isfinite(following), np.minimum(following - index, 40), 41))
    for bias in (0.5, 0.2):
        start, stop = best_run((first - bias).astype(np.float64))
        columns.append(((index >= start) & (index < stop)).astype(np.float32))
        columns += [np.clip(index - start, -30, 30), np.clip(index - stop, -30, 30)]
    return np.concatenate([values, np.stack(columns, axis=1).astype(np.float32)], axis=1)
