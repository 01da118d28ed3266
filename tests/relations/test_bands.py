"""Bands: the same ledger gives the same draws, more happenings narrower ones, and errors of the coder wider ones."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations import Coder, Draws, Measured, draw_levels, open_ledger
from detente.relations.bands import bands, tone_band
from detente.types import EventType, Status
from tests.relations.stock import PAIR, SCALE, happening, history, page


def drawn(count: int, coder: Coder | None = None, kind: EventType = EventType.AID) -> Draws:
    made, pages = history([(kind, count)] * 24)
    found = draw_levels(open_ledger(PAIR, made, pages, SCALE), coder)
    assert found is not None
    return found


def test_the_same_ledger_gives_the_same_draws() -> None:
    assert np.array_equal(drawn(3).net, drawn(3).net)


def test_nothing_counted_is_nothing_drawn() -> None:
    assert draw_levels(open_ledger(PAIR, [], [page(date(2021, 7, 1))], SCALE)) is None


def test_the_band_of_a_steady_series_holds_its_sum() -> None:
    # twenty happenings of two points each in every month: a sum of forty
    for band in bands(drawn(20).net):
        assert band.low < 40 < band.high and band.value == pytest.approx(40, rel=0.15)


def test_relative_width_shrinks_with_counts() -> None:
    few, many = (np.mean([(b.high - b.low) / b.value for b in bands(drawn(n).cooperation)]) for n in (2, 50))
    assert many < few / 2


def test_half_precision_halves_the_estimate_and_an_unsure_measurement_widens_it() -> None:
    rows = {(k, Status.ACTUAL): Measured(given=4000, right=2000, gold=4000, found=4000) for k in EventType}
    sure = drawn(20, Coder(source="test", rows=rows))
    assert bands(sure.net)[0].value == pytest.approx(20, rel=0.15)
    few = {(k, Status.ACTUAL): Measured(given=4, right=2, gold=4, found=4) for k in EventType}
    unsure = drawn(20, Coder(source="test", rows=few))
    width = [np.mean([(b.high - b.low) / b.value for b in bands(d.net)]) for d in (sure, unsure)]
    assert width[1] > width[0]


def test_errors_of_the_coder_cancel_where_periods_are_compared() -> None:
    few = {(k, Status.ACTUAL): Measured(given=6, right=3, gold=6, found=3) for k in EventType}
    net = drawn(60, Coder(source="test", rows=few)).net
    apart = (net[:, 0] - net[:, 1]).std()
    assert apart < np.hypot(net[:, 0].std(), net[:, 1].std()) * 0.8


def test_what_was_not_seen_may_still_be() -> None:
    made, pages = [happening(EventType.AID, date(2021, 7, 1))], [page(date(2021, 7, 1))]
    found = draw_levels(open_ledger(PAIR, made, pages, SCALE))
    assert found is not None and bands(found.conflict)[0].low < 0


@given(st.lists(st.integers(0, 6), min_size=3, max_size=30).filter(any))
def test_draws_keep_their_signs_and_shapes(counts: list[int]) -> None:
    made, pages = history([(EventType.ASSAULT if n % 2 else EventType.AID, n) for n in counts])
    found = draw_levels(open_ledger(PAIR, made, pages, SCALE), draws=100)
    assert found is not None and found.net.shape == (100, len(counts))
    assert (found.cooperation >= 0).all() and (found.conflict <= 0).all() and (found.weight > 0).all()
    assert np.isfinite(found.balance).all()
    assert (np.abs(found.balance) <= 2 + 1e-9).all()  # no mix can bring more than the largest points


def test_tones_have_a_band_that_narrows() -> None:
    assert tone_band(0, 0, 0) is None
    one, many = tone_band(0, 0, 1), tone_band(0, 0, 40)
    assert one is not None and many is not None
    assert one.low < 0 < one.value and many.low > 0.8
