"""Pages become a ratio: the whole corridor, and each of its stages, beside the spaCy parse of the same text.

    python -m bench.reading [FOLDER ...]     # the example pages unless given

One process, one thread, every page several times, order rotated; figures are CPU seconds as a ratio to the
parse. Nothing here is a test: a ratio on a busy machine is a reading, not a verdict.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from detente.articles import read_article
from detente.events import find_tellings
from detente.mentions import find_cast, first_person
from detente.pages import intake
from detente.parses import parse
from detente.pipeline import Choice, load_tools
from detente.statements import find_statements
from detente.types import Page


def measure(pages: list[Page], rounds: int) -> tuple[dict[str, float], int]:
    """Return CPU seconds of each stage over all rounds, and the number of words parsed in one."""
    tools = load_tools(Choice())
    engine = tools.engines["en"]
    spent: dict[str, float] = defaultdict(float)
    words = 0
    for turn in range(rounds + 1):
        for place in range(len(pages)):
            page = pages[(place + turn) % len(pages)]
            marks = [time.process_time()]
            article = read_article(page, tools.lexicon)
            marks.append(time.process_time())
            if article.language not in (None, "en"):
                continue
            analysis = parse(article, engine)
            marks.append(time.process_time())
            cast = find_cast(article, analysis, tools.lexicon)
            marks.append(time.process_time())
            speech = find_statements(article, analysis, cast, tools.lexicon, tools.tagger)
            cast = first_person(article, analysis, speech.cast, speech.statements)
            marks.append(time.process_time())
            find_tellings(article, analysis, cast, speech.statements, tools.lexicon, typist=tools.typist)
            marks.append(time.process_time())
            if turn == 0:  # the first round warms everything up and is not counted
                words += len(analysis.tokens)
                continue
            for name, a, b in zip(STAGES, marks, marks[1:], strict=False):
                spent[name] += b - a
    return dict(spent), words


STAGES = ("articles", "parse", "mentions", "statements", "events")


def main() -> None:
    """Print one line for each stage."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("examples/pages")])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    pages = [p for p in intake(args.folders) if isinstance(p, Page)]
    spent, words = measure(pages, args.rounds)
    parsed = spent["parse"]
    print(f"{len(pages)} pages, {words} tokens, {args.rounds} rounds; spaCy parse {parsed:.2f} CPU s = 1.00")
    for name in STAGES:
        print(f"{name:12} {spent[name] / parsed:6.2f}")
    total = sum(spent.values())
    print(f"{'all':12} {total / parsed:6.2f}  ({args.rounds * words / total:.0f} tokens/CPU s)")


if __name__ == "__main__":
    main()
