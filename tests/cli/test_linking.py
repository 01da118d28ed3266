"""Stories, happenings, join and split as a user types them."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.commands import app
from detente.errors import QuestionError
from detente.record import Store, open_store
from detente.record.profiles import profiles
from detente.types import Page, Status
from tests.links.stock import WIRE, enter, speech
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
    assert "told 3 times, 3 pages, 2 stories, 3 outlets" in shown and "1 happening, told 3 times on 3 pages" in shown
    one = run("happening", "ecccc3", "--db", db)
    assert "sat down" in one and "differ in day" in one and "same: " in one
    row = json.loads(run("happening", "ecccc3", "--json", "--db", db))
    assert len(row["tellings"]) == 3 and row["happening"]["contradictions"][0]["field"] == "day"


def test_who_denies_a_happening_does_not_tell_it_once_more(tmp_path: Path) -> None:
    address = str(tmp_path / "d.db")
    store = open_store(address)
    put(store, "aaaa1", " ".join(WIRE), "Reuters", DAY, "met", DAY)
    put(store, "bbbb2", " ".join(WIRE[:4]), "Courier", DAY, "met", DAY, Status.DENIED)
    shown = run("happening", "--db", address)
    assert "told 1 time and denied 1 time, 2 pages" in shown
    assert "1 happening, told 1 time and denied 1 time on 2 pages" in shown
    assert "0 happenings, told 0 times on 0 pages" in run("happening", "--between", "RUS", "USA", "--db", address)


def test_events_and_pairs_of_states_are_counted_by_happening(db: str) -> None:
    assert "3 events as told of 1 happening, on 3 pages" in run("happened", "--db", db)
    (row,) = json.loads(run("overview", "--json", "--db", db))
    assert (row["happenings"], row["actual"], row["tellings"], row["pages"]) == (1, 1, 3, 3)


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


WORDS = "we will never sign a paper that we have not read aloud to every fisherman of the lower harbour"
NEAR = "we shall never sign a paper which was not read aloud to each fisherman of that lower harbour"


@pytest.fixture
def voices(tmp_path: Path) -> str:
    """One statement whole, cut and in other words, by a minister whose name is spelled in three ways."""
    address = str(tmp_path / "y.db")
    store = open_store(address)
    for key, words, name, outlet in (
        ("f1", WORDS, "Sergey Kostin", "Courier"),
        ("f2", " ".join(WORDS.split()[:12]), "Sergei Kostin", "Ledger"),
        ("f3", NEAR, "Sergej Kostin", "Herald"),
    ):
        reading = speech(words, name, key, outlet=outlet)
        store.add(Page(sha=key, url=key, body=key.encode(), media_type="text/plain"), reading)
    return address


def test_statement_shows_its_places_side_by_side(voices: str) -> None:
    shown = run("statement", "--db", voices)
    assert "3 places, 3 wordings" in shown and "1 statement told in 3 places" in shown
    assert [line.split()[0] for line in shown.splitlines() if line[2:7] in ("whole", "cut  ", "other")] == [
        "whole",
        "cut",
        "other",
    ]
    (row,) = json.loads(run("statement", "s-f2", "--json", "--db", voices))
    assert {p["row"]["outlet"] for p in row["places"]} == {"Courier", "Ledger", "Herald"}
    assert run("statement", "--by", "nobody", "--db", voices).startswith("0 statements")


def test_a_place_is_split_off_and_taken_back(voices: str) -> None:
    assert "no part of that statement" in run("split", "statement", "s-f3", "--db", voices)
    assert "2 places, 2 wordings" in run("statement", "--db", voices)
    assert "taken back" in run("split", "statement", "s-f3", "--back", "--db", voices)
    assert "3 places" in run("statement", "--db", voices)


def test_persons_are_proposed_with_reasons_and_the_users_verdict_stands(voices: str) -> None:
    shown = run("person", "--db", voices)
    assert "spellings of one name" in shown and "1 person of 1" in shown and shown.count("Kostin") >= 4
    assert "no part of that person" in run("split", "person", "Sergej Kostin", "--why", "his cousin", "--db", voices)
    assert "his cousin" not in run("person", "kostin", "--db", voices)
    assert [len(p["profiles"]) for p in json.loads(run("person", "kostin", "--json", "--db", voices))] == [2, 1]
    assert "are one person now" in run("join", "person", "Sergej Kostin", "Sergey Kostin", "--db", voices)
    assert [len(p["profiles"]) for p in json.loads(run("person", "--json", "--db", voices))] == [3]
    assert "taken back" in run("join", "person", "Sergej Kostin", "Sergei Kostin", "--back", "--db", voices)


def test_what_cannot_be_joined_is_said(voices: str) -> None:
    done = CliRunner().invoke(app, ["join", "planet", "a", "b", "--db", voices])
    assert done.exit_code != 0 and "story, happening, statement, person" in str(done.exception)


def test_many_links_of_one_happening_are_shown_as_far_as_they_join_and_counted(tmp_path: Path) -> None:
    address = str(tmp_path / "many.db")
    store = open_store(address)
    for key in ("aaaa1", "bbbb2", "cccc3", "dddd4"):
        put(store, key, " ".join(WIRE), f"Outlet {key}", DAY, "met", DAY)
    shown = run("happening", "eaaaa1", "--db", address)
    assert shown.count("same: ") == 3 and "and 3 more links between them" in shown
    assert len(json.loads(run("happening", "eaaaa1", "--json", "--db", address))["links"]) == 6


def test_nothing_is_decided_by_the_first_letter_of_an_id(db: str) -> None:
    with pytest.raises(QuestionError, match="too short"):
        run("join", "story", "a", "b", "--db", db)


def test_actors_say_which_names_are_one_persons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "my [p].db")
    monkeypatch.setattr("sys.argv", ["/somewhere/detente/__main__.py"])
    store = open_store(address)
    for key, name in (("f1", "Sergey Kostin"), ("f2", "Sergei Kostin"), ("f3", "Maria Okker")):
        enter(store, speech(f"Nobody of {key} will sign.", name, key))
    for words in (["actors"], ["actor", "Kostin"]):
        shown = run(*words, "--db", address)
        assert "one person: Sergei Kostin (no state), Sergey Kostin (no state)" in shown
        assert f"`python -m detente person NAME --db '{address}'` says why" in shown
    assert "one person" not in run("actor", "Okker", "--db", address)
    run("split", "person", "Sergey Kostin", "--db", address)
    assert "one person" not in run("actors", "--db", address)


def test_an_actor_is_asked_for_without_a_look_at_all_persons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address, read = str(tmp_path / "p.db"), set[str]()
    store = open_store(address)
    for n, name in enumerate(("Sergey Kostin", "Sergei Kostin", "Alexey Drobin", "Alexei Drobin")):
        enter(store, speech(f"Nobody of f{n} will sign.", name, f"f{n}"))
    assert run("actors", "--db", address).count("one person: ") == 2

    def noted(known: Store, keys: Iterable[str]) -> dict[str, str]:
        found = profiles(known, keys)
        read.update(json.loads(data)["name"] for data in found.values())
        return found

    monkeypatch.setattr("detente.questions.persons.profiles", noted)
    assert run("actor", "Kostin", "--db", address).count("one person: ") == 1
    assert read == {"Sergey Kostin", "Sergei Kostin"}
