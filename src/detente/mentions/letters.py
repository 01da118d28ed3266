"""The letters of a name become odds for the states where such names are at home.

Naive Bayes over runs of letters (Cavnar & Trenkle 1994 for the runs); a hint among the states that a page speaks of.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from detente.mentions.plain import plain

_SMOOTH = 2.0  # words as frequent as in all names, added to every state
_DAMP = 0.35  # runs of one word overlap: together they say less than one by one
_LEAST = 4.0  # a state with fewer words in the table is not judged
_MARGIN = 1.5
_LOW = -3.0


@dataclass(frozen=True, slots=True)
class Letters:
    """Runs of letters with the words of each state that have them ("ARM:12 GEO:3"); `sizes` counts all words."""

    runs: Mapping[str, str]
    sizes: Mapping[str, float]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Letters:
        """Return the table of `name_letters.csv`, whose row * holds the sizes."""
        runs = {row["letters"]: row["states"] for row in rows}
        return cls(runs, _cells(runs.pop("*")))

    def odds(self, name: str, states: Collection[str]) -> dict[str, float]:
        """Return by how much (0 or less, log odds) each judged state is unlikelier than a state near the likeliest.

        Neighbours share their names: a state within _MARGIN of the likeliest one is as good as it.
        """
        judged = [s for s in states if self.sizes.get(s, 0.0) >= _LEAST]
        words = [w for w in name.split() if len(w) > 2]
        if len(judged) < 2 or not words:
            return {}
        everybody = sum(self.sizes.values())
        scores = dict.fromkeys(judged, 0.0)
        for word in words:
            found = letter_runs(word)
            for run in found & self.runs.keys():
                row = _cells(self.runs[run])  # read only when asked for: most rows never are
                usual = sum(row.values()) / everybody
                for state in judged:
                    share = (row.get(state, 0.0) + _SMOOTH * usual) / (self.sizes[state] + _SMOOTH)
                    scores[state] += math.log(share / usual) * _DAMP / math.sqrt(len(found))
        near = max(scores.values()) - _MARGIN
        return {state: max(_LOW, min(0.0, score - near)) for state, score in scores.items()}


def _cells(text: str) -> dict[str, float]:
    words = text.replace(":", " ").split()
    return dict(zip(words[::2], map(float, words[1::2]), strict=True))


def letter_runs(word: str) -> set[str]:
    """Return the runs of two and three letters of a word, and longer ones (to five) at its beginning and end."""
    low = f"^{plain(word).lower()}$"
    found = {low[i : i + n] for n in (2, 3) for i in range(len(low) - n + 1)}
    for n in (4, 5):
        if len(low) >= n:
            found |= {low[:n], low[-n:]}
    return found
