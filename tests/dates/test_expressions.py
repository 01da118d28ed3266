"""English time expressions resolve as a reader of news would resolve them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dates import iso
from detente.dates.expressions import find_times
from detente.types import Span

CASES = Path(__file__).parents[1] / "cases" / "dates" / "en.txt"


def _cases() -> list[tuple[str, str, str]]:
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    cases = []
    for row in rows:
        sentence, dateline, expected = (part.strip() for part in row.split(" | "))
        cases.append((sentence, dateline, expected))
    return cases


def test_the_table_is_large_enough():
    sentences = {sentence for sentence, _, _ in _cases()}
    assert len(sentences) >= 150
    assert len(_cases()) >= 3 * 150 - 3


@pytest.mark.parametrize(("sentence", "dateline", "expected"), _cases())
def test_expression(sentence: str, dateline: str, expected: str):
    marked = re.search(r"<(.+?)>", sentence)
    text = re.sub(r"[<>]", "", sentence)
    found = find_times(text, date.fromisoformat(dateline))
    if marked is None:
        assert expected == "-"
        assert found == ()
        return
    start, stop = marked.start(), marked.end() - 2
    over = [f for f in found if f.spans[0].start < stop and start < f.spans[0].stop]
    assert [iso(f.when) for f in over] == [expected]


SENTENCES = st.lists(st.sampled_from([s for s, _, _ in _cases()]), max_size=6).map(" ".join)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(st.one_of(st.text(max_size=300), SENTENCES), st.one_of(st.none(), DAYS), st.integers(0, 1000))
def test_never_raises_and_spans_slice(text: str, dateline: date | None, offset: int):
    last = offset
    for found in find_times(text, dateline, offset=offset):
        span = found.spans[0]
        assert offset <= last <= span.start < span.stop <= offset + len(text)
        assert text[span.start - offset : span.stop - offset].strip()
        assert found.when.start < found.when.stop
        assert 0 <= found.sure <= 1
        assert found.rule
        last = span.stop


@given(st.sampled_from([s for s, _, _ in _cases()]))
def test_without_a_dateline_nothing_is_guessed(sentence: str):
    for found in find_times(re.sub(r"[<>]", "", sentence), None):
        assert re.search(r"\d{4}", sentence), (sentence, found)


def test_the_other_side_of_the_dateline_stays_a_rival():
    (found,) = find_times("The minister arrived on Monday.", date(2025, 3, 11))
    assert iso(found.when) == "2025-03-10"
    assert [iso(r) for r in found.rivals] == ["2025-03-17"]
    assert found.anchor == date(2025, 3, 11)
    assert found.rule == "weekday"


def test_what_an_earlier_text_ended_with_is_taken_up():
    (day,) = find_times("It fell on 4 May 2021.", date(2025, 3, 11))
    (later,) = find_times("Two days later they left.", date(2025, 3, 11), previous=day.when)
    assert iso(later.when) == "2021-05-06"


def test_quoted_days_are_not_what_the_story_counts_from():
    text = "Troops left on Monday. “We came on 3 May,” he said. The same evening the town was quiet."
    found = find_times(text, date(2025, 3, 11))
    assert iso(found[-1].when) == "2025-03-10"


def test_only_the_given_parts_are_read():
    text = "Troops left on Monday.\nRead also: a feast on 3 May\nThe same evening the town was quiet."
    lines = [Span(0, 22), Span(text.index("The same"), len(text))]
    found = find_times(text, date(2025, 3, 11), within=lines)
    assert [iso(f.when) for f in found] == ["2025-03-10", "2025-03-10"]
    assert found[1].spans[0].of(text) == "The same evening"


def test_a_long_text_is_read_in_linear_time():
    text = "On Monday they met, two days after the raid, and since March 2022 they talk. " * 2000
    assert len(find_times(text, date(2025, 3, 11))) >= 6000
