"""Intervals are written and read back without loss."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dates import day, from_iso, iso, month, span_of, year

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1))


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (day(date(2025, 3, 10)), "2025-03-10"),
        (month(2024, 2), "2024-02"),
        (month(2024, 12), "2024-12"),
        (year(1999), "1999"),
        (span_of(date(2025, 3, 3), date(2025, 3, 9)), "2025-03-03/2025-03-09"),
        (span_of(date(2025, 9, 1), date(2025, 11, 30)), "2025-09/2025-11"),
        (span_of(date(1990, 1, 1), date(1999, 12, 31)), "1990/1999"),
        (span_of(date(2022, 3, 1), date(2025, 8, 24)), "2022-03/2025-08-24"),
        (span_of(date(1999, 1, 1), date(2025, 8, 24)), "1999/2025-08-24"),
        (span_of(date(2025, 1, 1), date(2025, 8, 24)), "2025-01/2025-08-24"),
        (span_of(date(2025, 9, 1), date(2025, 9, 5)), "2025-09-01/2025-09-05"),
        (span_of(date(2024, 2, 1), date(2024, 2, 29)), "2024-02"),
    ],
)
def test_iso_is_as_short_as_it_can_be(when, written):
    assert iso(when) == written
    assert from_iso(written) == when


@given(DAYS, st.integers(min_value=0, max_value=800))
def test_any_interval_reads_back(first, width):
    when = span_of(first, first + timedelta(days=width))
    assert from_iso(iso(when)) == when
    assert when.last == first + timedelta(days=width)


def test_a_clock_is_dropped_and_ends_may_be_coarse():
    assert from_iso("2025-03-11T17:24") == day(date(2025, 3, 11))
    assert from_iso("2020/2021-03") == span_of(date(2020, 1, 1), date(2021, 3, 31))


@pytest.mark.parametrize("written", ["", "yesterday", "2025-3-1", "2025-13", "2025-02-30", "2025-03-02/2025-03-01"])
def test_what_is_no_interval_is_refused(written):
    with pytest.raises(ValueError, match=r".+"):
        from_iso(written)
