"""Measured counts of right and wrong become the coder: how far its counts may be trusted, by type and status.

The counts come from a gold set (`python -m evals.coder` writes `lexicons/events/measured.csv`). Precision and recall
of a type rest on few events, so each is drawn from a beta distribution that leans on the average of all types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.errors import LexiconError
from detente.lexicon import Lexicon
from detente.relations.ledger import TYPES, Floats
from detente.types import EventType, Status

_LEAN = 8.0  # events of the average type that each type's own count is mixed with


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Events of one type and status: given by the coder, of these right; in the gold set, of these found."""

    given: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """How the coder did on a gold set, by type and status; `source` names the set and the command."""

    source: str
    rows: Mapping[tuple[EventType, Status], Measured] = field(default_factory=dict)

    def rates(self, statuses: frozenset[Status]) -> dict[EventType, Measured]:
        """Return the counts of each type, over the statuses that are counted."""
        found = {}
        for kind in TYPES:
            rows = [self.rows[kind, s] for s in statuses if (kind, s) in self.rows]
            found[kind] = Measured(
                given=sum(r.given for r in rows),
                right=sum(r.right for r in rows),
                gold=sum(r.gold for r in rows),
                found=sum(r.found for r in rows),
            )
        return found

    def factors(self, statuses: frozenset[Status], draws: int, rng: np.random.Generator) -> Floats:
        """Return draws of precision / recall, (draws, types): what one counted event of a type stands for."""
        rows = [self.rates(statuses)[kind] for kind in TYPES]
        right, given = _column(rows, "right"), _column(rows, "given")
        found, gold = _column(rows, "found"), _column(rows, "gold")
        precision = _drawn(right, given, draws, rng)
        recall = _drawn(found, gold, draws, rng)
        return precision / recall


def _column(rows: list[Measured], name: str) -> Floats:
    return np.array([getattr(row, name) for row in rows], dtype=np.float64)


def _drawn(hits: Floats, of: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Return beta draws of the rate of each type; each leans on the average rate of all."""
    average = (hits.sum() + 1) / (of.sum() + 2)
    return rng.beta(hits + _LEAN * average, of - hits + _LEAN * (1 - average), (draws, len(hits)))


def load_coder(lexicon: Lexicon) -> Coder | None:
    """Return the shipped measurement, None where there is none; LexiconError for a row that cannot be.

    Method: precision and recall of single tellings; a happening told by several pages is found and typed more surely.
    """
    table = lexicon.table("events/measured")
    rows: dict[tuple[EventType, Status], Measured] = {}
    source = ""
    for row in table:
        try:
            one = Measured(**{name: int(row[name]) for name in ("given", "right", "gold", "found")})
            rows[EventType(row["type"]), Status(row["status"])] = one
        except (KeyError, ValueError) as fault:
            raise LexiconError(
                f"events/measured.csv: {row} is no measurement ({fault}); write it with `python -m evals.coder`."
            ) from fault
        if not (one.right <= one.given and one.found <= one.gold):
            raise LexiconError(f"events/measured.csv: {row['id']} has more hits than events; measure again.")
        source = row["source"]
    return Coder(source=source, rows=rows) if rows else None
