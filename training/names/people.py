"""WordNet's nouns become `languages/en/people.csv`: single words whose main sense is a person.

    python training/names/people.py WORDNET_DICT_FOLDER > people.csv

Kept is a noun most of whose tagged uses (or, where none are tagged, whose first sense) stand in the file
noun.person; left out are proper names, words that are adjectives or adverbs too, and words that a gloss calls
offensive, archaic or slang.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PERSON = 18  # WordNet's lexicographer file noun.person
BLAMED = re.compile(
    r"offensive|disparag|derogat|slur|slang|archaic|informal|obscene|vulgar|contempt|mytholog|stupid|unpleasant|"
    r"foolish|Judaism|biblical|ancient|medieval|imaginary|insult|infant|fairy|legendary|servant|sexual|homosexual"
)
STRAY = frozenset(
    [
        "longer",
        "lower",
        "upper",
        "elder",
        "heavy",
        "first",
        "second",
        "black",
        "white",
        "red",
        "green",
        "blue",
        "bird",
        "star",
        "wonder",
        "plus",
        "ace",
    ]
)


def _senses(folder: Path) -> dict[str, tuple[int, list[str], str]]:
    found = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            cells, _, gloss = line.partition("|")
            fields = cells.split()
            words = [fields[4 + 2 * i] for i in range(int(fields[3], 16))]
            found[fields[0]] = (int(fields[1]), words, gloss)
    return found


def _lemmas(path: Path) -> dict[str, list[str]]:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split()
            found[fields[0]] = fields[6 + int(fields[3]) :]
    return found


def people(folder: Path) -> list[str]:
    """Return the nouns, sorted."""
    senses = _senses(folder)
    tags: dict[tuple[str, str], int] = {}
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, _, count = line.split()
        if key.partition("%")[2].startswith("1:"):
            tags[key.partition("%")[0], offset] = int(count)
    others = set(_lemmas(folder / "index.adj")) | set(_lemmas(folder / "index.adv"))
    kept = []
    for lemma, offsets in _lemmas(folder / "index.noun").items():
        if not re.fullmatch(r"[a-z]{4,}", lemma) or lemma in others | STRAY:
            continue
        mine = [o for o in offsets if senses[o][0] == PERSON]
        used = sum(tags.get((lemma, o), 0) for o in offsets)
        share = sum(tags.get((lemma, o), 0) for o in mine) / used if used >= 3 else 0.0
        if not (share >= 0.7 or (used < 3 and offsets[0] in mine and len(mine) / len(offsets) > 0.6)):
            continue
        if any(BLAMED.search(senses[o][2]) for o in mine) or any(lemma.title() in senses[o][1] for o in mine):
            continue
        kept.append(lemma)
    return sorted(kept)


if __name__ == "__main__":
    sys.stdout.write(
        "# Nouns whose main sense is a person, drawn from WordNet 3.0. This list is derived from WordNet, Copyright 2006 by\n"
        "# Princeton University; used under the WordNet licence, which permits use, copying and change without fee.\n"
        "# Words with a class of their own stand in nominals.toml, which goes before.\nnoun\n"
    )
    sys.stdout.write("\n".join(people(Path(sys.argv[1]))) + "\n")
