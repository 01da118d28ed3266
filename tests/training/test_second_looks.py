"""The second look learns from first looks at pages that the forest had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

pytest.importorskip("lightgbm", reason="boosted trees are trained with LightGBM, which no reading needs")

from training.lines.again import Looks
from training.lines.corpus import Labelled
from training.lines.features import Table, text_table

LINES = ("Menu", "The ferry will run again from May, the operator said on Tuesday.", "Share")
SITES = ("gull", "tern", "auk", "skua")
FOLD = {"gull": 0, "tern": 1, "auk": 2, "skua": 0}


class Fitted:
    """Trees that only know which sites they were fitted on."""

    def __init__(self, sites: frozenset[str]) -> None:
        self.sites = sites

    def predict(self, values: Any) -> Any:
        """Return the number of sites seen, as the chance of every line."""
        return np.full(len(values), len(self.sites) / 10)


def test_no_forest_judges_a_site_that_it_saw() -> None:
    fitted: list[tuple[str, frozenset[str]]] = []

    def fit(name: str, tables: Sequence[Table]) -> Any:
        fitted.append((name, frozenset(t.page.group for t in tables)))
        return Fitted(fitted[-1][1])

    tables = [text_table(Labelled(f"flat:{site}", site, "flat", LINES, (0, 1, 0))) for site in SITES]
    looks = Looks("text", tables, FOLD, fit)
    chances = [float(x[0]) for x in looks.first()]
    assert chances == [0.2, 0.3, 0.3, 0.2]
    assert set(fitted) == {("text", frozenset(SITES) - {s for s in SITES if FOLD[s] == k}) for k in range(3)}
    fitted.clear()
    assert looks.second(1).sites == {"gull", "auk", "skua"}
    assert fitted[-1] == ("text-again", frozenset({"gull", "auk", "skua"}))
    assert all("tern" not in sites for _, sites in fitted)
    assert ("text", frozenset({"auk"})) in fitted and ("text", frozenset({"gull", "skua"})) in fitted
