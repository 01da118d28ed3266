"""One speaker over time: what was said about each pair of states, period by period, and in which tone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from detente.dates import from_iso, iso
from detente.questions.said import SaidRow
from detente.relations.periods import Step, period
from detente.types import Dyad, Form, When


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """What one speaker said about one pair of states in one period; tones are towards the pair."""

    speaker: str
    dyad: Dyad | None
    when: str
    statements: int
    direct: int
    worse: int
    neutral: int
    better: int
    outlets: tuple[str, ...]
    sample: str
    sample_id: str

    @property
    def lean(self) -> float:
        """Mean tone, -1 to 1."""
        return (self.better - self.worse) / self.statements


def over_time(rows: tuple[SaidRow, ...], *, step: Step = "year", about: Dyad | None = None) -> tuple[VoiceRow, ...]:
    """Return statements of known day counted by speaker, pair and period, in that order.

    A statement about several pairs counts under each (only under `about`, where it is given); one about no
    pair counts under None. The sample is the surest statement of the cell.
    """
    cells: dict[tuple[str, Dyad | None, When], list[SaidRow]] = defaultdict(list)
    for row in rows:
        if row.published is None or row.speaker is None:
            continue
        when = period(_day(row.published), step)
        pairs: list[Dyad | None] = [d.joined() for d in row.about]
        if about is not None:
            pairs = [d for d in pairs if d == about.joined()]
        for dyad in dict.fromkeys(pairs or ([None] if about is None else [])):
            cells[row.speaker, dyad, when].append(row)

    def order(cell: tuple[str, Dyad | None, When]) -> tuple[str, str, date]:
        speaker, dyad, when = cell
        return speaker, f"{dyad.source}{dyad.target}" if dyad else "~", when.start

    return tuple(_row(*cell, cells[cell]) for cell in sorted(cells, key=order))


def _day(written: str) -> date:
    return from_iso(written).start


def _row(speaker: str, dyad: Dyad | None, when: When, rows: list[SaidRow]) -> VoiceRow:
    sample = max(rows, key=lambda r: r.confidence)
    tones = [row.tone for row in rows]
    return VoiceRow(
        speaker=speaker,
        dyad=dyad,
        when=iso(when),
        statements=len(rows),
        direct=sum(row.form is Form.DIRECT for row in rows),
        worse=tones.count(-1),
        neutral=tones.count(0),
        better=tones.count(1),
        outlets=tuple(dict.fromkeys(row.outlet for row in rows if row.outlet)),
        sample=" … ".join(sample.words),
        sample_id=sample.id,
    )
