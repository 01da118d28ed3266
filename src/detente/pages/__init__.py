"""Paths, archives and feeds become pages: bytes with a hash, an origin and a media type."""

from detente.pages.intake import Limits, intake, page_of

__all__ = ["Limits", "intake", "page_of"]
