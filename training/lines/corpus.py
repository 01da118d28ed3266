"""Benchmark folders become labelled pages of lines: flattened, pasted, desk pages, pages cut anew and thinned out.

Label values: 1 main text, 0 not main text, -1 not counted (the headline, and lines that are partly text).
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.text import line_spans

LABELS = {"K": 1, "D": 0, "T": -1, "I": -1}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page of labelled lines; pages of one `group` (site) never stand on both sides of a fold."""

    name: str
    group: str
    kind: str
    lines: tuple[str, ...]
    labels: tuple[int, ...]
    weight: float = 1.0


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return [json.loads(row) for row in stream if row.strip()]


def benchmark_pages(folder: Path) -> list[Labelled]:
    """Return the flat and the paste pages of the pages benchmark."""
    pages = []
    for kind in ("flat", "paste"):
        for row in read_jsonl(folder / f"{kind}.jsonl.gz"):
            labels = tuple(LABELS[c] for c in row["labels"])
            pages.append(Labelled(f"{kind}:{row['id']}", row["site"], kind, tuple(row["lines"]), labels))
    return pages


def desk_pages(folder: Path) -> list[Labelled]:
    """Return desk pages as labelled lines: furniture 0, headline not counted, the rest main text."""
    pages = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        furniture = [range(*run) for run in gold["furniture"]]
        headline = range(*gold["headline"]["span"]) if gold["headline"] else range(0)
        lines, labels = [], []
        for span in line_spans(text):
            inside = sum(any(i in run for run in furniture) for i in range(span.start, span.stop))
            lines.append(span.of(text))
            labels.append(_desk_label(inside / (span.stop - span.start), span.start in headline))
        pages.append(Labelled(f"desk:{path.stem}", f"desk-{path.stem}", "desk", tuple(lines), tuple(labels)))
    return pages


def _desk_label(share: float, headline: bool) -> int:
    if headline:
        return -1
    return 0 if share > 0.5 else 1 if share < 0.2 else -1


def cut_anew(pages: list[Labelled], seed: int, times: int = 1) -> Iterator[Labelled]:
    """Yield pages cut at other places: close cuts as copy-paste makes them, and texts without any furniture."""
    rng = random.Random(seed)
    for page in pages:
        body = [i for i, label in enumerate(page.labels) if label == 1]
        if page.kind != "flat" or not body:
            continue
        for turn in range(times):
            start = max(0, body[0] - rng.choice((0, 1, 2, 4, 8, 15, 30)))
            stop = min(len(page.lines), body[-1] + 1 + rng.choice((0, 0, 1, 3, 6, 12, 25, 60)))
            lines, labels = list(page.lines[start:stop]), list(page.labels[start:stop])
            if rng.random() < 0.5 and start > 0:
                lines.insert(0, page.lines[0])
                labels.insert(0, -1)
            yield Labelled(f"cut{turn}:{page.name}", page.group, "cut", tuple(lines), tuple(labels), 0.5)
        if rng.random() < 0.4:
            keep = [i for i in range(body[0], body[-1] + 1) if page.labels[i] == 1]
            yield Labelled(
                f"bare:{page.name}", page.group, "bare", tuple(page.lines[i] for i in keep),
                tuple(1 for _ in keep), 0.3,
            )  # fmt: skip


def thinned(pages: list[Labelled], seed: int, times: int = 1) -> Iterator[Labelled]:
    """Yield pages with runs of their furniture left out, as another layout of the same site would show them."""
    rng = random.Random(seed)
    for page in pages:
        if page.kind not in {"flat", "desk"} or 1 not in page.labels:
            continue
        for turn in range(times):
            keep = _without_runs(page.labels, rng, rng.choice((0.2, 0.5, 0.8)))
            yield Labelled(
                f"thin{turn}:{page.name}", page.group, "thin", tuple(page.lines[k] for k in keep),
                tuple(page.labels[k] for k in keep), 0.5,
            )  # fmt: skip


def _without_runs(labels: tuple[int, ...], rng: random.Random, share: float) -> list[int]:
    """Return the places of the lines kept when runs of 2 to 16 lines that start in furniture lose theirs."""
    keep: list[int] = []
    place = 0
    while place < len(labels):
        furniture = labels[place] == 0
        stop = min(len(labels), place + (rng.choice((2, 4, 8, 16)) if furniture else 1))
        gone = furniture and rng.random() < share
        keep += [k for k in range(place, stop) if not (gone and labels[k] == 0)]
        place = stop
    return keep
