"""Others' event data: rows of every format (all invented) become happenings of the right pair, type and day."""

from collections.abc import Sequence
from datetime import date

import pytest

from detente.datasets import read_dataset, recognise
from detente.datasets.coded import Unusable, day_of, of_cameo, state_of
from detente.datasets.named import PHOENIX
from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.types import Dyad, EventType, Happening, Problem, Status

LEXICON = load_lexicon()


def gdelt(day: str, first: str, second: str, code: str, mentions: str = "1", columns: int = 61) -> str:
    cells = [""] * columns
    cells[0], cells[1], cells[7], cells[17], cells[26], cells[31] = "1", day, first, second, code, mentions
    cells[-1] = "https://wire.example/1"
    return "\t".join(cells)


def table(delimiter: str, *rows: dict[str, str]) -> list[str]:
    return [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]


POLECAT = {
    "Event ID": "p1", "Event Date": "2023-09-19", "Event Type": "ASSAULT", "Event Mode": "heavy-weapons",
    "Intensity": "-9.5", "Actor Name": "Army", "Actor Country": "AZE", "Recipient Name": "Post",
    "Recipient Country": "ARM",
}  # fmt: skip
ICEWS = {
    "Event ID": "i1", "Event Date": "2015-06-01", "Source Name": "A", "Source Country": "Russian Federation",
    "CAMEO Code": "042", "Intensity": "1.9", "Target Name": "B", "Target Country": "Azerbaijan",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "ARM1", "event_date": "12 September 2022", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack", "actor1": "Military Forces of Azerbaijan (2003-)",
    "actor2": "Military Forces of Armenia (2018-)", "notes": "invented",
}  # fmt: skip
HISTORICAL = {"eid": "h1", "story_date": "1/6/1994", "source_root": "RUS", "target_root": "AZE", "code": "10"}


def phoenix() -> str:
    cells = dict.fromkeys(PHOENIX, "")
    cells |= {"EventID": "f1", "Date": "20160402", "SourceActorEntity": "ARM", "TargetActorEntity": "AZE"}
    return "\t".join((cells | {"EventCode": "190"}).values())


CASES = [
    (
        "GDELT",
        [gdelt("20250310", "RUS", "AZE", "042")],
        ("RUS", "AZE", EventType.CONSULT, "visit", date(2025, 3, 10)),
    ),
    (
        "GDELT",
        [gdelt("20130310", "RUS", "AZE", "190", columns=58)],
        ("RUS", "AZE", EventType.ASSAULT, None, date(2013, 3, 10)),
    ),
    ("POLECAT", table("\t", POLECAT), ("AZE", "ARM", EventType.ASSAULT, "heavy-weapons", date(2023, 9, 19))),
    ("ICEWS", table("\t", ICEWS), ("RUS", "AZE", EventType.CONSULT, "visit", date(2015, 6, 1))),
    ("ACLED", table(",", ACLED), ("AZE", "ARM", EventType.ASSAULT, "heavy-weapons", date(2022, 9, 12))),
    ("ACLED", table(";", ACLED), ("AZE", "ARM", EventType.ASSAULT, "heavy-weapons", date(2022, 9, 12))),
    ("Phoenix", [phoenix()], ("ARM", "AZE", EventType.ASSAULT, None, date(2016, 4, 2))),
    ("Phoenix", table(",", HISTORICAL), ("RUS", "AZE", EventType.REQUEST, None, date(1994, 1, 6))),
]


@pytest.mark.parametrize(("origin", "lines", "expected"), CASES)
def test_a_row_of_each_format(
    origin: str, lines: list[str], expected: tuple[str, str, EventType, str | None, date]
) -> None:
    (found,) = read_dataset(lines, "file", LEXICON)
    assert isinstance(found, Happening)
    source, target, kind, mode, day = expected
    assert found.id.startswith(f"{origin}:") and found.dyad == Dyad(source, target)
    assert (found.type, found.mode, found.status) == (kind, mode, Status.ACTUAL)
    assert found.when is not None and found.when.start == day and found.when.days == 1


def read(lines: Sequence[str], dyad: Dyad | None = None) -> list[Happening | Problem]:
    return list(read_dataset(lines, "file", LEXICON, dyad))


def test_statements_one_sided_rows_and_other_pairs_are_left_out() -> None:
    lines = [
        gdelt("20250310", "RUS", "AZE", "042"),
        gdelt("20250310", "RUS", "AZE", "010"),  # a statement: no event in PLOVER
        gdelt("20250310", "RUS", "", "042"),
        gdelt("20250310", "RUS", "RUS", "042"),
        gdelt("20250310", "RUS", "ROM", "042"),  # another pair
    ]
    assert len(read(lines, Dyad("AZE", "RUS"))) == 1
    other = read(lines)[-1]
    assert isinstance(other, Happening) and other.dyad.target == "ROU"  # CAMEO's code for Romania


def test_broken_rows_are_told_and_the_rest_is_read() -> None:
    lines = table("\t", POLECAT, POLECAT | {"Event Type": "NOTHING"}, POLECAT)
    lines.insert(2, lines[0])  # a header in the middle of a file
    lines.insert(3, "a\tstray\ttab")
    found = read(lines)
    assert [type(each).__name__ for each in found] == ["Happening", "Problem", "Problem", "Happening"]
    assert isinstance(found[1], Problem) and "row 4" in found[1].detail


def test_several_countries_make_several_pairs_and_mentions_are_reports_of_one() -> None:
    found = read(table("\t", POLECAT | {"Recipient Country": "ARM; RUS"}))
    assert [h.dyad.target for h in found if isinstance(h, Happening)] == ["ARM", "RUS"]
    (told,) = read([gdelt("20250310", "RUS", "AZE", "042", mentions="7")])
    assert isinstance(told, Happening) and len(told.tellings) == 7


def test_a_file_that_is_none_of_them_is_refused() -> None:
    with pytest.raises(QuestionError, match="GDELT"):
        recognise("name,age", "people.csv")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0871", (EventType.RETREAT, "ceasefire")),
        ("871", (EventType.RETREAT, "ceasefire")),  # a spreadsheet ate the zero
        ("1121", (EventType.ACCUSE, "allege")),  # by the code that begins it
        ("1712", (EventType.ASSAULT, "destroy")),
        ("01", None),
    ],
)
def test_cameo_codes(code: str, expected: tuple[EventType, str] | None) -> None:
    assert of_cameo(code, LEXICON) == expected


@pytest.mark.parametrize("code", ["13y", "", "99"])
def test_impossible_codes_are_told(code: str) -> None:
    with pytest.raises(Unusable):
        of_cameo(code, LEXICON)


@pytest.mark.parametrize("words", ["2020-10-01", "20201001", "01 October 2020", "10/1/2020"])
def test_days(words: str) -> None:
    assert day_of(words) == date(2020, 10, 1)


def test_states_by_code_and_by_name() -> None:
    assert state_of("Russian Federation", LEXICON) == state_of("RUS", LEXICON) == "RUS"
    assert state_of("KSV", LEXICON) == "XKX" and state_of("nowhere", LEXICON) is None


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("Police Forces of Georgia (2012-)", "GEO"),
        ("Civilians (Armenia)", "ARM"),
        ("Military Forces of the United States (2021-)", "USA"),
        ("Unidentified Armed Group (Turkey)", "TUR"),
    ],
)
def test_acled_actors(actor: str, state: str) -> None:
    found = read(table(",", ACLED | {"actor1": actor, "actor2": "Military Forces of Iran (1989-)"}))
    assert [h.dyad for h in found if isinstance(h, Happening)] == [Dyad(state, "IRN")]
