"""A WARC or WET archive becomes pages: HTML responses and plain-text conversions, by fastwarc.

fastwarc because it reads twice as many records a second as warcio and stops cleanly at a cut record.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from gzip import GzipFile
from os import SEEK_CUR
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from detente.errors import PageError
from detente.pages.archives import PageMaker
from detente.pages.limits import Limits
from detente.pages.problems import problem_of
from detente.text import counted
from detente.types import Page, Problem

_LINE = 65_536  # bytes of one line of a record's head, at most
_GZIP = b"\x1f\x8b"


def from_warc(path: Path, limits: Limits, make: PageMaker) -> Iterator[Page | Problem]:
    """Yield the page of every HTML response and every text conversion, in archive order.

    Raises PageError where the archive itself cannot be read, and after its whole pages where it ends early.
    """
    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    count, cut, broken = 0, "", ""
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, record_types=kinds, parse_http=True):
                http = record.http_headers
                media = (record.http_content_type if http else record.headers.get("Content-Type", "")) or ""
                media = media.split(";")[0].strip().lower()
                if media not in {"text/html", "application/xhtml+xml", "text/plain"}:
                    continue
                if http and not str(http.status_code or "").startswith("2"):
                    continue
                body = record.reader.read(limits.page_bytes + 1)
                if not body and not (record.headers.get("Content-Length") or "").strip().isdigit():
                    continue  # a piece of a record's head
                url = record.headers.get("WARC-Target-URI") or f"{path}#{count + 1}"
                if len(body) < min(record.content_length, limits.page_bytes + 1):
                    cut = url  # a piece of a page is no page
                    break
                count += 1
                try:
                    yield make(
                        body,
                        url,
                        media_type="text/plain" if media == "text/plain" else "text/html",
                        fetched=record.headers.get("WARC-Date"),
                        limits=limits,
                    )
                except PageError as fault:
                    yield problem_of(url, fault)
        except (ValueError, OSError, RuntimeError) as fault:
            if not (broken := _broken(stream)):
                raise PageError(f"{path}: not a readable WARC archive ({fault}); check the file.") from fault
        broken = broken or _broken(stream) or ("ends early" if cut else "")
        if broken:
            before = f"what comes before ({counted(count, 'whole page')}) is read, " if count else ""
            where = f"in the midst of {cut or 'a record'}"
            raise PageError(f"{path}: the archive {broken}, {where}; {before}get the file again for the rest.")
    if count == 0:
        raise PageError(f"{path}: the archive holds no HTML or text record; check that it is a WARC or WET file.")


def _broken(stream: BinaryIO) -> str:
    """Return what is wrong with an archive that stops in the midst of a record, of which fastwarc says too little."""
    try:
        stream.seek(0)
        packed = _GZIP.startswith(stream.read(2))
        stream.seek(0)
        if not packed:
            return "ends early" if _cut(stream) else ""
        with GzipFile(fileobj=stream) as unpacked:
            return "ends early" if _cut(unpacked) else ""
    except EOFError:
        return "ends early"
    except (OSError, OverflowError, ValueError, zlib.error) as fault:
        return "ends early" if str(fault).endswith(f"({_GZIP[:1]!r})") else "is damaged"  # a head of one byte


def _cut(stream: BinaryIO | GzipFile) -> bool:
    """Walk from record to record by the lengths they give; what is no record is fastwarc's to judge."""
    while line := stream.readline(_LINE):
        if not line.strip():
            continue  # blank lines end a record
        if not line.startswith(b"WARC/"):
            return b"WARC/".startswith(line)
        length = None
        while (line := stream.readline(_LINE)).strip():
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
        if not line or length is None:
            return not line
        if length:
            stream.seek(length - 1, SEEK_CUR)
            if not stream.read(1):
                return True
    return False
