"""Paths, archives, feeds and addresses become pages: bytes with a hash, an origin and a media type."""

from detente.pages.body import page_of
from detente.pages.fetch import Fetcher
from detente.pages.intake import intake
from detente.pages.limits import Limits

__all__ = ["Fetcher", "Limits", "intake", "page_of"]
