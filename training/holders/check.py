"""Dated facts read elsewhere become marks on terms of `holders.csv`: looked up where they agree, listed where not.

    python -m training.holders.check [--mark]

A term agrees where state, office and surname are those of a fact and every date that both give is the same, within
three days for days and in the wider unit otherwise. `--mark` writes `looked_up` and the source into the agreeing rows
that nobody has looked up yet; a source ends with "(start)" or "(end)" where only that date was read.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from detente.mentions.spelling import name_key

HOLDERS = Path("src/detente/lexicons/actors/holders.csv")
FACTS = Path(__file__).with_name("facts.csv")
NEAR = 3  # days by which two sources may differ over one step: sworn in, appointed, took over

Row = dict[str, str]


def rows(path: Path) -> tuple[list[str], list[Row]]:
    """Return the columns and the rows of a table, remark lines left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(line for line in stream if not line.startswith("#"))
        return list(reader.fieldnames or ()), list(reader)


def agree(left: str, right: str) -> bool | None:
    """Tell whether two dates may be one; None where one of them is not given."""
    if not left or not right:
        return None
    width = min(len(left), len(right))
    if width == 10:
        return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) <= NEAR
    return left[:width] == right[:width]


def same_person(term: Row, fact: Row) -> bool:
    """Tell whether the surname of a fact is a spelling of one of the words that a holder is known by."""
    words = {
        name_key(word)
        for name in (term["name"], *term["aliases"].split("|"))
        for word in name.replace("-", " ").split()
    }
    return {name_key(word) for word in fact["surname"].split("-")} <= words


def verdicts(term: Row, fact: Row) -> tuple[bool | None, bool | None]:
    """Return whether start and end of a term agree with a fact; None where one side does not say."""
    return agree(term["since"], fact["since"]), agree(term["until"], fact["until"])


def source(fact: Row, start: bool | None, end: bool | None, term: Row) -> str:
    """Return the source cell of a term that agrees: what was read, where, and which of the two dates."""
    if start and (end or not term["until"]):
        return fact["source"]
    return f"{fact['source']} ({'start' if start else 'end'})"


def main() -> None:
    """Print how many terms agree, and every fact that no term agrees with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mark", action="store_true", help="write what agrees into the table of holders")
    mark = parser.parse_args().mark
    columns, terms = rows(HOLDERS)
    found, fresh = 0, 0
    for fact in rows(FACTS)[1]:
        office = "prime_minister" if fact["office"] == "chancellor" else fact["office"]
        mine = [t for t in terms if (t["state"], t["office"]) == (fact["state"], office)]
        mine = [t for t in mine if same_person(t, fact)]
        right = [(t, *v) for t in mine if False not in (v := verdicts(t, fact)) and any(v)]
        found += bool(right)
        for term, start, end in right:
            if term["looked_up"] != "yes":
                term["looked_up"], term["source"] = "yes", source(fact, start, end, term)
                fresh += 1
        if not right:
            have = "; ".join(f"{t['name']} {t['since']}..{t['until']}" for t in mine) or "no such holder"
            wanted = f"{fact['state']} {fact['office']} {fact['surname']} {fact['since']}..{fact['until']}"
            sys.stdout.write(f"{wanted}: {have}\n")
    looked = sum(t["looked_up"] == "yes" for t in terms)
    sys.stdout.write(
        f"{found} facts agree with a term; {fresh} terms newly looked up, {looked} of {len(terms)} in all\n"
    )
    if mark:
        with HOLDERS.open("w", encoding="utf-8", newline="") as stream:
            out = csv.DictWriter(stream, columns, lineterminator="\n")
            out.writeheader()
            out.writerows(terms)


if __name__ == "__main__":
    main()
