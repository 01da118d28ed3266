"""A series becomes one Vega-Lite chart, which serves terminal (PNG, SVG), notebook and web alike.

Happenings above, words in the middle, coverage below, on one axis of time. Gaps are hatched grey and named; turns are
dashed lines; every mark carries a link to its records. Conflict hangs below the line and cooperation stands above it,
dark against light, so that nothing rests on hue alone (Okabe and Ito's colours).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from detente.dates import iso
from detente.errors import QuestionError
from detente.export.panels import (
    INK,
    WIDTH,
    coverage_layers,
    deeds_layers,
    gap_layers,
    other_panel,
    regimes_panel,
    turned_layers,
    words_layers,
)
from detente.export.table import Row, series_rows
from detente.relations import Point, Series
from detente.relations.nouns import Judgement, Movement, Regimes, Turns

FORMATS = (".png", ".svg", ".json")
_BASE = "https://vega.github.io/vega-datasets/"  # what the drawing library puts before links within a page
KEY = (
    "Blue (dark), upward: cooperation; amber (light), downward: conflict. Ring: net as counted; its line: the band. "
    "▲ improved ▼ deteriorated. Words: filled, officials; open, others."
)
_SIGNS = {Movement.IMPROVED: "▲", Movement.DETERIORATED: "▼", Movement.UNCHANGED: "="}
Link = Callable[[Point], str]


def draw_chart(
    series: Series,
    *,
    turns: Turns | None = None,
    regimes: Regimes | None = None,
    verdicts: Sequence[Judgement] = (),
    beside: Sequence[Series] = (),
    notes: Sequence[str] = (),
    link: Link = lambda point: f"#{iso(point.when)}",
) -> dict[str, Any]:
    """Return the Vega-Lite specification of a relation; `link` gives the address of a period's records."""
    import altair as alt

    alt.data_transformers.disable_max_rows()
    rows = _rows(series, verdicts, link)
    gaps = _gaps(series.points)
    panels = [
        alt.layer(*gap_layers(alt, gaps, 280), *deeds_layers(alt, rows), *turned_layers(alt, turns)).properties(
            width=WIDTH, height=280
        ),
    ]
    if any(row["statements_officials"] or row["statements_others"] for row in rows):
        panels.append(alt.layer(*gap_layers(alt, gaps), *words_layers(alt, rows)).properties(width=WIDTH, height=90))
    if regimes is not None and regimes.levels:
        panels.append(regimes_panel(alt, regimes))
    panels += [other_panel(alt, one) for one in beside]
    panels.append(alt.layer(*coverage_layers(alt, rows)).properties(width=WIDTH, height=60))
    arrow = "→" if series.directed else "–"
    heading = f"{series.dyad.source} {arrow} {series.dyad.target} by {series.step}"
    chart = (
        alt.vconcat(*panels, spacing=12)
        .resolve_scale(x="shared")
        .properties(
            title=alt.TitleParams(
                text=heading,
                subtitle=[f"Scale: {series.scale}. {_sure(series)}", *notes, KEY],
                anchor="start",
                fontSize=16,
                offset=20,
            )
        )
        .configure_view(stroke=None)
        .configure_axis(grid=False, labelColor=INK, titleColor=INK, titleFontWeight="normal")
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def save_chart(spec: dict[str, Any], path: Path) -> None:
    """Write a chart as PNG, SVG or Vega-Lite JSON, by the ending of the name; QuestionError for another ending."""
    import json

    import vl_convert

    kind = path.suffix.lower()
    if kind == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
    elif kind == ".svg":
        path.write_text(svg_of(spec), encoding="utf-8")
    elif kind == ".json":
        path.write_text(json.dumps(spec, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        raise QuestionError(f"{path.name} has no ending that charts have; write one of {', '.join(FORMATS)}.")


def svg_of(spec: dict[str, Any]) -> str:
    """Return a chart as SVG text, drawn without a browser or a network."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec)).replace(f'href="{_BASE}', 'href="')


def _sure(series: Series) -> str:
    if not series.errors:
        return "Bands: 90 %, count noise only."
    return f"Bands: 90 %, count noise and the coder's errors as measured on {series.errors.rsplit(', ', 1)[0]}."


def _rows(series: Series, verdicts: Sequence[Judgement], link: Link) -> list[Row]:
    rows = series_rows(series, verdicts)
    for row, point in zip(rows, series.points, strict=True):
        middle = point.when.start + (point.when.stop - point.when.start) / 2
        movement = Movement(str(row["verdict"])) if row["verdict"] else None
        sign = _SIGNS.get(movement, "") if movement else ""
        row |= {"link": link(point), "middle": middle.isoformat(), "sign": sign, "run": 0}
    run = 0
    for before, row in zip([None, *rows], rows, strict=False):
        run += bool(before and before["net_low"] is None and row["net_low"] is not None)
        row["run"] = run
    return rows


def _gaps(points: Sequence[Point]) -> list[Row]:
    """Stretches without a page, one row each."""
    found: list[list[Point]] = []
    for before, point in zip([None, *points], points, strict=False):
        if point.gap:
            if before is not None and before.gap:
                found[-1].append(point)
            else:
                found.append([point])
    long = max((len(points)) / 8, 2)
    return [
        {
            "start": run[0].when.start.isoformat(),
            "stop": run[-1].when.stop.isoformat(),
            "middle": (run[0].when.start + (run[-1].when.stop - run[0].when.start) / 2).isoformat(),
            "label": "no page read" if len(run) >= long else "",
        }
        for run in found
    ]
