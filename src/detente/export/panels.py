"""Rows of a relation become the layers of its panels: happenings, turns, words, regimes, others' data, coverage.

`alt` is the drawing library, which is loaded only where something is drawn.
"""

from __future__ import annotations

from typing import Any

from detente.dates import iso
from detente.export.table import Row, series_rows
from detente.relations import Series
from detente.relations.nouns import Regimes, Turns

COOPERATION, CONFLICT, INK, GREY = "#0072B2", "#E69F00", "#222222", "#E4E4E4"
WIDTH = 860


def gap_layers(alt: Any, gaps: list[Row], height: int = 0) -> list[Any]:
    """Stretches without a page, named where `height` is that of the panel."""
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


def deeds_layers(alt: Any, rows: list[Row]) -> list[Any]:
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


def turned_layers(alt: Any, turns: Turns | None) -> list[Any]:
    """A dashed line at each turn with its direction and levels."""
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


def words_layers(alt: Any, rows: list[Row]) -> list[Any]:
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


def regimes_panel(alt: Any, regimes: Regimes) -> Any:
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
        .properties(width=WIDTH, height=60)
    )


def coverage_layers(alt: Any, rows: list[Row]) -> list[Any]:
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


def other_panel(alt: Any, series: Series) -> Any:
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
    ).properties(width=WIDTH, height=110)
