"""A relation is a point for every period: gaps stay gaps, and a happening counts once at its own date."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dates import iso, month
from detente.relations import Coverage, Utterance, make_series
from detente.relations.periods import STEPS, Step, period
from detente.types import Dyad, EventType, Status, When
from tests.relations.stock import PAIR, SCALE, happening, page


def test_years_between_two_pages_are_a_gap_and_not_a_slope() -> None:
    series = make_series(
        PAIR,
        [happening(EventType.CONSULT, date(2021, 7, 20)), happening(EventType.SUPPORT, date(2025, 3, 10))],
        [page(date(2021, 7, 23)), page(date(2025, 3, 11))],
        SCALE,
    )
    assert len(series.points) == 45
    read = [p for p in series.points if not p.gap]
    assert [iso(p.when) for p in read] == ["2021-07", "2025-03"]
    assert all(p.net is None for p in series.points if p.gap)
    assert read[0].net == 2.0


def test_only_actual_events_count_unless_asked() -> None:
    planned = happening(EventType.CONSULT, date(2021, 7, 20), Status.PLANNED)
    args = (PAIR, [planned], [page(date(2021, 7, 23))], SCALE)
    assert make_series(*args).points[0].events == 0
    assert make_series(*args, statuses=frozenset({Status.PLANNED})).points[0].events == 1


def test_an_event_without_a_day_falls_on_publication() -> None:
    series = make_series(
        PAIR, [happening(EventType.AID, None, noted=date(2021, 7, 23))], [page(date(2021, 7, 23))], SCALE
    )
    assert [(iso(p.when), p.events) for p in series.points] == [("2021-07", 1)]


def test_cooperation_and_conflict_are_kept_apart() -> None:
    both = [happening(EventType.ASSAULT, date(2021, 7, 1)), happening(EventType.AID, date(2021, 7, 2))]
    (point,) = make_series(PAIR, both, [page(date(2021, 7, 3)), page(date(2021, 7, 4), "Y")], SCALE).points
    assert (point.cooperation, point.conflict, point.net) == (2.0, -1.0, 1.0)
    assert (point.pages, point.outlets, point.speakers) == (2, 2, 1)


def test_who_denies_a_happening_does_not_tell_that_it_happened() -> None:
    one = replace(happening(EventType.ASSAULT, date(2021, 7, 1)), tellings=("t1", "t2", "t3"), denials=1)
    (point,) = make_series(PAIR, [one], [page(date(2021, 7, 3))], SCALE).points
    assert (point.events, point.tellings, point.denials) == (1, 2, 1)


def test_direction_is_kept_when_asked() -> None:
    one = happening(EventType.AID, date(2021, 7, 1))
    back = make_series(Dyad("RUS", "AZE"), [one], [page(date(2021, 7, 1))], SCALE, directed=True)
    assert back.points[0].events == 0
    assert make_series(Dyad("RUS", "AZE"), [one], [page(date(2021, 7, 1))], SCALE).points[0].events == 1


def test_nothing_read_is_no_series() -> None:
    assert make_series(PAIR, [], [], SCALE).points == ()


def test_types_and_quads_are_counted_apart() -> None:
    three = [
        happening(EventType.AGREE, date(2021, 7, 1), key="1"),
        happening(EventType.AGREE, date(2021, 7, 2), key="2"),
        happening(EventType.ASSAULT, date(2021, 7, 3), key="3"),
    ]
    (point,) = make_series(PAIR, three, [page(date(2021, 7, 3))], SCALE).points
    assert dict(point.types) == {EventType.AGREE: 2, EventType.ASSAULT: 1}
    assert point.quads == (2, 0, 0, 1)
    assert point.balance == pytest.approx((2 + 2 - 1) / 3)
    assert point.happenings == ("1", "2", "3")


def test_coverage_counts_stories_outlets_their_countries_and_officials() -> None:
    pages = [
        Coverage(published=date(2021, 7, 1), outlet="A", country="AZE", speakers=("M",), story="s"),
        Coverage(
            published=date(2021, 7, 2), outlet="B", country="AZE", speakers=("M", "N"), officials=("N",), story="s"
        ),
        Coverage(published=date(2021, 7, 3), outlet="C", country="RUS"),
    ]
    (point,) = make_series(PAIR, [], pages, SCALE).points
    assert (point.pages, point.stories, point.outlets, point.speakers, point.officials) == (3, 2, 3, 2, 1)
    assert point.countries == ("AZE", "RUS")
    assert point.net == 0.0 and not point.gap


def test_words_of_officials_stand_apart_from_those_of_others() -> None:
    day_ = date(2021, 7, 1)
    words = [
        Utterance(id="1", day=day_, tone=-1, speaker="Minister", official=True),
        Utterance(id="2", day=day_, tone=1, speaker="Markov", official=False),
        Utterance(id="3", day=day_, tone=0, speaker="Markov"),
    ]
    (point,) = make_series(PAIR, [], [page(day_)], SCALE, utterances=words).points
    assert (point.official_words.worse, point.official_words.statements) == (1, 1)
    assert (point.other_words.better, point.other_words.neutral, point.other_words.statements) == (1, 1, 2)
    tone = point.official_words.tone
    assert tone is not None and tone.low < tone.value < tone.high and tone.value < 0


def test_a_happening_told_later_is_counted_but_has_no_band_since_nothing_of_its_time_was_read() -> None:
    told = [happening(EventType.AID, date(2020, 1, 5), key="1"), happening(EventType.AID, date(2021, 7, 1), key="2")]
    series = make_series(PAIR, told, [page(date(2021, 7, 3))], SCALE)
    first, last = series.points[0], series.points[-1]
    assert first.events == 1 and first.gap and first.net_band is None
    assert last.net_band is not None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(STEPS))
def test_a_day_lies_in_its_period_and_periods_follow_on(when: date, step: Step) -> None:
    here = period(when, step)
    assert here.start <= when < here.stop
    assert period(here.start, step) == here == period(here.last, step)
    assert period(here.stop, step).start == here.stop


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("week", When(date(2025, 3, 10), date(2025, 3, 17))),
        ("month", month(2025, 3)),
        ("quarter", When(date(2025, 1, 1), date(2025, 4, 1))),
        ("year", When(date(2025, 1, 1), date(2026, 1, 1))),
    ],
)
def test_steps(step: Step, expected: When) -> None:
    assert period(date(2025, 3, 11), step) == expected
