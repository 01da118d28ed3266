"""Groups of what is one are drawn: their members, why they are one, where they differ, what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from detente.cli import draw
from detente.dates import iso
from detente.links import by_user
from detente.questions.happenings import HappeningRow, times_told
from detente.questions.persons import PersonRow
from detente.questions.stories import StoryRow
from detente.questions.utterances import UtteranceRow
from detente.text import counted, squeeze, visible
from detente.types import Contradiction, Happening, Link, Verdict

_HOW = {"whole": "green", "cut": "yellow", "other words": "magenta"}


def draw_story(console: Console, row: StoryRow) -> None:
    """Print one story: its pages in order of publication, why they are one, and what is left open."""
    first = f", first in {row.first}" if row.first else ""
    console.print(
        Text(f"{row.id[:8]}  ", style="dim").append(f"{counted(len(row.pages), 'page')}{first}", style="bold")
    )
    for page in row.pages:
        line = Text(f"  {page.published or 'no date'}  ").append(draw.shown(page.outlet or "unknown outlet", 28))
        line.append("  ").append(draw.shown(page.label, 60)).append(f"  {page.article[:8]}", style="dim")
        console.print(line)
    for reason in row.reasons:
        console.print(Text("  one story: ").append(draw.shown(reason)), style="dim")
    for link in row.unsure:
        console.print(Text("  ").append(_judged(link)))


def draw_happening(console: Console, row: HappeningRow) -> None:
    """Print one happening: the counts, every telling with its sentence, contradictions, and the judgements."""
    console.print(headline(row.happening))
    draw.draw_happened(console, row.tellings)
    for each in row.happening.contradictions:
        console.print(_contradiction(each))
    _draw_links(console, row.links)


def _draw_links(console: Console, links: Sequence[Link]) -> None:
    """Print the links as far as they join or leave open what none before did, users' first, and how many more."""
    shown = joining(sorted(links, key=lambda k: (not by_user(k), k.verdict is Verdict.UNSURE, -k.score)))
    for link in shown:
        console.print(Text("  ").append(_judged(link)), style="dim")
    if more := len(links) - len(shown):
        console.print(f"  and {counted(more, 'more link')} between them (--json holds all)", style="dim")


def joining(links: Iterable[Link]) -> list[Link]:
    """Return those of the links, in their order, that lead from one group to another, joined from then on."""
    home: dict[str, set[str]] = {}
    found = []
    for link in links:
        left, right = (home.setdefault(key, {key}) for key in (link.left, link.right))
        if left is right:
            continue
        left |= right
        home.update(dict.fromkeys(right, left))
        found.append(link)
    return found


def headline(one: Happening) -> Text:
    """Return one happening in one line: day, type, parties, status as told, and how often and where it is told."""
    when = iso(one.when) if one.when else f"noted {one.noted}" if one.noted else "no day"
    text = Text(f"{one.id[:8]}  ", style="dim").append(f"{when}  ").append(one.type.value, style="bold")
    text.append(f"  {one.dyad.source} – {one.dyad.target}  ")
    text.append(one.status.value, style=draw.STATUS_STYLE[one.status])
    counts = {"page": one.articles, "story": range(one.stories), "outlet": one.outlets}
    words = ", ".join(counted(len(each), noun) for noun, each in counts.items())
    text.append(f"  {times_told([one])}, {words}", style="dim")
    if len(one.statuses) > 1:
        text.append(f"  told as {', '.join(s.value for s in one.statuses)}", style="dim")
    if one.contradictions:
        fields = dict.fromkeys(c.field for c in one.contradictions)
        text.append(f"  contradictions: {', '.join(fields)}", style="yellow")
    return text


def _contradiction(found: Contradiction) -> Text:
    sides = "; ".join(f"{value} ({', '.join(key[:8] for key in keys)})" for value, keys in found.sides)
    return Text(f"  they differ in {found.field}: ", style="yellow").append(draw.shown(sides))


def _judged(link: Link) -> Text:
    mark = {Verdict.SAME: "same", Verdict.DIFFERENT: "not", Verdict.UNSURE: "unsure"}[link.verdict]
    words = f"{mark}: {link.left[:8]} and {link.right[:8]}, {'; '.join(link.reasons)} ({squeeze(link.by)})"
    return draw.shown(words)


def draw_utterance(console: Console, row: UtteranceRow) -> None:
    """Print one statement: its places side by side, how each wording stands to the fullest, and what is left open."""
    first = f", first in {row.first}" if row.first else ""
    counts = f"{counted(len(row.places), 'place')}, {counted(row.wordings, 'wording')}{first}"
    speaker = visible(row.speaker or "speaker not named")
    console.print(Text(f"{row.id[:8]}  ", style="dim").append(speaker, style="bold"))
    console.print(Text(f"  {counts}", style="dim"))
    for place in row.places:
        said = place.row
        line = Text(f"  {place.how:<12}", style=_HOW[place.how])
        line.append(f"{said.published or 'no date'}  {said.outlet or 'unknown outlet'}  ", style="dim")
        line.append(draw.shown(" … ".join(squeeze(w) for w in said.words), 400))
        console.print(line.append(f"  {said.id[:8]}", style="dim"))
    _draw_links(console, row.links)


def draw_person(console: Console, row: PersonRow) -> None:
    """Print one person: every name with its state, roles and days, why they are one, and whom else he might be."""
    days = f", {row.first} to {row.last}" if row.first and row.last and row.first != row.last else ""
    head = Text(f"{row.id[:8]}  ", style="dim").append(squeeze(visible(row.name)), style="bold")
    head.append(f"  {' '.join(row.states)}  {counted(row.pages, 'page')}{days}", style="dim")
    console.print(head)
    for each in row.profiles if len(row.profiles) > 1 or row.unsure else ():
        roles = ", ".join(sorted(each.roles)) or "no role"
        line = Text(f"  {each.id[:8]}  ", style="dim").append(draw.shown(each.name))
        console.print(line.append(f"  {each.state or 'no state'}  {counted(each.articles, 'page')}  ", style="dim"))
        console.print(Text("            ").append(draw.shown(roles, 100)), style="dim")
    _draw_links(console, (*row.links, *row.unsure))
