"""Lexicon folders become one `Lexicon`: the package's own files, with a user's folders laid over them."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from detente.errors import LexiconError

PACKAGED = Path(str(resources.files("detente"))) / "lexicons"


class Lexicon:
    """Words, names and frames as data; hashable by identity, so that rooms may cache what they compile from it.

    `folders` go from the lowest layer (the package's) to the highest (the user's last). A file of a higher
    layer adds entries to the file of the same name below, and replaces entries with the same key.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._tables: dict[tuple[str, str], tuple[dict[str, str], ...]] = {}
        self._tomls: dict[str, Mapping[str, Any]] = {}

    def table(self, name: str, key: str = "id") -> tuple[dict[str, str], ...]:
        """Return the rows of `name`.csv ("actors/states"), all cells as stripped text.

        Rows with the same `key` in a higher layer replace those below; rows without the column are added. Columns of
        the lowest layer that a higher one lacks are empty there.
        Raises LexiconError where a file cannot be read or a row has more cells than the header.
        """
        if (name, key) not in self._tables:
            groups: dict[object, list[dict[str, str]]] = {}
            columns: dict[str, str] = {}
            for path in self._files(name, ".csv"):
                layer: dict[object, list[dict[str, str]]] = {}
                for place, row in enumerate(_read_csv(path)):
                    columns = columns or dict.fromkeys(row, "")
                    row = columns | row
                    layer.setdefault(row.get(key) or ("row", len(groups), place), []).append(row)
                groups |= layer  # a key of a higher layer takes the place of the one below
            self._tables[name, key] = tuple(row for group in groups.values() for row in group)
        return self._tables[name, key]

    def toml(self, name: str) -> Mapping[str, Any]:
        """Return the entries of `name`.toml ("languages/en/status"), higher layers over lower ones by key.

        Raises LexiconError where a file is not valid TOML.
        """
        if name not in self._tomls:
            merged: dict[str, Any] = {}
            for path in self._files(name, ".toml"):
                merged = _overlay(merged, _read_toml(path))
            self._tomls[name] = merged
        return self._tomls[name]

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the names (without suffix) of all files in `folder` over all layers, sorted."""
        found = {f"{folder}/{path.stem}" for base in self.folders for path in (base / folder).glob(f"*{suffix}")}
        return tuple(sorted(found))

    @property
    def digest(self) -> str:
        """Return 16 hexadecimal digits of the SHA-256 over all files of all layers."""
        total = hashlib.sha256()
        for base in self.folders:
            for path in sorted(p for p in base.rglob("*") if p.suffix in {".toml", ".csv"}):
                total.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()[:16]

    def _files(self, name: str, suffix: str) -> list[Path]:
        return [p for p in (base / f"{name}{suffix}" for base in self.folders) if p.is_file()]


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV of the user's own, read as lexicon tables are; LexiconError where it cannot be."""
    return _read_csv(path)


def _read_csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(line for line in stream if not line.startswith("#"))
            rows = []
            for row in reader:
                if None in row:
                    raise LexiconError(
                        f"{path.name}, line {reader.line_num}: more cells than the header names; "
                        "quote the cell that holds a comma."
                    )
                rows.append({k.strip(): (v or "").strip() for k, v in row.items()})
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise LexiconError(f"{path.name} cannot be read as UTF-8 CSV ({fault}); mend or remove it.") from fault


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LexiconError(f"{path.name} is not valid TOML ({fault}); mend or remove it.") from fault


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _overlay(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


@lru_cache(maxsize=8)
def load_lexicon(folders: tuple[Path, ...] = ()) -> Lexicon:
    """Return the packaged lexicon with the user's `folders` laid over it, in order.

    Raises LexiconError where a folder does not exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise LexiconError(f"The lexicon folder {folder} does not exist; correct the setting `lexicons`.")
    return Lexicon((PACKAGED, *folders))
