"""Printed dates of many languages and layouts read as the day they mean."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from detente.dates import iso
from detente.dates.calendars import common_year, solar_leap, solar_to_gregorian
from detente.dates.printed import find_printed
from detente.dates.words import month_numbers, weekday_numbers

CASES = Path(__file__).parents[1] / "cases" / "dates" / "printed.txt"


def _cases() -> list[list[str]]:
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in row.split(" => ")] for row in rows]


@pytest.mark.parametrize(("printed", "expected"), _cases())
def test_printed_date(printed: str, expected: str):
    found = find_printed(printed)
    if expected == "-":
        assert found == ()
        return
    written = []
    for dated in found:
        text = iso(dated.when) + (f"T{dated.clock}" if dated.clock else "")
        written.append(" or ".join([text, *(iso(r) for r in dated.rivals)]))
    assert written == expected.split(" ; ")


DAYS = st.dates(min_value=date(1951, 1, 1), max_value=date(2049, 12, 31))
LANGUAGES = [
    "en",
    "ru",
    "uk",
    "az",
    "tr",
    "hy",
    "ka",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "fi",
    "el",
]
LANGUAGES += ["cs", "hu", "ro", "ar", "hi", "id", "kk", "uz", "ja", "ko", "zh", "he"]
PATTERNS = [
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%Y.%m.%d",
    "%Y/%m/%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d. %b. %Y",
]


@given(DAYS, st.sampled_from(PATTERNS))
def test_every_style_reads_back(day: date, pattern: str):
    (found,) = find_printed(f"Published {day.strftime(pattern)} by us")
    assert day in {w.start for w in (found.when, *found.rivals)}
    if not found.rivals:
        assert found.when.start == day


@given(DAYS, st.sampled_from(LANGUAGES))
def test_long_dates_of_the_languages_read_back(day: date, language: str):
    written = format_date(day, format="long", locale=language)
    (found,) = find_printed(written, language=language)
    assert found.when.start == day, written


@given(DAYS, st.sampled_from(["dmy", "mdy"]))
def test_a_known_order_decides(day: date, order: str):
    written = day.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y")
    (found,) = find_printed(written, order=order)
    assert found.when.start == day
    assert len(found.rivals) == (day.day <= 12 and day.day != day.month)


@given(DAYS)
def test_a_weekday_decides_and_the_rival_stays(day: date):
    (found,) = find_printed(day.strftime("%A %d/%m/%Y"))
    fits = [w for w in (found.when, *found.rivals) if w.start.weekday() == day.weekday()]
    assert found.when in fits
    if len(fits) == 1:
        assert found.when.start == day
        assert not found.rivals or found.sure > 0.95


@given(st.text(max_size=200), st.integers(0, 500))
def test_never_raises_and_spans_slice(text: str, offset: int):
    for found in find_printed(text, offset=offset):
        assert text[found.spans[0].start - offset : found.spans[0].stop - offset]
        assert 1900 <= found.when.start.year <= 2100


@given(st.text(alphabet="0123456789./-: ,TZ日年月марта", max_size=80))
def test_never_raises_on_digits(text: str):
    spans = [d.spans[0] for d in find_printed(text)]
    assert all(a.stop <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("filler", ["1", "1.", "1 ", "1/", "12:", "a", " ", "May ", "2020 "])
def test_long_lines_are_read_fast(filler: str):
    find_printed(filler * 40_000)


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1395, 6, 31), date(2016, 9, 21)),
        ((1396, 7, 1), date(2017, 9, 23)),
    ],
)
def test_solar_hijri_days(solar: tuple[int, int, int], gregorian: date):
    assert solar_to_gregorian(*solar) == gregorian


def test_solar_years_have_their_length():
    for year in range(1300, 1450):
        last = solar_to_gregorian(year, 12, 30 if solar_leap(year) else 29)
        assert (solar_to_gregorian(year + 1, 1, 1) - last).days == 1
    with pytest.raises(ValueError, match="solar Hijri"):
        solar_to_gregorian(1404, 12, 30)
    with pytest.raises(ValueError, match="solar Hijri"):
        solar_to_gregorian(1404, 13, 1)


def test_other_eras_and_names():
    assert common_year(2568) == 2025
    assert common_year(7, "令和") == 2025
    assert month_numbers("listopada", "pl") == (11,)
    assert set(month_numbers("listopada")) == {10, 11}
    assert weekday_numbers("Cuma") == {4}
