"""The table of trust counts all events and those that happened, from each confidence on."""

import json
from pathlib import Path

import pytest

from detente.models import load_typist
from evals import trust

SCORER = """
def match_events(gold, pred):
    return [(i, j) for i, g in enumerate(gold) for j, p in enumerate(pred) if g["type"] == p["type"]]
"""
PAGE = """Norway expels two Swedish diplomats

OSLO, 3 March 2026 - Norway expelled two Swedish diplomats on Monday. Sweden will close its consulate in Bergen.
"""


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_a_gold_that_has_half_of_what_is_given(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    (gold / "one.txt").write_text(PAGE, encoding="utf-8")
    wanted = [{"type": "SANCTION", "status": "planned"}, {"type": "ASSAULT", "status": "actual"}]
    (gold / "one.json").write_text(json.dumps({"events": wanted}), encoding="utf-8")
    rows = trust.measure(gold)
    assert [r.least for r in rows] == list(trust.LEAST)
    given, right, there = rows[0].all
    assert given >= 1 and right >= 1 and there == 2
    happened, true, said = rows[0].happened
    assert happened >= 1 and (true, said) == (0, 1)
    assert [r.all[0] for r in rows] == sorted((r.all[0] for r in rows), reverse=True)
