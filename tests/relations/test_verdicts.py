"""Verdicts: against the year before where it was read, by the pages' own word where it was not, else unclear."""

from datetime import date

import pytest

from detente.relations import Band, Utterance, draw_levels, open_ledger
from detente.relations.nouns import Judgement, Movement
from detente.relations.verdicts import WINDOW, judge_periods, moved
from detente.types import EventType, Happening, Status
from tests.relations.stock import PAIR, SCALE, happening, history, page


def judged(levels: list[tuple[EventType, int]], **options: str) -> tuple[Judgement, ...]:
    made, pages = history(levels)
    ledger = open_ledger(PAIR, made, pages, SCALE)
    return judge_periods(ledger, draw_levels(ledger), measure=options.get("measure", "balance"))  # type: ignore[arg-type]


def test_a_month_of_fire_after_a_year_of_aid_has_deteriorated() -> None:
    last = judged([(EventType.AID, 6)] * WINDOW + [(EventType.ASSAULT, 6)])[-1]
    assert last.movement is Movement.DETERIORATED
    assert last.difference is not None and last.difference.value == pytest.approx(-3, abs=0.7)  # from 2 to -1 points
    assert last.against is not None and last.against.start == date(2018, 1, 1)
    assert last.cites and last.cites[0].startswith("12-")


def test_and_the_other_way_round_it_has_improved() -> None:
    assert judged([(EventType.ASSAULT, 6)] * WINDOW + [(EventType.AID, 6)])[-1].movement is Movement.IMPROVED


def test_the_same_again_is_unchanged_when_there_is_enough_of_it() -> None:
    assert judged([(EventType.AID, 40)] * (WINDOW + 1))[-1].movement is Movement.UNCHANGED


def test_one_happening_says_little() -> None:
    assert judged([(EventType.AID, 1), (EventType.ASSAULT, 1)] * 6 + [(EventType.AID, 1)])[-1].movement in {
        Movement.UNCLEAR,
        Movement.UNCHANGED,
    }


def test_by_net_more_of_the_same_fire_has_deteriorated_and_by_balance_not() -> None:
    flood = [(EventType.ASSAULT, 3)] * WINDOW + [(EventType.ASSAULT, 30)]
    assert judged(flood, measure="net")[-1].movement is Movement.DETERIORATED
    assert judged(flood)[-1].movement is not Movement.DETERIORATED


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        (Band(0.2, 1.0, 1.8), Movement.IMPROVED),
        (Band(-1.8, -1.0, -0.2), Movement.DETERIORATED),
        (Band(0.05, 0.3, 0.6), Movement.UNCHANGED),  # sure, but too small to matter
        (Band(-1.0, 0.1, 1.2), Movement.UNCHANGED),
        (Band(-2.0, 1.0, 4.0), Movement.UNCLEAR),
    ],
)
def test_what_a_difference_speaks_for(band: Band, expected: Movement) -> None:
    assert moved(band) is expected


def own_word(told: list[Happening], tones: list[int]) -> Judgement:
    day = date(2025, 3, 11)
    words = [Utterance(id=f"s{n}", day=day, tone=tone) for n, tone in enumerate(tones)]
    ledger = open_ledger(PAIR, told, [page(day)], SCALE)
    return judge_periods(ledger, draw_levels(ledger), words, told)[-1]


def test_without_a_year_before_the_pages_own_word_decides_and_says_so() -> None:
    found = own_word([happening(EventType.SUPPORT, date(2025, 3, 10), key="award")], [1, -1])
    assert found.movement is Movement.IMPROVED and found.against is None
    assert "word of the pages alone" in found.why and found.cites == ("award", "s0")


def test_words_and_deeds_that_cancel_are_unclear() -> None:
    assert own_word([happening(EventType.SUPPORT, date(2025, 3, 10))], [-1, -1]).movement is Movement.UNCLEAR


def test_what_was_only_denied_or_feared_moves_nothing() -> None:
    told = [happening(EventType.ASSAULT, date(2025, 3, 10), s) for s in (Status.DENIED, Status.HYPOTHETICAL)]
    assert own_word(told, []).movement is Movement.UNCLEAR


def test_gaps_have_no_verdict() -> None:
    made = [happening(EventType.AID, date(2021, 7, 1), key="1"), happening(EventType.AID, date(2025, 3, 1), key="2")]
    ledger = open_ledger(PAIR, made, [page(date(2021, 7, 1)), page(date(2025, 3, 1))], SCALE)
    found = judge_periods(ledger, draw_levels(ledger))
    assert [j.when.start for j in found] == [date(2021, 7, 1), date(2025, 3, 1)]
    assert all(j.against is None for j in found)  # three years and eight months say nothing
