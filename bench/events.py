"""Pages become seconds: what reading events costs beside parsing, in one run, in processor time.

    python -m bench.events FOLDER

FOLDER holds .txt pages. Every page is parsed and its people are found first; then parsing and the event room are
timed over all pages, one thread each, and their ratio is printed with the bar (0.5).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from detente.articles import read_bare
from detente.events import find_tellings
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.models import load_typist
from detente.parses import parse
from detente.parses.english import load_english

BAR = 0.5


def measure(folder: Path) -> tuple[float, float, int]:
    """Return processor seconds of parsing and of the event room, and the number of tellings."""
    lexicon, engine, typist = load_lexicon(), load_english(), load_typist()
    articles = [read_bare(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    parse(articles[0], engine)  # the first call loads tables
    began = time.process_time()
    parses = [parse(article, engine) for article in articles]
    parsing = time.process_time() - began
    casts = [find_cast(a, p, lexicon) for a, p in zip(articles, parses, strict=True)]
    find_tellings(articles[0], parses[0], casts[0], (), lexicon, typist)
    began = time.process_time()
    count = sum(
        len(find_tellings(a, p, c, (), lexicon, typist).tellings)
        for a, p, c in zip(articles, parses, casts, strict=True)
    )
    return parsing, time.process_time() - began, count


def main() -> None:
    """Read the folder's name, measure, print one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parsing, events, count = measure(parser.parse_args().folder)
    print(
        f"parsing {parsing:.2f} s, events {events:.2f} s ({count} tellings): ratio {events / parsing:.2f}, bar {BAR}"
    )


if __name__ == "__main__":
    main()
