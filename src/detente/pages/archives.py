"""A zip becomes pages: every text or HTML entry, with guards against bombs, escapes and nesting."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from detente.errors import EmptyPage, PageError, PageTooLarge
from detente.pages.limits import Limits
from detente.pages.problems import problem_of
from detente.types import Page, Problem

_READ = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")


class PageMaker(Protocol):
    """What makes a page of a body; given by the intake, which knows the rules for single pages."""

    def __call__(
        self,
        body: bytes,
        url: str,
        *,
        media_type: str | None = None,
        fetched: str | None = None,
        sidecar: dict[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Page: ...


def from_zip(path: Path, limits: Limits, make: PageMaker) -> Iterator[Page | Problem]:
    """Yield the pages of a zip, named "archive.zip!entry"; entries that leave the archive are refused.

    Raises PageError where the archive is broken, encrypted or over a limit.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            if len(entries) > limits.entries:
                raise PageTooLarge(
                    f"{path}: {len(entries):,} entries are over the limit of {limits.entries:,}; split it."
                )
            spent = 0
            for entry in sorted(entries, key=lambda e: e.filename):
                if not entry.filename.lower().endswith(_READ):
                    continue
                name = f"{path}!{entry.filename}"
                try:
                    body = _entry(archive, entry, name, limits)
                    spent += len(body)
                    if spent > limits.container_bytes:
                        raise PageTooLarge(
                            f"{path}: over {limits.container_bytes:,} bytes unpacked; split the archive."
                        )
                    yield make(body, name, limits=limits)
                except PageError as fault:
                    yield problem_of(name, fault)
            if not any(e.filename.lower().endswith(_READ) for e in entries):
                raise EmptyPage(f"{path}: the archive holds no page; pack {', '.join(_READ)} files in it.")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise PageError(f"{path}: not a readable zip archive ({fault}); pack it again without a password.") from fault


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if ".." in parts or entry.filename.startswith(("/", "\\")):
        raise PageError(f"{name}: the entry's path leaves the archive; pack it again with plain names.")
    if entry.file_size > max(entry.compress_size, 1) * limits.ratio and entry.file_size > 1_000_000:
        raise PageTooLarge(f"{name}: unpacks to over {limits.ratio} times its size; refused as a likely bomb.")
    try:
        with archive.open(entry) as stream:
            body = stream.read(limits.page_bytes + 1)  # never trusts the size that the header claims
    except (zlib.error, lzma.LZMAError, zipfile.BadZipFile, EOFError, OSError) as fault:
        raise PageError(f"{name}: the entry is damaged ({fault}); pack it again.") from fault
    if len(body) > limits.page_bytes:
        raise PageTooLarge(f"{name}: over the limit of {limits.page_bytes:,} bytes for one page; cut it.")
    return body
