"""Articles with text -> predicted attributions in the attribution benchmark's format, by the shipped tagger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente.errors import ModelError
from detente.models import load_tagger


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give `id` and `attributions` (source, cue, content as lists of [start, end]) for every row with `id` and `text`.

    Raises ModelError where the weights are missing: a score without them would not be the tagger's.
    """
    tagger = load_tagger()
    if tagger is None:
        raise ModelError("The attribution weights are missing; reinstall detente or rebuild them (training/attribution).")
    for row in rows:
        found = tagger.attributions(row["text"], scheme="polnear")
        yield {
            "id": row["id"],
            "attributions": [
                {role: [list(span) for span in getattr(a, role)] for role in ("source", "cue", "content")} for a in found
            ],
        }
