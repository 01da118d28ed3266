"""An address becomes a store: SQLite with write-ahead log and foreign keys by default, tables made where new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from detente.errors import RecordError
from detente.record import search
from detente.record import tables as t
from detente.record.faults import refused
from detente.record.store import Store


def open_store(address: str, *, create: bool = True) -> Store:
    """Return the store at a path or SQLAlchemy address; a new database gets its tables.

    Raises RecordError where it cannot be opened, is no record of ours, or is newer than this code.
    """
    url = address if "://" in address else f"sqlite:///{address}"
    path = Path(address) if "://" not in address and address != ":memory:" else None
    if path is not None and not create and not path.exists():
        raise RecordError(f"There is no record at {address}; make one with `detente read PATH --db {address}`.")
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_rules)
        _prepare(engine, address)
    except SQLAlchemyError as fault:
        raise refused(address, fault) from fault
    except ImportError as fault:
        raise RecordError(f"The record {address} needs a driver that is not installed ({fault}).") from fault
    return Store(engine, address)


def _prepare(engine: Engine, address: str) -> None:
    with engine.connect() as look:
        names = set(inspect(look).get_table_names())
        if "meta" in names:
            found = int(look.execute(select(t.meta.c.value).where(t.meta.c.key == "schema")).scalar() or 0)
            if found == t.SCHEMA and names >= set(t.metadata.tables):
                return
            if found == t.SCHEMA:  # tables that are derived from the others, such as the index of links
                t.metadata.create_all(engine)
                return
            raise RecordError(
                f"The record {address} has schema {found}, this version of detente writes {t.SCHEMA}; "
                "read the pages into a new record, or use the matching version."
            )
        if names:
            raise RecordError(f"The database {address} holds other tables; name a file of its own with --db.")
    with engine.begin() as link:
        t.metadata.create_all(link)
        link.execute(insert(t.meta).values(key="schema", value=str(t.SCHEMA)))
        search.create(link)


def _sqlite_rules(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
    except Exception:  # a read-only database keeps its mode; the first write then says so in a clear sentence
        pass
    cursor.close()
