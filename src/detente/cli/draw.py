"""Rows become terminal tables and charts; nothing is decided here, only drawn.

Everything that came from a page goes through `shown`, which makes control and bidirectional characters
visible and switches markup off, so that a page can neither forge nor hide what the terminal prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.questions import ActorRow, DyadRow, HappenedRow, PageRow
from detente.text import counted, squeeze, visible
from detente.types import Problem, Status

STATUS_STYLE = {
    Status.ACTUAL: "bold",
    Status.RECALLED: "dim",
    Status.PLANNED: "cyan",
    Status.HYPOTHETICAL: "magenta",
    Status.DENIED: "yellow",
    Status.UNCERTAIN: "blue",
}


def shown(words: str | None, limit: int | None = None) -> Text:
    """Return text from a page as one safe line, cut at `limit` characters with an ellipsis."""
    line = visible(squeeze(words or ""))
    return Text(line if limit is None or len(line) <= limit else line[: limit - 1] + "…")


def draw_pages(console: Console, rows: Sequence[PageRow]) -> None:
    """Print one line for each page."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("page", no_wrap=True, min_width=8)
    table.add_column("published", no_wrap=True, min_width=12)
    table.add_column("outlet", no_wrap=True, overflow="ellipsis", min_width=12)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", max_width=64)
    for name in ("said", "events"):
        table.add_column(name, justify="right")
    for row in rows:
        when = Text(row.published or "no date", style="" if row.published else "yellow")
        if row.rivals:
            when.append(" ?", style="yellow")
        style = "" if row.headline else "dim"
        label = shown(row.label, 70)
        label.stylize(style)
        table.add_row(
            row.article[:8], when, shown(row.outlet or "unknown", 18), label, str(row.statements), str(row.events)
        )
    console.print(table)
    open_dates = sum(1 for row in rows if row.rivals)
    console.print(
        counted(len(rows), "page")
        + (f"; ? {open_dates} dates have another reading: detente why PAGE date" if open_dates else ""),
        style="dim",
    )


def draw_happened(console: Console, rows: Iterable[HappenedRow], happenings: int | None = None) -> None:
    """Print each event as told: when, what, between whom, its status, whose word, the sentence; then their number.

    `happenings` is what they tell of, each counted once, where that was asked.
    """
    count, pages = 0, set()
    for row in rows:
        count += 1
        pages.add(row.article)
        head = Text()
        head.append(f"{row.when or 'no day'}", style="" if row.when else "dim").append("  ")
        head.append(row.type.value, style="bold").append(f" {row.mode}" if row.mode else "").append("  ")
        head.append(shown(_party(row.source, row.source_state), 46)).append(" → ")
        head.append(shown(_party(row.target, row.target_state), 46)).append("  ")
        head.append(row.status.value, style=STATUS_STYLE[row.status])
        if row.word_of != "outlet":
            head.append("  word of ", style="dim").append(shown(row.word_of, 40))
        console.print(head)
        console.print(Text("  ").append(_marked(row)))
        place = f"  {row.id[:8]}  {row.article[:8]} at {row.span.start}–{row.span.stop}  "
        console.print(Text(place).append(shown(row.outlet or "unknown outlet", 30)), style="dim")
    once = f" of {counted(happenings, 'happening')}" if happenings is not None else ""
    console.print(f"{counted(count, 'event')} as told{once}, on {counted(len(pages), 'page')}", style="dim")


def _party(name: str | None, state: str | None) -> str:
    if name is None:
        return state or "not named"
    return name if state is None or state == name else f"{name} [{state}]"


def _marked(row: HappenedRow) -> Text:
    line = shown(row.sentence)
    at = line.plain.find(squeeze(row.trigger))
    if at >= 0:
        line.stylize("underline", at, at + len(squeeze(row.trigger)))
    return line


def draw_actors(console: Console, rows: Sequence[ActorRow]) -> None:
    """Print one line for each actor."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("actor", "kind", "state", "roles"):
        table.add_column(name, overflow="fold")
    for name in ("pages", "said", "acted"):
        table.add_column(name, justify="right")
    for row in rows:
        roles = shown("; ".join(row.roles), 60)
        table.add_row(
            shown(row.name, 48), row.kind, row.state or "", roles, str(row.pages), str(row.said), str(row.acted)
        )
    console.print(table)
    console.print(f"{len(rows)} actors", style="dim")


def draw_dyads(console: Console, rows: Sequence[DyadRow]) -> None:
    """Print one line for each pair of states."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("relation", "first page", "last page"):
        table.add_column(name, no_wrap=True)
    for name in ("pages", "said", "happened", "of them actual", "told"):
        table.add_column(name, justify="right")
    for row in rows:
        pair = f"{row.dyad.source} – {row.dyad.target}"
        counts = (row.pages, row.statements, row.happenings, row.actual, row.tellings)
        table.add_row(pair, row.first or "", row.last or "", *map(str, counts))
    console.print(table)


def draw_problems(console: Console, rows: Iterable[Problem]) -> None:
    """Print each problem as the sentence that it is."""
    for row in rows:
        console.print(Text(f"{row.stage}: ", style="yellow").append(shown(row.detail)))
