"""Rows of a series: one a period, gaps empty and not zero, read back from CSV as they were."""

import csv
import io
from datetime import date

import pytest

from detente.export.table import series_rows, write_csv
from detente.relations import Series, make_series, series_of
from detente.relations.ledger import open_ledger
from detente.types import EventType
from tests.relations.stock import PAIR, SCALE, happening, page


def series() -> Series:
    made = [
        happening(EventType.AID, date(2025, 1, 5), key="1"),
        happening(EventType.ASSAULT, date(2025, 1, 6), key="2"),
    ]
    return make_series(PAIR, made, [page(date(2025, 1, 7)), page(date(2025, 3, 1))], SCALE)


def test_one_row_a_period_with_its_sums_and_counts() -> None:
    first, gap, last = series_rows(series())
    assert (first["period"], first["cooperation"], first["conflict"], first["net"]) == ("2025-01", 2.0, -1.0, 1.0)
    assert (first["AID"], first["ASSAULT"], first["happenings"], first["pages"]) == (1, 1, 2, 1)
    assert (first["tellings"], first["denials"]) == (2, 0)
    assert first["scale"] == "test" and first["origin"] == "detente"
    assert (gap["gap"], gap["net"], gap["net_low"], gap["happenings"]) == (1, None, None, 0)
    assert (last["gap"], last["net"], last["happenings"]) == (0, 0.0, 0)  # read, and nothing told: a zero
    low, high = first["net_low"], first["net_high"]
    assert isinstance(low, float) and isinstance(high, float) and low < 1 < high


def test_csv_reads_back_with_empty_cells_for_what_is_not_known() -> None:
    out = io.StringIO()
    assert write_csv(series_rows(series()), out) == 3
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [r["net"] for r in rows] == ["1.0", "", "0.0"]
    assert rows[0]["start"] == "2025-01-01" and rows[0]["stop"] == "2025-02-01"


def test_others_data_have_no_coverage_and_so_no_gaps() -> None:
    made = [happening(EventType.AID, date(2025, 1, 5), key="1"), happening(EventType.AID, date(2025, 3, 5), key="2")]
    theirs = series_of(open_ledger(PAIR, made, (), SCALE), None, origin="GDELT")
    assert [(r["gap"], r["pages"], r["happenings"]) for r in series_rows(theirs)] == [
        (None, None, 1),
        (None, None, 0),
        (None, None, 1),
    ]


def test_nothing_is_no_row() -> None:
    out = io.StringIO()
    assert write_csv([], out) == 0 and out.getvalue() == ""


@pytest.mark.parametrize("words", ["=1+1", "+7 days", "-5", "@home", "\tx", "'quoted", "plain", "a\nb", 'say "so"'])
def test_words_of_pages_are_no_formulas_and_come_back_whole(words: str) -> None:
    stream = io.StringIO()
    write_csv([{"sentence": words, "points": -4.5}], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["sentence"][0] not in "=+-@\t"
    assert row["sentence"] in {words, f"'{words}"} and (row["sentence"] == words) == (words[0] not in "=+-@\t'")
    assert row["points"] == "-4.5"
