"""What any parsing engine must offer, so that a language is one file and one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RawToken:
    """One token as an engine gives it: `start` in the passage, `head` an index into the passage's tokens."""

    start: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    iob: str
    opens: bool  # first token of a sentence
    space: bool  # white space follows


class Engine(Protocol):
    """A parser for one language; `name` and `digest` go into the record with every reading."""

    name: str
    language: str
    digest: str

    def analyse(self, passages: Iterable[str]) -> Iterator[Sequence[RawToken]]:
        """Yield the tokens of each passage, in order, white-space tokens left out."""
        ...
