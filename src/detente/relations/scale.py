"""The scale table becomes points: how much an event type and mode weighs between conflict and cooperation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import LexiconError
from detente.lexicon import Lexicon
from detente.types import EventType


@dataclass(frozen=True, slots=True)
class Scale:
    """Points from -10 (conflict) to +10 (cooperation) for each type and mode, and the scale's name."""

    name: str
    points: Mapping[tuple[str, str], float]

    def of(self, kind: EventType, mode: str | None) -> float:
        """Return the points of the mode if the scale has it, else those of the type."""
        return self.points.get((kind.value, mode or ""), self.points[kind.value, ""])


def load_scale(lexicon: Lexicon, name: str = "plover") -> Scale:
    """Return the PLOVER scale of `events/scale.csv`; LexiconError where a type has no points.

    Source of the numbers: the PLOVER manual (2021), with our corrections as noted in the table's rows.
    """
    points: dict[tuple[str, str], float] = {}
    for row in lexicon.table("events/scale"):
        try:
            points[row["type"], row.get("mode", "")] = float(row["points"])
        except (KeyError, ValueError) as fault:
            raise LexiconError(
                f"events/scale.csv: row {row} has no usable points ({fault}); write a number."
            ) from fault
    lacking = [t.value for t in EventType if (t.value, "") not in points]
    if lacking:
        raise LexiconError(f"events/scale.csv: no points for {', '.join(lacking)}; add a row with an empty mode.")
    return Scale(name, points)
