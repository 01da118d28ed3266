"""Pages written for training become records in the shape of the desk set, and every line that does not fit is named.

    python -m training.events.written_pages FOLDER

The format is described in training/events/pages/README.md.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.dates import from_iso
from detente.types import EventType, Status

_SIDE = re.compile(r'^(?:(?P<state>[A-Z]{2,7}|\?) )?(?:"(?P<words>[^"]+)"|-)$|^-$')


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event: its state ("?" is written as None) and the words of the sentence that name it."""

    state: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """One event as written down; `start` and `stop` are code points of the page's text."""

    types: tuple[str, ...]
    source: Side
    target: Side
    start: int
    stop: int
    when: str | None
    status: str
    vouched: str


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A written page: name, day of publication, headline, body, events."""

    name: str
    published: str
    headline: str
    text: str
    acts: tuple[Act, ...]


class Unfit(ValueError):
    """A line that does not fit: file, page and what is wrong."""


def read_pages(
    folder: Path, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> Iterator[WrittenPage]:
    """Yield the pages of a folder's .txt files, by their stems if need be; raises Unfit at what does not fit."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem in without or (only is not None and path.stem not in only):
            continue
        for block in path.read_text(encoding="utf-8").split("\n=== "):
            block = block.removeprefix("=== ")
            if block.strip():
                yield _page(path.name, block)


def _page(file: str, block: str) -> WrittenPage:
    parts = re.split(r"^---\n", block, flags=re.M)
    name = block.split("\n", 1)[0].strip()
    if len(parts) != 3:
        raise Unfit(f"{file}, page {name}: a page has a head, a body and events, parted by lines of ---.")
    head = dict(line.split(": ", 1) for line in parts[0].splitlines()[1:] if line.strip())
    text = parts[1].strip() + "\n"
    acts = tuple(_act(f"{file}, page {name}", line, text) for line in parts[2].splitlines() if line.strip())
    from_iso(head["published"])
    return WrittenPage(name, head["published"], head.get("headline", ""), text, acts)


def _act(where: str, line: str, text: str) -> Act:
    fields = [f.strip() for f in line.removeprefix("E ").split(" | ")]
    if not line.startswith("E ") or len(fields) != 7:
        raise Unfit(f"{where}: an event line has seven fields parted by ' | ': {line}")
    kinds, source, target, evidence, when, status, vouched = fields
    types = tuple(EventType(k).value for k in kinds.split("/"))
    if text.count(evidence) != 1:
        raise Unfit(f"{where}: the words stand {text.count(evidence)} times on the page: {evidence}")
    start = text.index(evidence)
    if when != "-":
        from_iso(when)
    Status(status)
    line_start = text.rfind("\n", 0, start) + 1
    paragraph = text[line_start : text.index("\n", start)]
    sides = [_side(where, side, paragraph) for side in (source, target)]
    return Act(
        types, sides[0], sides[1], start, start + len(evidence), None if when == "-" else when, status, vouched
    )


def _side(where: str, field: str, paragraph: str) -> Side:
    found = _SIDE.match(field)
    if found is None:
        raise Unfit(f'{where}: a side is a state and words, as in LTU "Lithuania", or "-": {field}')
    words, state = found["words"], found["state"]
    if words and words not in paragraph:
        raise Unfit(f"{where}: these words of a side are not in the paragraph of the event: {words}")
    return Side(None if state == "?" else state, words)


def main() -> None:
    """Check a folder and print how many pages, events, types and statuses it holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    pages = list(read_pages(parser.parse_args().folder))
    acts = [a for p in pages for a in p.acts]
    print(len(pages), "pages,", sum(len(p.text.split()) for p in pages), "words,", len(acts), "events")
    print(Counter(a.types[0] for a in acts).most_common())
    print(Counter(a.status for a in acts).most_common())


if __name__ == "__main__":
    main()
