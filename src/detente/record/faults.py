"""A database's fault becomes one sentence: what was wrong, where, what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from detente.errors import RecordError
from detente.record.apart import STIRRED


def refused(address: str, fault: SQLAlchemyError) -> RecordError:
    """Return what to raise where the record at this address refuses."""
    cause = str(fault.orig) if isinstance(fault, DBAPIError) else str(fault)
    if "readonly" in cause or "read-only" in cause:
        return unwritable(address)
    if STIRRED in cause:
        return restless(address)
    if "not a database" in cause:
        return RecordError(f"{address} is not a record of detente (no SQLite database); name another file with --db.")
    if "malformed" in cause or "no such column" in cause or "no such table" in cause:
        return RecordError(
            f"The record {address} is damaged ({cause.splitlines()[0]}); read the pages into a new one."
        )
    if "unable to open" in cause:
        return RecordError(f"The record {address} cannot be opened; check that its folder exists and may be written.")
    return RecordError(f"The record {address} refused ({cause.splitlines()[0]}).")


def unwritable(address: str) -> RecordError:
    """Return what to raise where something would be written into a record that may only be read."""
    return RecordError(
        f"The record {address} may not be written (read-only); "
        "change the permissions of the file and its folder, or name another with --db."
    )


def unreadable(address: str) -> RecordError:
    """Return what to raise where the file may not even be read."""
    return RecordError(
        f"The record {address} may not be read; change the permissions of the file, or name another with --db."
    )


def restless(address: str) -> RecordError:
    """Return what to raise where somebody wrote the record while it was read as one that nobody changes."""
    return RecordError(f"The record {address} was {STIRRED}; ask again.")
