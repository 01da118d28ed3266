"""Cycles are looked for seldom, and still are."""

from __future__ import annotations

import gc

from detente.work import collect_seldom


def test_cycles_are_looked_for_seldom_and_still_are() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)  # as Python starts
        collect_seldom()
        assert gc.isenabled() and gc.get_threshold()[0] > 700
    finally:
        gc.set_threshold(*before)
