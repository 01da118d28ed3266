"""Regimes: two clear levels are found with their months, one level is no switching, too little is said to be so."""

import numpy as np

from detente.relations import Ledger, open_ledger
from detente.relations.regimes import LEAST, find_regimes
from detente.types import EventType
from tests.relations.stock import PAIR, SCALE, happening, history, month_days, page


def mixed(shares: list[int]) -> Ledger:
    """Ten happenings a month, so many of them cooperative."""
    days = month_days(len(shares))
    made = [
        happening(EventType.AID if k < n else EventType.ASSAULT, d, key=f"{m}-{k}")
        for m, (d, n) in enumerate(zip(days, shares, strict=True))
        for k in range(10)
    ]
    return open_ledger(PAIR, made, [page(d) for d in days], SCALE)


def test_two_levels_are_two_regimes_tense_first() -> None:
    found = find_regimes(mixed([8, 7, 9, 8, 7, 8] * 3 + [2, 3, 1, 2, 3, 2] * 3 + [8, 7, 9, 8, 7, 8] * 2))
    assert len(found.levels) == 2 and found.levels[0] < found.levels[1]
    assert len(found.probabilities) == len(found.periods) == 48
    likely = [row[1] > 0.5 for row in found.probabilities]
    assert likely == [True] * 18 + [False] * 18 + [True] * 12
    assert all(abs(sum(row) - 1) < 1e-6 for row in found.probabilities)
    assert found.stays[0] > 5


def test_one_level_is_no_switching() -> None:
    found = find_regimes(mixed(np.random.default_rng(2).binomial(10, 0.5, 32).tolist()))
    assert found.levels == () and "no switching" in found.little and found.bic[0][0] == 1


def test_a_level_that_never_moves_needs_no_model() -> None:
    made, pages = history([(EventType.AID, 3)] * LEAST)
    assert "no switching" in find_regimes(open_ledger(PAIR, made, pages, SCALE)).little


def test_too_few_periods_are_said_to_be_too_few() -> None:
    assert find_regimes(mixed([5] * (LEAST - 1))).little.startswith("too little to say")
