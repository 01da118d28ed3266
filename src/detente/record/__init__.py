"""Readings become rows and rows become readings: one set of tables, SQLite by default."""

from detente.record.store import Outcome, Store, open_store

__all__ = ["Outcome", "Store", "open_store"]
