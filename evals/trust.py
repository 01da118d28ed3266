"""A gold folder of desk pages becomes a table: how far events may be trusted from each confidence on.

    python -m evals.trust ../shared/bench/desk/dev

The pages are read as users read them, with the weights installed; predictions are matched by the scorer that lies
beside the gold. What is said to have happened is matched apart, with what the gold says happened; the rest of it is
false. Use pages that the weights have not seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.pipeline import Choice, load_tools, page_of, read_page
from detente.types import Status
from evals.desk import desk_record
from evals.pages import load_scorer

Events = list[dict[str, Any]]
LEAST = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """What is given from a confidence on, all and what is said to have happened: given, right, in the gold; pages."""

    least: float
    all: tuple[int, int, int]
    happened: tuple[int, int, int]
    pages: int


def measure(gold: Path) -> list[Row]:
    """Return one row for each confidence of LEAST."""
    match = load_scorer(gold.parent / "score.py").match_events
    tools = load_tools(Choice())
    wanted: list[Events] = []
    told: list[list[tuple[float, dict[str, Any]]]] = []
    for path in sorted(gold.glob("*.json")):
        wanted.append(json.loads(path.read_text(encoding="utf-8"))["events"])
        text = path.with_suffix(".txt")
        reading = read_page(page_of(text.read_bytes(), text.name, media_type="text/plain"), tools)
        events = desk_record(text.name, reading)["events"]
        told.append([(t.confidence, e) for t, e in zip(reading.tellings, events, strict=True)])
    happened = list(map(_happened, wanted))
    rows = []
    for least in LEAST:
        sure = [[event for confidence, event in page if confidence >= least] for page in told]
        rows.append(
            Row(least, _counts(match, wanted, sure), _counts(match, happened, list(map(_happened, sure))), len(sure))
        )
    return rows


def _counts(match: Any, wanted: Sequence[Events], told: Sequence[Events]) -> tuple[int, int, int]:
    right = sum(len(match(w, t)) for w, t in zip(wanted, told, strict=True))
    return sum(map(len, told)), right, sum(map(len, wanted))


def _happened(events: Events) -> Events:
    return [e for e in events if e["status"] == Status.ACTUAL.value]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    print("| at least | given | precision | recall | happened: precision | recall | false a page |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in measure(parser.parse_args().gold):
        shares = [share for counts in (row.all, row.happened) for share in _shares(*counts)]
        given, right, _ = row.happened
        rest = " | ".join(f"{share:.2f}" for share in (*shares, (given - right) / row.pages))
        print(f"| {row.least:.2f} | {row.all[0]} | {rest} |")


def _shares(given: int, right: int, gold: int) -> tuple[float, float]:
    """Precision and recall."""
    return right / max(given, 1), right / max(gold, 1)


if __name__ == "__main__":
    main()
