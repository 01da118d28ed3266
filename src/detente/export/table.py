"""A series becomes flat rows, one a period, for CSV, data frames and charts: one dict feeds them all."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO, TypeAlias

from detente.dates import iso
from detente.relations import Band, Point, Series
from detente.relations.nouns import Judgement
from detente.types import EventType

Row: TypeAlias = dict[str, str | int | float | None]
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


def write_csv(rows: Sequence[Row], out: TextIO) -> int:
    """Write the rows as CSV with a header, an empty cell for None, and return how many there are."""
    if rows:
        table = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})
    return len(rows)
