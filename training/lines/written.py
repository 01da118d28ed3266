"""Pages written for training become labelled pages of lines, and every line that does not fit is named.

    python -m training.lines.written FOLDER

The format is described in training/lines/pages/README.md.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.lines.corpus import LABELS, Labelled

FORMS = ("flat", "paste")
OWN = "own-"  # what the groups of written pages begin with
_HEAD = re.compile(r"=== (?P<name>\S[^|]*?) \| lang=(?P<lang>[a-z]{2,3}) \| country=(?P<country>[a-z]{2}) "
                   r"\| form=(?P<form>\w+)\s*")  # fmt: skip


class Unfit(ValueError):
    """A line that does not fit: file, place and what is wrong."""


def read_pages(folder: Path) -> Iterator[Labelled]:
    """Yield the pages of a folder's .txt files, each a site of its own; raises Unfit where a line does not fit.

    Their kind is "own-flat" or "own-paste", so that nothing takes them for pages of the benchmark.
    """
    names: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        for page in _file(path):
            if page.name in names:
                raise Unfit(f"{path.name}: two pages are called {page.name[4:]}; each has its own name.")
            names.add(page.name)
            yield page


def _file(path: Path) -> Iterator[Labelled]:
    """Yield the pages of one file; a page ends at an empty line or at the next head."""
    head: re.Match[str] | None = None
    rows: list[tuple[str, str]] = []
    for number, row in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], start=1):
        where = f"{path.name}, line {number}"
        if row.startswith("=== ") or not row.strip():
            if head is not None:
                yield _page(head, rows, where)
            head, rows = (_head(row, where) if row.strip() else None), []
        elif head is None:
            raise Unfit(f"{where}: a line before a page has begun with its head of ===: {row[:60]}")
        elif row[0] not in LABELS or row[1:2] != " " or not row[2:].strip():
            raise Unfit(f"{where}: a line is one of the letters {' '.join(LABELS)}, a space, and text: {row[:60]}")
        else:
            rows.append((row[0], row[2:]))


def _head(row: str, where: str) -> re.Match[str]:
    found = _HEAD.fullmatch(row)
    if found is None or found["form"] not in FORMS:
        raise Unfit(f"{where}: a head is === name | lang=xx | country=xx | form=flat or paste: {row}")
    return found


def _page(head: re.Match[str], rows: list[tuple[str, str]], where: str) -> Labelled:
    letters = [letter for letter, _ in rows]
    if "K" not in letters or "D" not in letters:
        raise Unfit(f"{where}: the page {head['name']} before this line has no body line or no furniture.")
    return Labelled(
        f"own:{head['name']}", f"{OWN}{head['name']}", f"{OWN}{head['form']}",
        tuple(line for _, line in rows), tuple(LABELS[letter] for letter in letters),
    )  # fmt: skip


def main() -> None:
    """Check a folder and print how many pages and lines it holds, by form and by letter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    pages = list(read_pages(parser.parse_args().folder))
    values = Counter(label for page in pages for label in page.labels)
    print(len(pages), "pages,", sum(len(p.lines) for p in pages), "lines;", dict(Counter(p.kind for p in pages)))
    print(f"body {values[1]}, furniture {values[0]}, not counted {values[-1]}")


if __name__ == "__main__":
    main()
