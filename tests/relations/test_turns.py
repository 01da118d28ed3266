"""Turns: a clear one is found at its month with what made it, a flat series has none, too little is said to be so."""

from datetime import date

import numpy as np
import pytest

from detente.dates import iso
from detente.relations import Ledger, open_ledger
from detente.relations.turns import LEAST, MOST, find_turns, levels, split
from detente.types import EventType
from tests.relations.stock import PAIR, SCALE, happening, history, month_days, page


def ledger(levels_: list[tuple[EventType, int]]) -> Ledger:
    made, pages = history(levels_)
    return open_ledger(PAIR, made, pages, SCALE)


def test_a_clear_turn_is_found_in_its_month_and_names_what_made_it() -> None:
    found = find_turns(ledger([(EventType.ASSAULT, 4)] * 12 + [(EventType.AID, 4)] * 12))
    (turn,) = found.turns
    assert iso(turn.first) == "2019-01" and turn.better
    assert (turn.before, turn.after) == (-1.0, 2.0)
    assert turn.gain > turn.penalty
    assert turn.happenings and all(key.split("-")[0] in {"12", "13", "14"} for key in turn.happenings)
    assert "shuffles" in found.rule


def test_an_episode_has_two_turns() -> None:
    aid, war = (EventType.AID, 5), (EventType.ASSAULT, 5)
    found = find_turns(ledger([aid] * 12 + [war] * 12 + [aid] * 12))
    assert [(iso(t.first), t.better) for t in found.turns] == [("2019-01", False), ("2020-01", True)]


def test_a_series_of_one_level_has_no_turn() -> None:
    assert find_turns(ledger([(EventType.AID, 3)] * 30)).turns == ()


def test_too_few_periods_are_said_to_be_too_few() -> None:
    found = find_turns(ledger([(EventType.AID, 3)] * (LEAST - 1)))
    assert found.turns == () and found.little.startswith("too little to say")


def test_too_many_periods_ask_for_a_longer_step() -> None:
    days = [date.fromordinal(737000 + n) for n in range(MOST + 1)]
    made = [happening(EventType.AID, d) for d in days]
    found = find_turns(open_ledger(PAIR, made, [page(d) for d in days], SCALE, step="day"))
    assert "longer step" in found.little


def test_where_pages_are_missing_the_turn_lies_between() -> None:
    days = month_days(30)
    made = [
        happening(EventType.ASSAULT if n < 10 else EventType.AID, d, key=f"{n}-{k}")
        for n, d in enumerate(days)
        for k in range(4)
        if not 10 <= n < 20
    ]
    known = [page(d) for n, d in enumerate(days) if not 10 <= n < 20]
    (turn,) = find_turns(open_ledger(PAIR, made, known, SCALE)).turns
    assert iso(turn.first) == "2019-09"
    assert turn.between.start == date(2018, 10, 1)  # the last month of the old level


def test_by_net_a_flood_of_the_same_is_a_turn_that_the_balance_does_not_see() -> None:
    flood = ledger([(EventType.ASSAULT, 1)] * 12 + [(EventType.ASSAULT, 9)] * 12)
    assert find_turns(flood).turns == ()
    (turn,) = find_turns(flood, "net").turns
    assert iso(turn.first) == "2019-01" and not turn.better


def test_the_level_of_a_period_is_the_mean_of_its_points() -> None:
    # two AID (2 points each) and one ASSAULT (-1): a balance of 1, a net of 3
    days = month_days(1)
    made = [
        happening(k, days[0], key=str(n)) for n, k in enumerate([EventType.AID, EventType.AID, EventType.ASSAULT])
    ]
    one = open_ledger(PAIR, made, [page(days[0])], SCALE)
    assert levels(one).values.tolist() == [1.0]
    assert levels(one, "net").values.tolist() == [3.0]


@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_split_sees_a_step_in_bare_numbers(noise: float) -> None:
    rng = np.random.default_rng(3)
    values = np.r_[np.zeros(20), np.full(20, 2.0)] + rng.normal(0, noise or 1e-6, 40)
    cuts, penalty = split(values, np.ones(40))
    assert cuts == [20] and penalty > 0


def test_noise_alone_is_seldom_split() -> None:
    rng = np.random.default_rng(11)
    false = sum(len(split(rng.normal(size=40), np.ones(40))[0]) for _ in range(60))
    assert false <= 6  # one in ten; three in a hundred are expected
