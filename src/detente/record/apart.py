"""A record that may not be written becomes one to ask: nothing in it changes, and nothing is made beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

STIRRED = "changed while it was read"


class _Still(sqlite3.Connection):
    """A connection to a file that is read as if nobody changed it, with what tells whether somebody did."""

    path: Path
    seen: tuple[int, int] | None


def stirred(link: object) -> bool:
    """Tell whether the file behind a connection was changed although it was read as one that nobody changes."""
    return isinstance(link, _Still) and _mark(link.path) != link.seen


def may_be_read(path: Path) -> bool:
    """Tell whether the file may be read."""
    return os.access(path, os.R_OK)


def may_be_written(path: Path) -> bool:
    """Tell whether SQLite can write this file, and beside it the log that it writes first."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def only_read(path: Path) -> Engine:
    """Return an engine that reads the record where it lies, and opens it anew where it was changed since."""
    engine = create_engine("sqlite://", creator=lambda: _reader(path), poolclass=QueuePool)
    event.listen(engine, "checkout", _still_the_same)
    return engine


def set_apart(path: Path) -> Engine:
    """Return an engine on a passing copy of the record, in which what is worked out from the pages may be written.

    The copy has one connection, for which threads wait: on a shared one the end of a look would undo a change.
    """
    return create_engine(
        "sqlite://", creator=lambda: _copy(_reader(path)), poolclass=QueuePool, pool_size=1, max_overflow=0
    )


def made_once(make: Callable[[], Engine]) -> Callable[[], Engine]:
    """Return what makes an engine when it is first asked, and gives the same to every thread."""
    lock, made = Lock(), list[Engine]()

    def given() -> Engine:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return given


def _reader(path: Path) -> sqlite3.Connection:
    """Open the file under SQLite's locks where they lie beside it or are ours to make, otherwise as one left alone.

    Locks made beside a file by somebody who may not write it would keep its owner from writing.
    """
    log, index = Path(f"{path}-wal"), Path(f"{path}-shm")
    if (log.exists() and index.exists()) or may_be_written(path):
        return _connect(f"{path.as_uri()}?mode=ro")
    if not log.exists() or not log.stat().st_size:
        return _still(f"{path.as_uri()}?mode=ro&immutable=1", path)
    with TemporaryDirectory() as folder:  # SQLite reads a log only where it may make the log's index
        seen = _mark(path)
        for each in (path, log):
            shutil.copyfile(each, Path(folder, each.name))
        return _copy(_still(Path(folder, path.name).as_uri(), path, seen))


def _still_the_same(link: object, _record: object, _proxy: object) -> None:
    if stirred(link):
        raise DisconnectionError(STIRRED)  # the pool then opens the file anew


def _copy(source: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory, which SQLite moves to a nameless file where it grows large; the source is closed."""
    try:
        copy = sqlite3.connect("", check_same_thread=False)
        source.backup(copy)
    except sqlite3.DatabaseError as fault:
        if stirred(source):
            raise sqlite3.OperationalError(STIRRED) from fault
        raise
    finally:
        source.close()
    return copy


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _still(uri: str, path: Path, seen: tuple[int, int] | None = None) -> sqlite3.Connection:
    seen = seen or _mark(path)
    link = sqlite3.connect(uri, uri=True, check_same_thread=False, factory=_Still)
    link.path, link.seen = path, seen
    return link


def _mark(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does: its size and time; None where it is gone."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_size, known.st_mtime_ns
