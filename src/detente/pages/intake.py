"""Paths become pages: files, folders, zips, JSON lines and standard input, with a guard on every door."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.errors import EmptyPage, FetchError, MissingPath, PageError, PageTooLarge
from detente.pages.archives import from_zip
from detente.pages.body import HTML, TEXT, page_of
from detente.pages.feeds import is_list, listed
from detente.pages.fetch import Fetcher, is_address
from detente.pages.jsonl import from_jsonl
from detente.pages.limits import Limits
from detente.pages.problems import problem_of
from detente.pages.warc import from_warc
from detente.types import Page, Problem

__all__ = ["Limits", "intake", "page_of"]


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


LISTS = {".xml", ".rss", ".atom"}  # feeds and sitemaps: addresses, not pages

DOORS = (
    _Door((".zip",), lambda path, limits: from_zip(path, limits, page_of)),
    _Door((".jsonl", ".ndjson"), lambda path, limits: from_jsonl(path, limits, page_of)),
    _Door((".warc", ".warc.gz", ".wet", ".wet.gz"), lambda path, limits: from_warc(path, limits, page_of)),
    _Door((*sorted(TEXT), *sorted(HTML)), _one),
)


def intake(
    paths: Iterable[str | Path], limits: Limits | None = None, fetcher: Fetcher | None = None
) -> Iterator[Page | Problem]:
    """Yield a page, or the problem with it, for every file that the paths name, in a stable order.

    A folder is walked in name order and only files of known kinds are read in it; "-" is standard input. Web
    addresses, and the addresses that a feed or sitemap file lists, are fetched only where a `fetcher` is given.
    Nothing is raised for a page at fault: each comes out as a `Problem` of stage "pages".
    """
    bounds = limits or Limits()
    for path in paths:
        if str(path) == "-":
            yield from _guarded(
                "-", lambda: iter([page_of(sys.stdin.buffer.read(bounds.page_bytes + 1), "-", limits=bounds)])
            )
            continue
        if is_address(str(path)):
            yield from _fetched(str(path), fetcher, bounds)
            continue
        yield from _guarded(str(path), lambda path=path: _place(Path(path), bounds, fetcher))  # type: ignore[misc]


def _place(place: Path, limits: Limits, fetcher: Fetcher | None) -> Iterator[Page | Problem]:
    """Yield what a file or a folder holds; folders that may not be looked into are problems of their own."""
    place.stat()  # says which of the ways to it is closed, where `is_dir` only says no
    if not place.is_dir():
        yield from _file(place, limits, fetcher)
        return
    closed: list[OSError] = []
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(place, onerror=closed.append)
        for name in names
        if _door(Path(name)) is not None
    ]
    for fault in closed:
        yield problem_of(
            str(fault.filename), MissingPath(f"{fault.filename}: may not be read; change its permissions.")
        )
    if not found and not closed:
        raise EmptyPage(f"{place}: the folder holds no page; put .txt, .html, .zip, .jsonl or .warc files in it.")
    for each in sorted(p for p in found if p.is_file()):
        yield from _file(each, limits, fetcher)


def _fetched(url: str, fetcher: Fetcher | None, limits: Limits) -> Iterator[Page | Problem]:
    """Fetch one address; where it turns out to be a feed or sitemap, fetch what it lists."""

    def opened() -> Iterator[Page | Problem]:
        if fetcher is None:
            raise FetchError(f"{url}: addresses are fetched only when asked for; add --fetch, or save the page.")
        final, body, _ = fetcher.get(url)
        if not is_list(body):
            yield fetcher.page_from(final, body)
            return
        for item in listed(body, url):
            yield from _guarded(item.url, lambda item=item: iter([fetcher.page(item.url)]))  # type: ignore[misc]

    yield from _guarded(url, opened)


def _listed(path: Path, fetcher: Fetcher | None, limits: Limits) -> Iterator[Page | Problem]:
    """Fetch what a saved feed or sitemap lists, or say how many addresses wait in it."""
    if path.stat().st_size > limits.page_bytes:
        raise PageTooLarge(f"{path}: over the limit of {limits.page_bytes:,} bytes; split the list.")
    items = listed(path.read_bytes(), str(path))
    if fetcher is None:
        raise FetchError(f"{path}: lists {len(items)} addresses, which are fetched only when asked for; add --fetch.")
    for item in items:
        yield from _fetched(item.url, fetcher, limits)


def _file(path: Path, limits: Limits, fetcher: Fetcher | None) -> Iterator[Page | Problem]:
    if path.suffix.lower() in LISTS:
        yield from _guarded(str(path), lambda: _listed(path, fetcher, limits))
        return
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
        yield problem_of(url, MissingPath(f"{url}: no such file or folder; check the path."))
    except PermissionError:
        yield problem_of(url, MissingPath(f"{url}: may not be read; change its permissions."))
    except OSError as fault:
        yield problem_of(url, PageError(f"{url}: cannot be read ({fault.strerror or fault}); check the file."))
    except PageError as fault:
        yield problem_of(url, fault)
