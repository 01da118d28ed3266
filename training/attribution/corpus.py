"""Annotated files -> documents with piece labels and spans, and documents -> training windows."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from detente.models.decode import CONTENT, CUE, SOURCE
from detente.models.windows import Pieces, pieces_of

Spans = list[tuple[int, int]]
UNKNOWN = -100


@dataclass
class Attributed:
    """One gold attribution: character spans by role."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass
class Document:
    """One text with its gold attributions; `scheme` says which annotators' rules they follow."""

    name: str
    text: str
    gold: list[Attributed]
    scheme: str
    pieces: Pieces = field(repr=False)
    tags: np.ndarray = field(repr=False)
    links: list[tuple[Spans, Spans, Spans]] = field(repr=False)


def read_polnear(path: Path, tokenizer: Tokenizer) -> list[Document]:
    """Read a PolNeAR JSONL split (see the benchmark's README for its fields)."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold = [
                Attributed(*([tuple(s) for s in a[r]] for r in ("source", "cue", "content")))
                for a in row["attributions"]
            ]
            out.append(document(row["id"], row["text"], gold, "polnear", tokenizer))
    return out


def read_desk(folder: Path, tokenizer: Tokenizer, *, furniture: bool) -> list[Document]:
    """Read desk pages as texts of title and body lines (with the page's furniture too where asked)."""
    out = []
    for path in sorted(folder.glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        raw = path.with_suffix(".txt").read_bytes().decode("utf-8")
        drop = [] if furniture else page["furniture"]
        text, place = without(raw, drop)

        def moved(spans: list[list[int]], place: dict[int, int] = place) -> Spans:
            return [(place[s], place[e - 1] + 1) for s, e in spans if s in place and e - 1 in place]

        gold = []
        for s in page["statements"]:
            speaker = moved([s["speaker_span"]]) if s.get("speaker_span") else []
            cue = moved([s["cue"]]) if s.get("cue") else []
            gold.append(Attributed(speaker, cue, moved(s["content"])))
        out.append(document(path.stem, text, outermost(gold), "speech", tokenizer))
    return out


def without(raw: str, drop: list[list[int]]) -> tuple[str, dict[int, int]]:
    """Leave the lines' dropped characters out; also give the new place of every kept character."""
    gone = np.zeros(len(raw) + 1, bool)
    for s, e in drop:
        gone[s:e] = True
    kept: list[str] = []
    place: dict[int, int] = {}
    at = 0
    for line in raw.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        stays = [i for i in range(at, at + len(body)) if not gone[i]]
        if not body or any(not raw[i].isspace() for i in stays):
            for i in [*stays, *range(at + len(body), at + len(line))]:
                place[i] = len(kept)
                kept.append(raw[i])
        at += len(line)
    return "".join(kept), place


def outermost(gold: list[Attributed]) -> list[Attributed]:
    """Leave out statements whose content lies inside another's: the tagger's scheme is flat."""

    def inside(a: Attributed, b: Attributed) -> bool:
        return all(any(s <= x and y <= e for s, e in b.content) for x, y in a.content)

    return [
        a
        for i, a in enumerate(gold)
        if a.content and not any(i != k and inside(a, b) and not (inside(b, a) and i < k) for k, b in enumerate(gold))
    ]


def document(name: str, text: str, gold: list[Attributed], scheme: str, tokenizer: Tokenizer) -> Document:
    """Label the pieces of a text: content first, then cues, then sources where nothing else stands."""
    pieces = pieces_of(text, tokenizer)

    def ranges(spans: Spans, join: bool) -> Spans:
        out: Spans = []
        for s, e in sorted(spans):
            a = int(np.searchsorted(pieces.stop, s, side="right"))
            b = int(np.searchsorted(pieces.start, e, side="left"))
            if a >= b:
                continue
            if join and out and a == out[-1][1] and pieces.line[a] == pieces.line[a - 1]:
                out[-1] = (out[-1][0], b)
            else:
                out.append((a, b))
        return out

    links = [(ranges(a.source, True), ranges(a.cue, True), ranges(a.content, True)) for a in gold]
    tags = np.zeros(len(pieces), np.int64)
    for role, k in ((CONTENT, 2), (CUE, 1), (SOURCE, 0)):
        for roles in links:
            for a, b in roles[k]:
                if not tags[a:b].any():
                    tags[a:b] = 2 * role + 2
                    tags[a] = 2 * role + 1
    tags[~pieces.first] = UNKNOWN
    return Document(name, text, gold, scheme, pieces, tags, links)


@dataclass
class Sample:
    """One training window: pieces [left, right) of a document."""

    doc: Document
    left: int
    right: int


def samples(docs: list[Document], size: int, rng: random.Random) -> list[Sample]:
    """Cut documents into windows that begin at a random place and end, where possible, at line ends."""
    out = []
    for doc in docs:
        count = len(doc.pieces)
        line = doc.pieces.line
        at = 0
        right = min(count, rng.randint(size // 3, size))
        while at < count:
            if right < count:
                back = right
                while back > at + size // 3 and line[back] == line[back - 1]:
                    back -= 1
                if back > at + size // 3:
                    right = back
            out.append(Sample(doc, at, right))
            at, right = right, min(count, right + size)
    return out
