"""Figures and digests become the measured part of the model card; what a person wrote above it stays."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOREST = (
    "# Five-fold cross-validation, grouped by site: mean page F1 over kept lines, "
    "share of pages without a wrong line."
)
READ = "# Whole pages read out of fold, rules included, by the command named in training/lines/README.md."
_ORDER = ("scores", "read", "sha256")


def write_index(card: Path, index: Mapping[str, Any]) -> None:
    """Put the scores and digests of an index (`lines.json`) into the card."""
    scores = {name: entry["cross_validated"] for name, entry in sorted(index.items()) if "cross_validated" in entry}
    digests = {entry["file"]: entry["sha256"] for _, entry in sorted(index.items())}
    _write(card, {"scores": scores, "sha256": digests})


def write_read(card: Path, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Put the scores of whole pages into the card."""
    _write(card, {"read": figures})


def _write(card: Path, parts: Mapping[str, Any]) -> None:
    """Replace the parts given; the card's head is everything above the first measured part."""
    text = card.read_text(encoding="utf-8")
    measured = {name: part for name, part in tomllib.loads(text).items() if name in _ORDER} | dict(parts)
    head = text.split(FOREST)[0].rstrip()
    rows = [head, "", FOREST]
    for name in _ORDER:
        rows += ([READ] if name == "read" else []) + _tables(name, measured.get(name, {}))
    written = "\n".join(rows).rstrip() + "\n"
    tomllib.loads(written)
    card.write_text(written, encoding="utf-8")


def _tables(name: str, part: Mapping[str, Any]) -> list[str]:
    """Return a table in TOML, deeper tables by their dotted names."""
    plain = {key: value for key, value in part.items() if not isinstance(value, Mapping)}
    rows = [f"[{name}]", *(f"{_key(k)} = {_value(v)}" for k, v in plain.items()), ""] if plain else []
    for key, value in part.items():
        if isinstance(value, Mapping):
            rows += _tables(f"{name}.{key}", value)
    return rows


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() else f'"{key}"'


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
