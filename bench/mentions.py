"""How long the room `mentions` takes beside the parser, in one run over the same articles.

    python -m bench.mentions GOLD_DIR [ROUNDS]

Prints CPU seconds of parsing and of mentions, words a second, and the share of the parser's time. Compiling the
vocabulary, once for a lexicon, is timed apart.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.mentions.vocabulary import vocabulary
from detente.parses import parse
from detente.parses.english import load_english
from evals.actors import pages


def main() -> None:
    """Time both rooms and print the figures."""
    articles = [article for article, _ in pages(Path(sys.argv[1]))]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    lexicon, engine = load_lexicon(), load_english()
    start = time.process_time()
    vocabulary(lexicon)
    compiling = time.process_time() - start
    parsing = reading = 0.0
    words = 0
    parse(articles[0], engine)
    for _ in range(rounds):
        for article in articles:
            start = time.process_time()
            parsed = parse(article, engine)
            middle = time.process_time()
            find_cast(article, parsed, lexicon)
            parsing, reading = parsing + middle - start, reading + time.process_time() - middle
            words += sum(t.pos != "PUNCT" for t in parsed.tokens)
    sys.stdout.write(f"vocabulary  {compiling:.2f} s once\n")
    sys.stdout.write(f"parse       {parsing:.2f} s  {words / parsing:,.0f} words/s\n")
    sys.stdout.write(f"mentions    {reading:.2f} s  {words / reading:,.0f} words/s\n")
    sys.stdout.write(f"share       {reading / parsing:.3f} of the parser's time\n")


if __name__ == "__main__":
    main()
