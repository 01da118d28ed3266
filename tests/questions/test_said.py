"""Reported words stand in their place, with what to cite, and a stance is its holder's own."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from detente.cli.draw_speech import draw_said, draw_stances
from detente.pipeline import Tools, page_of, read_page
from detente.questions import who_said
from detente.questions.stances import list_stances
from detente.record import Store, open_store
from detente.types import Dyad

PAGE = """Coast Daily, 5 May 2025

Envoys meet in Tallinn again

The Estonian foreign minister, Mart Kask, accused Latvia of robbery on Monday.

Kask told reporters at a briefing in Tallinn that Latvia had broken the treaty.

"Latvia is our friend and Estonia should thank her," said Peeter Saar, an Estonian political scientist.

"The harbour master told me: \u2018We welcome every Latvian boat,\u2019 and I believe him," Saar said.
"""


@pytest.fixture(scope="module")
def store(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Store:
    record = open_store(str(tmp_path_factory.mktemp("said") / "said.db"))
    page = page_of(PAGE.encode(), "coast.txt", media_type="text/plain")
    record.add(page, read_page(page, tools))
    return record


def drawn(store: Store) -> str:
    out = io.StringIO()
    draw_said(Console(file=out, width=400), who_said(store, by="Kask"))
    return out.getvalue()


def test_words_are_marked_in_their_line_and_cited(store: Store) -> None:
    rows = who_said(store, by="Kask")
    assert rows
    for row in rows:
        marked = [p.text[a:b] for p in row.passages for a, b in p.marks]
        assert marked == list(row.words)
        assert all(PAGE[p.start : p.start + len(p.text)] == p.text for p in row.passages)
    said = drawn(store)
    assert "⟦" in said and "coast.txt" in said and "2025-05-05" in said
    assert rows[0].headline is None or rows[0].headline in said


def test_who_is_told_is_shown(store: Store) -> None:
    assert any(row.addressee == "reporters" for row in who_said(store, by="Kask"))
    assert "to reporters, at a briefing" in drawn(store)


def test_an_analysts_lean_is_not_his_states(store: Store) -> None:
    rows = list_stances(store, toward=Dyad("LVA", "EST"))
    by = {row.holder: row for row in rows}
    assert by["Mart Kask"].official and by["Mart Kask"].speaks_for == "acts for EST"
    assert by["Mart Kask"].lean <= 0
    assert not by["Peeter Saar"].official and by["Peeter Saar"].lean == 1
    assert {row.holder for row in list_stances(store, officials_only=True)} == {"Mart Kask"}
    out = io.StringIO()
    draw_stances(Console(file=out, width=400), rows)
    assert "acts for EST" in out.getvalue() and "own" in out.getvalue()


def test_a_threshold_drops_what_is_less_sure(store: Store) -> None:
    rows = who_said(store)
    top = max(row.confidence for row in rows)
    assert len(who_said(store, min_confidence=top)) < len(rows)


def test_words_inside_words_name_who_passes_them_on(store: Store) -> None:
    inner = [row for row in who_said(store) if row.inside]
    assert inner and inner[0].inside == ("Peeter Saar",)
    assert Path(inner[0].url).name == "coast.txt"
