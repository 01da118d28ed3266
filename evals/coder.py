"""A gold folder of desk pages becomes `lexicons/events/measured.csv`: how far counts may be trusted, and of what.

    python -m evals.coder ../shared/bench/desk/dev [--out src/detente/lexicons/events/measured.csv]

The pages are read as users read them, with the weights installed; predictions are matched by the scorer that lies
beside the gold. Only events between two states count, since only they make a relation. Use pages that the weights
have not seen.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from detente.lexicon.load import PACKAGED
from detente.pipeline import Choice
from detente.types import EventType, Status
from evals.desk import predict_folder
from evals.pages import load_scorer

OUT = PACKAGED / "events" / "measured.csv"
_HEAD = (
    "# How the coder did, by type and status: events given, of these right; events in the gold, of these found.\n"
    "# Only events between two states. Written by `python -m evals.coder`; do not change it by hand.\n"
)


def measure(gold: Path, workers: int = 1) -> list[dict[str, Any]]:
    """Return one row for each type and status that the gold or the predictions hold."""
    match = load_scorer(gold.parent / "score.py").match_events
    given: Counter[tuple[str, str]] = Counter()
    right, found, there = Counter(given), Counter(given), Counter(given)
    digest = hashlib.sha256()
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        predict_folder(gold, Path(folder), Choice(), workers)
        for path in sorted(gold.glob("*.json")):
            digest.update(path.read_bytes())
            pages += 1
            wanted = _between_states(json.loads(path.read_text(encoding="utf-8")))
            told = _between_states(json.loads((Path(folder) / path.name).read_text(encoding="utf-8")))
            given.update(map(_key, told))
            there.update(map(_key, wanted))
            for g, p in match(wanted, told):
                if wanted[g]["status"] == told[p]["status"]:
                    right[_key(told[p])] += 1
                    found[_key(wanted[g])] += 1
    source = f"{pages} gold pages ({gold.name}, {digest.hexdigest()[:8]}), python -m evals.coder"
    keys = [(t.value, s.value) for t in EventType for s in Status if (t.value, s.value) in {*given, *there}]
    return [
        dict(
            id=f"{kind}.{status}",
            type=kind,
            status=status,
            given=given[kind, status],
            right=right[kind, status],
            gold=there[kind, status],
            found=found[kind, status],
            source=source,
        )
        for kind, status in keys
    ]


def _between_states(record: dict[str, Any]) -> list[dict[str, Any]]:
    events = record.get("events", [])
    pairs = [(e.get("source_state"), e.get("target_state")) for e in events]
    return [e for e, (a, b) in zip(events, pairs, strict=True) if a and b and a != b]


def _key(event: dict[str, Any]) -> tuple[str, str]:
    return event["type"], event["status"]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    rows = measure(options.gold, options.workers)
    with options.out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_HEAD)
        table = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    actual = [r for r in rows if r["status"] == "actual"]
    given, right = sum(r["given"] for r in actual), sum(r["right"] for r in actual)
    gold, found = sum(r["gold"] for r in actual), sum(r["found"] for r in actual)
    print(f"{options.out}: {len(rows)} rows; actual events right {right}/{given}, found {found}/{gold}")


if __name__ == "__main__":
    main()
