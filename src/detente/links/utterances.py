"""Statements over many pages become links: each is judged against those before it that share words with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.links.clues import clues_of_statement, meetings
from detente.links.quotations import Said, judge_statement
from detente.types import Link


def link_statements(said: Iterable[Said]) -> Iterator[Link]:
    """Yield the links between statements that share words, each judged against its neighbours before it."""
    known = list(said)
    for near, place in meetings(clues_of_statement(one) for one in known):
        for other in near:
            link = judge_statement(known[other], known[place])
            if link is not None:
                yield link
