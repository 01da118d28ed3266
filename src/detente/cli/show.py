"""A reading becomes a page as a person reads it: furniture greyed with its reason, speech and events marked."""

from __future__ import annotations

from itertools import pairwise

from rich.console import Console
from rich.text import Text

from detente.dates import iso
from detente.text import visible
from detente.types import Article, Found, Line, LineKind, Reading, Span

_KIND = {
    LineKind.TITLE: "bold",
    LineKind.BODY: "",
    LineKind.METADATA: "dim cyan",
    LineKind.FURNITURE: "dim",
    LineKind.OTHER: "dim italic",
}
_SPEECH = "green"
_CUE = "bold green"
_EVENT = "underline"


def draw_page(console: Console, reading: Reading, *, reasons: bool = True) -> None:
    """Print head, text and findings of one page."""
    article = reading.article
    if article is None:
        console.print("No article could be read from this page.", style="yellow")
        return
    draw_head(console, article)
    console.print()
    marks = _marks(reading)
    for number, line in enumerate(article.lines, 1):
        console.print(_line(article, line, number, marks, reasons))
    console.print()
    legend = Text("speech", style=_SPEECH).append("  ").append(Text("event", style=_EVENT))
    legend.append("  ").append(Text("greyed: not the article, with the reason", style="dim"))
    console.print(legend)


def draw_head(console: Console, article: Article) -> None:
    """Print what the page says about itself, and by which rule that was read."""
    for name, found in (
        ("headline", article.headline),
        ("standfirst", article.standfirst),
        ("outlet", article.outlet),
        ("section", article.section),
    ):
        _field(console, name, found)
    for author in article.authors:
        _field(console, "author", author)
    published = article.published
    if published:
        line = Text("published   ").append(iso(published.when), style="bold")
        line.append(f" {published.clock}" if published.clock else "")
        line.append(f"  ({published.rule}, sure {published.sure:.2f})", style="dim")
        if published.rivals:
            line.append(f"  or {', '.join(iso(r) for r in published.rivals)}", style="yellow")
        console.print(line)
    else:
        console.print(Text("published   ").append("not known", style="yellow"))
    if article.chain:
        console.print(Text("chain       " + " ← ".join(visible(c.value) for c in article.chain)))
    console.print(Text(f"language    {article.language or 'not known'}"))


def _field(console: Console, name: str, found: Found | None) -> None:
    line = Text(f"{name:<12}")
    if found is None:
        line.append("none on the page", style="dim")
    else:
        line.append(visible(found.value)).append(f"  ({found.rule})", style="dim")
    console.print(line)


def _marks(reading: Reading) -> list[tuple[Span, str]]:
    marks = [(span, _SPEECH) for s in reading.statements for span in s.content]
    marks += [(s.cue, _CUE) for s in reading.statements if s.cue]
    return marks + [(e.trigger, _EVENT) for e in reading.tellings]


def _line(article: Article, line: Line, number: int, marks: list[tuple[Span, str]], reasons: bool) -> Text:
    text = Text(f"{number:>4} ", style="dim")
    body = Text(style=_KIND[line.kind])
    edges = {line.span.start, line.span.stop}
    here = [(span, style) for span, style in marks if span.overlaps(line.span)]
    for span, _ in here:
        edges.update({max(span.start, line.span.start), min(span.stop, line.span.stop)})
    ordered = sorted(edges)
    for start, stop in pairwise(ordered):
        styles = " ".join(style for span, style in here if span.start <= start and stop <= span.stop)
        body.append(visible(article.text[start:stop]), style=styles or None)
    text.append(body)
    if reasons and line.kind is not LineKind.BODY:
        text.append(f"   ‹{line.kind.value}: {line.reason}›", style="dim")
    return text


def draw_vote(console: Console, article: Article) -> None:
    """Print how the publication date was settled: every vote with its evidence, then the outcome."""
    for ballot in sorted(article.ballots, key=lambda b: -b.weight):
        line = Text(f"{iso(ballot.when):<12} {ballot.weight:5.2f}  ").append(ballot.voter, style="bold")
        console.print(line.append("  ").append(visible(ballot.evidence)))
    if not article.ballots:
        console.print("Nobody proposes a date: nothing on the page, in its mark-up or its address gives one.")
    if article.published:
        rivals = ", ".join(iso(r) for r in article.published.rivals) or "none"
        console.print(
            f"Settled: {iso(article.published.when)} by {article.published.rule}, "
            f"sure {article.published.sure:.2f}; readings not ruled out: {rivals}."
        )
    else:
        console.print("Settled: no date; an answer was not forced.")
