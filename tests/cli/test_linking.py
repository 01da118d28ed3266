"""Stories, happenings, join and split as a user types them."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.commands import app
from detente.record import open_store
from tests.links.stock import WIRE
from tests.questions.test_stories import OWN, put

DAY = date(2024, 5, 7)


@pytest.fixture
def db(tmp_path: Path) -> str:
    address = str(tmp_path / "x.db")
    store = open_store(address)
    put(store, "aaaa1", " ".join(WIRE), "Reuters", DAY, "met", DAY)
    put(store, "bbbb2", " ".join(WIRE[:4]), "Courier", date(2024, 5, 8), "met", date(2024, 5, 8))
    put(store, "cccc3", OWN, "Ledger", date(2024, 5, 8), "sat down", DAY)
    return address


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_story_lists_pages_first_outlet_and_reason(db: str) -> None:
    shown = run("story", "--db", db)
    assert "2 pages, first in Reuters" in shown and "of the shorter stands in the longer" in shown
    assert "1 story on several pages" in shown
    (story,) = json.loads(run("story", "aaaa1", "--json", "--db", db))
    assert [p["article"] for p in story["pages"]] == ["aaaa1", "bbbb2"]


def test_happening_shows_counts_sentences_and_contradictions(db: str) -> None:
    shown = run("happening", "--db", db)
    assert "3 tellings, 3 pages, 2 stories, 3 outlets" in shown and "1 happening, told 3 times on 3 pages" in shown
    one = run("happening", "ecccc3", "--db", db)
    assert "sat down" in one and "differ in day" in one and "same: " in one
    row = json.loads(run("happening", "ecccc3", "--json", "--db", db))
    assert len(row["tellings"]) == 3 and row["happening"]["contradictions"][0]["field"] == "day"


def test_split_and_back(db: str) -> None:
    assert "no part of that happening" in run("split", "happening", "ecccc3", "--db", db)
    assert "2 happenings, told 3 times" in run("happening", "--db", db)
    assert "taken back" in run("split", "happening", "ecccc3", "--back", "--db", db)
    assert "1 happening, told 3 times" in run("happening", "--db", db)


def test_join_and_back(db: str) -> None:
    assert "are one story now" in run("join", "story", "aaaa1", "cccc3", "--why", "one reporter", "--db", db)
    assert "3 pages" in run("story", "--db", db)
    assert "taken back" in run("join", "story", "aaaa1", "cccc3", "--back", "--db", db)
    assert "2 pages" in run("story", "--db", db)
