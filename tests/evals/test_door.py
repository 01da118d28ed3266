"""The measuring door reads inputs only, answers every row, and takes any file of the right shape."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import INPUTS, rows_of, run
from evals.gate import FALLING, SETS, digest, rates

WIRE = (
    "Envoys meet again\n\n"
    "ANKARA, May 5, 2025 (Example Wire) — Turkish and Armenian envoys met in Ankara on Monday.\n\n"
    '"We will open the border for lorries first," said Armenian envoy Ruben Rubinyan.'
)
FLAT = {
    "id": "f1",
    "lines": [
        "Home | Politics",
        "Envoys meet again",
        "5 May 2025",
        *WIRE.split("\n\n")[1:],
        "Read also",
        "Rain in Rize",
    ],
    "labels": "DTDKKDD",
    "title": "Envoys meet again",
    "date": "2025-05-05",
}
SENTENCE = "Russia accused Georgia of shelling the village of Ergneti."
EVENT = {
    "type": "ACCUSE",
    "status": "actual",
    "source": {"text": "Russia", "span": [0, 6]},
    "target": {"text": "Georgia", "span": [15, 22]},
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "flat": [FLAT],
    "paste": [FLAT],
    "attribution": [
        {
            "id": "a1",
            "text": WIRE,
            "annotator": "x",
            "attributions": [{"source": [[0, 3]], "cue": [], "content": [[4, 9]]}],
        }
    ],
    "events": [{"id": "e1", "text": SENTENCE, "events": [EVENT], "score": True}],
    "events-given": [{"id": "e1", "text": SENTENCE, "events": [EVENT], "score": True}],
}
BARE = {
    "flat": ("labels", "title", "date"),
    "paste": ("labels", "title", "date"),
    "attribution": ("annotator", "attributions"),
    "events": ("events", "score"),
}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(r) + "\n" for r in rows)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("task", sorted(ROWS))
def test_the_answers_in_the_gold_change_nothing(tmp_path: Path, task: str) -> None:
    suffix = ".jsonl.gz" if task in ("flat", "paste") else ".jsonl"
    stripped = [{k: v for k, v in row.items() if k not in BARE.get(task, ())} for row in ROWS[task]]
    if task == "events-given":
        stripped[0]["events"] = [{k: EVENT[k] for k in ("source", "target")}]
    full, bare = tmp_path / "full.jsonl", tmp_path / "bare.jsonl"
    assert run(task, written(tmp_path / f"full_gold{suffix}", ROWS[task]), full, 1) == 1
    assert run(task, written(tmp_path / f"bare_gold{suffix}", stripped), bare, 1) == 1
    assert read(full) == read(bare)
    assert [r["id"] for r in read(full)] == [r["id"] for r in ROWS[task]]


def test_only_inputs_pass_the_door(tmp_path: Path) -> None:
    row = {**FLAT, **ROWS["attribution"][0], **ROWS["events"][0]}
    for task, allowed in INPUTS.items():
        (seen,) = rows_of(task, written(tmp_path / f"{task}.jsonl", [row]))
        assert set(seen) <= set(allowed)
        for event in seen.get("events", ()):
            assert set(event) <= {"source", "target"}


def test_a_folder_of_pages_becomes_a_folder_of_records(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(WIRE, encoding="utf-8")
    (folder / "two.txt").write_bytes(b"")
    (folder / "one.json").write_text('{"statements": "an answer that must not be read"}')
    assert run("desk", folder, tmp_path / "out", 1) == 2
    record = json.loads((tmp_path / "out" / "one.json").read_text(encoding="utf-8"))
    assert record["published"]["value"] == "2025-05-05"
    assert record["headline"]["text"] == "Envoys meet again"
    assert record["statements"] and record["events"]
    for s in record["statements"]:
        assert all(0 <= a < b <= len(WIRE) for a, b in s["content"])
    assert json.loads((tmp_path / "out" / "two.json").read_text(encoding="utf-8"))["page"] == "two.txt"


def test_rates_and_digests(tmp_path: Path) -> None:
    assert dict(rates({"a": {"f1": 0.5, "n": 3}, "b": 1.0, "c": "x", "d": True})) == {
        "a.f1": 0.5,
        "a.n": 3.0,
        "b": 1.0,
    }
    path = tmp_path / "x"
    path.write_bytes(b"x")
    assert len(digest(path)) == 16 and digest(path) != digest(written(tmp_path / "y", []))
    assert "events.false_actual" in FALLING
    assert {task for task, *_ in SETS.values()} == {*INPUTS, "desk"}
