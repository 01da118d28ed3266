"""Text becomes sights: where the lexicon's names stand, on word boundaries, the longest first.

These override an engine's entity labels, which mistype toponyms and bare surnames of many regions.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.mentions.plain import plain
from detente.mentions.vocabulary import Entry, Vocabulary
from detente.types import Span


@dataclass(frozen=True, slots=True)
class Sight:
    """One name of the lexicon seen in a text."""

    span: Span
    entry: Entry


def sights(text: str, vocabulary: Vocabulary, *, offset: int = 0) -> list[Sight]:
    """Return the lexicon's names in `text`, in order, none overlapping; `offset` is added to all spans.

    A name counts only between word boundaries; of overlapping names the leftmost and then the longest stays.
    """
    flat = plain(text)
    hits = []
    for number, start, stop in vocabulary.automaton.find_matches_as_indexes(flat, overlapping=True):
        if start and (flat[start - 1].isalnum() or flat[start - 1] == "_"):
            continue
        if stop < len(flat) and (flat[stop].isalnum() or flat[stop] == "_"):
            continue
        hits.append((start, -stop, number))
    hits.sort()
    found: list[Sight] = []
    reached = 0
    for start, minus, number in hits:
        if start >= reached:
            reached = -minus
            entry = vocabulary.entries[vocabulary.spellings[number]]
            found.append(Sight(Span(offset + start, offset + reached), entry))
    return found
