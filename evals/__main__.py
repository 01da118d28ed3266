"""The measuring door: inputs of a gold file or folder become predictions in the shape its scorer takes.

    python -m evals TASK GOLD --out PRED

Only inputs are read: answers in GOLD are dropped before anything sees the row. Everything goes through the
public functions that users call.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from detente.pipeline import Choice

# what a row may show of itself, task by task; all else, answers above all, is dropped at the door
INPUTS: dict[str, tuple[str, ...]] = {
    "pages": ("id", "url", "crawled", "html", "site"),
    "flat": ("id", "url", "crawled", "lines", "site"),
    "paste": ("id", "url", "crawled", "lines", "site"),
    "attribution": ("id", "text"),
    "events-given": ("id", "text", "date", "events"),
    "events": ("id", "text", "date"),
}


def rows_of(task: str, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the inputs of every row of a .jsonl or .jsonl.gz file."""
    keep = INPUTS[task]
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                row = json.loads(line)
                bare = {k: row[k] for k in keep if k in row}
                if "events" in bare:  # the pair is given, its type and status are not
                    bare["events"] = [{k: e.get(k) for k in ("source", "target") if k in e} for e in bare["events"]]
                yield bare


def write_rows(rows: Iterable[dict[str, Any]], path: Path) -> int:
    """Write predictions as JSON lines (gzip where the name ends in .gz); return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    count = 0
    with opener(path, "wt", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def run(task: str, gold: Path, out: Path, processes: int | None = None) -> int:
    """Predict one task and return the number of rows or pages answered."""
    choice = Choice()  # as installed: a measurement never depends on a local detente.toml
    number = (os.cpu_count() or 1) if processes is None else processes
    if task == "desk":
        from evals.desk import predict_folder

        return predict_folder(gold, out, choice, number)
    if task in ("pages", "flat", "paste"):
        from evals import pages

        if task == "pages":
            return write_rows(pages.predict_pages(gold, workers=number), out)
        predict_lines = pages.predict_flat if task == "flat" else pages.predict_paste
        return write_rows(predict_lines(rows_of(task, gold), workers=number), out)
    if task == "attribution":
        from evals import attribution

        return write_rows(attribution.predict(rows_of(task, gold)), out)
    from evals import events

    given = task == "events-given"
    predict = events.predict_given if given else events.predict_e2e
    return write_rows(predict(rows_of(task, gold)), out)


def main() -> None:
    """Parse the arguments, predict, and say how long it took."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=[*INPUTS, "desk"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int)
    args = parser.parse_args()
    if not args.gold.exists():
        parser.error(f"{args.gold} does not exist; give the gold file or folder")
    began = time.perf_counter()
    count = run(args.task, args.gold, args.out, args.workers)
    print(f"{args.task}: {count} answered in {time.perf_counter() - began:.1f} s -> {args.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
