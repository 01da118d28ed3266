"""All dev sets become scores, and scores become a verdict: below a pinned floor the run fails.

    python -m evals.gate [--bench ../shared/bench] [--floors evals/floors.toml] [--raise] [--only TASK]

The scorers are those that lie beside the gold sets; `--raise` writes floors up to what was reached, never down.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from evals.__main__ import run

# name -> (task, folder of the bench, gold in it, options of its scorer)
SETS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "attribution.dev": ("attribution", "attribution", "dev.jsonl", ()),
    "desk.dev": ("desk", "desk", "dev", ()),
    "desk.seeds": ("desk", "desk", "seeds", ()),
    "desk.real": ("desk", "desk", "real", ()),
    "events-given.plv_dev": ("events-given", "events", "plv_dev.jsonl", ("--mode", "given")),
    "events-given.gsr_dev": ("events-given", "events", "gsr_dev.jsonl", ("--mode", "given")),
    "events.plv_dev": ("events", "events", "plv_dev.jsonl", ("--mode", "e2e")),
    "events.gsr_dev": ("events", "events", "gsr_dev.jsonl", ("--mode", "e2e")),
    "events.petrarch_dev": ("events", "events", "petrarch_dev.jsonl", ("--mode", "e2e")),
    "flat.dev": ("flat", "pages", "flat.jsonl.gz", ()),
    "paste.dev": ("paste", "pages", "paste.jsonl.gz", ()),
    "pages.dev": ("pages", "pages", "gold.jsonl", ()),
}


def score(name: str, bench: Path, folder: Path) -> dict[str, float]:
    """Predict one set and return every rate of its scorer, by dotted path."""
    task, room, gold, options = SETS[name]
    answers = folder / (name if task == "desk" else f"{name}.jsonl")
    run(task, bench / room / gold, answers)
    command = [
        sys.executable,
        str(bench / room / "score.py"),
        str(bench / room / gold),
        str(answers),
        "--json",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the scorer of {name} failed: {done.stderr.strip()}")
    return dict(rates(json.loads(done.stdout)))


def rates(tree: Any, path: str = "") -> list[tuple[str, float]]:
    """Return all numbers of a scorer's answer that lie between 0 and 1, by dotted path."""
    if isinstance(tree, dict):
        return [pair for key, value in tree.items() for pair in rates(value, f"{path}.{key}" if path else key)]
    if isinstance(tree, (int, float)) and not isinstance(tree, bool):
        return [(path, float(tree))]
    return []


def digest(path: Path) -> str:
    """Return 16 digits of the SHA-256 of a gold file, or over all files of a gold folder."""
    total = hashlib.sha256()
    for each in sorted(path.iterdir()) if path.is_dir() else [path]:
        total.update(each.read_bytes())
    return total.hexdigest()[:16]


def main() -> None:
    """Score the sets, print every pinned measure beside its floor, and fail below one."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--floors", type=Path, default=Path("evals/floors.toml"))
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors to what was reached")
    parser.add_argument("--only", help="only sets whose name begins so")
    parser.add_argument("--all", action="store_true", help="print every rate, not only the pinned ones")
    args = parser.parse_args()
    if not args.bench.is_dir():
        raise SystemExit(f"The gold sets are not at {args.bench}; name their folder with --bench.")
    floors = tomllib.loads(args.floors.read_text(encoding="utf-8"))
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            if args.only and not name.startswith(args.only):
                continue
            reached = score(name, args.bench, Path(folder))
            failed |= _report(name, reached, floors.get(name, {}), args)
            if args.lift:
                _lift(name, reached, floors, digest(args.bench / SETS[name][1] / SETS[name][2]))
    if args.lift:
        args.floors.write_text(_toml(floors), encoding="utf-8")
    if failed:
        raise SystemExit("Below a floor: see the lines marked !!.")


def _report(name: str, reached: dict[str, float], pinned: dict[str, Any], args: argparse.Namespace) -> bool:
    failed = False
    place = args.bench / SETS[name][1] / SETS[name][2]
    if pinned.get("digest") not in (None, digest(place)):
        print(f"{name}: the gold set is not the one that the floors were pinned on")
    for measure, value in reached.items():
        floor = pinned.get(measure)
        if floor is None and not args.all:
            continue
        low = floor is not None and (value > floor if measure in FALLING else value < floor - 5e-4)
        failed |= low
        print(f"{name:22} {measure:44} {value:8.4f}  floor {floor}{'  !!' if low else ''}", flush=True)
    for measure in pinned:
        if measure != "digest" and measure not in reached:
            print(f"{name}: the scorer gives no {measure!r}  !!")
            failed = True
    return failed


FALLING = {"events.false_actual"}  # measures for which less is better


def _lift(name: str, reached: dict[str, float], floors: dict[str, Any], mark: str) -> None:
    pinned = floors.setdefault(name, {})
    pinned["digest"] = mark
    for measure in [m for m in pinned if m != "digest"]:
        value = reached[measure]
        better = value < pinned[measure] if measure in FALLING else value > pinned[measure]
        if better:
            pinned[measure] = round(value, 4)


def _toml(floors: dict[str, Any]) -> str:
    lines = [
        "# Floors already reached; raised by `python -m evals.gate --raise`, lowered only on purpose.",
        "# The line forests saw the pages of flat.dev, paste.dev and pages.dev: text and line floors there",
        "# guard against a fall and are no estimate; the cross-validated figures are on the card of the weights.",
        "# Lowered on purpose: desk.dev relations (.80, one page): sides fitted on pasts as told find more",
        "# events, on unseen pages too; desk.dev when (.9304), false actual (.75), happened (.775), status (.9741),",
        "# events-given.plv_dev root micro (.930), events-given.gsr_dev (.8689, three rows), events.plv_dev triple",
        "# (.6581, two rows) and target (.7484): the typist is shown who acted before and knows the flat manner of",
        "# agencies, and events are given from a lower confidence; on the desk more events are found and four of",
        "# those found have another status; on 623 unseen pages F1 and happened rose, status is level on 547 and",
        "# lower on 76 (docs/why/events.md);",
        "# desk.dev furniture and speakers: the second look of the line model drops one paragraph of one page",
        "# (bars .97, .85), out of fold on desk/train it is no worse;",
        "# attribution.dev by rounding of a faster export, pages.dev text, in-sample;",
        "# flat.dev and paste.dev lines and paste.dev title, in-sample too: trees that also learn from other pages",
        "# know these less by heart.",
        "",
    ]
    for name, pinned in floors.items():
        lines.append(f'["{name}"]')
        lines += [f'"{k}" = {json.dumps(v)}' for k, v in pinned.items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
