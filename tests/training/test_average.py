"""The average of several forests is one forest: its log-odds are the mean of theirs."""

from __future__ import annotations

import pytest

lightgbm = pytest.importorskip("lightgbm", reason="boosted trees are trained with LightGBM, which no reading needs")


def test_log_odds_are_averaged() -> None:
    import numpy as np

    from training.lines.train import average

    draw = np.random.default_rng(0)
    rows = draw.normal(size=(400, 4))
    labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0).astype(int)
    settings = {"objective": "binary", "verbosity": -1, "num_leaves": 6, "feature_fraction": 0.5, "num_threads": 1}
    forests = [lightgbm.train({**settings, "seed": s}, lightgbm.Dataset(rows, labels), 7) for s in (1, 2, 3)]
    mean = np.mean([f.predict(rows, raw_score=True) for f in forests], axis=0)
    assert np.allclose(average(forests).predict(rows, raw_score=True), mean)
