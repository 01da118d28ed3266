"""An address becomes a store: SQLite with write-ahead log and foreign keys by default, tables made where new."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from detente.errors import RecordError
from detente.record import search
from detente.record import tables as t
from detente.record.apart import made_once, may_be_read, may_be_written, only_read, set_apart, stirred
from detente.record.faults import refused, restless, unreadable
from detente.record.store import Store


def open_store(address: str, *, create: bool = True) -> Store:
    """Return the store at a path or SQLAlchemy address; a new database gets its tables.

    A file that may not be written is only read. Raises RecordError where it cannot be opened, is no record of ours,
    or is newer than this code.
    """
    if not address.strip():
        raise RecordError("The record has no name; name a file with --db.")
    try:
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except ArgumentError as fault:
        raise RecordError(f"{address!r} is no SQLAlchemy address; name a file or an address with --db.") from fault
    shown = url.render_as_string(hide_password=True) if "://" in address else address
    closed: Path | None = None  # the file, where it may only be read
    if url.get_backend_name() == "sqlite" and address != ":memory:":
        path = _file(url)
        if path is None:
            raise RecordError(f"The record {shown} would be lost at once; name a file with --db.")
        if not create and (not path.exists() or not path.stat().st_size):
            raise RecordError(f"There is no record at {shown}; make one with `detente read PATH --db {shown}`.")
        if path.is_file() and not may_be_read(path):
            raise unreadable(shown)
        if path.is_file() and (url.query.get("mode") == "ro" or not may_be_written(path.resolve())):
            closed = path.resolve()

    try:
        if closed is None:
            return Store(_prepared(create_engine(url), shown), shown)
        whole = not _lacking(reader := _ruled(only_read(closed), shown), shown)
        apart = made_once(partial(_prepared_copy, closed, shown))
        return Store(reader if whole else apart(), shown, apart)
    except SQLAlchemyError as fault:
        raise refused(shown, fault) from fault
    except ImportError as fault:
        raise RecordError(f"The record {shown} needs a driver that is not installed ({fault}).") from fault


def _file(url: URL) -> Path | None:
    """Return the file that an address of SQLite names, also as a URI."""
    name = url.database or ""
    return Path(name.removeprefix("file:") if "uri" in url.query else name) if name else None


def _prepared_copy(path: Path, shown: str) -> Engine:
    return _prepared(set_apart(path), shown)


def _prepared(engine: Engine, shown: str) -> Engine:
    """Return the engine with our rules on it and all our tables in its database."""
    lacking = _lacking(_ruled(engine, shown), shown)
    if not lacking:
        return engine
    with engine.begin() as link:
        t.metadata.create_all(link)  # of an older record: what is derived, such as the index of links
        if "meta" in lacking:
            link.execute(insert(t.meta).values(key="schema", value=str(t.SCHEMA)))
            search.create(link)
    return engine


def _ruled(engine: Engine, shown: str) -> Engine:
    event.listen(engine, "handle_error", partial(_said_plainly, shown))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_rules)
    return engine


def _said_plainly(shown: str, context: ExceptionContext) -> RecordError | None:
    """Return what to raise for a fault of the database, wherever it is asked: one sentence of ours."""
    fault, link = context.sqlalchemy_exception, context.connection
    if link is not None and not link.closed and stirred(link.connection.dbapi_connection):
        return restless(shown)
    return refused(shown, fault) if fault is not None else None


def _lacking(engine: Engine, shown: str) -> set[str]:
    """Return which of our tables a database does not have; RecordError where it is no record of this schema."""
    with engine.connect() as look:
        names = set(inspect(look).get_table_names())
        if "meta" in names:
            written = str(look.execute(select(t.meta.c.value).where(t.meta.c.key == "schema")).scalar() or 0)
            found = int(written) if written.isdecimal() else 0
            if found != t.SCHEMA:
                raise RecordError(
                    f"The record {shown} has schema {found}, this version of detente writes {t.SCHEMA}; "
                    "read the pages into a new record, or use the matching version."
                )
        elif names:
            raise RecordError(f"The database {shown} holds other tables; name a file of its own with --db.")
    return set(t.metadata.tables) - names


def _sqlite_rules(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
    except Exception:  # a read-only database keeps its mode; the first write then says so in a clear sentence
        pass
    cursor.close()
