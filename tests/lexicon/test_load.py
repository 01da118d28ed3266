"""Folders of tables lie over one another, by key, and a file that cannot be read is named."""

from pathlib import Path

import pytest

from detente.errors import LexiconError
from detente.lexicon import Lexicon, load_lexicon


def layer(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_higher_layer_replaces_a_key_in_its_place_and_adds_others(tmp_path: Path) -> None:
    below = layer(tmp_path / "below", "words/a", "# a remark\nid,word\none,x\ntwo,y\n")
    above = layer(tmp_path / "above", "words/a", "id,word\none,z\nthree,w\n")
    rows = Lexicon((below, above)).table("words/a")
    assert [(r["id"], r["word"]) for r in rows] == [("one", "z"), ("two", "y"), ("three", "w")]


def test_all_rows_of_one_key_are_replaced_together(tmp_path: Path) -> None:
    below = layer(tmp_path / "below", "words/a", "id,word\none,x\none,y\n")
    above = layer(tmp_path / "above", "words/a", "id,word\none,z\n")
    assert [r["word"] for r in Lexicon((below, above)).table("words/a")] == ["z"]
    assert [r["word"] for r in Lexicon((below,)).table("words/a")] == ["x", "y"]


def test_rows_without_the_key_are_added_from_every_layer(tmp_path: Path) -> None:
    below = layer(tmp_path / "below", "words/a", "word\nx\ny\n")
    above = layer(tmp_path / "above", "words/a", "word\nx\n")
    assert [r["word"] for r in Lexicon((below, above)).table("words/a")] == ["x", "y", "x"]


def test_one_table_may_be_asked_by_two_keys(tmp_path: Path) -> None:
    below = layer(tmp_path / "below", "words/a", "id,word\none,x\ntwo,x\n")
    above = layer(tmp_path / "above", "words/a", "id,word\nthree,x\n")
    lexicon = Lexicon((below, above))
    assert len(lexicon.table("words/a")) == 3
    assert [r["id"] for r in lexicon.table("words/a", key="word")] == ["three"]


def test_a_row_that_is_too_long_is_named(tmp_path: Path) -> None:
    folder = layer(tmp_path, "words/a", "id,word\none,x,y\n")
    with pytest.raises(LexiconError, match=r"a\.csv, line 2: more cells"):
        Lexicon((folder,)).table("words/a")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="does not exist"):
        load_lexicon((tmp_path / "nowhere",))
