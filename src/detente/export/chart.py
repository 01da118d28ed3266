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
from detente.export.table import Row, series_rows
from detente.relations import Point, Series
from detente.relations.nouns import Judgement, Movement, Regimes, Turns

COOPERATION, CONFLICT, INK, GREY = "#0072B2", "#E69F00", "#222222", "#E4E4E4"
FORMATS = (".png", ".svg", ".json")
_WIDTH = 860
_BASE = "https://vega.github.io/vega-datasets/"  # what the drawing library puts before links within a page
KEY = (
    "Dark, upward: cooperation; light, downward: conflict. Ring: net as counted; its line: the band. "
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
        alt.layer(*_gap_layers(alt, gaps, 280), *_deeds(alt, rows), *_turned(alt, turns)).properties(
            width=_WIDTH, height=280
        ),
    ]
    if any(row["statements_officials"] or row["statements_others"] for row in rows):
        panels.append(alt.layer(*_gap_layers(alt, gaps), *_words(alt, rows)).properties(width=_WIDTH, height=90))
    if regimes is not None and regimes.levels:
        panels.append(_regimes(alt, regimes))
    panels += [_other(alt, one) for one in beside]
    panels.append(alt.layer(*_coverage(alt, rows)).properties(width=_WIDTH, height=60))
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


def _gap_layers(alt: Any, gaps: list[Row], height: int = 0) -> list[Any]:
    if not gaps:
        return []
    base = alt.Chart(alt.InlineData(gaps))
    area = base.mark_rect(color=GREY, stroke="#BBBBBB", strokeDash=[2, 3]).encode(x=_time(alt, "start"), x2="stop:T")
    if not height:
        return [area]
    label = base.mark_text(color="#555555", fontStyle="italic", fontSize=11).encode(
        x=_time(alt, "middle"), y=alt.value(height - 10), text="label:N"
    )
    return [area, label]


def _time(alt: Any, name: str) -> Any:
    label = "timeFormat(datum.value, timeFormat(datum.value, '%d') == '01' ? '%b %Y' : '%d %b')"
    return alt.X(f"{name}:T", title=None, axis=alt.Axis(labelOverlap=True, labelExpr=label, tickCount=8))


def _tips(alt: Any, *names: str) -> list[Any]:
    return [alt.Tooltip(f"{name}:{'N' if name in ('period', 'why', 'verdict') else 'Q'}") for name in names]


def _deeds(alt: Any, rows: list[Row]) -> list[Any]:
    """Bars of cooperation and conflict, the net with its band, and the signs of verdicts."""
    base = alt.Chart(alt.InlineData(rows))
    y = alt.Y("cooperation:Q", title="points of happenings")
    bars = base.transform_filter("datum.happenings > 0").encode(
        x=_time(alt, "start"),
        x2="stop:T",
        href="link:N",
        tooltip=_tips(alt, "period", "happenings", "cooperation", "conflict", "pages", "verdict", "why"),
    )
    zero = alt.datum(0)
    known = base.transform_filter("isValid(datum.net_low)")
    tip = _tips(alt, "period", "net", "net_low", "net_high", "happenings", "pages")
    return [
        bars.mark_bar(color=COOPERATION, opacity=0.85, stroke="white", strokeWidth=0.5).encode(y=y, y2=zero),
        bars.mark_bar(color=CONFLICT, opacity=0.9, stroke=INK, strokeWidth=0.5).encode(
            y=alt.Y("conflict:Q"), y2=zero
        ),
        known.mark_rule(color=INK, strokeWidth=1.2).encode(x=_time(alt, "middle"), y="net_low:Q", y2="net_high:Q"),
        known.mark_line(color=INK, strokeWidth=0.8, opacity=0.6).encode(
            x=_time(alt, "middle"), y="net:Q", detail="run:N"
        ),
        known.mark_point(
            color=INK, fill="white", filled=True, size=28, stroke=INK, strokeWidth=1.2, opacity=1
        ).encode(x=_time(alt, "middle"), y="net:Q", href="link:N", tooltip=tip),
        base.transform_filter("datum.sign != ''")
        .mark_text(fontSize=13, color=INK)
        .encode(
            x=_time(alt, "middle"), y=alt.value(-7), text="sign:N", href="link:N", tooltip=_tips(alt, "period", "why")
        ),
        alt.Chart(alt.InlineData([{}])).mark_rule(color=INK, strokeWidth=0.6).encode(y=zero),
    ]


def _turned(alt: Any, turns: Turns | None) -> list[Any]:
    if turns is None or not turns.turns:
        return []
    rows = [
        {
            "start": t.first.start.isoformat(),
            "label": f"{'smoothing' if t.better else 'tension'} {t.before:+.1f} to {t.after:+.1f}",
            "link": f"#{iso(t.first)}",
        }
        for t in turns.turns
    ]
    base = alt.Chart(alt.InlineData(rows)).encode(x=_time(alt, "start"), href="link:N")
    return [
        base.mark_rule(color=INK, strokeDash=[6, 3], strokeWidth=1.6),
        base.mark_text(align="left", dx=4, fontSize=11, fontWeight="bold", color=INK).encode(
            y=alt.value(26), text="label:N"
        ),
    ]


def _words(alt: Any, rows: list[Row]) -> list[Any]:
    """Mean tone of officials (filled) and of everybody else (open), with bands."""
    said = [
        row | {"who": who, "tone": row[f"tone_{key}"], "low": row[f"tone_{key}_low"], "high": row[f"tone_{key}_high"]}
        for row in rows
        for key, who in (("officials", "officials"), ("others", "analysts and others"))
        if row[f"statements_{key}"]
    ]
    domain = ["officials", "analysts and others"]
    base = alt.Chart(alt.InlineData(said)).encode(x=_time(alt, "middle"), href="link:N")
    y = alt.Y(
        "tone:Q",
        title="tone of words",
        scale=alt.Scale(domain=[-1, 1]),
        axis=alt.Axis(values=[-1, 0, 1]),
    )
    shape = alt.Shape("who:N", scale=alt.Scale(domain=domain, range=["circle", "triangle-up"]), legend=None)
    fill = alt.Fill("who:N", scale=alt.Scale(domain=domain, range=[INK, "white"]), legend=None)
    return [
        alt.Chart(alt.InlineData([{}])).mark_rule(color=INK, strokeWidth=0.6).encode(y=alt.datum(0)),
        base.mark_rule(color="#777777").encode(y="low:Q", y2="high:Q"),
        base.mark_point(size=45, stroke=INK, opacity=1, strokeWidth=1.2).encode(
            y=y, shape=shape, fill=fill, tooltip=[*_tips(alt, "period", "tone"), alt.Tooltip("who:N")]
        ),
    ]


def _regimes(alt: Any, regimes: Regimes) -> Any:
    """How likely each period counted belongs to the smoothest regime."""
    rows = [
        {"start": when.start.isoformat(), "stop": when.stop.isoformat(), "chance": row[-1], "period": iso(when)}
        for when, row in zip(regimes.periods, regimes.probabilities, strict=True)
    ]
    title, scale = ["smooth regime", "probability"], alt.Scale(domain=[0, 1])
    return (
        alt.Chart(alt.InlineData(rows))
        .mark_bar(color="#56B4E9", stroke="white", strokeWidth=0.3)
        .encode(
            x=_time(alt, "start"),
            x2="stop:T",
            y=alt.Y("chance:Q", title=title, scale=scale, axis=alt.Axis(values=[0, 0.5, 1])),
            y2=alt.datum(0),
            tooltip=_tips(alt, "period", "chance"),
        )
        .properties(width=_WIDTH, height=60)
    )


def _coverage(alt: Any, rows: list[Row]) -> list[Any]:
    """How much was read: pages as bars, outlets as ticks."""
    base = alt.Chart(alt.InlineData(rows)).transform_filter("datum.pages > 0")
    most = max((int(row["pages"] or 0) for row in rows), default=0)
    ticks = sorted({0, most // 2, most})
    tip = _tips(alt, "period", "pages", "stories", "outlets", "speakers", "officials")
    return [
        base.mark_bar(color="#999999", stroke="white", strokeWidth=0.5).encode(
            x=_time(alt, "start"),
            x2="stop:T",
            y=alt.Y("pages:Q", title="pages (– outlets)", axis=alt.Axis(values=ticks, format="d")),
            y2=alt.datum(0),
            href="link:N",
            tooltip=tip,
        ),
        base.mark_rule(color=INK, strokeWidth=2).encode(x=_time(alt, "start"), x2="stop:T", y="outlets:Q"),
    ]


def _other(alt: Any, series: Series) -> Any:
    """The same dyad as others have coded it, in a panel of its own under their name."""
    rows = [row for row in series_rows(series) if row["happenings"]]
    base = alt.Chart(alt.InlineData(rows)).encode(x=_time(alt, "start"), x2="stop:T")
    tip = _tips(alt, "period", "happenings", "cooperation", "conflict")
    title = f"{series.origin} ({series.scale})"
    return alt.layer(
        base.mark_bar(color=COOPERATION, opacity=0.5).encode(
            y=alt.Y("cooperation:Q", title=title), y2=alt.datum(0), tooltip=tip
        ),
        base.mark_bar(color=CONFLICT, opacity=0.5, stroke=INK, strokeWidth=0.3).encode(
            y="conflict:Q", y2=alt.datum(0), tooltip=tip
        ),
    ).properties(width=_WIDTH, height=110)
