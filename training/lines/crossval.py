"""Labelled pages become honest figures: every page read whole by forests that saw no page of its site.

    python -m training.lines.crossval --pages PATH --desk PATH --scorer PATH/score.py [--card PATH/card.toml]

The read path is the one that users have, rules after the model included; only the forests are those of the fold.
Title, date, authors and outlet are scored beside the lines. `--card` writes the figures into the model
card.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from detente.articles import read_article
from detente.articles.again import AGAIN
from detente.articles.webpage import VOTING
from detente.errors import DetenteError
from detente.lexicon import load_lexicon
from detente.models.lines import LineModels
from detente.pages import page_of
from evals.pages import kept_flags, load_scorer, said
from training.lines.again import Looks, second_table
from training.lines.card import write_read
from training.lines.corpus import read_jsonl
from training.lines.features import Table, html_tables, text_table
from training.lines.train import FOLDS, LOOKED_AT_AGAIN, THRESHOLDS, fit, folds, text_pages


@dataclass(frozen=True, slots=True)
class Fitted:
    """Trees of one fold, called as the shipped forests are."""

    booster: lightgbm.Booster
    features: tuple[str, ...]
    threshold: float

    def __call__(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the probability of main text for every row."""
        return np.asarray(self.booster.predict(values), np.float32)


def main() -> None:
    """Read the arguments, fit five times, read every page once, print and store the scores."""
    parser = argparse.ArgumentParser(description="Cross-validate the reading of pages")
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--card", type=Path)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    figures = cross_validate(given.pages, given.desk, load_scorer(given.scorer))
    for name, row in figures.items():
        print(name, json.dumps(row))
    if given.card:
        write_read(given.card, figures)


def cross_validate(pages: Path, desk: Path, scorer: Any) -> dict[str, dict[str, float]]:
    """Return the scores out of fold by way of reading: html, flat, paste."""
    tables: dict[str, Sequence[Table]] = {"text": [text_table(p) for p in text_pages(pages, desk / "train")]}
    tables.update(html_tables(pages, {"page": VOTING}))
    fold = folds(pages, desk / "train")
    looks = [Looks(name, found, fold, fit) for name, found in tables.items()]
    taken: dict[str, list[dict[str, Any]]] = {"html": [], "flat": [], "paste": []}
    for k in range(FOLDS):
        models = LineModels({name: forest for look in looks for name, forest in _fitted(look, k)}, f"fold {k}")  # type: ignore[misc]
        for row in read_jsonl(pages / "gold.jsonl"):
            if fold[row["site"]] == k:
                taken["html"].append(html_record(pages, row, models))
        for kind in ("flat", "paste"):
            rows = read_jsonl(pages / f"{kind}.jsonl.gz")
            taken[kind] += [_lines(row, models) for row in rows if fold[row["site"]] == k]
    return {kind: scores_of(scorer, pages, kind, found) for kind, found in taken.items()}


def _fitted(look: Looks, k: int) -> Iterator[tuple[str, Fitted]]:
    """Yield the forests of both looks that saw nothing of fold k, by name."""
    first, threshold = look.without(k), THRESHOLDS[look.name]
    yield look.name, Fitted(first, look.tables[0].names, threshold)
    if look.name in LOOKED_AT_AGAIN:
        table = second_table(look.tables[0], np.asarray(first.predict(look.tables[0].values)))
        yield look.name + AGAIN, Fitted(look.second(k), table.names, threshold)


def html_record(folder: Path, row: dict[str, Any], models: LineModels, *, fast: bool = False) -> dict[str, Any]:
    """Return what a reading by these forests says of a page, as the scorer takes it."""
    with gzip.open(folder / row["html"]) as stream:
        page = page_of(stream.read(), row["url"] or row["id"], media_type="text/html", fetched=row.get("crawled"))
    try:
        article = read_article(page, load_lexicon(), models=models, fast=fast)
    except DetenteError:
        return {"id": row["id"]}
    text = "\n".join(line.span.of(article.text) for line in article.body())
    return {"id": row["id"], "text": text, **said(article)}


def _lines(row: dict[str, Any], models: LineModels) -> dict[str, Any]:
    body = "\n".join(row["lines"]).encode()
    try:
        article = read_article(
            page_of(body, row["url"] or row["id"], media_type="text/plain"), load_lexicon(), models=models
        )
    except DetenteError:
        return {"id": row["id"], "keep": [0] * len(row["lines"])}
    return {"id": row["id"], "keep": list(kept_flags(row["lines"], article)), **said(article)}


def scores_of(scorer: Any, folder: Path, kind: str, taken: list[dict[str, Any]]) -> dict[str, float]:
    """Return the figures of the benchmark's own scorer that the bars are about."""
    html = kind.startswith("html")
    gold = scorer.load(folder / ("gold.jsonl" if html else f"{kind}.jsonl.gz"))
    out = scorer.evaluate(gold, taken)[0]
    found: dict[str, float] = {"pages": out["pages"]}
    if html:
        found["shingle_f1"] = out["text"]["shingle"]["page"]["f1"]
        found["exact"] = out["text"]["exact"]
    else:
        found["keep_f1"] = out["lines"]["keep"]["page"]["f1"]
        found["exact"] = out["lines"]["exact_pages"]
    for name, key in (("title", "exact"), ("date", "exact"), ("date", "given"), ("authors", "f1"), ("outlet", "ok")):
        if name in out:
            found[f"{name}_{key}"] = out[name][key]
    return found


if __name__ == "__main__":
    main()
