"""Labelled pages become the weights of the line model: boosted trees, cross-validated by site, written as ONNX.

    python -m training.lines.train --pages PATH --desk PATH --out DIR

`--pages` is the dev folder of the pages benchmark, `--desk` the folder with the desk set's `train` and `dev`; the
pages written for training lie beside this file; no figure is measured on them.
Two forests: "text" for lines as such, "page" for HTML with the votes of the extractors; that of the fast reading is
trained by `training.lines.quick`. Both have a second look at the lines that they leave, a forest of its own
(`again.py`). The figures printed are those of the first look in site-grouped cross-validation, of both looks see
`crossval.py`; the weights written saw all pages, but never desk/dev. Needs lightgbm, onnxmltools and onnx beside what
`detente` itself needs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from detente.articles.again import AGAIN
from detente.articles.webpage import VOTING
from training.lines.again import Looks, second_table
from training.lines.card import write_index
from training.lines.corpus import Labelled, benchmark_pages, cut_anew, desk_pages, read_jsonl, thinned
from training.lines.features import Scores, Table, html_tables, text_table
from training.lines.written import OWN, read_pages

SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 24, "min_data_in_leaf": 30, "feature_fraction": 0.3,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 3.0, "max_bin": 63, "verbosity": -1, "num_threads": 1,
    "deterministic": True, "force_row_wise": True, "seed": 1,
}  # fmt: skip
HTML = {"num_leaves": 16, "learning_rate": 0.05, "min_data_in_leaf": 20}
ROUNDS = {"text": 180, "page": 150}
THRESHOLDS = {"text": 0.45, "page": 0.5}
FOLDS = 5
SEEDS = {"text": 3, "page": 3}  # forests of other seeds whose log-odds are averaged
LOOKED_AT_AGAIN = ("text", "page")
WRITTEN = Path(__file__).parent / "pages"
WEIGHT = 0.4  # of a written page beside one of the benchmark
FAR = 40  # lines so far from the text are many and easy: four of ten are enough


def main() -> None:
    """Read the arguments, train the forests, print their cross-validated scores, write weights and index."""
    parser = argparse.ArgumentParser(description="Train the line model")
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=sorted(ROUNDS), help="train one forest and keep the others")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    index_path = given.out / "lines.json"
    index = json.loads(index_path.read_text(encoding="utf-8")) if given.only and index_path.is_file() else {}
    wanted = [given.only] if given.only else list(ROUNDS)
    fold = folds(given.pages, given.desk / "train")
    if "text" in wanted:
        index.update(_forests("text", _text(given.pages, given.desk / "train"), fold, given.out))
    voters = {"page": VOTING}
    html = {name: voters[name] for name in wanted if name in voters}
    if html:
        for name, tables in html_tables(given.pages, html).items():
            index.update(_forests(name, tables, fold, given.out))
    index_path.write_text(json.dumps(dict(sorted(index.items())), indent=1) + "\n", encoding="utf-8")
    if (given.out / "card.toml").is_file():
        write_index(given.out / "card.toml", index)


def text_pages(pages: Path, desk: Path) -> list[Labelled]:
    """Return the labelled pages that the text forest learns from: as they are, cut anew, thinned out; and ours."""
    found = benchmark_pages(pages) + desk_pages(desk)
    ours = [replace(page, weight=WEIGHT) for page in read_pages(WRITTEN)]
    return [*found, *cut_anew(found, seed=7, times=3), *thinned(found, seed=5, times=2), *ours]


def _text(pages: Path, desk: Path) -> list[Table]:
    return [text_table(page) for page in text_pages(pages, desk)]


def _forests(name: str, tables: Sequence[Table], fold: dict[str, int], out: Path) -> dict[str, Any]:
    """Cross-validate, train on everything, write a forest and that of its second look; return their entries."""
    looks = Looks(name, tables, fold, fit)
    scores = looks.first()
    report = report_of(tables, scores, THRESHOLDS[name])
    print(name, json.dumps(report), flush=True)
    entries = {name: _written(name, fit(name, tables), tables[0].names, out) | {"cross_validated": report}}
    if name in LOOKED_AT_AGAIN:
        again = second_table(tables[0], scores[0]).names
        entries[name + AGAIN] = _written(name + AGAIN, looks.second(), again, out)
    return entries


def _written(name: str, booster: lightgbm.Booster, features: tuple[str, ...], out: Path) -> dict[str, Any]:
    """Write a forest, packed with gzip, and return its entry of the index."""
    path = out / f"{name}.onnx.gz"
    body = gzip.compress(onnx_of(booster, len(features)), mtime=0)
    path.write_bytes(body)
    return {
        "file": path.name, "sha256": hashlib.sha256(body).hexdigest(),
        "threshold": THRESHOLDS[name.removesuffix(AGAIN)], "features": list(features),
    }  # fmt: skip


def _chosen(table: Table, place: int) -> npt.NDArray[np.bool_]:
    """Return the lines that are trained on: labelled ones, and of those far from the text a fixed share."""
    near = table.labels >= 0
    body = np.flatnonzero(table.labels == 1)
    if len(body) and table.page.kind == "flat":
        index = np.arange(len(table.labels))
        far = (index < body[0] - FAR) | (index > body[-1] + FAR)
        near &= ~far | ((index * 7919 + place * 31) % 10 < 4)
    return np.asarray(near)


def fit(name: str, tables: Sequence[Table]) -> lightgbm.Booster:
    """Return the trees of a forest trained on the labelled lines of these pages, averaged over its seeds."""
    name = name.removesuffix(AGAIN)
    settings, rounds = settings_of(name), ROUNDS[name]
    masks = [_chosen(t, k) for k, t in enumerate(tables)]
    values = np.concatenate([t.values[m] for t, m in zip(tables, masks, strict=True)])
    labels = np.concatenate([t.labels[m] for t, m in zip(tables, masks, strict=True)])
    weights = np.concatenate([t.weights[m] for t, m in zip(tables, masks, strict=True)])
    lines = lightgbm.Dataset(values, labels, weight=weights, params=settings)
    return average([lightgbm.train({**settings, "seed": seed}, lines, rounds) for seed in range(1, SEEDS[name] + 1)])


def average(boosters: Sequence[lightgbm.Booster]) -> lightgbm.Booster:
    """Return one booster whose log-odds are the mean of those of the boosters."""
    models = [booster.model_to_string() for booster in boosters]
    head = models[0].split("\nTree=", 1)[0]
    tail = models[0].split("\nend of trees", 1)[1]
    trees = [tree for m in models for tree in m.split("\nend of trees", 1)[0].split("\nTree=")[1:]]
    scaled = [_scaled(tree.split("\n", 1)[1], 1 / len(models)) for tree in trees]
    rows = [row for row in head.splitlines() if not row.startswith("tree_sizes=")]
    body = "".join(f"\nTree={place}\n{tree}" for place, tree in enumerate(scaled))
    return lightgbm.Booster(model_str="\n".join(rows) + "\n" + body + "\nend of trees" + tail)


def _scaled(tree: str, by: float) -> str:
    """Return a tree in LightGBM's text with the values of its leaves multiplied."""
    rows = tree.split("\n")
    for place, row in enumerate(rows):
        if row.startswith("leaf_value="):
            values = " ".join(repr(float(v) * by) for v in row.removeprefix("leaf_value=").split())
            rows[place] = f"leaf_value={values}"
    return "\n".join(rows)


def folds_of(groups: Iterable[str]) -> dict[str, int]:
    """Return the fold of every site, and of every written page; pages of one site never part."""
    found = set(groups)
    ours = sorted(name for name in found if name.startswith(OWN))
    names = sorted(found.difference(ours))
    random.Random(3).shuffle(names)
    return {name: k % FOLDS for part in (names, ours) for k, name in enumerate(part)}


def folds(pages: Path, desk: Path) -> dict[str, int]:
    """Return the folds of all sites of the pages benchmark and of the desk pages, one cut for all forests."""
    sites = [row["site"] for row in read_jsonl(pages / "gold.jsonl")]
    return folds_of([*sites, *(page.group for page in text_pages(pages, desk))])


def settings_of(name: str) -> dict[str, Any]:
    """Return the settings of LightGBM for a forest."""
    return {**SETTINGS, **({} if name == "text" else HTML)}


def report_of(tables: Sequence[Table], scores: Sequence[Scores], threshold: float) -> dict[str, dict[str, float]]:
    """Return mean page F1 over lines and the share of exact pages, by kind of page."""
    found: dict[str, list[float]] = {}
    for table, score in zip(tables, scores, strict=True):
        if table.page.group.startswith(OWN):
            continue  # no figure is measured on written pages
        counted = table.labels >= 0
        found.setdefault(table.page.kind, []).append(_f1(score[counted] >= threshold, table.labels[counted] == 1))
    rounded: Callable[[float], float] = lambda x: round(float(x), 4)  # noqa: E731
    return {
        kind: {"pages": len(f), "keep_f1": rounded(np.mean(f)), "exact": rounded(np.mean([x == 1 for x in f]))}
        for kind, f in sorted(found.items())
    }


def _f1(kept: npt.NDArray[np.bool_], gold: npt.NDArray[np.bool_]) -> float:
    right = int((kept & gold).sum())
    if not gold.any():
        return float(not kept.any())
    return 2 * right / (int(kept.sum()) + int(gold.sum()))


def onnx_of(booster: lightgbm.Booster, width: int) -> bytes:
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    graph = convert_lightgbm(
        booster, initial_types=[("lines", FloatTensorType([None, width]))], zipmap=False, target_opset=15
    )
    graph.producer_name, graph.doc_string = "detente", "line model"
    return bytes(graph.SerializeToString())


if __name__ == "__main__":
    main()
