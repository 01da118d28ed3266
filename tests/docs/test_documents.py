"""The documents cannot drift: the tutorial is executed, the reference is generated, links and commands exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli.commands import app
from docs import generate

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))


def sessions(path: Path) -> list[tuple[str, list[str]]]:
    """Return (command, expected lines) for each `$ ` line of the page's console blocks, in order."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found and line.strip() and line.strip() != "...":
                found[-1][1].append(line.strip())
    return found


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: p.name)
def test_a_tutorial_does_what_it_shows(path: Path, tmp_path: Path) -> None:
    """Every command runs in a copy of the examples, and every line shown comes out, in order."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    steps = sessions(path)
    assert steps, f"{path} shows no command"
    for command, expected in steps:
        words = shlex.split(command)
        assert words[0] == "detente", f"a tutorial shows only detente itself, not {words[0]!r}"
        done = subprocess.run(
            [sys.executable, "-m", "detente.cli.commands", *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "", "COLUMNS": "200", "HOME": str(tmp_path), "OMP_NUM_THREADS": "1"},
        )
        assert done.returncode in (0, 1), f"{command}: {done.stderr}"
        printed = iter(re.sub(r"\s+", " ", line).strip() for line in done.stdout.splitlines())
        for line in expected:
            parts = [re.escape(p.strip()) for p in re.sub(r"\s+", " ", line).split("...")]
            pattern = re.compile(".*".join(parts))
            assert any(pattern.search(out) for out in printed), f"{command} does not print {line!r}\n{done.stdout}"


def test_the_reference_is_what_the_code_says() -> None:
    assert generate.stale() == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"


def test_every_document_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://")):
                waiting.append(page.parent / target)
    assert {p.resolve() for p in PAGES} <= seen


def test_every_command_of_the_documents_exists() -> None:
    names = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    names |= {g.name for g in app.registered_groups if g.name}
    for path in PAGES:
        for name in re.findall(r"(?:^\$ |`|\s)detente ([a-z]+)\b", path.read_text(encoding="utf-8"), re.M):
            if name not in PROSE:
                assert name in names, f"{path.name} speaks of `detente {name}`, which does not exist"


PROSE = {
    "reads",
    "is",
    "keeps",
    "does",
    "and",
    "never",
    "cannot",
    "can",
    "shows",
    "says",
    "in",
    "itself",
    "has",
    "as",
}
