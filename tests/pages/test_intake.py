"""Every door takes in pages, and refuses the rest in one sentence while the run goes on."""

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from detente.errors import BinaryPage, EmptyPage, PageTooLarge
from detente.pages import Limits, intake, page_of
from detente.types import Page, Problem


def kinds(items: list[Page | Problem]) -> list[str]:
    return [i.kind if isinstance(i, Problem) else i.media_type for i in items]


def test_a_folder_is_read_in_name_order_and_by_known_kinds(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text("<!doctype html><p>hello")
    (tmp_path / "a.txt").write_text("hello")
    (tmp_path / "c.json").write_text("{}")
    found = list(intake([tmp_path]))
    assert kinds(found) == ["text/plain", "text/html"]
    assert [Path(p.url).name for p in found] == ["a.txt", "b.html"]


def test_the_same_bytes_have_the_same_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("same")
    (tmp_path / "b.txt").write_text("same")
    first, second = intake([tmp_path])
    assert isinstance(first, Page) and isinstance(second, Page)
    assert first.sha == second.sha and first.url != second.url


def test_bad_files_are_problems_and_good_ones_are_still_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n ")
    (tmp_path / "good.txt").write_text("a page")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(100)))
    (tmp_path / "large.txt").write_text("x" * 200)
    found = list(intake([tmp_path, tmp_path / "none.txt"], Limits(page_bytes=150)))
    assert kinds(found) == ["empty", "text/plain", "binary", "too large", "missing"]
    for item in found:
        if isinstance(item, Problem):
            assert item.detail.startswith(str(tmp_path)) and item.detail.endswith(".")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (found,) = intake([tmp_path])
    assert isinstance(found, Problem) and "holds no page" in found.detail


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    (found,) = intake([path])
    assert isinstance(found, Problem)


def test_utf16_and_legacy_encodings_are_not_binary() -> None:
    for encoding in ("utf-16", "cp1251", "cp1254", "utf-8-sig"):
        assert page_of("Москва и Баку".encode(encoding, "replace"), "x.txt").media_type == "text/plain"


def test_the_media_type_is_told_from_the_bytes_where_the_name_is_silent() -> None:
    assert page_of(b"  <!DOCTYPE html><title>x</title>", "http://a.example/story").media_type == "text/html"
    assert page_of(b"plain words", "http://a.example/story").media_type == "text/plain"


@pytest.mark.parametrize(
    ("body", "error"), [(b"", EmptyPage), (b"\x00\x01\x02\x03" * 50, BinaryPage), (b"x" * 11, PageTooLarge)]
)
def test_single_pages_are_guarded(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        page_of(body, "x", limits=Limits(page_bytes=10) if error is PageTooLarge else None)


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    (found,) = intake(["-"])
    assert isinstance(found, Page) and found.body == b"words"


# ---------------------------------------------------------------- zip


def packed(tmp_path: Path, entries: dict[str, bytes]) -> Path:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return path


def test_a_zip_gives_its_pages_and_leaves_the_rest(tmp_path: Path) -> None:
    path = packed(tmp_path, {"b/two.txt": b"two", "a.html": b"<html>one", "x.png": b"\x89PNG"})
    found = list(intake([path]))
    assert [p.url for p in found] == [f"{path}!a.html", f"{path}!b/two.txt"]


def test_a_zip_entry_that_leaves_the_archive_is_refused(tmp_path: Path) -> None:
    found = list(intake([packed(tmp_path, {"../out.txt": b"x", "in.txt": b"y"})]))
    assert [i.detail.split(": ")[1].split(";")[0] for i in found if isinstance(i, Problem)] == [
        "the entry's path leaves the archive"
    ]
    assert sum(isinstance(i, Page) for i in found) == 1


def test_a_zip_bomb_is_refused_and_never_unpacked_whole(tmp_path: Path) -> None:
    found = list(intake([packed(tmp_path, {"bomb.txt": b"0" * 50_000_000, "good.txt": b"fine"})]))
    assert kinds(found) == ["too large", "text/plain"]


def test_a_broken_zip_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 not really")
    (found,) = intake([path])
    assert isinstance(found, Problem) and "not a readable zip" in found.detail


# ---------------------------------------------------------------- JSON lines


def test_json_lines_know_the_common_names_and_keep_a_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    rows = [
        {"id": 7, "url": "http://a.example/1", "date": "2025-01-02", "title": "T", "text": "one"},
        {"id": 8, "event_text": "two"},
        {"html": "<html><p>three"},
        {"id": 9, "nothing": 1},
        [1, 2],
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows) + "{broken\n\n")
    found = list(intake([path]))
    assert kinds(found) == ["text/plain", "text/plain", "text/html", "unreadable", "unreadable", "unreadable"]
    first = found[0]
    assert isinstance(first, Page)
    assert first.url == "http://a.example/1"
    assert dict(first.sidecar) == {"date": "2025-01-02", "title": "T", "id": "7"}
    assert isinstance(found[5], Problem) and found[5].url.endswith(":6")


def test_other_names_of_json_keys_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    row = {"source_url": "http://a.example/1", "maintext": "words", "headline": "T", "date_publish": "2025-01-02"}
    path.write_text(json.dumps(row) + "\n")
    (found,) = intake([path])
    assert isinstance(found, Page) and found.url == "http://a.example/1"
    assert found.sidecar["aliases"] == (
        "text from maintext, url from source_url, date from date_publish, title from headline"
    )


def test_a_damaged_entry_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    words = " ".join(str(n * n) for n in range(400)).encode()
    path = packed(tmp_path, {"a.txt": words, "b.txt": words})
    body = bytearray(path.read_bytes())
    start = body.index(b"a.txt") + 60  # inside the packed bytes of the first entry
    body[start : start + 40] = bytes(40)
    path.write_bytes(bytes(body))
    found = list(intake([path]))
    assert [type(i) for i in found] == [Problem, Page] and "damaged" in str(found[0])


def test_containers_without_a_page_say_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    assert kinds(list(intake([packed(tmp_path, {"x.png": b"\x89PNG"}), empty]))) == ["empty", "empty"]


def test_a_name_that_is_no_utf8_is_written_with_escapes(tmp_path: Path) -> None:
    name = os.fsencode(str(tmp_path)) + b"/bad\xff.txt"
    try:
        Path(os.fsdecode(name)).write_text("hello")
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    (page,) = intake([tmp_path])
    assert page.url.endswith("bad\\udcff.txt") and page.url.encode("utf-8")
    (missing,) = intake([os.fsdecode(b"nope\xff.txt")])
    assert isinstance(missing, Problem) and missing.detail.encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into every folder")
def test_a_closed_folder_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert sorted(kinds(list(intake([tmp_path])))) == ["missing", "text/plain"]
        assert kinds(list(intake([closed / "sub" / "b.txt"]))) == ["missing"]
    finally:
        closed.chmod(0o700)
