"""The time of an event is that of its own clause, never the dateline's or the day of the promise."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dates import iso
from detente.dates.expressions import find_times
from detente.events.dating import nearest, times_at
from detente.types import Status
from tests.events.page import tree_of

PUBLISHED = date(2026, 3, 12)  # a Thursday


def when_of(text: str, word: str, status: Status = Status.ACTUAL) -> str | None:
    tree = tree_of(text)
    trigger = next(t.index for t in tree.tokens if t.text == word)
    found = nearest(tree, trigger, times_at(tree, find_times(text, PUBLISHED)), status)
    return iso(found.dated.when) if found else None


@pytest.mark.parametrize(
    ("text", "word", "when"),
    [
        ("Norway closed the strait on Tuesday.", "closed", "2026-03-10"),
        ("Norway closed the strait on Tuesday and opened it again on Wednesday.", "opened", "2026-03-11"),
        ("The ship that Norway seized on Monday sailed on Wednesday.", "seized", "2026-03-09"),
        ("The ship that Norway seized on Monday sailed on Wednesday.", "sailed", "2026-03-11"),
        ("Norway closed the strait.", "closed", None),
    ],
)
def test_own_clause(text: str, word: str, when: str | None) -> None:
    assert when_of(text, word) == when


def test_dateline_dates_no_event() -> None:
    assert (
        when_of("OSLO, March 12, 2026 (Test Wire) — Norway closed the strait on Tuesday.", "closed") == "2026-03-10"
    )


def test_a_wish_does_not_take_the_day_it_was_uttered() -> None:
    text = "Sweden asked Norway on Tuesday to open the strait."
    assert when_of(text, "open", Status.HYPOTHETICAL) is None
    assert when_of(text, "asked") == "2026-03-10"
