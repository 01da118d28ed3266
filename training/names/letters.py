"""Names of the lexicon become `name_letters.csv`: runs of letters, and how many names of each state have them.

    python -m training.names.letters > src/detente/lexicons/languages/en/name_letters.csv
    python -m training.names.letters --check

Given names (`given_names.csv`) and the holders of offices (`holders.csv`) are cut into runs of two and three letters,
and of four and five where the run begins or ends the word. `--check` leaves a fifth of the holders out and prints how
often the letters do not speak against the right one of three states, and how many of the three they leave.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable

from detente.lexicon import load_lexicon
from detente.mentions.letters import Letters, letter_runs

GIVEN = 0.5  # a given name counts half a holder's word: it crosses borders more easily
CELL = 0.7  # less is not written
LEAST = 6.0  # a run of letters in fewer names is left out
Named = tuple[str, tuple[str, ...], float]  # a word of a name, its states, its weight


def words() -> tuple[list[tuple[str, str]], list[Named]]:
    """Return the holders as (name, state), and the given names."""
    lexicon = load_lexicon()
    holders = [(row["name"], row["state"]) for row in lexicon.table("actors/holders", key="id")]
    given = [
        (row["name"], tuple(row["states"].split()), GIVEN)
        for row in lexicon.table("languages/en/given_names", key="name")
        if row["states"]
    ]
    return holders, given


def count(named: Iterable[Named]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Return for every run of letters the weight of the words of each state that have it, and of all its words."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for word, states, weight in named:
        for state in states:
            part = weight / len(states) ** 0.5
            sizes[state] += part  # type: ignore[assignment]
            for run in letter_runs(word):
                table[run][state] += part  # type: ignore[assignment]
    kept = {run: row for run, row in table.items() if sum(row.values()) >= LEAST and max(row.values()) >= CELL}
    return kept, sizes


def cells(row: Counter[str]) -> str:
    """Return a row as it stands in the table."""
    return " ".join(f"{s}:{n:.2g}" for s, n in sorted(row.items()) if n >= CELL)


def of_holders(holders: Iterable[tuple[str, str]]) -> list[Named]:
    """Return the words of the holders' names."""
    return [(word, (state,), 1.0) for name, state in holders for word in name.split() if len(word) > 1]


def check() -> None:
    """Print how often the letters choose the right one of three states for holders left out."""
    holders, given = words()
    chance = random.Random(1)
    chance.shuffle(holders)
    known = len(holders) * 4 // 5
    table, sizes = count(of_holders(holders[:known]) + given)
    letters = Letters({run: cells(row) for run, row in table.items()}, dict(sizes))
    states = sorted(s for s, n in sizes.items() if n > 10)
    right = asked = left = 0
    for name, state in holders[known:]:
        if state in states:
            rivals = [state, *chance.sample([s for s in states if s != state], 2)]
            odds = letters.odds(name, rivals)
            asked += 1
            right += odds.get(state, 0.0) == 0.0
            left += sum(odds.get(s, 0.0) == 0.0 for s in rivals)
    sys.stdout.write(f"{asked} holders left out: the right state of three is among those left {right / asked:.3f}, ")
    sys.stdout.write(f"{left / asked:.2f} states are left\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        check()
        return
    holders, given = words()
    table, sizes = count(of_holders(holders) + given)
    write = sys.stdout.write
    write(
        "# Runs of letters in names (^ and $: beginning and end of a word) and how many words of each state's names\n"
    )
    write(
        "# have them; the row * counts all words. Made by training/names/letters.py from given_names and holders.\n"
    )
    write("letters,states\n")
    for run, row in [("*", sizes), *sorted(table.items())]:
        write(f"{run},{cells(row)}\n")


if __name__ == "__main__":
    main()
