"""Statements, voices and stances become terminal lines: the words marked in their place, each with what to cite.

On a terminal the words are bold; elsewhere they stand between ⟦ and ⟧, so that a pipe or a file loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from detente.cli.draw import shown
from detente.questions import SaidRow, VoiceRow
from detente.questions.reliability import Reliability
from detente.questions.said import Passage
from detente.questions.stances import StanceRow
from detente.text import counted

_TONE = {-1: ("−", "red"), 0: ("·", "dim"), 1: ("+", "green")}
_TELLING = "tone towards the pair: − worse, · neutral, + better"


def draw_said(console: Console, rows: Sequence[SaidRow], measured: Reliability | None = None) -> None:
    """Print each statement: who to whom, about whom, the words in their place, and the citation."""
    for row in rows:
        console.print(_head(row))
        for passage in row.passages:
            console.print(Text("  ").append(_marked(passage, styled=console.is_terminal)))
        console.print(_citation(row), style="dim")
    if not rows:
        console.print("0 statements", style="dim")
        return
    sure = sum(row.confidence for row in rows) / len(rows)
    console.print(
        f"{counted(len(rows), 'statement')}; by calibrated confidence {sure:.0%} of such are right", style="dim"
    )
    draw_reliability(console, measured)


def draw_reliability(console: Console, measured: Reliability | None) -> None:
    """Print what was measured at the threshold in use, if anything was."""
    if measured is not None:
        console.print(
            f"at confidence {measured.least:.2f} and above {measured.right} of {measured.given} were right "
            f"({measured.precision:.0%}), {measured.recall:.0%} of all statements found: {measured.source}",
            style="dim",
        )


def _head(row: SaidRow) -> Text:
    head = shown(row.speaker or "nobody named")
    head.stylize("bold")
    if row.state:
        head.append(f" ({row.state})")
    if row.roles:
        head.append(", ").append(shown(row.roles[0], 60))
    if row.addressee:
        head.append(" to ").append(shown(row.addressee, 60))
    if row.occasion:
        head.append(", ").append(shown(row.occasion, 60))
    for holder in row.inside:
        head.append("  in words of ", style="dim").append(shown(holder, 60))
    head.append(f"  {row.form.value}{', attitude' if row.attitude else ''}", style="dim")
    mark, style = _TONE[row.tone]
    for dyad in row.about:
        head.append(f"  {dyad.source}–{dyad.target} ").append(mark, style=style)
    if row.about and row.tone_cues:
        head.append(" (", style="dim").append(shown(", ".join(row.tone_cues), 80)).append(")", style="dim")
    return head.append(f"  {row.confidence:.2f}", style="dim")


def _marked(passage: Passage, *, styled: bool) -> Text:
    """Return a passage with its words marked; what a page prints can forge no mark that `shown` lets through."""
    line, at = Text(), 0
    for start, stop in passage.marks:
        line.append(_kept(passage.text[at:start]))
        words = _kept(passage.text[start:stop])
        if styled:
            words.stylize("bold")
            line.append(words)
        else:
            line.append("⟦").append(words).append("⟧")
        at = stop
    return line.append(_kept(passage.text[at:]))


def _kept(words: str) -> Text:
    """Return a piece of a line made safe, with a blank at either end where there was one."""
    if not words:
        return Text()
    before = " " if words[0].isspace() else ""
    behind = " " if words[-1].isspace() and words.strip() else ""
    return Text(before).append(shown(words)).append(behind)


def _citation(row: SaidRow) -> Text:
    """Return outlet, headline, day, address, place in the page, and who passed the words on."""
    line = Text("  ").append(shown(row.outlet or "unknown outlet", 40))
    if row.headline:
        line.append(", “").append(shown(row.headline, 90)).append("”")
    line.append(f", {row.published or 'no date'}, ").append(shown(row.url, 120))
    line.append(f", page {row.article[:8]} at {', '.join(f'{s.start}–{s.stop}' for s in row.spans)}")
    if len(row.chain) > 1:
        line.append("  via ").append(shown(" → ".join(reversed(row.chain))))
    return line


def draw_voice(console: Console, rows: Sequence[VoiceRow]) -> None:
    """Print one line for each speaker, pair of states and period: how often, in which tone, and a sample."""
    before: tuple[str, object] | None = None
    for row in rows:
        if before != (row.speaker, row.dyad):
            head = shown(row.speaker)
            head.stylize("bold")
            about = f"{row.dyad.source}–{row.dyad.target}" if row.dyad else "no pair of states"
            console.print(head.append(f"  on {about}", style="dim"))
            before = (row.speaker, row.dyad)
        line = Text(f"  {row.when:>8}  ")
        line.append(f"{'−' * row.worse}", style="red").append("·" * row.neutral, style="dim")
        line.append("+" * row.better, style="green").append(f"  {row.lean:+.1f}  ")
        line.append(shown(row.sample, 90)).append(f"  {row.sample_id[:8]}  ", style="dim")
        console.print(line.append(shown(", ".join(row.outlets), 60)))
    console.print(f"{_TELLING}; one mark a statement, the number is their mean", style="dim")


def draw_stances(console: Console, rows: Sequence[StanceRow]) -> None:
    """Print each holder's lean toward a pair on each page, whose stance it is, and the words it rests on."""
    for row in rows:
        mark, style = _TONE[row.lean]
        head = shown(row.holder)
        head.stylize("bold")
        if row.state:
            head.append(f" ({row.state})")
        head.append(f"  {row.speaks_for}", style="cyan" if row.official else "dim")
        head.append(f"  {row.toward.source}–{row.toward.target} ").append(mark, style=style)
        head.append(f"  {row.published or 'no date'}  ", style="dim").append(
            shown(row.outlet or "unknown outlet", 40)
        )
        console.print(head)
        for said in row.statements:
            sign, colour = _TONE[said.tone]
            line = Text("  ").append(sign, style=colour).append(" ").append(shown(" … ".join(said.words), 150))
            if said.tone_cues:
                line.append(f"  ({', '.join(said.tone_cues)})", style="dim")
            console.print(line)
    console.print(f"{len(rows)} stances; {_TELLING}; nobody's own view counts as his state's", style="dim")
