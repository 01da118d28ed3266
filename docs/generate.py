"""The code becomes the reference pages: commands, settings, record, errors and types.

    python -m docs.generate          # writes docs/reference/*.md
    python -m docs.generate --check  # says which page is not what the code says

A test runs the check, so that the reference cannot drift.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer.main

from detente import errors
from detente.cli.commands import app
from detente.lexicon import load_lexicon
from detente.record import tables
from detente.relations import load_scale
from detente.settings import Settings
from detente.types import EventType

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- written by `python -m docs.generate`; change the code instead -->\n"


def commands() -> str:
    """Return the page of all commands with their arguments and options."""
    lines = [
        NOTE,
        "# Commands",
        "",
        "Exit codes: 0 done, 1 done with problems, 2 misuse. Every question takes `--json`.",
        "",
    ]
    top = typer.main.get_command(app)
    for name, command in sorted(_walk("detente", top)):
        lines += [f"## `{name}`", "", (command.help or "").strip(), ""]
        rows = [_parameter(p) for p in command.params if p.name not in {"help", "version"}]
        if rows:
            lines += ["| | |", "| --- | --- |", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _walk(name: str, command: Any) -> list[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(name, command)]
    return [pair for key, each in inner.items() for pair in _walk(f"{name} {key}", each)]


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        many = "..." if parameter.nargs == -1 else ""
        return f"| `{(parameter.name or '').upper()}{many}` | {getattr(parameter, 'help', None) or ''} |"
    return f"| `{', '.join(parameter.opts)}` | {getattr(parameter, 'help', None) or ''} |"


def settings() -> str:
    """Return the page of all settings with their defaults."""
    lines = [NOTE, "# Settings", ""]
    lines += [
        "In `detente.toml` in the working folder (or the file that `DETENTE_CONFIG` names), or as an environment",
        "variable, or as an option of a command; the later wins. Paths in the file are beside the file.",
        "",
        "| name | variable | default |",
        "| --- | --- | --- |",
    ]
    default = Settings()
    for field in fields(Settings):
        value = getattr(default, field.name)
        lines.append(f"| `{field.name}` | `DETENTE_{field.name.upper()}` | `{value!r}` |")
    words = " ".join((Settings.__doc__ or "").split())
    return "\n".join([*lines, "", words, ""])


def record() -> str:
    """Return the page of all tables of the record."""
    lines = [NOTE, f"# The record (schema {tables.SCHEMA})", "", " ".join((tables.__doc__ or "").split()), ""]
    for name, table in sorted(tables.metadata.tables.items()):
        lines += [f"## `{name}`", "", "| column | type | |", "| --- | --- | --- |"]
        for column in table.columns:
            marks = ["key"] if column.primary_key else []
            marks += [f"→ {next(iter(column.foreign_keys)).target_fullname}"] if column.foreign_keys else []
            marks += [] if column.nullable or column.primary_key else ["not null"]
            lines.append(f"| `{column.name}` | {column.type} | {', '.join(marks)} |")
        lines.append("")
    return "\n".join(lines)


def failures() -> str:
    """Return the page of the error tree."""
    lines = [NOTE, "# Errors", "", "Each is one sentence: what was wrong, where, and what to do.", ""]

    def tree(kind: type[errors.DetenteError], depth: int) -> None:
        words = " ".join((kind.__doc__ or "").split())
        lines.append(f"{'  ' * depth}- `{kind.__name__}` (stage {kind.stage}, kind {kind.kind}): {words}")
        for each in kind.__subclasses__():
            tree(each, depth + 1)

    tree(errors.DetenteError, 0)
    return "\n".join([*lines, ""])


_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def types() -> str:
    """The sixteen types of PLOVER with definition, class, modes and points."""
    lexicon = load_lexicon()
    scale = load_scale(lexicon)
    lines = [
        NOTE,
        "# Types of events",
        "",
        "PLOVER (2021 manual), defined in our own words in `lexicons/events/types.toml`; points from `scale.csv`. A",
        "joint type has no direction. Modes are named with their points.",
        "",
        "| type | what is done | class | points | modes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, entry in lexicon.toml("events/types").items():
        kind = EventType(name)
        modes = ", ".join(f"{mode} {scale.of(kind, mode):+g}" for mode in entry["modes"])
        joint = ", joint" if entry["joint"] else ""
        sort = f"{_QUADS[entry['quad'] - 1]}{joint}"
        lines.append(f"| {name} | {entry['definition']} | {sort} | {scale.of(kind, None):+g} | {modes} |")
    return "\n".join([*lines, ""])


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "record.md": record,
    "errors.md": failures,
    "types.md": types,
}


def stale() -> list[str]:
    """Return the names of the pages that are not what the code says."""
    found = []
    for name, write in PAGES.items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != write():
            found.append(name)
    return found


def main() -> None:
    """Write the pages, or check them."""
    if "--check" in sys.argv[1:]:
        old = stale()
        sys.exit(f"Stale: {', '.join(old)}; run python -m docs.generate." if old else 0)
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
