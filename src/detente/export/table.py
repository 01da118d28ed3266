"""Series and answers become flat rows for CSV and data frames: one row a period, an event, a statement, a page."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import chain
from typing import Any, TextIO, TypeAlias

from detente.dates import iso
from detente.relations import Band, Point, Series
from detente.relations.nouns import Judgement
from detente.types import Dyad, EventType, Span

Row: TypeAlias = dict[str, str | int | float | None]
_LEFT_OUT = frozenset({"passages"})  # pieces of lines that only a terminal shows
_RUN = ("=", "+", "-", "@", "\t", "\r", "'")
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def series_rows(series: Series, verdicts: Sequence[Judgement] = ()) -> list[Row]:
    """Return one flat row for each period, gaps included: their counts are 0, their sums and bands None.

    Columns: what it is of (source, target, directed, scale, origin), the period (period, start, stop: half-open),
    coverage, counts, sums with low and high of the 90 % band, tones of officials and others, verdict, counts by type.
    Of others' data the coverage is not known: gap and pages are None.
    """
    moved = {v.when: v for v in verdicts}
    return [_row(series, point, moved.get(point.when)) for point in series.points]


def _row(series: Series, point: Point, verdict: Judgement | None) -> Row:
    seen = point.events > 0 or not point.gap
    ours = series.origin == "detente"
    row: Row = {
        "source": series.dyad.source,
        "target": series.dyad.target,
        "directed": int(series.directed),
        "scale": series.scale,
        "origin": series.origin,
        "period": iso(point.when),
        "start": point.when.start.isoformat(),
        "stop": point.when.stop.isoformat(),
        "gap": int(point.gap) if ours else None,
        "pages": point.pages if ours else None,
        "stories": point.stories,
        "outlets": point.outlets,
        "outlet_countries": " ".join(point.countries),
        "speakers": point.speakers,
        "officials": point.officials,
        "happenings": point.events,
        "tellings": point.tellings,
        "denials": point.denials,
        "cooperation": point.cooperation if seen else None,
        "conflict": point.conflict if seen else None,
        "net": point.cooperation + point.conflict if seen else None,
        "balance": point.balance,
    }
    for name, band in (
        ("cooperation", point.cooperation_band),
        ("conflict", point.conflict_band),
        ("net", point.net_band),
        ("balance", point.balance_band),
    ):
        row |= _band(name, band)
    for name, words in (("officials", point.official_words), ("others", point.other_words)):
        row[f"statements_{name}"] = words.statements
        row[f"tone_{name}"] = words.tone.value if words.tone else None
        row |= _band(f"tone_{name}", words.tone)
    row |= {"verdict": verdict.movement.value if verdict else None, "why": verdict.why if verdict else None}
    row |= dict(zip(_QUADS, point.quads, strict=True))
    counts = dict(point.types)
    return row | {kind.value: counts.get(kind, 0) for kind in EventType}


def _band(name: str, band: Band | None) -> Row:
    return {f"{name}_low": band.low if band else None, f"{name}_high": band.high if band else None}


def answer_rows(kind: type[Any], rows: Iterable[Any]) -> list[Row]:
    """Return answers of one kind (events, statements, pages as the questions give them) as flat rows.

    A span is two columns, `start` and `stop`: code points of the article's text, half-open. Several values of one
    column are joined by " | ", several spans by a blank ("10-25 40-61"), states of a pair by "-".
    """
    names = [f.name for f in fields(kind) if f.name not in _LEFT_OUT]
    return [dict(chain.from_iterable(_cells(name, getattr(row, name)) for name in names)) for row in rows]


def columns_of(kind: type[Any]) -> list[str]:
    """Return the names of the columns in which answers of a kind are written."""
    names = (("start", "stop") if f.type in {"Span", Span} else (f.name,) for f in fields(kind))
    return [name for each in names for name in each if name not in _LEFT_OUT]


def _cells(name: str, value: Any) -> list[tuple[str, str | int | float | None]]:
    if isinstance(value, Span):
        return [("start", value.start), ("stop", value.stop)]
    if isinstance(value, tuple):
        blank = " " if name == "spans" else " | "
        return [(name, blank.join(str(_cell(one)) for one in value))]
    return [(name, _cell(value))]


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, Span):
        return f"{value.start}-{value.stop}"
    if isinstance(value, Dyad):
        return f"{value.source}-{value.target}"
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | float | str) or value is None else str(value)


def write_csv(rows: Sequence[Row], out: TextIO, columns: Sequence[str] = ()) -> int:
    """Write the rows as CSV with a header, an empty cell for None, and return how many there are.

    `columns` are for the header where there may be no row.

    Words that a spreadsheet would run as a formula (they begin with = + - @, a tab or an apostrophe) get an
    apostrophe in front, which whoever reads the file by program takes off again; spans are not changed by it.
    """
    names = list(columns) or (list(rows[0]) if rows else [])
    if names:
        table = csv.DictWriter(out, fieldnames=names, lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({k: _safe(v) for k, v in row.items()})
    return len(rows)


def _safe(value: str | int | float | None) -> str | int | float | None:
    if isinstance(value, float):
        return round(value, 4)
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
