"""The record keeps what was read, byte for byte, and says what changed; one shared test for every store."""

import hashlib
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.dates import day
from detente.errors import RecordError
from detente.record import Outcome, Store, open_store
from detente.types import (
    Actor,
    ActorKind,
    Article,
    Cast,
    Dated,
    Decision,
    Dyad,
    EventType,
    Evidence,
    Found,
    Line,
    LineKind,
    Mention,
    MentionKind,
    Page,
    Problem,
    Reading,
    Span,
    Stance,
)
from evals.stories.paper import quoted, reported

TEXT = "\ufeffUP\r\n😀 Baku thanked Moscow. “We’re glad,” said Aliyev.\r\n"


def page_and_reading(text: str = TEXT, code: str = "1") -> tuple[Page, Reading]:
    body = text.encode()
    page = Page(sha=hashlib.sha256(body).hexdigest(), url="x.txt", body=body, media_type="text/plain")
    at = text.index("Baku")
    said = text.index("We")
    article = Article(
        id="art",
        page=page.sha,
        url="x.txt",
        text=text,
        lines=(
            Line(Span(1, 3), LineKind.FURNITURE, "back to top"),
            Line(Span(5, len(text) - 2), LineKind.BODY, "prose"),
        ),
        language="en",
        outlet=Found(value="X.az", spans=(Span(1, 3),), rule="test"),
        published=Dated(when=day(date(2025, 3, 11)), rule="test", clock="17:24"),
    )
    speaker = Actor(id="aliyev", name="Ilham Aliyev", kind=ActorKind.PERSON, state="AZE", roles=("president",))
    words = Span(said, said + 10)
    name = Span(text.index("Aliyev"), text.index("Aliyev") + 6)
    statement = replace(quoted("art", words, "aliyev", "s1", about=(Dyad("RUS", "AZE"),), tone=1), speaker_span=name)
    telling = reported(
        "art",
        Span(at, at + 20),
        EventType.SUPPORT,
        "AZE",
        "RUS",
        "e1",
        trigger=Span(at + 5, at + 12),
        when=date(2025, 3, 10),
        actors=("AZE", "RUS"),
    )
    stance = Stance(
        id="t1",
        evidence=Evidence(article="art", spans=(Span(at, at + 4),), rule="r"),
        holder="aliyev",
        toward=("RUS",),
        lean=1,
    )
    reading = Reading(
        page=page.sha,
        url="x.txt",
        article=article,
        cast=Cast(
            actors=(speaker,), mentions=(Mention(span=Span(at, at + 4), kind=MentionKind.METONYM, actor="AZE"),)
        ),
        statements=(statement,),
        stances=(stance,),
        tellings=(telling,),
        problems=(Problem(url="x.txt", stage="events", kind="fault", detail="x.txt: something."),),
        versions={"code": code},
    )
    return page, reading


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "x.db"))


def test_what_goes_in_comes_out(store: Store) -> None:
    page, reading = page_and_reading()
    assert store.add(page, reading) is Outcome.NEW
    assert store.reading("art") == reading
    assert store.page(page.sha) == page


def test_a_second_reading_by_the_same_versions_changes_nothing(store: Store) -> None:
    page, reading = page_and_reading()
    store.add(page, reading)
    before = store.counts()
    assert store.knows(page.sha, {"code": "1"}) and not store.knows(page.sha, {"code": "2"})
    assert store.add(page, reading) is Outcome.SAME
    assert store.counts() == before


def test_other_versions_replace_the_findings_and_keep_the_history(store: Store) -> None:
    page, reading = page_and_reading()
    store.add(page, reading)
    again = page_and_reading(code="2")[1]
    assert store.add(page, again) is Outcome.AGAIN
    counts = store.counts()
    assert counts["reading"] == 2
    assert counts["statement"] == counts["telling"] == counts["page"] == counts["problem"] == 1
    assert len(store.search("glad")) == 1


def test_every_quoted_row_is_the_slice_of_its_text(store: Store, tmp_path: Path) -> None:
    page, reading = page_and_reading()
    store.add(page, reading)
    with sqlite3.connect(tmp_path / "x.db") as db:
        (text,) = db.execute("select text from article").fetchone()
        assert text == TEXT  # carriage returns and byte-order mark unchanged
        for table in ("content", "telling", "mention"):
            rows = db.execute(f"select start, stop, exact from {table}").fetchall()
            assert rows and all(text[a:b] == exact for a, b, exact in rows)


def test_search_finds_findings_and_not_furniture(store: Store) -> None:
    store.add(*page_and_reading())
    assert {(k, i) for k, i, _ in store.search("glad aliyev")} == {("statement", "s1")}
    assert {(k, i) for k, i, _ in store.search("moscow")} == {("event", "e1")}
    assert store.search("UP") == ()
    assert store.search('" OR *') == ()
    assert store.search("glad absent") == ()


def test_foreign_keys_and_write_ahead_log_are_on(store: Store) -> None:
    with store.engine.connect() as link:
        assert link.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert link.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_states_select_articles(store: Store) -> None:
    store.add(*page_and_reading())
    assert store.telling_articles(["AZE"]) == ("art",)
    assert store.telling_articles(["AZE", "RUS"]) == ()


def test_a_problem_that_never_became_a_page_is_kept_once(store: Store) -> None:
    problem = Problem(url="y.txt", stage="pages", kind="empty", detail="y.txt: the file is empty.")
    store.note(problem)
    store.note(problem)
    assert store.problems() == (problem,)


def test_decisions_are_only_ever_added(store: Store) -> None:
    for n in (1, 2):
        store.decide(
            Decision(about="p", field="line 1-3", value="body", was="furniture", who="u", at=f"2025-01-0{n}", why="")
        )
    assert [d.at for d in store.decisions("p")] == ["2025-01-01", "2025-01-02"]
    assert store.decisions("q") == ()


def test_the_record_survives_a_restart(tmp_path: Path) -> None:
    address = str(tmp_path / "x.db")
    _, reading = page_and_reading()
    open_store(address).add(*page_and_reading())
    assert open_store(address, create=False).reading("art") == reading


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="detente read"):
        open_store(str(tmp_path / "none.db"), create=False)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("hello, this is text and no database at all")
    with pytest.raises(RecordError, match=r"not a record of detente"):
        open_store(str(path))


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as db:
        db.execute("create table mine (x)")
    with pytest.raises(RecordError, match="other tables"):
        open_store(str(path))


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    open_store(str(path))
    with sqlite3.connect(path) as db:
        db.execute("update meta set value = '99' where key = 'schema'")
    with pytest.raises(RecordError, match="schema 99"):
        open_store(str(path))


def test_a_read_only_record_can_be_read_and_says_so_on_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    page, reading = page_and_reading()
    writer = open_store(str(path))
    writer.add(page, reading)
    writer.engine.dispose()
    locked = open_store(f"sqlite:///file:{path}?mode=ro&uri=true", create=False)
    assert locked.reading("art") == reading
    with pytest.raises(RecordError, match=r"may not be written"):
        locked.add(page, page_and_reading(code="2")[1])


def test_an_unknown_article_is_a_clear_error(store: Store) -> None:
    with pytest.raises(RecordError, match="detente pages"):
        store.reading("nothing")


def test_versions_are_kept_as_sorted_json(store: Store) -> None:
    store.add(*page_and_reading())
    with store.engine.connect() as link:
        assert json.loads(link.exec_driver_sql("select versions from reading").scalar() or "") == {"code": "1"}


@pytest.mark.parametrize("address", ["", "  ", "sqlite://", "nothing://x"])
def test_an_address_that_keeps_nothing_is_refused(address: str) -> None:
    with pytest.raises(RecordError):
        open_store(address)


def test_a_file_is_named_as_it_is_written(tmp_path: Path) -> None:
    odd = tmp_path / "q?mode=ro#y.db"
    open_store(str(odd)).engine.dispose()
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".db")] == [odd.name]


def test_asking_never_makes_a_record(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    for address in (f"sqlite:///{tmp_path}/none.db", str(empty)):
        with pytest.raises(RecordError, match="no record"):
            open_store(address, create=False)
    assert not (tmp_path / "none.db").exists() and not empty.stat().st_size


def test_a_damaged_record_is_one_sentence_wherever_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    open_store(str(path)).engine.dispose()
    with sqlite3.connect(path) as link:
        link.execute("ALTER TABLE article RENAME COLUMN outlet TO station")
    store = open_store(str(path))
    with pytest.raises(RecordError, match="damaged"):
        store.outlets()
