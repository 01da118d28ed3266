"""A record that may not be written becomes one to ask: nothing in it changes, and nothing is made beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, StaticPool, create_engine


def may_be_written(path: Path) -> bool:
    """Tell whether SQLite can write this file, and beside it the log that it writes first."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def only_read(path: Path) -> Engine:
    """Return an engine that reads the record where it lies."""
    return create_engine("sqlite://", creator=lambda: _reader(path))


def set_apart(path: Path) -> Engine:
    """Return an engine on a passing copy of the record, in which what is worked out from the pages may be written."""
    return create_engine("sqlite://", creator=lambda: _copy(_reader(path)), poolclass=StaticPool)


def _reader(path: Path) -> sqlite3.Connection:
    """Open the file as one that nobody changes, unless a log beside it holds more: then with its log."""
    log, index = Path(f"{path}-wal"), Path(f"{path}-shm")
    if not log.exists() or not log.stat().st_size:
        return _connect(f"{path.as_uri()}?mode=ro&immutable=1")
    if index.exists():
        return _connect(f"{path.as_uri()}?mode=ro")
    with TemporaryDirectory() as folder:  # SQLite reads a log only where it may make the log's index
        for each in (path, log):
            shutil.copyfile(each, Path(folder, each.name))
        return _copy(_connect(Path(folder, path.name).as_uri()))


def _copy(source: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory, which SQLite moves to a nameless file where it grows large; the source is closed."""
    try:
        copy = sqlite3.connect("", check_same_thread=False)
        source.backup(copy)
    finally:
        source.close()
    return copy


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
