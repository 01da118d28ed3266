"""The environment and `detente.toml` become `Settings`: the only reader of either.

Order, the later winning: defaults, `detente.toml` in the working folder (or the file that DETENTE_CONFIG names),
environment variables DETENTE_<NAME>, options of the command line.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import SettingsError

if TYPE_CHECKING:
    from detente.pipeline import Choice, Limits


_LEAST = {"max_page_bytes": 1, "workers": 0}
_MOST = {"max_page_bytes": 1_000_000_000, "workers": 256}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a user may set, with its default.

    db: path or SQLAlchemy address of the record. english_model: another spaCy model folder (None: the pinned
    one). lexicons: folders laid over the packaged lexicons. max_page_bytes: ceiling for one page. workers:
    processes that read (0: as many as there are cores). models: whether trained weights are used where they
    are installed. fast: whether HTML is read by the line model alone, without asking the extractors.
    min_confidence: findings below it are kept in the record but not shown or counted.
    """

    db: str = "detente.db"
    english_model: Path | None = None
    lexicons: tuple[Path, ...] = ()
    max_page_bytes: int = 4_000_000
    workers: int = 0
    models: bool = True
    fast: bool = False
    min_confidence: float = 0.0

    @property
    def choice(self) -> Choice:
        """Which tools to read with."""
        from detente.pipeline import Choice  # here, since it brings the parser: questions answer without it

        return Choice(lexicons=self.lexicons, english_model=self.english_model, models=self.models, fast=self.fast)

    @property
    def limits(self) -> Limits:
        """How much one intake may hold."""
        from detente.pipeline import Limits

        return Limits(page_bytes=self.max_page_bytes)

    @property
    def processes(self) -> int:
        """How many processes read: as set, else as many as there are cores."""
        return self.workers or os.cpu_count() or 1


def load_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None, **options: Any
) -> Settings:
    """Return the settings from defaults, file, environment and `options` (None: not given), in that order.

    Raises SettingsError for an unknown name, a value of the wrong kind or a file that is not TOML.
    """
    env = os.environ if environment is None else environment
    named = env.get("DETENTE_CONFIG")
    path = Path(named) if named else (folder or Path.cwd()) / "detente.toml"
    if named and not path.is_file():
        raise SettingsError(f"DETENTE_CONFIG names {path}, which does not exist or is no file; correct or unset it.")
    settings = Settings()
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
            raise SettingsError(f"{path}: not valid TOML ({fault}); mend the file.") from fault
        settings = _apply(settings, table, str(path), path.parent)
    names = {f.name for f in fields(Settings)}
    from_env = {n: env[f"DETENTE_{n.upper()}"] for n in names if f"DETENTE_{n.upper()}" in env}
    settings = _apply(settings, from_env, "the environment", Path.cwd())
    given = {k: v for k, v in options.items() if v is not None}
    return _apply(settings, given, "the command line", Path.cwd())


def _apply(settings: Settings, values: Mapping[str, Any], where: str, base: Path) -> Settings:
    known = {f.name for f in fields(Settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"{where} sets {name!r}, which is no setting; known are {', '.join(sorted(known))}.")
        changes[name] = _convert(name, value, where, base)
    return replace(settings, **changes)


def _convert(name: str, value: Any, where: str, base: Path) -> Any:
    try:
        if name == "db":
            if not isinstance(value, str | Path):
                raise TypeError(value)
            return str(value)
        if name == "english_model":
            return (base / str(value)).resolve() if str(value) else None
        if name == "lexicons":
            parts = value.split(os.pathsep) if isinstance(value, str) else list(value)
            return tuple((base / str(p)).resolve() for p in parts if str(p))
        if name in {"models", "fast"}:
            if isinstance(value, bool):
                return value
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[str(value).lower()]
        if name == "min_confidence":
            number = float(value)
            if not 0 <= number <= 1:
                raise ValueError(value)
            return number
        whole = int(value)
        if not _LEAST[name] <= whole <= _MOST[name]:
            raise ValueError(value)
        return whole
    except (KeyError, TypeError, ValueError) as fault:
        raise SettingsError(
            f"{where} sets {name} to {value!r}, which does not fit; see docs/reference/settings.md."
        ) from fault
