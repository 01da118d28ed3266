"""A WARC or WET archive becomes pages: HTML responses and plain-text conversions, by fastwarc.

fastwarc because it reads twice as many records a second as warcio and stops cleanly at a cut record.
"""

from __future__ import annotations

from collections.abc import Iterator
from gzip import GzipFile
from os import SEEK_CUR, SEEK_END
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from detente.errors import PageError
from detente.pages.archives import PageMaker
from detente.pages.limits import Limits
from detente.pages.problems import problem_of
from detente.types import Page, Problem

_LINE = 65_536  # bytes of one line of a record's head, at most


def from_warc(path: Path, limits: Limits, make: PageMaker) -> Iterator[Page | Problem]:
    """Yield the page of every HTML response and every text conversion, in archive order.

    Raises PageError where the archive itself cannot be read, and after its whole pages where it ends early.
    """
    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    count, cut = 0, ""
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
            raise PageError(f"{path}: not a readable WARC archive ({fault}); check the file.") from fault
        if cut or _ends_early(stream):
            raise PageError(
                f"{path}: the archive ends early, in the midst of {cut or 'a record'}; "
                f"the {count:,} whole pages before are read, get the file again for the rest."
            )
    if count == 0:
        raise PageError(f"{path}: the archive holds no HTML or text record; check that it is a WARC or WET file.")


def _ends_early(stream: BinaryIO) -> bool:
    """Tell whether an archive stops in the midst of a record, of which fastwarc says nothing."""
    stream.seek(0)
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    if not packed:
        return _cut_plain(stream)
    try:
        with GzipFile(fileobj=stream) as unpacked:
            while unpacked.read(1 << 20):
                pass
    except EOFError:
        return True
    return False


def _cut_plain(stream: BinaryIO) -> bool:
    """Walk from record to record by the lengths they give; what is no record is fastwarc's to judge."""
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
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
        if stream.seek(length, SEEK_CUR) > size:
            return True
    return False
