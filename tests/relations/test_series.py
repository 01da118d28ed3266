"""A relation is a point for every period: gaps stay gaps, and a happening counts once at its own date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dates import day, iso, month
from detente.relations import Coverage, Scale, make_series
from detente.relations.periods import STEPS, Step, period
from detente.types import Dyad, EventType, Happening, Status, When

SCALE = Scale("test", {(t.value, ""): (-1.0 if t is EventType.ASSAULT else 2.0) for t in EventType})
PAIR = Dyad("AZE", "RUS")


def happening(
    kind: EventType, when: date | None, status: Status = Status.ACTUAL, noted: date | None = None
) -> Happening:
    return Happening(
        id=f"{kind}{when}",
        type=kind,
        dyad=PAIR,
        status=status,
        when=day(when) if when else None,
        noted=noted,
        tellings=("t",),
        articles=("a",),
        outlets=("X",),
    )


def page(when: date, outlet: str = "X") -> Coverage:
    return Coverage(published=when, outlet=outlet, speakers=("Markov",))


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


def test_direction_is_kept_when_asked() -> None:
    one = happening(EventType.AID, date(2021, 7, 1))
    back = make_series(Dyad("RUS", "AZE"), [one], [page(date(2021, 7, 1))], SCALE, directed=True)
    assert back.points[0].events == 0
    assert make_series(Dyad("RUS", "AZE"), [one], [page(date(2021, 7, 1))], SCALE).points[0].events == 1


def test_nothing_read_is_no_series() -> None:
    assert make_series(PAIR, [], [], SCALE).points == ()


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
