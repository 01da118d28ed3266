"""Entries of a live page become body together: what stands under a clock is judged as its neighbours are.

A line model sees short runs of text between clocks and drops some of them. Lists of other stories have clocks, too,
but headlines under them, not sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.types import Span

_CLOCK = re.compile(r"(?:\d{1,2}[:.]\d{2}|\d{1,2}\s?[ap]\.?m\.?)(?:\s?(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{3,4}))?", re.I)
_ENDED = re.compile(r"[.!?…][\"'”»’)\]]*$")
_ENTRIES = 3  # from which clocks make a live page
_WORDS = 7  # of a sentence under a clock


def with_entries(text: str, spans: Sequence[Span], kept: Sequence[bool]) -> list[bool]:
    """Return which lines are kept, with the entries of a live page that were dropped while half or more were kept."""
    lines = [span.of(text) for span in spans]
    clocks = [i for i, line in enumerate(lines) if _CLOCK.fullmatch(line)]
    entries = [i + 1 for i in clocks if i + 1 < len(lines) and _is_sentence(lines[i + 1])]
    held = sum(kept[i] for i in entries)
    if len(entries) < _ENTRIES or len(entries) * 2 < len(clocks) or held * 2 < len(entries):
        return list(kept)
    return [keep or i in entries for i, keep in enumerate(kept)]


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _WORDS and _ENDED.search(line) is not None
