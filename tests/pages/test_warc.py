"""A WARC archive gives its whole pages, and says where it is cut or damaged."""

import gzip
import itertools
import random
import zlib
from pathlib import Path

import pytest

from detente.pages import intake
from detente.types import Page, Problem
from tests.pages.test_intake import kinds


def warc_of(records: list[tuple[str, str, bytes]]) -> bytes:
    out = b""
    for kind, media, body in records:
        if kind == "response":
            body = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n\r\n" + body
            media = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/{len(out)}\r\n"
            "WARC-Date: 2025-03-11T17:24:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        out += head.encode() + body + b"\r\n\r\n"
    return out


def test_a_warc_gives_html_responses_and_wet_conversions(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(
        warc_of(
            [
                ("response", "text/html", b"<html><p>one</p></html>"),
                ("response", "image/png", b"\x89PNG"),
                ("conversion", "text/plain", b"two"),
            ]
        )
    )
    found = list(intake([path]))
    assert kinds(found) == ["text/html", "text/plain"]
    assert isinstance(found[0], Page)
    assert found[0].body == b"<html><p>one</p></html>"
    assert found[0].fetched == "2025-03-11T17:24:00Z"


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_ends_early_gives_its_whole_pages_and_says_so(tmp_path: Path, packed: bool) -> None:
    noise = random.Random(1).randbytes(4000).hex().encode()
    records = [warc_of([("response", "text/html", b"<html><p>%d " % n + noise)]) for n in range(2)]
    records.append(warc_of([("request", "text/plain", noise)]))
    parts = [gzip.compress(r) if packed else r for r in records]
    whole, path = b"".join(parts), tmp_path / ("x.warc.gz" if packed else "x.warc")
    first, second = len(parts[0]), len(parts[0] + parts[1])
    for stop, pages in ((20, 0), (first - 60, 0), (first + 20, 1), (second - 60, 1), (len(whole) - 60, 2)):
        path.write_bytes(whole[:stop])
        *found, cut = intake([path])
        assert kinds(found) == ["text/html"] * pages
        assert isinstance(cut, Problem) and "ends early, in the midst of" in cut.detail, stop
        before = {0: "; get", 1: "; what comes before (1 whole page) is read, get", 2: "(2 whole pages) is read, get"}
        assert cut.detail.endswith(f"{before[pages]} the file again for the rest.")
    for stop in (first, second, len(whole)):
        path.write_bytes(whole[:stop])
        assert kinds(list(intake([path]))) == ["text/html"] * (1 if stop == first else 2)


@pytest.mark.parametrize("packed", ["not at all", "record by record", "as one"])
def test_an_archive_cut_at_any_byte_gives_its_whole_pages_and_one_problem(tmp_path: Path, packed: str) -> None:
    records = [
        warc_of([("response", "text/html", b"<html><p>one</p></html>")]),
        warc_of([("request", "text/plain", b"asked")]),
        warc_of([("conversion", "text/plain", b"two")]),
    ]
    stops = list(itertools.accumulate(map(len, records)))
    parts = [gzip.compress(r) for r in records] if packed == "record by record" else records
    borders, whole = list(itertools.accumulate(map(len, parts))), b"".join(parts)
    path = tmp_path / ("x.warc" if packed == "not at all" else "x.warc.gz")
    for n in range(1, len(whole) + 1):
        path.write_bytes(gzip.compress(whole[:n]) if packed == "as one" else whole[:n])
        found, there = list(intake([path])), n
        at_border = any(0 <= border - n <= 4 for border in borders)  # the four bytes that end a record add nothing
        if packed == "record by record":
            there, at_border = unpacked(whole[:n]), n in borders
        pages = sum(there >= stops[i] - 4 for i in (0, 2))
        assert kinds(found[:pages]) == [["text/html", "text/plain"][i] for i in range(pages)], n
        assert len(found) == pages + (not at_border), n
        assert at_border or "ends early, in the midst of" in getattr(found[-1], "detail", ""), n


def unpacked(packed: bytes) -> int:
    """Return how many bytes come out of packed ones, cut or not."""
    count = 0
    while packed:
        member = zlib.decompressobj(wbits=31)
        count += len(member.decompress(packed))
        packed = member.unused_data
    return count


def test_a_damaged_archive_is_not_said_to_end_early(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    parts = [gzip.compress(warc_of([("conversion", "text/plain", b"words " * n)])) for n in (1, 2)]
    path.write_bytes(parts[0] + parts[1][:40] + bytes(20) + parts[1][60:])
    page, found = intake([path])
    assert isinstance(page, Page) and isinstance(found, Problem) and "the archive is damaged" in found.detail


def test_a_file_that_is_no_warc_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"not an archive")
    (found,) = intake([path])
    assert isinstance(found, Problem) and "WARC" in found.detail
