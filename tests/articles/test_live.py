"""Entries of a live page stand together; headlines under clocks stay what they are."""

from __future__ import annotations

import pytest

from detente.articles.live import with_entries
from detente.text import line_spans

ENTRIES = (
    "Kenya has sent home the ambassador of Somalia, its minister said.",
    "Somalia accused Kenya of shelling the village of Dhobley on Monday.",
    "The African Union called on both neighbours to pull back.",
    "Residents of the village counted four dead after the shells.",
)
HEADLINES = tuple(entry.rstrip(".") for entry in ENTRIES)


def page(entries: tuple[str, ...]) -> str:
    return "\n".join(f"1{k}:30\n{entry}" for k, entry in enumerate(entries))


@pytest.mark.parametrize(
    ("entries", "held", "after"),
    [
        (ENTRIES, (True, False, False, True), (True, True, True, True)),
        (ENTRIES, (False, False, False, True), (False, False, False, True)),  # most of it is no text: left alone
        (HEADLINES, (True, False, False, True), (True, False, False, True)),  # a list of other stories
        (ENTRIES[:2], (True, False), (True, False)),  # two clocks make no live page
    ],
)
def test_entries_go_together(entries: tuple[str, ...], held: tuple[bool, ...], after: tuple[bool, ...]) -> None:
    text = page(entries)
    kept = [keep for each in held for keep in (False, each)]
    assert with_entries(text, line_spans(text), kept)[1::2] == list(after)
