"""Commands on relations as a user meets them: the series, the brief, the pictures, others' data, what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.pipeline import Tools, page_of, read_page
from detente.record import open_store

from .conftest import Run

MARCH = """Baku and Moscow agree to reopen a crossing

BAKU, March 11, 2025 (Example Wire) — Russian Foreign Minister Sergey Lavrov met Azerbaijani Foreign Minister \
Jeyhun Bayramov in Baku on Monday.

"We agreed to open the crossing in the spring," Lavrov told reporters.
"""
JUNE = """Azerbaijan condemns Russian raid

BAKU, June 30, 2025 (Example Wire) — Azerbaijan condemned Russia on Monday over the arrest of Azerbaijani citizens.

"Certain circles drive Russia and Azerbaijan apart," the analyst Rasim Musabeyov said. The Russian foreign ministry \
denied that Russia had acted against Azerbaijan.
"""


@pytest.fixture(scope="module")
def db(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = str(tmp_path_factory.mktemp("relating") / "r.db")
    store = open_store(path)
    for name, text in (("march.txt", MARCH), ("june.txt", JUNE)):
        page = page_of(text.encode(), name, media_type="text/plain")
        store.add(page, read_page(page, tools))
    yield path
    store.engine.dispose()


@pytest.fixture
def run(run: Run, db: str) -> Run:
    """The command line with the record of this file; `scales` asks no record."""
    return lambda *words: run(*words, *(() if words[0] == "scales" else ("--db", db)))


def test_a_relation_names_scale_gap_verdict_and_whose_voices(run: Run) -> None:
    done = run("relation", "RUS", "Azerbaijan")
    assert done.code == 0
    for words in ("scale plover", "2025-03", "no page read: 2025-04 … 2025-05", "2 pages", "not what happened"):
        assert words in done.out
    assert "too little to say" in done.out and "90 % band" in done.out


def test_another_scale_is_named(run: Run) -> None:
    assert "scale goldstein" in run("relation", "RUS", "AZE", "--scale", "goldstein").out


def test_a_scale_of_ones_own_changes_the_points(run: Run, tmp_path: Path) -> None:
    from detente.types import EventType

    rows = "".join(f"{kind.value},,{'1' if kind is not EventType.CONSULT else '9'}\n" for kind in EventType)
    (tmp_path / "mine.csv").write_text("type,mode,points\n" + rows, encoding="utf-8")
    done = run("relation", "RUS", "AZE", "--scale", "mine.csv")
    assert done.code == 0 and "scale mine.csv" in done.out


def test_csv_and_json_hold_the_same_numbers(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("relation", "RUS", "AZE", "--csv").out)))
    answer = json.loads(run("relation", "RUS", "AZE", "--json").out)
    points = answer["series"]["points"]
    assert next(r["period"] for r in rows) == "2025-03" and len(rows) == len(points) == 4
    assert [int(r["happenings"]) for r in rows] == [p["events"] for p in points]
    assert rows[1]["net"] == "" and rows[1]["gap"] == "1"


@pytest.mark.parametrize("ending", ["png", "svg", "json"])
def test_a_chart_is_drawn_without_a_browser(run: Run, tmp_path: Path, ending: str) -> None:
    done = run("relation", "RUS", "AZE", "--chart", f"c.{ending}", "--links", "https://x.example/{when}")
    assert done.code == 0 and (tmp_path / f"c.{ending}").stat().st_size > 2000
    if ending == "svg":
        assert "https://x.example/2025-03" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_others_data_lie_beside_ours_under_their_name(run: Run, tmp_path: Path) -> None:
    cells = [""] * 61
    cells[0], cells[1], cells[7], cells[17], cells[26] = "7", "20250312", "RUS", "AZE", "042"
    (tmp_path / "g.tsv").write_text("\t".join(cells) + "\nbroken\n", encoding="utf-8")
    done = run("relation", "RUS", "AZE", "--beside", "g.tsv")
    assert done.code == 0 and "beside: GDELT" in done.out and "row 2" in done.err
    rows = list(csv.DictReader(io.StringIO(run("relation", "RUS", "AZE", "--beside", "g.tsv", "--csv").out)))
    assert [r["origin"] for r in rows].count("GDELT") == 1


def test_a_brief_cites_every_line_and_says_what_is_missing(run: Run) -> None:
    done = run("brief", "RUS", "AZE", "--month", "2025-03")
    assert done.code == 0
    for words in ("# Russia – Azerbaijan, 2025-03", "What happened", "Lavrov met", "happening ", "Example Wire"):
        assert words in done.out
    assert "No outlet of Russia" in done.out or "outlet" in done.out


def test_a_brief_says_how_words_are_told_that_are_no_quotation(run: Run) -> None:
    out = run("brief", "RUS", "AZE", "--month", "2025-06").out
    denied = next(line for line in out.splitlines() if "Russia had acted" in line and "official" in line)
    assert "told by the page (denied)" in denied
    quoted = next(line for line in out.splitlines() if "Certain circles" in line and "Musabeyov (" in line)
    assert "told by the page" not in quoted


@pytest.mark.parametrize(
    ("name", "begin"), [("b.html", "<!doctype html>"), ("b.md", "# Russia"), ("b.txt", "Russia")]
)
def test_a_brief_is_written_in_the_format_of_its_ending(run: Run, tmp_path: Path, name: str, begin: str) -> None:
    assert run("brief", "RUS", "AZE", "--month", "2025-03", "--out", name).code == 0
    made = (tmp_path / name).read_text(encoding="utf-8")
    assert made.startswith(begin) and "Lavrov met" in made
    if name.endswith("html"):
        assert "<svg" in made and "<script" not in made and 'href="#2025-03"' in made and 'id="2025-03"' in made


def test_a_month_without_a_page_is_a_gap_in_the_brief_too(run: Run) -> None:
    done = run("brief", "RUS", "AZE", "--month", "2025-05")
    assert done.code == 0 and "A gap, not a zero" in done.out


def test_officials_only_leaves_out_the_analyst(run: Run) -> None:
    assert "Musabeyov" in run("brief", "RUS", "AZE", "--month", "2025-06").out
    assert "Musabeyov" not in run("brief", "RUS", "AZE", "--month", "2025-06", "--officials-only").out


def test_third_parties_name_the_unnamed(run: Run) -> None:
    done = run("third", "RUS", "AZE")
    assert done.code == 0 and "blamed: certain circles" in done.out and "Musabeyov" in done.out


def test_the_network_holds_the_relation(run: Run) -> None:
    done = run("network", "--month", "2025", "--step", "year")
    assert done.code == 0 and "AZE – RUS" in done.out
    assert "0 relations" in run("network", "--month", "1999-01").out


def test_scales_come_with_sources_and_corrections(run: Run) -> None:
    done = run("scales")
    assert done.code == 0 and "misprint" in done.out and "goldstein" in done.out
    assert {s["name"] for s in json.loads(run("scales", "--json").out)} == {"plover", "goldstein"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("relation", "RUS", "AZE", "--step", "fortnight"), "is no step"),
        (("relation", "RUS", "AZE", "--measure", "heat"), "is no measure"),
        (("relation", "RUS", "AZE", "--scale", "none.csv"), "is no scale"),
        (("relation", "RUS", "AZE", "--chart", "c.gif"), ".png"),
        (("relation", "RUS", "AZE", "--beside", "none.tsv"), "cannot be read"),
        (("relation", "RUS", "Atlantis"), "no state or body"),
        (("brief", "RUS", "AZE", "--month", "soon"), "is no month"),
        (("brief", "RUS", "AZE", "--month", "2025-03", "--format", "pdf"), "no format of briefs"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.code == 2 and said in done.err and len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("relation", "RUS", "AZE", "--chart", "none/c.svg"), "cannot be read or written"),
        (("brief", "RUS", "AZE", "--month", "2025-03", "--out", "none/b.md"), "cannot be read or written"),
        (("relation", "RUS", "AZE", "--chart", "c.svg", "--links", "javascript:x"), "is no address"),
        (("relation", "RUS", "Russia"), "the same state"),
        (("happened", "--since", "2025", "--until", "2020"), "lies before"),
        (("happened", "--until", "9999"), "is no day, month or year"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.code in {1, 2} and says in done.err and "Traceback" not in done.err
