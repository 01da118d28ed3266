"""Readings become rows and rows become readings: one set of tables, SQLite by default."""

from detente.record.links import keep, links_of, near, unsketched
from detente.record.opening import open_store
from detente.record.store import Outcome, Store

__all__ = ["Outcome", "Store", "keep", "links_of", "near", "open_store", "unsketched"]
