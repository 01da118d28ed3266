"""A case becomes arrays: what is asked of the event model, laid over the word pieces of a passage.

The marks are those of the model: who stands in a given pair, where the trigger is, and whose view is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.types import EventType, Span

_SOURCE, _TARGET, _TRIGGER, _PLOVER = 1, 2, 4, 7
_TYPES = {kind: place for place, kind in enumerate(EventType)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked: a trigger with the slots around it, or a given pair; spans count from the passage's start.

    `own` is the sentence that the trigger stands in (None: the whole passage). `allowed` are the lexicon's types.
    `named` are words that name states: the place of their passage among the questions, their span in it, and a slot,
    which is empty where they stand in the sentence itself.
    `plover` asks for the view of the PLOVER manual, in which the future of a cooperative act is AGREE; without it
    the type is that of the act itself.
    """

    trigger: tuple[Span, ...] = ()
    own: Span | None = None
    slots: tuple[tuple[Span, str], ...] = ()
    named: tuple[tuple[int, Span, str], ...] = ()
    allowed: tuple[EventType, ...] = ()
    nominal: bool = False
    phrasal: bool = False
    source: Span | None = None
    target: Span | None = None
    plover: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A case as arrays over the pieces of its sentence and the passage's first; `at` are their places in the passage.

    `pieces` holds the places of each slot in the arrays, `named`
    those of the words that name states: words of other sentences stand behind the rest.
    """

    at: list[int]
    tags: NDArray[np.int64]
    slots: NDArray[np.int64]
    marks: NDArray[np.float32]
    pieces: tuple[tuple[int, ...], ...]
    named: tuple[tuple[int, ...], ...] = ()


class Pieces:
    """The pieces of a passage, asked by span; the same nouns are asked for by every trigger around."""

    def __init__(self, offsets: Sequence[tuple[int, int]]) -> None:
        self.starts, self.stops = [a for a, _ in offsets], [b for _, b in offsets]
        self.known: dict[Span, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.stops)

    def of(self, span: Span) -> tuple[int, ...]:
        """Return the pieces that a span covers; they follow one another, so both ends are searched for."""
        found = self.known.get(span)
        if found is None:
            end = len(self.stops) - 1
            first = last = bisect_right(self.stops, span.start, 1, end)
            while last < end and self.starts[last] < span.stop:
                last += 1
            found = self.known[span] = tuple(range(first, last))
        return found


def row_of(case: Case, passage: Pieces, vocabulary: dict[str, int]) -> Row:
    """Return a case as arrays over the pieces of its sentence; `vocabulary` numbers the slots."""
    whole = passage.of(case.own) if case.own else range(1, len(passage) - 1)
    at = [0, *whole]
    base = whole[0] - 1 if whole else 0
    tags, slots = [0] * len(at), [0] * len(at)

    def places(span: Span) -> list[int]:
        return [k - base for k in passage.of(span) if 0 < k - base < len(at)]

    pieces = []
    for span, word in case.slots:
        own, number = places(span), vocabulary.get(word, len(vocabulary)) + 1
        for k in own:
            slots[k] = number
        pieces.append(tuple(own))
    for bit, span in [*((_TRIGGER, span) for span in case.trigger), *sides_of(case)]:
        for k in places(span):
            tags[k] |= bit
    slots = [0 if tag == _TRIGGER else slot for tag, slot in zip(tags, slots, strict=True)]
    if case.plover:
        tags[0] = _PLOVER
    return Row(at, np.array(tags, np.int64), np.array(slots, np.int64), _marks(case), tuple(pieces))


def _marks(case: Case) -> NDArray[np.float32]:
    """What the lexicon says of a trigger: the types that it allows, then what kind of word it is."""
    marks = np.zeros(len(_TYPES) + 4, np.float32)
    if case.trigger:
        for kind in case.allowed:
            marks[_TYPES[kind]] = 1.0
        marks[len(_TYPES) :] = case.nominal, not case.allowed, case.phrasal, 1.0
    return marks


def with_names(
    case: Case,
    row: Row,
    hidden: NDArray[np.float32],
    pages: dict[int, tuple[Pieces, NDArray[np.float32]]],
    vocabulary: dict[str, int],
) -> tuple[Row, NDArray[np.float32]]:
    """Return a row and the encoder's output for it, with the words of other sentences behind.

    `hidden` is the output for the row's passage, `pages` holds those of all passages.
    """
    first, stop = (row.at[1], row.at[-1] + 1) if len(row.at) > 1 else (1, 1)
    parts, slots, named = [hidden[:1], hidden[first:stop]], [], []
    size = len(row.at)
    for question, span, word in case.named:
        pieces, read = pages.get(question, (None, hidden))
        places = pieces.of(span) if pieces else ()
        if not word:
            named.append(tuple(k - first + 1 for k in places if first <= k < stop))
            continue
        named.append(tuple(range(size, size + len(places))))
        size += len(places)
        slots += [vocabulary.get(word, len(vocabulary)) + 1] * len(places)
        if places:
            parts.append(read[places[0] : places[-1] + 1])
    if slots:
        beyond = np.array(slots, np.int64)
        row = replace(row, tags=np.append(row.tags, beyond * 0), slots=np.append(row.slots, beyond))
    return replace(row, named=tuple(named)), np.concatenate(parts)


def sides_of(case: Case) -> list[tuple[int, Span]]:
    """Return the marks of a given pair with their spans."""
    return [(bit, span) for bit, span in ((_SOURCE, case.source), (_TARGET, case.target)) if span is not None]
