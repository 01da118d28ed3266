"""Desk pages with their gold become weights for the clues of `detente.mentions.context`, by a conditional logit.

    python -m training.context.fit GOLD_DIR [GOLD_DIR ...]

Every call of the vote on a gold page is one choice among the page's states; the chosen one is the gold actor's.
Prints the weights for official and other actors, and the share of choices that are right under leave-one-page-out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from detente.lexicon import load_lexicon
from detente.mentions import cast as cast_room
from detente.mentions import context, nominals
from detente.parses import parse
from detente.parses.english import load_english
from detente.types import Span
from evals.actors import code, pages

Choice = tuple[str, bool, np.ndarray, int]  # page, official, clues of every state, index of the right one


def gold_state(gold: dict[str, Any], span: Span) -> str | None:
    """Return the state of the gold actor whose mention ends nearest to the head at `span`."""
    best: tuple[int, str | None] | None = None
    for actor in gold["actors"]:
        for start, stop in actor["mentions"]:
            if start <= span.start and span.stop <= stop and (best is None or stop - span.stop < best[0]):
                best = (stop - span.stop, code(actor.get("state")))
    return best[1] if best and best[0] <= 40 else None


def choices(folders: list[Path]) -> list[Choice]:
    """Return every choice that the vote had to make on the pages."""
    engine, lexicon = load_english(), load_lexicon()
    found: list[Choice] = []
    asked: list[tuple[int, bool, dict[str, list[float]]]] = []

    def listen(scene: Any, focus: Any, home: Any, head: int, *, official: bool, name: str | None = None) -> Any:
        asked.append((head, official, context.votes(scene, focus, home, head, name)))
        return real(scene, focus, home, head, official=official, name=name)

    real = context.likely_state
    nominals.likely_state = cast_room.likely_state = listen  # type: ignore[assignment]
    for folder in folders:
        for article, gold in pages(folder):
            asked.clear()
            parsed = parse(article, engine)
            cast_room.find_cast(article, parsed, lexicon)
            for head, official, table in asked:
                right = gold_state(gold, parsed.tokens[head].span)
                if right in table and len(table) > 1:
                    names = list(table)
                    found.append((article.id, official, np.array([table[n] for n in names]), names.index(right)))
    nominals.likely_state = cast_room.likely_state = real
    return found


def fit(found: list[Choice], *, ridge: float = 5.0, rounds: int = 300) -> np.ndarray:
    """Return the weights that make the right choices likeliest, by gradient ascent with a ridge."""
    widest = max(len(clues) for _, _, clues, _ in found)
    table = np.zeros((len(found), widest, len(context.CLUES)))
    absent = np.full((len(found), widest), -1e9)
    right = np.array([r for _, _, _, r in found])
    for row, (_, _, clues, _) in enumerate(found):
        table[row, : len(clues)] = clues
        absent[row, : len(clues)] = 0.0
    chosen = table[np.arange(len(found)), right].sum(axis=0)
    weights = np.zeros(len(context.CLUES))
    for _ in range(rounds):
        scores = table @ weights + absent
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        slope = chosen - np.einsum("rs,rsc->c", share, table) - ridge * weights
        weights += 2.0 * slope / len(found)
    return weights


def main() -> None:
    """Print weights and the honest share right."""
    found = choices([Path(a) for a in sys.argv[1:]])
    for official in (True, False):
        mine = [c for c in found if c[1] is official]
        right = 0
        for page in sorted({c[0] for c in mine}):
            weights = fit([c for c in mine if c[0] != page])
            right += sum(int(np.argmax(c[2] @ weights)) == c[3] for c in mine if c[0] == page)
        weights = fit(mine)
        inside = sum(int(np.argmax(c[2] @ weights)) == c[3] for c in mine)
        sys.stdout.write(f"official={official}: {len(mine)} choices, right {inside / len(mine):.3f}, ")
        sys.stdout.write(f"leaving the page out {right / len(mine):.3f}\n  ")
        sys.stdout.write(", ".join(f"{n} {w:.2f}" for n, w in zip(context.CLUES, weights, strict=True)) + "\n  (")
        sys.stdout.write(", ".join(f"{w:.2f}" for w in weights) + ")\n")


if __name__ == "__main__":
    main()
