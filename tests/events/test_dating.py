"""The time of an event is that of its own clause, never the dateline's or the day of the promise."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dates import day, iso
from detente.dates.expressions import find_times
from detente.events.dating import nearest, spoken_times, times_at
from detente.types import Evidence, Form, Span, Statement, Status
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


def test_words_in_a_quotation_count_from_the_day_on_which_they_were_spoken() -> None:
    text = '"They shelled us yesterday," the governor said on Monday. They shelled us again yesterday.'
    tree = tree_of(text)
    said = Statement(
        id="s", evidence=Evidence(article="a", spans=(Span(0, 58),), rule="test"), content=(Span(1, 26),),
        form=Form.DIRECT, speaker="g", speaker_span=Span(28, 40), cue=Span(41, 45),
    )  # fmt: skip
    times = times_at(tree, find_times(text, PUBLISHED))
    days = [iso(t.dated.when) for t in spoken_times(tree, [said], times, day(PUBLISHED))]
    assert days == ["2026-03-08", "2026-03-09", "2026-03-11"]
    assert next(iso(t.dated.when) for t in spoken_times(tree, [], times, day(PUBLISHED))) == "2026-03-11"
