"""A table of points becomes a scale: how much an event type and mode weighs between conflict and cooperation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.errors import LexiconError
from detente.lexicon import Lexicon
from detente.types import EventType

SCALES = ("plover", "goldstein")


@dataclass(frozen=True, slots=True)
class Scale:
    """Points from -10 (conflict) to +10 (cooperation) for each type and mode, with the quad of each type.

    `source` says where the numbers come from, `notes` what we changed in them or take on trust.
    """

    name: str
    points: Mapping[tuple[str, str], float]
    quads: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    notes: tuple[str, ...] = ()

    def of(self, kind: EventType, mode: str | None) -> float:
        """Return the points of the mode if the scale has it, else those of the type."""
        return self.points.get((kind.value, mode or ""), self.points[kind.value, ""])

    def quad(self, kind: EventType) -> int:
        """Return 1 to 4 (verbal, material cooperation; verbal, material conflict), 0 where the scale does not say."""
        return self.quads.get(kind.value, 0)


def load_scale(lexicon: Lexicon, name: str = "plover") -> Scale:
    """Return a scale of the lexicon: "plover" (modes of the manual) or "goldstein" (of CAMEO codes).

    Raises LexiconError where a type has no points, or the scale is not known.
    """
    if name == "plover":
        rows = lexicon.table("events/scale")
        notes = [f"{row['type']}: {row['our_correction']}" for row in rows if row.get("our_correction")]
        notes += [f"{row['type']}: {row['note']}" for row in rows if not row["mode"] and row.get("note")]
        return _scale(rows, name, lexicon, rows[0]["source"], tuple(notes))
    if name == "goldstein":
        points = {row["id"]: row["points"] for row in lexicon.table("events/goldstein")}
        rows = tuple(row | {"points": _of_code(row["code"], points)} for row in lexicon.table("events/cameo_of"))
        notes = [
            "Each PLOVER type and mode takes the points of one CAMEO code (lexicons/events/cameo_of.csv).",
            "Ordinal at best: sums and means over counts are a convention, not a measurement.",
        ]
        source = "Goldstein 1992, carried over to CAMEO, as GDELT prints it"
        return _scale(rows, name, lexicon, source, tuple(notes))
    raise LexiconError(f"{name!r} is no scale; write {' or '.join(SCALES)}, or the path of a CSV of your own.")


def own_scale(rows: Iterable[Mapping[str, str]], name: str, lexicon: Lexicon) -> Scale:
    """Return a user's scale from rows with type, mode (or empty) and points, or with code (CAMEO) and points.

    Raises LexiconError where a type of PLOVER has no points or a number does not lie between -10 and 10.
    """
    table = list(rows)
    if table and "code" in table[0] and "type" not in table[0]:
        points = {row["code"]: row["points"] for row in table}
        table = [dict(row) | {"points": _of_code(row["code"], points)} for row in lexicon.table("events/cameo_of")]
        table = [row for row in table if row["points"]]
    return _scale(table, name, lexicon, f"the user's file {name}", ())


def _of_code(code: str, points: Mapping[str, str]) -> str:
    """The points of the longest code that begins this one; "" where there is none."""
    return next((points[code[:n]] for n in range(len(code), 1, -1) if code[:n] in points), "")


def _scale(
    rows: Iterable[Mapping[str, str]], name: str, lexicon: Lexicon, source: str, notes: tuple[str, ...]
) -> Scale:
    points: dict[tuple[str, str], float] = {}
    for row in rows:
        try:
            points[row["type"], row.get("mode", "")] = value = float(row["points"])
        except (KeyError, ValueError) as fault:
            raise LexiconError(
                f"Scale {name}: row {dict(row)} has no usable points ({fault}); write a number."
            ) from fault
        if not -10 <= value <= 10:
            raise LexiconError(f"Scale {name}: {value:g} points for {row['type']}; points go from -10 to 10.")
    lacking = [t.value for t in EventType if (t.value, "") not in points]
    if lacking:
        raise LexiconError(f"Scale {name}: no points for {', '.join(lacking)}; add a row with an empty mode.")
    quads = {row["type"]: int(row["quad"]) for row in lexicon.table("events/scale") if not row["mode"]}
    return Scale(name, points, quads, source, notes)
