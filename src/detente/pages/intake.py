"""Paths become pages: files, folders, zips, JSON lines and standard input, with a guard on every door."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import BinaryPage, EmptyPage, MissingPath, PageError, PageTooLarge
from detente.pages.archives import from_zip
from detente.pages.jsonl import from_jsonl
from detente.pages.limits import Limits
from detente.pages.warc import from_warc
from detente.types import Page, Problem

__all__ = ["Limits", "intake", "page_of"]

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
    if not body.strip():
        raise EmptyPage(f"{url}: the file is empty; remove it or save the page again.")
    if is_binary(body):
        raise BinaryPage(f"{url}: these bytes are not text; save the page as text or HTML.")
    return Page(
        sha=hashlib.sha256(body).hexdigest(),
        url=url,
        body=body,
        media_type=media_type or _media_type(url, body),
        fetched=fetched,
        sidecar=dict(sidecar or {}),
    )


def is_binary(body: bytes) -> bool:
    """Tell whether the bytes are no text in any encoding we read (known file marks, or many control bytes)."""
    head = body[:8192]
    if head.startswith(_BINARY_MARKS):
        return True
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        return False
    controls = sum(1 for b in head if b < 9 or 13 < b < 27 or 27 < b < 32 or b == 127)
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
        "text/html"
        if head.startswith((b"<!doctype html", b"<html", b"<head")) or b"<body" in head
        else "text/plain"
    )


@dataclass(frozen=True, slots=True)
class _Door:
    """One kind of container: how it is recognised and how it is opened."""

    suffixes: tuple[str, ...]
    open: Callable[[Path, Limits], Iterator[Page | Problem]]


def _one(path: Path, limits: Limits) -> Iterator[Page | Problem]:
    size = path.stat().st_size
    if size > limits.page_bytes:  # told from the size, so that a huge file is never loaded
        raise PageTooLarge(
            f"{path}: {size:,} bytes is over the limit of {limits.page_bytes:,} for one page; "
            "cut the page, or raise the setting `max_page_bytes`."
        )
    yield page_of(path.read_bytes(), str(path), limits=limits)


DOORS = (
    _Door((".zip",), lambda path, limits: from_zip(path, limits, page_of)),
    _Door((".jsonl", ".ndjson"), lambda path, limits: from_jsonl(path, limits, page_of)),
    _Door((".warc", ".warc.gz", ".wet", ".wet.gz"), lambda path, limits: from_warc(path, limits, page_of)),
    _Door((*sorted(TEXT), *sorted(HTML)), _one),
)


def intake(paths: Iterable[str | Path], limits: Limits | None = None) -> Iterator[Page | Problem]:
    """Yield a page, or the problem with it, for every file that the paths name, in a stable order.

    A folder is walked in name order and only files of known kinds are read in it; "-" is standard input.
    Nothing is raised for a page at fault: each comes out as a `Problem` of stage "pages".
    """
    bounds = limits or Limits()
    for path in paths:
        if str(path) == "-":
            yield from _guarded(
                "-", lambda: iter([page_of(sys.stdin.buffer.read(bounds.page_bytes + 1), "-", limits=bounds)])
            )
            continue
        place = Path(path)
        if place.is_dir():
            found = sorted(p for p in place.rglob("*") if p.is_file() and _door(p) is not None)
            if not found:
                yield Problem(
                    url=str(place),
                    stage="pages",
                    kind="empty",
                    detail=f"{place}: the folder holds no page; name a folder with .txt, .html, .zip, .jsonl or .warc files.",
                )
            for each in found:
                yield from _file(each, bounds)
        else:
            yield from _file(place, bounds)


def _file(path: Path, limits: Limits) -> Iterator[Page | Problem]:
    door = _door(path)
    yield from _guarded(str(path), lambda: (door.open if door else _one)(path, limits))


def _door(path: Path) -> _Door | None:
    name = path.name.lower()
    return next((d for d in DOORS if name.endswith(d.suffixes)), None)


def _guarded(url: str, opened: Callable[[], Iterator[Page | Problem]]) -> Iterator[Page | Problem]:
    """Turn the known failures of one file into a Problem, so that the run goes on."""
    try:
        yield from opened()
    except FileNotFoundError:
        yield _problem(url, MissingPath(f"{url}: no such file or folder; check the path."))
    except PermissionError:
        yield _problem(url, MissingPath(f"{url}: may not be read; change its permissions."))
    except OSError as fault:
        yield _problem(url, PageError(f"{url}: cannot be read ({fault.strerror or fault}); check the file."))
    except PageError as fault:
        yield _problem(url, fault)


def _problem(url: str, fault: PageError) -> Problem:
    return Problem(url=url, stage=fault.stage, kind=fault.kind, detail=str(fault))
