"""The chart: one definition for PNG, SVG and notebook; gaps, turns, signs, links are in it, nothing from outside."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import QuestionError
from detente.export.chart import draw_chart, save_chart, svg_of
from detente.relations import Utterance, draw_levels, open_ledger, series_of
from detente.relations.turns import find_turns
from detente.relations.verdicts import judge_periods
from detente.types import EventType
from tests.relations.stock import PAIR, SCALE, happening, history, page


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    made, pages = history([(EventType.ASSAULT, 4)] * 14 + [(EventType.AID, 4)] * 14)
    late = [happening(EventType.AID, date(2022, 3, 1), key="late")]
    ledger = open_ledger(PAIR, [*made, *late], [*pages, page(date(2022, 3, 2))], SCALE)
    draws = draw_levels(ledger)
    words = [Utterance(id="s", day=date(2022, 3, 2), tone=1, speaker="Markov", official=False)]
    return draw_chart(
        series_of(ledger, draws, words),
        turns=find_turns(ledger),
        verdicts=judge_periods(ledger, draws, words),
        notes=["a note & <b>more</b>"],
        link=lambda point: f"https://x.example/{point.when.start}",
    )


def test_the_picture_names_scale_gap_and_turn(spec: dict[str, Any]) -> None:
    svg = svg_of(spec)
    assert "Scale: test" in svg and "no page read" in svg and "smoothing -1.0 to +2.0" in svg
    assert "▲" in svg


def test_marks_carry_links_to_their_records(spec: dict[str, Any]) -> None:
    found = re.findall(r'href="(https://x\.example/[^"]+)"', svg_of(spec))
    assert "https://x.example/2018-01-01" in found and "https://x.example/2022-03-01" in found


def test_page_text_cannot_become_markup(spec: dict[str, Any]) -> None:
    assert "<b>" not in svg_of(spec)


def test_nothing_is_fetched(spec: dict[str, Any]) -> None:
    assert '"url"' not in str(spec).replace("'", '"')


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a.json", b"{")])
def test_it_is_saved_by_the_ending_of_the_name(spec: dict[str, Any], tmp_path: Path, name: str, start: bytes) -> None:
    save_chart(spec, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_another_ending_is_refused(spec: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"\.png, \.svg, \.json"):
        save_chart(spec, tmp_path / "a.pdf")


def test_an_empty_relation_is_still_a_picture() -> None:
    ledger = open_ledger(PAIR, [], [page(date(2025, 3, 1))], SCALE)
    assert "<svg" in svg_of(draw_chart(series_of(ledger, None)))
