"""Pages judged by forests that saw nothing of their site become the tables that the second look learns from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import lightgbm
import numpy as np

from detente.articles.again import AGAIN, measure_again
from detente.articles.cues import cue_finder
from detente.lexicon import load_lexicon
from training.lines.features import Scores, Table, spans_of

Fit = Callable[[str, Sequence[Table]], lightgbm.Booster]


class Looks:
    """The forests of the first look that saw no page of some folds, each fitted once."""

    def __init__(self, name: str, tables: Sequence[Table], fold: dict[str, int], fit: Fit) -> None:
        self.name, self.tables, self.fold, self._fit = name, tables, fold, fit
        self.without = cache(self._without)

    def _without(self, *folds: int) -> lightgbm.Booster:
        return self._fit(self.name, [t for t in self.tables if self.fold[t.page.group] not in folds])

    def first(self, hidden: int | None = None) -> list[Scores]:
        """Return the chances of every line by a forest that saw neither the fold of its site nor `hidden`."""
        scores = []
        for table in self.tables:
            folds = {self.fold[table.page.group], *([] if hidden is None else [hidden])}
            scores.append(np.asarray(self.without(*sorted(folds)).predict(table.values)))
        return scores

    def second(self, hidden: int | None = None) -> lightgbm.Booster:
        """Return the forest of the second look, fitted on first looks at unseen pages; it saw nothing of `hidden`."""
        scores = self.first(hidden)
        seen = [
            second_table(table, chances)
            for table, chances in zip(self.tables, scores, strict=True)
            if self.fold[table.page.group] != hidden
        ]
        return self._fit(self.name + AGAIN, seen)


def second_table(table: Table, chances: Scores) -> Table:
    """Return the table of the lines that a first look has left."""
    text, spans = "\n".join(table.page.lines) + "\n", spans_of(table.page.lines)
    cues = cue_finder(load_lexicon()).find(text, spans)
    places, values, names = measure_again(text, spans, cues, chances, table.values, table.names)
    page = replace(
        table.page,
        lines=tuple(table.page.lines[i] for i in places),
        labels=tuple(table.page.labels[i] for i in places),
    )
    return Table(page, values, table.labels[places], table.weights[places], names)
