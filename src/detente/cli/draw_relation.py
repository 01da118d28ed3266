"""A relation becomes bars in the terminal, with bands, signs of verdicts, turns and gaps; nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.cli.draw import shown
from detente.dates import iso
from detente.questions.reasons import Cited, turn_line
from detente.questions.relation import RelationAnswer, latest
from detente.relations import Point, Scale, Series
from detente.relations.nouns import Edge, Movement, Turn, Words
from detente.text import counted
from detente.types import EventType

if TYPE_CHECKING:
    from detente.questions.third import ThirdAnswer

_BAR = 24  # characters of the widest bar
_SIGNS = {
    Movement.IMPROVED: ("▲", "green"),
    Movement.DETERIORATED: ("▼", "red"),
    Movement.UNCHANGED: ("=", ""),
    Movement.UNCLEAR: ("?", "dim"),
}


def draw_relation(console: Console, answer: RelationAnswer) -> None:
    """Print the relation as bars: conflict to the left, cooperation to the right, gaps named as gaps."""
    series = answer.series
    pair = f"{series.dyad.source} {'→' if series.directed else '–'} {series.dyad.target}"
    console.print(Text(f"{pair}  ", style="bold").append(f"scale {series.scale}, counted: happenings", style="dim"))
    if not series.points:
        console.print("nothing in the record concerns the two together", style="yellow")
    _draw_points(console, answer)
    for other in answer.beside:
        _draw_other(console, other)
    for found in dict.fromkeys([latest(answer), *answer.reasons[-1:]]):
        if found is not None:
            console.print(shown(found.line))
    if series.points:
        turned = f"{len(answer.turns.turns) or 'none'} found; {answer.turns.rule}"
        console.print(Text(f"turns: {answer.turns.little or turned}"), style="dim")
        regimes = answer.regimes
        levels = ", ".join(f"{level:+.1f}" for level in regimes.levels)
        words = regimes.little or f"{len(regimes.levels)}, at {levels} points a happening (least BIC)"
        console.print(Text(f"regimes: {words}"), style="dim")
        console.print(Text(f"scale: {answer.scale.name}, {answer.scale.source}"), style="dim")
        bands = answer.series.errors or "not measured"
        console.print(
            Text(f"in brackets: 90 % band of the net; count noise and the coder's errors, {bands}"), style="dim"
        )
    console.print(Text(answer.note), style="dim")


def _draw_points(console: Console, answer: RelationAnswer) -> None:
    points = answer.series.points
    widest = max((max(p.cooperation, -p.conflict) for p in points), default=0.0) or 1.0
    moved = {v.when: v.movement for v in answer.verdicts}
    turns = {t.first: t for t in answer.turns.turns}
    cited = {c.id: c for c in answer.evidence}
    gap: list[Point] = []
    for point in points:
        if point.when in turns:
            _draw_gap(console, gap)
            gap = []
            _draw_turn(console, turns[point.when], cited)
        if point.gap and not point.events:
            gap.append(point)
            continue
        _draw_gap(console, gap)
        gap = []
        console.print(_bar(point, widest, moved.get(point.when)))
    _draw_gap(console, gap)


def _draw_turn(console: Console, turn: Turn, cited: dict[str, Cited]) -> None:
    console.print(Text(f"{'':>9}  {turn_line(turn)}", style="bold"))
    for key in turn.happenings[:3]:
        if key in cited:
            console.print(Text(f"{'':>11}").append(shown(f"{cited[key].short} ({cited[key].source})")), style="dim")


def _draw_gap(console: Console, gap: list[Point]) -> None:
    if gap:
        span = iso(gap[0].when) if len(gap) == 1 else f"{iso(gap[0].when)} … {iso(gap[-1].when)}"
        console.print(Text(f"{'':>9}  no page read: {span} (a gap, not a zero)"), style="dim italic")


def _bar(point: Point, widest: float, movement: Movement | None) -> Text:
    left = round(-point.conflict / widest * _BAR)
    right = round(point.cooperation / widest * _BAR)
    line = Text(f"{iso(point.when):>9}  ")
    line.append(f"{'▒' * left:>{_BAR}}", style="red").append("│").append(f"{'█' * right:<{_BAR}}", style="green")
    line.append(f" {point.conflict:+6.1f} {point.cooperation:+6.1f}  ")
    sign, style = _SIGNS.get(movement, (" ", "")) if movement else (" ", "")
    line.append(f"{sign} ", style=style)
    line.append(f"{counted(point.events, 'happening')}, {_read(point)}", style="dim")
    if point.net_band is not None:
        line.append(f"  [{point.net_band.low:+.1f}, {point.net_band.high:+.1f}]", style="dim")
    return line.append(_said(point), style="dim")


def _read(point: Point) -> str:
    """What was read of the period: pages, stories where some are copies, outlets with their countries, speakers."""
    if point.gap:
        return "told later, no page of that time"
    parts = [counted(point.pages, "page")]
    if point.stories < point.pages:
        parts.append(counted(point.stories, "story"))
    homes = f" ({' '.join(point.countries)})" if point.countries else ""
    return ", ".join([*parts, f"{counted(point.outlets, 'outlet')}{homes}", counted(point.speakers, "speaker")])


def _said(point: Point) -> str:
    parts = [("officials", point.official_words), ("others", point.other_words)]
    told = [f"{who} {_tones(words)}" for who, words in parts if words.statements]
    return f"  words: {', '.join(told)}" if told else ""


def _tones(words: Words) -> str:
    return "".join(f"{mark}{n}" for mark, n in (("+", words.better), ("·", words.neutral), ("−", words.worse)) if n)


def _draw_other(console: Console, series: Series) -> None:
    """Print others' coding of the same dyad under its own name; it has no coverage, so that nothing is a gap."""
    console.print(Text(f"beside: {series.origin}", style="bold").append(f", scale {series.scale}", style="dim"))
    widest = max((max(p.cooperation, -p.conflict) for p in series.points), default=0.0) or 1.0
    for point in series.points:
        if point.events:
            line = _bar(point, widest, None)
            console.print(Text(line.plain.replace(", told later, no page of that time", "")))


def draw_third(console: Console, answer: ThirdAnswer) -> None:
    """Print who mediates, who is blamed, and which relations move together, each with its words."""
    cited = {c.id: c for c in answer.evidence}
    for part, title in (("mediator", "between them"), ("blamed", "blamed")):
        for one in (t for t in answer.thirds if t.part == part):
            voices = f"  by {', '.join(one.by[:4])}" if one.by else ""
            console.print(
                Text(f"{title}: ").append(shown(one.who)).append(f"  {one.count}×", style="bold").append(voices)
            )
            for key in one.cites[:3]:
                if key in cited:
                    console.print(Text("  ").append(shown(f"{cited[key].short} ({cited[key].source})")), style="dim")
    for pair in answer.together:
        way = "moves with" if pair.rho > 0 else "moves against"
        pairs = f"{pair.left.source} – {pair.left.target} {way} {pair.right.source} – {pair.right.target}"
        numbers = f"rank correlation {pair.rho:+.2f} over {pair.periods} periods, chance {pair.chance:.3f}"
        console.print(f"{pairs}: {numbers}")
    console.print(Text(answer.note), style="dim")


def draw_network(console: Console, edges: Sequence[Edge], when: str, scale: str) -> None:
    """Print one line for each relation that was alive."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("relation", no_wrap=True)
    for name in ("happenings", "conflict", "cooperation", "balance"):
        table.add_column(name, justify="right")
    for edge in edges:
        numbers = (f"{edge.events}", f"{edge.conflict:+.1f}", f"{edge.cooperation:+.1f}", f"{edge.balance:+.1f}")
        table.add_row(f"{edge.dyad.source} – {edge.dyad.target}", *numbers)
    console.print(table)
    console.print(f"{len(edges)} relations, {when}, scale {scale}; balance: points a happening", style="dim")


def draw_scales(console: Console, scales: Sequence[Scale]) -> None:
    """Print the points of each type by scale, then sources and notes."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("type")
    table.add_column("quad", justify="right")
    for scale in scales:
        table.add_column(scale.name, justify="right")
    for kind in EventType:
        table.add_row(kind.value, str(scales[0].quad(kind)), *(f"{s.of(kind, None):+g}" for s in scales))
    console.print(table)
    for scale in scales:
        console.print(f"{scale.name}: {scale.source}", style="bold")
        for note in scale.notes:
            console.print(f"  {note}", style="dim")
