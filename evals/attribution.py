"""Articles with text -> predicted attributions in the attribution benchmark's format, by the shipped tagger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente.errors import ModelError
from detente.models import load_tagger


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give `id` and `attributions` (lists of [start, end] by role) for every row with `id` and `text`.

    Raises ModelError where the weights are missing: a score without them would not be the tagger's.
    """
    tagger = load_tagger()
    if tagger is None:
        raise ModelError("The attribution weights are missing; reinstall detente or rebuild them.")
    for row in rows:
        found = tagger.attributions(row["text"], scheme="polnear")
        roles = ("source", "cue", "content")
        yield {"id": row["id"], "attributions": [{r: [list(s) for s in getattr(a, r)] for r in roles} for a in found]}
