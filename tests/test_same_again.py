"""A page read in two processes, whose hashes are seeded differently, gives the same reading to the letter."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import EXAMPLES

# read without weights, which are the slow part: order is lost or kept in the rooms' own code
_READ = """
import sys
from pathlib import Path
from detente.pages import Limits, intake
from detente.pipeline import Choice, load_tools, read_page
tools = load_tools(Choice(models=False))
for name in sys.argv[1:]:
    (page,) = intake([Path(name)], Limits())
    reading = read_page(page, tools)
    print(reading.cast, reading.statements, reading.tellings)
"""


def test_readings_do_not_hang_on_the_order_of_hashes() -> None:
    """Sets have no order of their own; mentions of one span ("the two presidents") once changed places."""
    pages = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))[:6]]
    told = [
        subprocess.run(
            [sys.executable, "-c", _READ, *pages],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert "Mention(" in told[0]
