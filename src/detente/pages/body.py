"""Bytes become a page: hashed, typed, and refused where they cannot be a news page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from detente.errors import BinaryPage, EmptyPage, PageTooLarge
from detente.pages.limits import Limits
from detente.text import storable
from detente.types import Page

TEXT = {".txt", ".text", ".md"}
HTML = {".html", ".htm", ".xhtml"}
_BINARY_MARKS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = bytes(b for b in (*range(32), 127) if b < 9 or 13 < b < 27 or b > 27)


def page_of(
    body: bytes,
    url: str,
    *,
    media_type: str | None = None,
    fetched: str | None = None,
    sidecar: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Page:
    """Return the page with this body; the media type is told from the name and the first bytes if not given.

    Raises EmptyPage, PageTooLarge or BinaryPage where the body cannot be a news page.
    """
    ceiling = (limits or Limits()).page_bytes
    if len(body) > ceiling:
        raise PageTooLarge(
            f"{url}: {len(body):,} bytes is over the limit of {ceiling:,} for one page; "
            "cut the page, or raise the setting `max_page_bytes`."
        )
    if not body or body.isspace():
        raise EmptyPage(f"{url}: the file is empty; remove it or save the page again.")
    if is_binary(body):
        raise BinaryPage(f"{url}: these bytes are not text; save the page as text or HTML.")
    return Page(
        sha=hashlib.sha256(body).hexdigest(),
        url=storable(url),
        body=body,
        media_type=media_type or _media_type(url, body),
        fetched=fetched,
        sidecar={name: storable(value) for name, value in (sidecar or {}).items()},
    )


def is_binary(body: bytes) -> bool:
    """Tell whether the bytes are no text in any encoding we read (known file marks, or many control bytes)."""
    head = body[:8192]
    if head.startswith(_BINARY_MARKS):
        return True
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\x00" in head or controls > len(head) * 0.02


def _looks_utf16(head: bytes) -> bool:
    pairs = len(head) // 2
    if pairs < 8:
        return False
    return max(head[0::2].count(0), head[1::2].count(0)) > pairs * 0.7


def _media_type(url: str, body: bytes) -> str:
    suffix = Path(url.split("?")[0]).suffix.lower()
    if suffix in HTML:
        return "text/html"
    if suffix in TEXT:
        return "text/plain"
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        "text/html" if head.startswith((b"<!doctype html", b"<html", b"<head")) or b"<body" in head else "text/plain"
    )
