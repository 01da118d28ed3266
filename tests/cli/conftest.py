"""The command line as a test types it: words in; exit code, output and errors out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.cli import main


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("DETENTE_DB", "DETENTE_CONFIG"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return call
