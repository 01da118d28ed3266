"""A process that holds many small records becomes one that looks for cycles of them seldom."""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 10_000, 500, 100  # young: as many as are still in the processor's cache


def collect_seldom() -> None:
    """Let the cyclic garbage collector run seldom: readings are trees of frozen values and hold no cycles.

    Linking many pages is a quarter faster so (`python -m bench.links`), and memory stays the same.
    """
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
