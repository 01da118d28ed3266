"""What all formats share: a coded row, and the tables that turn its codes into our types and states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from detente.lexicon import Lexicon
from detente.text import fold
from detente.types import EventType

Row = Mapping[str, str]


class Unusable(ValueError):
    """A row that cannot be read, with the reason; the run goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event as others have coded it: between whom (state codes, as many as are named), what, and on which day."""

    id: str
    day: date
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    type: EventType
    mode: str | None = None
    url: str = ""
    reports: int = 1


def of_cameo(code: str, lexicon: Lexicon) -> tuple[EventType, str | None] | None:
    """Return the PLOVER type and mode of a CAMEO code; None where the code is no event in PLOVER.

    Raises Unusable for a code that no table has. Source: the PLOVER project's table (lexicons/events/cameo.csv).
    """
    table = _cameo(lexicon)
    code = code.strip()
    for form in (code, code.zfill(len(code) + 1)):  # spreadsheets eat the leading zero
        if form in _codes(lexicon):
            kind, mode = next(table[form[:n]] for n in range(len(form), 1, -1) if form[:n] in table)
            return (EventType(kind), mode or None) if kind else None
    raise Unusable(f"{code!r} is no CAMEO code")


@lru_cache(maxsize=4)
def _codes(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["id"] for name in ("events/cameo", "events/goldstein") for row in lexicon.table(name))


@lru_cache(maxsize=4)
def _cameo(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["type"], row["mode"]) for row in lexicon.table("events/cameo")}


def state_of(words: str, lexicon: Lexicon) -> str | None:
    """Return the code of the state or body that a code or name means, None where it means none."""
    return _states(lexicon).get(fold(words.strip())) if words.strip() else None


def states_in(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the states of a cell that may hold several, by ";"."""
    return tuple(dict.fromkeys(s for part in words.split(";") if (s := state_of(part, lexicon))))


@lru_cache(maxsize=4)
def _states(lexicon: Lexicon) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ("actors/bodies", "actors/states"):
        for row in lexicon.table(table):
            names = [row["id"], row["name"], row.get("formal", ""), *row.get("aliases", "").split("|")]
            found |= {fold(name): row["id"] for name in names if name}
    return found | {fold(row["id"]): row["state"] for row in lexicon.table("events/foreign_states")}


def day_of(words: str) -> date:
    """Return the day of "2020-10-01", "20201001" or "01 October 2020"; Unusable for anything else."""
    words = words.strip()[:20].split(" 00:")[0]
    for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%B-%Y", "%m/%d/%Y"):
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise Unusable(f"{words!r} is no day")


def whole(words: str) -> int:
    """Return a count, at least 1; what is no number counts once."""
    return max(int(words), 1) if words.strip().isdigit() else 1
