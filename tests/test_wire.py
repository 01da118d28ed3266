"""One JSON spelling: what is written reads back the same, and foreign data are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import wire
from detente.types import (
    Actor,
    ActorKind,
    Dated,
    Dyad,
    Evidence,
    Form,
    Span,
    Statement,
    When,
)

spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 10**6), st.integers(1, 10**4))
days = st.dates(date(1800, 1, 1), date(2200, 1, 1))
intervals = st.builds(
    lambda a, b: When(min(a, b), max(a, b)), days, days.map(lambda d: date(2201, 1, 1))
) | st.builds(lambda d: When(d, date.fromordinal(d.toordinal() + 1)), days)
dated = st.builds(
    Dated,
    when=intervals,
    spans=st.lists(spans, max_size=3).map(tuple),
    rule=st.text(max_size=20),
    rivals=st.lists(intervals, max_size=2).map(tuple),
    clock=st.none() | st.just("17:24"),
    anchor=st.none() | days,
    sure=st.floats(0, 1),
)
statements = st.builds(
    Statement,
    id=st.text(max_size=8),
    evidence=st.builds(Evidence, article=st.just("a"), spans=st.lists(spans, min_size=1).map(tuple), rule=st.text()),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    form=st.sampled_from(Form),
    speaker=st.none() | st.text(),
    speaker_span=st.none() | spans,
    about=st.lists(st.builds(Dyad, st.just("RUS"), st.sampled_from(["AZE", "ARM"])), max_size=2).map(tuple),
    tone=st.sampled_from([-1, 0, 1]),
)


@given(dated)
def test_a_time_reads_back(value: Dated) -> None:
    assert wire.from_json(Dated, wire.to_json(value)) == value


@given(statements)
def test_a_statement_reads_back_through_text(value: Statement) -> None:
    import json

    assert wire.from_json(Statement, json.loads(wire.dumps(value))) == value


def test_the_spelling_is_fixed() -> None:
    value = Dated(when=When(date(2025, 3, 10), date(2025, 3, 11)), spans=(Span(4, 9),), rule="yesterday")
    assert wire.to_json(value) == {
        "when": "2025-03-10/2025-03-11",
        "spans": [[4, 9]],
        "rule": "yesterday",
        "rivals": [],
        "clock": None,
        "anchor": None,
        "sure": 1.0,
    }


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="Actor has no field 'colour'"):
        wire.from_json(Actor, {"id": "a", "name": "A", "kind": "person", "colour": "red"})


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="planet"):
        wire.from_json(Actor, {"id": "a", "name": "A", "kind": "planet"})
    assert wire.from_json(Actor, {"id": "a", "name": "A", "kind": "state"}).kind is ActorKind.STATE


def test_bytes_do_not_travel_in_json() -> None:
    with pytest.raises(TypeError, match="bytes"):
        wire.to_json({"body": b"x"})
