"""Desk pages and our example pages become the weights of the clues that choose the states of both sides.

    python -m training.events.sides --desk FOLDER [--examples FOLDER] [--weights FOLDER] [--out FILE]

Pages are read as users' pages are (articles, cast, statements, triggers); the types and the pairs told before are
the gold's. Softmax regression with an L2 penalty over the candidate states of every event; shares of right choices
are counted in four folds of whole pages. Weights are written as a lexicon table.
"""

from __future__ import annotations

import argparse
import csv
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.articles import read_article
from detente.events.parties import Company
from detente.events.scan import scan
from detente.events.sides import Clues, Reach, Scene, clues
from detente.events.tree import Tree
from detente.events.triggers import trigger_table
from detente.events.voices import voice_of
from detente.lexicon.load import PACKAGED
from detente.mentions import find_cast, first_person
from detente.models.typing import load_typist
from detente.pages import intake
from detente.parses import parse
from detente.pipeline import Choice, Tools, load_tools
from detente.statements import find_statements
from detente.types import EventType, LineKind, Page
from training.events.examples import inside

Row = tuple[list[Clues], list[int]]  # clues of every choice, indexes of the right ones
_JOINT = {"AGREE", "CONSULT", "COOPERATE"}
_LEAST = 6  # times that a clue must be seen
_FOLDS = 4


def gold_pages(desk: Path, examples: Path | None) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield (page file, its events) of a desk folder and of a folder of example pages."""
    for path in sorted(desk.glob("*.json")):
        yield path.with_suffix(".txt"), json.loads(path.read_text(encoding="utf-8"))["events"]
    if examples is not None:
        table = tomllib.loads((examples / "expected.toml").read_text(encoding="utf-8"))
        for entry in table["page"]:
            yield examples / "pages" / entry["file"], list(entry.get("events", ()))


def located(event: dict[str, Any], text: str) -> dict[str, Any] | None:
    """Return an event in the desk's shape; an example's evidence is found by its words, None where it is not."""
    if not isinstance(event["evidence"], str):
        return event
    at = text.find(event["evidence"])
    if at < 0:
        return None
    source, target = event["source"] or None, event["target"] or None
    whole = [at, at + len(event["evidence"])]
    return event | {"source_state": source, "target_state": target, "evidence": whole}


def page_rows(path: Path, gold: list[dict[str, Any]], tools: Tools) -> Iterator[tuple[str, Row]]:
    """Yield (role, row) for every event of one page whose trigger is found."""
    page = next(p for p in intake([path]) if isinstance(p, Page))
    article = read_article(page, tools.lexicon)
    parsed = parse(article, tools.engines["en"])
    speech = find_statements(article, parsed, find_cast(article, parsed, tools.lexicon), tools.lexicon, tools.tagger)
    cast = first_person(article, parsed, speech.cast, speech.statements)
    tree = Tree(parsed, article.text)
    company = Company(tree, cast)
    body = [s for s in parsed.sentences if article.lines[s.line].kind is LineKind.BODY]
    candidates = {c.trigger.index: c for c in scan(tree, body, trigger_table(tools.lexicon), tools.typist)}
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in filter(None, (located(e, article.text) for e in gold)):
        best = inside(tree, [c.trigger for c in candidates.values()], event)
        if best is not None:
            told[best.index].append(event)
    before: list[tuple[str, str]] = []
    for index in sorted(told):
        events = told[index]
        talking = voice_of(tree.token(index).span, speech.statements, cast).state
        scene = Scene(tree, company, candidates[index], EventType(events[0]["type"]), talking, list(before))
        yield from event_rows(Reach(scene), events)
        first = events[0]["source_state"], events[0]["target_state"]
        if first[0] and first[1] and first[0] != first[1]:
            before.append(first)


def event_rows(reach: Reach, events: list[dict[str, Any]]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of one trigger; of what is done jointly either side may be called the source."""
    choices: list[str | None] = [*reach.states(), None]
    pairs = [(e["source_state"], e["target_state"]) for e in events]
    first = events[0]
    if first.get("mutual") or {first["type"], *first.get("type_also", ())} & _JOINT:
        pairs += [(b, a) for a, b in pairs]
    right = _places(choices, {a for a, _ in pairs})
    if right:
        yield "source", ([clues(reach, "source", s, None) for s in choices], right)
    for source in dict.fromkeys((pairs[0][0], pairs[len(events) % len(pairs)][0])):
        right = _places(choices, {b for a, b in pairs if a == source})
        if right and source in choices:
            yield "target", ([clues(reach, "target", s, source) for s in choices], right)


def _places(choices: list[str | None], wanted: set[str | None]) -> list[int]:
    return [k for k, s in enumerate(choices) if s in wanted]


def fit(rows: list[Row], strength: float = 0.003, rounds: int = 250, rate: float = 0.1) -> Clues:
    """Return weights of the clues seen often enough, by gradient descent with momentum."""
    seen = Counter(n for found, _ in rows for c in found for n, v in c.items() if v)
    names = sorted(n for n, count in seen.items() if count >= _LEAST)
    place = {n: k for k, n in enumerate(names)}
    widest = max(len(found) for found, _ in rows)
    table = np.zeros((len(rows), widest, len(names)), np.float32)
    there = np.zeros((len(rows), widest), bool)
    good = np.zeros((len(rows), widest), np.float32)
    for i, (found, right) in enumerate(rows):
        there[i, : len(found)] = True
        good[i, right] = 1.0
        for j, c in enumerate(found):
            for n, v in c.items():
                if n in place:
                    table[i, j, place[n]] = v
    weights = np.zeros(len(names), np.float32)
    speed = np.zeros(len(names), np.float32)
    for _ in range(rounds):
        p = _softmax(table @ weights, there)
        q = p * good
        q /= np.maximum(q.sum(1, keepdims=True), 1e-9)
        slope = np.einsum("ij,ijk->k", q - p, table) / len(rows) - strength * weights
        speed = 0.9 * speed + slope
        weights = weights + rate * speed
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}


def _softmax(scores: NDArray[np.float32], there: NDArray[np.bool_]) -> NDArray[np.float32]:
    scores = np.where(there, scores, -np.inf)
    e = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(e / e.sum(1, keepdims=True), np.float32)


def main() -> None:
    """Read the paths, fit both roles, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGED / "languages" / "en" / "sides.csv")
    args = parser.parse_args()
    shipped = load_tools(Choice())
    tools = Tools(shipped.lexicon, shipped.engines, shipped.tagger, load_typist(args.weights))
    pages: list[dict[str, list[Row]]] = []
    for path, events in gold_pages(args.desk, args.examples):
        page: dict[str, list[Row]] = {"source": [], "target": []}
        for role, row in page_rows(path, events, tools):
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
            folds = [fit([r for k, p in enumerate(pages) if k % _FOLDS != f for r in p[role]]) for f in range(_FOLDS)]
            held = [(folds[k % _FOLDS], r) for k, p in enumerate(pages) for r in p[role]]
            hits = sum(_best(w, found) in right for w, (found, right) in held)
            print(f"{role}: {len(rows)} rows, right {hits / len(held):.3f} in {_FOLDS} folds of pages")
            writer.writerows([role, n, w] for n, w in fit(rows).items())


def _best(weights: Clues, found: list[Clues]) -> int:
    scores = [sum(weights.get(n, 0.0) * v for n, v in c.items()) for c in found]
    return scores.index(max(scores))


if __name__ == "__main__":
    main()
