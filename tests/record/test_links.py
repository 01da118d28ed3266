"""The index of stories finds neighbours by shared bands, is written in place, and goes with its article."""

from pathlib import Path

import pytest

from detente.record import Store, keep, links_of, near, open_store, unsketched
from detente.types import Link, Verdict
from tests.record.test_store import page_and_reading


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(str(tmp_path / "x.db"))
    made.add(*page_and_reading())
    return made


def link(left: str, right: str) -> Link:
    return Link(
        left=left,
        right=right,
        verdict=Verdict.SAME,
        reasons=("so – “quoted”",),
        by="detente.x",
        kind="copy",
        score=0.5,
    )


def test_an_article_is_put_in_once_and_found_by_its_bands(store: Store) -> None:
    assert unsketched(store) == ("art",)
    keep(store, "art", b"data", [1, 2, 3], [])
    assert unsketched(store) == ()
    assert near(store, "new", [2, 3, 9], 2) == {"art": b"data"}
    assert near(store, "new", [3, 9], 2) == near(store, "art", [2, 3, 9], 2) == {}
    assert near(store, "new", [], 2) == {}


def test_links_come_back_as_they_were_and_are_replaced(store: Store) -> None:
    keep(store, "art", b"", [1], [link("art", "b"), link("art", "c")])
    assert links_of(store, "copy") == (link("art", "b"), link("art", "c"))
    keep(store, "art", b"", [1], [link("a", "art")])
    assert links_of(store, "copy") == (link("a", "art"),)
    assert links_of(store, "happening") == ()


def test_a_new_reading_leaves_the_index(store: Store) -> None:
    keep(store, "art", b"data", [1, 2], [])
    store.add(*page_and_reading(code="2"))
    assert unsketched(store) == ("art",)
    assert near(store, "new", [1, 2], 2) == {}
