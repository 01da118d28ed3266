"""Rows of options with named clues become the weights that choose best: softmax regression with an L2 penalty.

A row is one choice; several of its options may be right (marginal likelihood). Fitted by L-BFGS.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Choices = tuple[Sequence[Mapping[str, float]], Sequence[int]]  # clues of every option, places of the right ones


def table_of(
    rows: Iterable[Choices], names: Sequence[str]
) -> tuple[csr_matrix, NDArray[np.float64], NDArray[np.int64]]:
    """One line an option, one column a clue; whether each option is right; where each row begins."""
    place = {n: k for k, n in enumerate(names)}
    at, column, value, good, first = [], [], [], [], []
    for found, right in rows:
        first.append(len(good))
        for k, clues in enumerate(found):
            for name, v in clues.items():
                if v and name in place:
                    at.append(len(good))
                    column.append(place[name])
                    value.append(v)
            good.append(float(k in right))
    table = csr_matrix((value, (at, column)), shape=(len(good), len(names)))
    return table, np.array(good), np.array(first)


def minimised(
    table: csr_matrix,
    good: NDArray[np.float64],
    first: NDArray[np.int64],
    counts: NDArray[np.float64],
    penalty: NDArray[np.float64],
    *,
    rounds: int = 200,
) -> NDArray[np.float64]:
    """Return the weights of least mean loss; `counts` weighs every option's row, `penalty` every column."""
    many = np.diff([*first, len(good)])
    turned = table.T.tocsr()
    total = counts[first].sum()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights
        e = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), many))
        p = e / np.repeat(np.add.reduceat(e, first), many)
        hit = np.maximum(np.add.reduceat(p * good, first), 1e-12)
        slope = turned @ ((p - p * good / np.repeat(hit, many)) * counts) / total
        height = -(counts[first] * np.log(hit)).sum() / total + 0.5 * (penalty * weights**2).sum()
        return float(height), slope + penalty * weights

    start = np.zeros(table.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x)
