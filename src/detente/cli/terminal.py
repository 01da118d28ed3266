"""What every command shares: the consoles, the common options, the record to ask, and the one way to print JSON."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from detente import wire
from detente.record import Store, open_store
from detente.settings import load_settings


class _Terminal(Console):
    """A console for which a reader who has had enough (`| head`) is no failure."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


out = _Terminal(highlight=False, soft_wrap=True)
err = _Terminal(stderr=True, highlight=False, soft_wrap=True)

Db = Annotated[str | None, typer.Option("--db", help="The record: a file, or an SQLAlchemy address.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


AsCsv = Annotated[bool, typer.Option("--csv", help="Answer in CSV, one row each.")]


def asked_store(db: str | None) -> Store:
    """Return the record that the option or the settings name; RecordError where there is none."""
    return open_store(load_settings(db=db).db, create=False)


def to_type(words: str, db: str) -> str:
    """Return a command that asks this record as a person in this folder would type it."""
    return f"{_near(sys.argv[0])} {words} --db {shlex.quote(db)}"


def _near(program: str) -> str:
    """Return the program's path as a person in this folder would type it."""
    path = Path(program)
    if path.name == "__main__.py":  # as `python -m detente`
        return "python -m detente"
    if not path.is_absolute():
        return shlex.quote(program)
    return shlex.quote(str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else path.name)


def print_json(value: Any) -> None:
    """Print rows or nouns in the wire's spelling."""
    text = wire.dumps(value, indent=1)
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        text = json.dumps(json.loads(text), indent=1)  # escapes of JSON, which every reader undoes
    sys.stdout.write(text + "\n")


def print_csv(kind: type[Any], rows: Iterable[Any]) -> None:
    """Print answers of one kind as CSV; only the header where there is none."""
    from detente.export.table import answer_rows, columns_of, write_csv

    write_csv(answer_rows(kind, rows), sys.stdout, columns_of(kind))
