"""The house stands: floors are kept, a sideways import is caught, and no file forgets whose room it is."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "detente"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.path.insert(0, 'src'); from importlinter import cli; "
    code += "sys.exit(cli.lint_imports(cache_dir=None))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE, tmp_path / "src" / "detente", ignore=shutil.ignore_patterns("__pycache__", "weights"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_are_kept(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("events/__init__.py", "import detente.statements"),  # sideways
        ("relations/series.py", "from detente.links import group_happenings"),  # sideways
        ("lexicon/load.py", "import detente.mentions"),  # upwards
        ("types.py", "import detente.text"),  # upwards
    ],
)
def test_an_import_sideways_or_upwards_is_caught(copy: Path, room: str, forbidden: str) -> None:
    path = copy / "src" / "detente" / room
    path.write_text(path.read_text(encoding="utf-8") + f"\n{forbidden}  # noqa\n", encoding="utf-8")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"


FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def test_no_file_of_odds_and_ends() -> None:
    assert not [p for p in modules() if FORBIDDEN_NAMES & set(p.stem.split("_"))]


@pytest.mark.parametrize("room", ["articles", "parses", "mentions", "statements", "events", "links", "relations"])
def test_pure_rooms_know_no_clock_network_file_or_environment(room: str) -> None:
    """Reading is a function of page and tools; loading of models and parsers is named here as the exception."""
    allowed = {("parses", "english.py")}  # loads the model, checks its digest
    forbidden = {
        "os",
        "socket",
        "urllib.request",
        "http.client",
        "requests",
        "random",
        "time",
        "subprocess",
        "pathlib",
    }
    for path in sorted((SOURCE / room).rglob("*.py")):
        if (room, path.name) in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            assert not forbidden & set(names), f"{path.relative_to(SOURCE)} imports {forbidden & set(names)}"


def test_the_lock_names_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock and "--index-url" not in lock and "--find-links" not in lock
