"""The measurement of the coder counts by type and status; an event of one state alone is no pair."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals import coder

SCORER = """
def match_events(gold, pred):
    return [(i, j) for i, g in enumerate(gold) for j, p in enumerate(pred) if g["clause"] == p["clause"]]
"""


def event(clause: int, kind: str, status: str = "actual", target: str | None = "AZE") -> dict[str, Any]:
    return {"clause": clause, "type": kind, "status": status, "source_state": "RUS", "target_state": target}


def test_counts_by_type_and_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    wanted = [event(1, "AID"), event(2, "AID"), event(3, "ASSAULT", "denied"), event(4, "AID", target=None)]
    told = [event(1, "AID"), event(3, "ASSAULT"), event(9, "AGREE"), event(5, "AID", target="RUS")]
    (gold / "one.json").write_text(json.dumps({"events": wanted}), encoding="utf-8")

    def predict(folder: Path, out: Path, choice: object, workers: int) -> int:
        (out / "one.json").write_text(json.dumps({"events": told}), encoding="utf-8")
        return 1

    monkeypatch.setattr(coder, "predict_folder", predict)
    rows = {row["id"]: (row["given"], row["right"], row["gold"], row["found"]) for row in coder.measure(gold)}
    assert rows == {
        "AID.actual": (1, 1, 2, 1),
        "AGREE.actual": (1, 0, 0, 0),
        "ASSAULT.actual": (1, 0, 0, 0),  # found, but with another status
        "ASSAULT.denied": (0, 0, 1, 0),
    }
