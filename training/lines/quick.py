"""HTML pages with labelled lines become the weights of the fast reading: one small forest, cross-validated by site.

    python -m training.lines.quick --pages PATH --desk PATH --scorer PATH/score.py --out DIR

`--pages` is the dev folder of the pages benchmark; `--desk` only fixes the folds: those of the other forests.
The figures are out of fold: of the lines by the forest alone, and of whole pages read fast (`[read]` of the card).
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from detente.articles.cues import cue_finder
from detente.articles.fast import look
from detente.articles.outline import outline
from detente.lexicon import load_lexicon
from detente.models.lines import LineModels, load_lines
from evals.pages import load_scorer
from training.lines import crossval, train
from training.lines.card import write_index, write_read
from training.lines.corpus import LABELS, Labelled, read_jsonl
from training.lines.features import Table

SETTINGS: dict[str, Any] = {
    **train.SETTINGS, "num_leaves": 12, "learning_rate": 0.12, "min_data_in_leaf": 20,
}  # fmt: skip
ROUNDS, SEEDS = 60, 3  # forests of other seeds whose log-odds are averaged
THRESHOLD = 0.5
NAME = "fast"


def main() -> None:
    """Read the arguments, train and cross-validate, read every page out of fold, write weights, index and card."""
    parser = argparse.ArgumentParser(description="Train the forest of the fast reading")
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    fold = train.folds(given.pages, given.desk / "train")
    tables = quick_tables(given.pages)
    scores = [np.zeros(0) for _ in tables]
    boosters = [fit([t for t in tables if fold[t.page.group] != k]) for k in range(train.FOLDS)]
    for place, table in enumerate(tables):
        scores[place] = np.asarray(boosters[fold[table.page.group]].predict(table.values))
    report = train.report_of(tables, scores, THRESHOLD)
    print(NAME, json.dumps(report), flush=True)
    names = tables[0].names
    read = _read(given.pages, load_scorer(given.scorer), boosters, names, fold)
    print("read", json.dumps(read), flush=True)
    _store(given.out, fit(tables), names, report, read)


def quick_tables(folder: Path) -> list[Table]:
    """Return the tables of the HTML pages that have line labels."""
    labelled = {row["id"]: row for row in read_jsonl(folder / "flat.jsonl.gz")}
    finder = cue_finder(load_lexicon())
    tables = []
    for row in read_jsonl(folder / "gold.jsonl"):
        if row["id"] not in labelled:
            continue
        with gzip.open(folder / row["html"], "rt", encoding="utf-8") as stream:
            found = outline(stream.read())
        if found is None:
            continue
        seen, lines, _, view = look(found, finder, row["url"] or "")
        labels = _labels(found.title, found.lines, labelled[row["id"]])
        first = int(bool(found.title))
        chosen = [*range(first), *(i + first for i in seen)]
        page = Labelled(row["id"], row["site"], "html", tuple(lines), tuple(labels[i] for i in chosen))
        marks = np.array(page.labels, np.int64)
        tables.append(Table(page, view.values, marks, _weights(marks, view.shapes.words), view.names))
    return tables


def _labels(title: str, lines: Sequence[str], row: dict[str, Any]) -> list[int]:
    """Return the labels of the lines; a line that the labels' flattener did not give is not counted."""
    ours = ([title] if title else []) + list(lines)
    labels = [LABELS[c] for c in row["labels"]]
    if ours == row["lines"]:
        return labels
    found = [-1] * len(ours)
    for block in difflib.SequenceMatcher(None, ours, row["lines"], autojunk=False).get_matching_blocks():
        found[block.a : block.a + block.size] = labels[block.b : block.b + block.size]
    return found


def _weights(labels: Any, words: Any) -> Any:
    """Pages weigh by the square root of their lines of text, lines by that of their words."""
    weights = np.sqrt(np.clip(words, 1, 80)) / np.sqrt(max(1, int((labels == 1).sum())))
    return np.where(labels >= 0, weights, 0.0)


def fit(tables: Sequence[Table]) -> lightgbm.Booster:
    """Return the trees trained on the labelled lines of these pages."""
    masks = [t.labels >= 0 for t in tables]
    values, labels, weights = (
        np.concatenate([getattr(t, part)[m] for t, m in zip(tables, masks, strict=True)])
        for part in ("values", "labels", "weights")
    )
    lines = lightgbm.Dataset(values, labels, weight=weights, params=SETTINGS)
    seeds = range(1, SEEDS + 1)
    return train.average([lightgbm.train({**SETTINGS, "seed": seed}, lines, ROUNDS) for seed in seeds])


def _read(
    folder: Path, scorer: Any, boosters: Sequence[lightgbm.Booster], names: tuple[str, ...], fold: dict[str, int]
) -> dict[str, float]:
    """Return the scores of whole pages, each read fast by the forest that saw no page of its site."""
    others = load_lines()
    taken = []
    for row in read_jsonl(folder / "gold.jsonl"):
        forest = crossval.Fitted(boosters[fold[row["site"]]], names, THRESHOLD)
        models = LineModels({**(others.forests if others else {}), NAME: forest}, "fold")  # type: ignore[dict-item]
        taken.append(crossval.html_record(folder, row, models, fast=True))
    return crossval.scores_of(scorer, folder, "html", taken)


def _store(
    out: Path, booster: lightgbm.Booster, names: tuple[str, ...], report: dict[str, Any], read: dict[str, float]
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    body = train.onnx_of(booster, len(names))
    (out / f"{NAME}.onnx").write_bytes(body)
    entry = {
        "file": f"{NAME}.onnx", "sha256": hashlib.sha256(body).hexdigest(), "threshold": THRESHOLD,
        "features": list(names), "cross_validated": report,
    }  # fmt: skip
    (out / "lines.json").write_text(json.dumps({NAME: entry}, indent=1) + "\n", encoding="utf-8")
    if (out / "card.toml").is_file():
        write_index(out / "card.toml", {NAME: entry})
        write_read(out / "card.toml", {NAME: read})


if __name__ == "__main__":
    main()
