"""Labelled pages become matrices: the features that the runtime computes, by the runtime's own code."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.articles.cues import cue_finder
from detente.articles.flatten import Flattened, flatten
from detente.articles.metadata import read_metadata
from detente.articles.shapes import measure
from detente.articles.votes import hold_vote
from detente.articles.webpage import page_features
from detente.lexicon import load_lexicon
from detente.types import Span
from training.lines.corpus import Labelled, read_jsonl

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """One page as numbers: features by line, labels (1, 0, -1), weights, and the page it came from."""

    page: Labelled
    values: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    names: tuple[str, ...]


def spans_of(lines: tuple[str, ...]) -> list[Span]:
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + max(1, len(line))))
        start += len(line) + 1
    return spans


def _weights(
    page: Labelled, labels: npt.NDArray[np.int64], words: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """Pages weigh by the square root of their lines of text, since the score is a mean over pages."""
    size = max(1, int((labels == 1).sum()))
    weights = np.full(len(labels), 3.0 * page.weight / np.sqrt(size))
    if page.kind == "html":
        weights *= np.sqrt(np.clip(words, 1, 80)) / 3.0
    return np.where(labels >= 0, weights, 0.0)


def text_table(page: Labelled) -> Table:
    """Return the table of a page of lines."""
    text = "\n".join(page.lines) + "\n"
    spans = spans_of(page.lines)
    shapes = measure(text, spans, cue_finder(load_lexicon()).find(text, spans))
    labels = np.array(page.labels, np.int64)
    return Table(page, shapes.values, labels, _weights(page, labels, shapes.words), shapes.names)


def html_tables(folder: Path, settings: dict[str, tuple[str, ...]]) -> dict[str, list[Table]]:
    """Return the tables of the HTML pages that have line labels, by name of the forest.

    `settings` gives the extractors that vote for each forest. The lines of our flattener must be those that
    the labels were made for; a page where they differ is refused with ValueError.
    """
    labelled = {row["id"]: row for row in read_jsonl(folder / "flat.jsonl.gz")}
    tables: dict[str, list[Table]] = {name: [] for name in settings}
    marks = {"K": 1, "D": 0, "T": -1, "I": -1}
    asked = tuple(dict.fromkeys(v for voters in settings.values() for v in voters))
    for row in read_jsonl(folder / "gold.jsonl"):
        if row["id"] not in labelled:
            continue
        with gzip.open(folder / row["html"], "rt", encoding="utf-8") as stream:
            source = stream.read()
        flat = flatten(source)
        lines = tuple(([flat.title] if flat.title else []) + [b.text for b in flat.blocks])
        if list(lines) != labelled[row["id"]]["lines"]:
            raise ValueError(f"{row['id']}: the flattener gives other lines than the labels were made for")
        labels = [marks[c] for c in labelled[row["id"]]["labels"]]
        meta = read_metadata(flat.root, flat.title, row["url"] or "", source)
        taken = {**hold_vote(source, flat.root, asked), "articleBody": meta.body}
        for name, voters in settings.items():
            page = Labelled(row["id"], row["site"], "html", lines, tuple(labels))
            tables[name].append(_page_table(page, flat, taken, voters))
    return tables


def _page_table(
    page: Labelled,
    flat: Flattened,
    taken: dict[str, str],
    voters: tuple[str, ...],
) -> Table:
    """Return the table of the lines of an HTML page."""
    text, spans = "\n".join(page.lines), spans_of(page.lines)
    shapes = measure(text + "\n", spans, cue_finder(load_lexicon()).find(text, spans))
    values, names = page_features(shapes, flat.blocks, bool(flat.title), taken, (*voters, "articleBody"))
    labels = np.array(page.labels, np.int64)
    return Table(page, values, labels, _weights(page, labels, shapes.words), names)
