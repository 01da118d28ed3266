"""Office phrases on dated pages become holders: how many of a table of known cases the room `mentions` gets right.

    python -m evals.offices [--misses]

Each case of `offices.csv` is a day, a phrase and the id of who held the office then, or `-` where nobody may be named
(a former, deputy or plural holder, an office of several). The phrase is read as the subject of a short sentence.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from detente.dates import day
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.parses import parse
from detente.parses.english import load_english
from detente.types import Article, Dated, Line, LineKind, Span

CASES = Path(__file__).with_name("offices.csv")
FRAMES = ("{} said on Monday that the talks would go on.", "In a letter, {} asked for time.")


def page(text: str, on: date) -> Article:
    """Return a page of one line, published on the day."""
    line = Line(Span(0, len(text)), LineKind.BODY, "case")
    return Article(
        id="case", page="case", url="", text=text, lines=(line,), language="en", published=Dated(when=day(on))
    )


def main(arguments: list[str] | None = None) -> None:
    """Print the share of cases resolved to the right holder, or rightly left open."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print every case that was wrong")
    options = parser.parse_args(arguments)
    engine, lexicon = load_english(), load_lexicon()
    right = total = 0
    with CASES.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    for case in cases:
        for frame in FRAMES:
            words = case["phrase"] if not frame.startswith("{") else case["phrase"][:1].upper() + case["phrase"][1:]
            article = page(frame.format(words), date.fromisoformat(case["on"]))
            cast = find_cast(article, parse(article, engine), lexicon)
            got = {actor.entry for actor in cast.actors if actor.kind.value == "person"} - {None}
            wanted = set() if case["holder"] == "-" else set(case["holder"].split("|"))
            total += 1
            right += got == wanted
            if got != wanted and options.misses:
                sys.stdout.write(
                    f"{case['on']} {article.text!r}: wanted {case['holder']}, got {sorted(map(str, got))}\n"
                )
    sys.stdout.write(f"offices   {right / total:.3f}  ({len(cases)} cases, {total} sentences)\n")


if __name__ == "__main__":
    main()
