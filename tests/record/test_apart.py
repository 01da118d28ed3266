"""A record that may not be written answers all the same; nothing in it changes and nothing is made beside it."""

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pytest
from sqlalchemy import insert, select

from detente.errors import RecordError
from detente.record import Store, keep, links_of, open_store, unsketched
from detente.record import tables as t
from detente.record.links import link_row
from detente.types import Decision, Problem
from tests.record.test_links import link
from tests.record.test_store import page_and_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "shelf" / "q?#.db"
    made.parent.mkdir()
    store = open_store(str(made))
    store.add(*page_and_reading())
    store.engine.dispose()
    return made


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Store]:
    """Return what opens a record as one that may not be written, also where the tests may write all."""

    def opened(path: Path) -> Store:
        with monkeypatch.context() as here:
            here.setattr("detente.record.opening.may_be_written", lambda _: False)
            return open_store(str(path), create=False)

    monkeypatch.setattr("detente.record.apart.may_be_written", lambda _: False)
    return opened


def shelf(path: Path) -> dict[str, tuple[bytes, int]]:
    """Return all files beside a record with their bytes and time of change."""
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in path.parent.iterdir()}


def test_a_closed_record_is_read_where_it_lies(path: Path, closed: Callable[[Path], Store]) -> None:
    before = shelf(path)
    store = closed(path)
    assert store.reading("art") == page_and_reading()[1]
    assert store.search("thanked") and shelf(path) == before == shelf(path)
    store.engine.dispose()
    assert shelf(path) == before


def test_what_is_worked_out_stays_apart(path: Path, closed: Callable[[Path], Store]) -> None:
    before, store = shelf(path), closed(path)
    assert unsketched(store) == ("art",)
    keep(store, "art", b"data", [1], [link("art", "b")])
    assert unsketched(store) == () and links_of(store, "copy") == (link("art", "b"),)
    assert store.reading("art") == page_and_reading()[1]
    assert shelf(path) == before and unsketched(closed(path)) == ("art",)


def test_changes_are_refused_also_after_something_was_worked_out(path: Path, closed: Callable[[Path], Store]) -> None:
    before, store = shelf(path), closed(path)
    page, reading = page_and_reading(code="2")
    decision = Decision(about="p", field="f", value="v", was="", who="u", at="2025-01-01", why="")
    for _ in range(2):
        for change in (
            lambda: store.add(page, reading),
            lambda: store.decide(decision),
            lambda: store.note(Problem(url="x", stage="pages", kind="k", detail="d.")),
        ):
            with pytest.raises(RecordError, match=r"may not be written .* of the file and its folder, .* --db\.$"):
                change()
        keep(store, "art", b"data", [1], [])
    assert shelf(path) == before


def test_a_log_left_beside_a_closed_record_is_read_with_it(path: Path, closed: Callable[[Path], Store]) -> None:
    writer = open_store(str(path))
    writer.note(Problem(url="late", stage="pages", kind="k", detail="d."))
    left = path.parent.parent / "left" / path.name
    left.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{left}{end}")
    for place in (path, left):  # with the index of the log, as while somebody writes, and without it
        before, store = set(shelf(place)), closed(place)
        assert "late" in {problem.url for problem in store.problems()}
        assert set(shelf(place)) == before


def test_tables_that_an_older_record_lacks_are_made_apart(path: Path, closed: Callable[[Path], Store]) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE clue")
    db.close()
    before, store = shelf(path), closed(path)
    assert store.counts()["clue"] == 0 and store.counts()["page"] == 1
    assert shelf(path) == before


def test_a_closed_record_that_is_changed_meanwhile_is_not_called_damaged(
    path: Path, closed: Callable[[Path], Store]
) -> None:
    store, whole = closed(path), path.read_bytes()
    with store.engine.connect() as link, pytest.raises(RecordError, match=r"changed while it was read; ask again\.$"):
        path.write_bytes(whole[:4096])
        link.execute(select(t.problem)).all()
    path.write_bytes(whole)
    assert store.problems() == page_and_reading()[1].problems  # asked again
    path.write_bytes(whole[:4096])
    with pytest.raises(RecordError, match="is damaged"):
        closed(path).problems()


def test_a_closed_record_is_opened_anew_after_a_change(path: Path, closed: Callable[[Path], Store]) -> None:
    store, before = closed(path), page_and_reading()[1].problems
    assert store.problems() == before
    writer = open_store(str(path))
    writer.note(Problem(url="late", stage="pages", kind="k", detail="d."))
    writer.engine.dispose()
    assert "late" in {problem.url for problem in store.problems()}


def test_a_record_opened_to_be_read_sees_what_others_write_meanwhile(path: Path) -> None:
    store = open_store(f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true", create=False)
    with store.engine.connect() as held:  # a reader at work
        held.execute(select(t.problem)).all()
        writer = open_store(str(path))
        for n in range(300):
            writer.note(Problem(url=f"late {n}", stage="pages", kind="k" * 90, detail="d."))
        writer.engine.dispose()
        held.rollback()
        assert "late 299" in held.execute(select(t.problem.c.url)).scalars().all()


def test_threads_ask_a_closed_record(path: Path, closed: Callable[[Path], Store]) -> None:
    store, reading = closed(path), page_and_reading()[1]
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(lambda: (store.problems(), store.reading("art"))) for _ in range(240)]
    assert all(each.result() == (reading.problems, reading) for each in asked)


def test_threads_work_out_in_one_copy_of_a_closed_record(path: Path, closed: Callable[[Path], Store]) -> None:
    store, start = closed(path), Barrier(12)

    def work(n: int) -> None:
        start.wait()
        for m in range(10):
            keep(store, "art", b"data", [n], [link("art", "b")])
            store.problems()
            with store.derive() as change:
                change.execute(insert(t.link).values(link_row(replace(link(f"{n}", f"{m}"), kind="story"))))

    with ThreadPoolExecutor(12) as pool:
        done = [pool.submit(work, n) for n in range(12)]
    assert [each.result() for each in done] == [None] * 12
    assert len(links_of(store, "story")) == 120 and links_of(store, "copy") == (link("art", "b"),)


def test_a_record_that_may_not_be_read_is_said_to_be_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.record.apart.os.access", lambda *_: False)
    with pytest.raises(RecordError, match=r"may not be read; change the permissions of the file, .* --db\.$"):
        open_store(str(path), create=False)
