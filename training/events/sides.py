"""Desk pages become the weights of the clues that choose the states of both sides (softmax regression).

    python -m training.events.sides --desk FOLDER [--weights FOLDER] [--out FILE]

Statements are the gold's, mentions our own; earlier pairs are the gold's. Weights are written as a lexicon table.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from detente.events.parties import Company
from detente.events.scan import scan
from detente.events.sides import Clues, Reach, Scene, clues
from detente.events.tree import Tree
from detente.events.triggers import trigger_table
from detente.lexicon import load_lexicon
from detente.lexicon.load import PACKAGED
from detente.mentions import find_cast
from detente.models.typing import Typist, load_typist
from detente.parses import Engine, parse
from detente.parses.english import load_english
from detente.types import EventType, LineKind
from training.events.examples import desk_article, inside

Row = tuple[list[Clues], list[int]]  # clues of every choice, indexes of the right ones


def page_rows(
    gold: dict[str, Any], text: str, engine: Engine, typist: Typist | None
) -> Iterator[tuple[str, Row]]:
    """Yield (role, row) for every event of one page whose trigger is found."""
    lexicon = load_lexicon()
    article = desk_article(gold, text)
    tree = Tree(parse(article, engine), text)
    company = Company(tree, find_cast(article, tree.parse, lexicon))
    body = [s for s in tree.parse.sentences if article.lines[s.line].kind is LineKind.BODY]
    candidates = {c.trigger.index: c for c in scan(tree, body, trigger_table(lexicon), typist)}
    states = {a["id"]: a["state"] for a in gold["actors"]}
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in gold["events"]:
        best = inside(tree, [c.trigger for c in candidates.values()], event)
        if best is not None:
            told[best.index].append(event)
    before: list[tuple[str, str]] = []
    for index in sorted(told):
        events = told[index]
        at = tree.token(index).span.start
        holding = [s for s in gold["statements"] if any(a <= at < b for a, b in s["content"])]
        talking = states.get(holding[-1]["speaker"]) if holding else None
        reach = Reach(
            Scene(tree, company, candidates[index], EventType(events[0]["type"]), talking, list(before))
        )
        choices: list[str | None] = [*reach.states(), None]
        sources = {e["source_state"] for e in events}
        targets = {e["target_state"] for e in events}
        if sources & set(choices):
            right = [k for k, s in enumerate(choices) if s in sources]
            yield "source", ([clues(reach, "source", s, None) for s in choices], right)
        if targets & set(choices):
            source = events[0]["source_state"]
            own = {e["target_state"] for e in events if e["source_state"] == source}
            right = [k for k, s in enumerate(choices) if s in own]
            if right:
                yield "target", ([clues(reach, "target", s, source) for s in choices], right)
        first = events[0]
        if first["source_state"] and first["target_state"] and first["source_state"] != first["target_state"]:
            before.append((first["source_state"], first["target_state"]))


def fit(
    rows: list[Row], strength: float = 0.003, rounds: int = 250, rate: float = 0.5
) -> tuple[Clues, float]:
    """Return weights and the share of rows whose best choice is right (on the same rows)."""
    names = sorted({n for found, _ in rows for c in found for n in c})
    place = {n: k for k, n in enumerate(names)}
    tables = []
    for found, right in rows:
        table = np.zeros((len(found), len(names)))
        for k, c in enumerate(found):
            for n, v in c.items():
                table[k, place[n]] = v
        tables.append((table, right))
    weights = np.zeros(len(names))
    speed = np.zeros(len(names))
    for _ in range(rounds):
        slope = np.zeros(len(names))
        for table, right in tables:
            scores = np.exp(table @ weights - (table @ weights).max())
            p = scores / scores.sum()
            q = np.zeros(len(p))
            q[right] = p[right] / max(p[right].sum(), 1e-9)
            slope += table.T @ (q - p)
        slope = slope / len(tables) - strength * weights
        speed = 0.9 * speed + slope
        weights += rate * 0.2 * speed
    hits = sum(int(np.argmax(t @ weights)) in right for t, right in tables)
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}, hits / len(tables)


def main() -> None:
    """Read the paths, fit both roles, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGED / "languages" / "en" / "sides.csv")
    args = parser.parse_args()
    engine, typist = load_english(), load_typist(args.weights)
    pages: list[dict[str, list[Row]]] = []
    for path in sorted(args.desk.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        page: dict[str, list[Row]] = {"source": [], "target": []}
        for role, row in page_rows(gold, text, engine, typist):
            page[role].append(row)
        pages.append(page)
    with args.out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            "# Weights of the clues that choose the state of each side; written by training/events/sides.py.\n"
        )
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["role", "clue", "weight"])
        for role in ("source", "target"):
            rows = [r for p in pages for r in p[role]]
            weights, seen = fit(rows)
            folds = [
                fit([r for k, p in enumerate(pages) if k % 4 != f for r in p[role]])[0] for f in range(4)
            ]
            held = [(folds[k % 4], r) for k, p in enumerate(pages) for r in p[role]]
            hits = sum(_best(w, found) in right for w, (found, right) in held)
            print(
                f"{role}: {len(rows)} rows, right {seen:.3f} on the same, {hits / len(held):.3f} in four folds"
            )
            writer.writerows([role, n, w] for n, w in weights.items())


def _best(weights: Clues, found: list[Clues]) -> int:
    scores = [sum(weights.get(n, 0.0) * v for n, v in c.items()) for c in found]
    return scores.index(max(scores))


if __name__ == "__main__":
    main()
