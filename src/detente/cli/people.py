"""Everybody on the pages, and one of them in full, as commands: `detente actors`, `detente actor NAME`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.cli.draw import draw_actors, shown
from detente.cli.draw_speech import draw_said
from detente.cli.terminal import AsJson, Db, asked_store, out, print_json, to_type
from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.questions import (
    ActorPage,
    ActorRow,
    Office,
    actor_pages,
    list_actors,
    offices_of,
    said_about,
    who_said,
)
from detente.questions.persons import PersonRow, list_persons
from detente.settings import load_settings
from detente.text import counted


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(actors)
    app.command()(actor)


def actors(db: Db = None, as_json: AsJson = False) -> None:
    """List everybody on the pages, busiest first.

    Which names are linked is left out with --json: `detente person` has them.
    """
    store = asked_store(db)
    rows = list_actors(store)
    if as_json:
        print_json(rows)
        return
    settings = load_settings(db=db)
    draw_actors(out, rows)
    draw_linked(out, rows, list_persons(store, load_lexicon(settings.lexicons), alone=False), settings.db)


def actor(
    name: Annotated[str, typer.Argument(help="A name, or part of one; accents do not matter.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """One actor: aliases, roles by date, pages, what he said and what was said about him.

    Which names are linked is left out with --json: `detente person` has them.
    """
    store = asked_store(db)
    rows = list_actors(store, name=name)
    if not rows:
        raise QuestionError(f"Nobody in the record fits {name!r}; `detente actors` lists all.")
    settings = load_settings(db=db)
    lexicon = load_lexicon(settings.lexicons)
    offices = [office for row in rows if row.entry for office in offices_of(lexicon, row.entry)]
    pages, said, about = actor_pages(store, name), who_said(store, by=name), said_about(store, name)
    if as_json:
        print_json({"actors": rows, "offices": offices, "pages": pages, "said": said, "about": about})
        return
    draw_actors(out, rows)
    listed = {known for row in rows for known in row.names}
    draw_linked(out, rows, list_persons(store, lexicon, called=listed), settings.db)
    for row in rows:
        out.print(shown(f"{row.name}: also {', '.join(n for n in row.names if n != row.name) or 'nothing else'}"))
    draw_offices(out, rows, offices)
    draw_appearances(out, pages)
    out.print("said by", style="bold")
    draw_said(out, said)
    out.print("said about", style="bold")
    draw_said(out, about)


def draw_linked(console: Console, rows: Sequence[ActorRow], persons: Sequence[PersonRow], db: str) -> None:
    """Print which of the names listed are held to be one person's, or may be; the list goes by name and state.

    `db` is the record, for the commands that say more of it.
    """
    listed = {name for row in rows for name in row.names}
    called = {
        p.id: f"{p.name} ({p.state or 'no state'})" for one in persons for p in one.profiles if p.name in listed
    }
    lines: dict[str, None] = {}
    for one in persons:
        names = [called[p.id] for p in one.profiles if p.id in called]
        if len(names) > 1:
            lines[f"one person: {', '.join(names)}"] = None
        for link in one.unsure:
            if link.left in called and link.right in called:
                lines[f"perhaps one person: {called[link.left]}, {called[link.right]}"] = None
    for line in lines:
        console.print(shown(line))
    if lines:
        whys, join, split = (to_type(f"{word} NAME", db) for word in ("person", "join person NAME", "split person"))
        console.print(f"`{whys}` says why; `{join}` and `{split}` decide", style="dim", markup=False)


def draw_offices(console: Console, rows: Sequence[ActorRow], offices: Sequence[Office]) -> None:
    """Print the offices that the lexicon knows, with their source."""
    for office in offices:
        end = office.until or "not known to have ended"
        checked = office.source if office.looked_up else f"{office.source}, not looked up"
        console.print(
            f"{office.person}: {office.office} of {office.state}, {office.since or '?'} – {end}  ({checked})"
        )
    if rows and not offices:
        console.print("No office in the lexicon.", style="dim")


def draw_appearances(console: Console, pages: Sequence[ActorPage]) -> None:
    """Print one line for each page: its day, outlet, what it calls the actor, how often."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("page", "published", "outlet", "called", "roles"):
        table.add_column(name, overflow="fold")
    table.add_column("mentions", justify="right")
    for page in pages:
        when = Text(page.published or "no date", style="" if page.published else "yellow")
        roles = shown("; ".join(page.roles), 60)
        table.add_row(
            page.article[:8],
            when,
            shown(page.outlet or "unknown", 24),
            shown(page.name, 40),
            roles,
            str(page.mentions),
        )
    console.print(table)
    console.print(counted(len(pages), "page"), style="dim")
