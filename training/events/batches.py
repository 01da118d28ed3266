"""Examples become batches: word pieces of passages, and what is asked about each, padded to one length.

A passage is read once; every trigger (or given pair) of it is a question about its own sentence. What a teacher
answered may stand beside the gold of a question.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from detente.models.typing import LIMIT
from detente.types import EventType, Status
from training.events.encoder import Body
from training.events.examples import Example
from training.events.export import MARKS

TYPES = [*(t.value for t in EventType), "NONE"]
STATUSES = [s.value for s in Status]
BATCH = 8  # passages of a step
KEEP_NONE, KEEP_PLOVER_NONE = 0.7, 0.3  # shares of the examples without event that one epoch sees
AGAIN = 0.5  # share of what an earlier run has seen that one epoch sees
DULL, KEEP_DULL = 0.02, 0.35  # where a teacher sees an event this seldom, an epoch sees this share


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a teacher answered: probabilities of types (the last: none) and statuses."""

    types: Tensor
    status: Tensor


@dataclass(slots=True, eq=False)
class Passage:
    """What is read once: word pieces, where they stand, marks of a given pair, and all that is asked about it."""

    ids: Tensor
    offsets: list[tuple[int, int]]
    given: Tensor
    page: tuple[str, str]  # its origin and name
    asked: list[Asked] = field(default_factory=list)


class Asked:
    """One example as tensors over the pieces of its sentence, the passage's first piece ahead; `at`: their places.

    Behind them stand the pieces of `beyond`, names of states in other sentences. `roles` are right words for source
    and target, then right names of their states; names stand against one another only (`names`).
    """

    def __init__(self, example: Example, passage: Passage, page: dict[int, Passage], slots: dict[str, int]) -> None:
        self.example = example
        self.taught: Answer | None = None
        self.at = sorted({0, *pieces(example.own, passage.offsets)})
        own = [(-1, -1), *(passage.offsets[k] for k in self.at[1:])]
        names = [n for n in example.named or () if n.start in page]
        self.beyond = [(page[n.start], k, n) for n in names if n.slot for k in pieces(n.place, page[n.start].offsets)]
        size = len(own) + len(self.beyond)
        self.tags = torch.zeros(size, dtype=torch.long)
        self.slots = torch.zeros(size, dtype=torch.long)
        self.marks = torch.zeros(MARKS)
        for span, word in example.slots:
            for k in pieces(span, own):
                self.slots[k] = slots.get(word, len(slots)) + 1
        spans = [(4, s) for s in example.trigger]
        spans += [(bit, s) for bit, s in zip((1, 2), example.given or (None, None), strict=True) if s]
        for bit, span in spans:
            for k in pieces(span, own):
                self.tags[k] |= bit
                if bit == 4:
                    self.slots[k] = 0
        self.gate = [self.at[k] for k in range(1, len(own)) if self.tags[k] & 4]
        if example.plover:
            self.tags[0] = 7
        if example.trigger:
            for name in example.allowed:
                self.marks[TYPES.index(name)] = 1.0
            self.marks[16:20] = torch.tensor([example.nominal, not example.allowed, example.phrasal, 1]).float()
        self.types = torch.zeros(len(TYPES))
        for name in example.types:
            self.types[TYPES.index(name)] = 1.0
        self.status = STATUSES.index(example.status) if example.status else -1
        self.roles = torch.zeros(size, 4)
        self.names = torch.zeros(size)
        self.has_roles = example.sources is not None
        for column, heads in enumerate((example.sources, example.targets)):
            for span in heads or ():
                for k in pieces(span, own):
                    self.roles[k, column] = 1.0
        shown = [(k, n) for n in names if not n.slot for k in pieces(n.place, own)]
        for k, (_, _, name) in enumerate(self.beyond, len(own)):
            self.slots[k] = slots.get(name.slot, len(slots)) + 1
            shown.append((k, name))
        for k, name in shown:
            self.roles[k, 2:] = torch.maximum(self.roles[k, 2:], torch.tensor([name.source, name.target]).float())
            self.names[k] = 1.0
        self.names[0] = 1.0
        self.has_names = self.has_roles and example.named is not None
        self.roles[0] = (~self.roles.any(0)).float()


def pieces(span: tuple[int, int], offsets: list[tuple[int, int]]) -> list[int]:
    """Return the word pieces that a span of characters covers."""
    return [k for k, (a, b) in enumerate(offsets) if a < span[1] and span[0] < b and a < b]


def encode(examples: list[Example], slots: dict[str, int], body: Body) -> list[Passage]:
    """Cut every passage into word pieces and lay out all examples."""
    tokenizer = Tokenizer.from_file(str(body.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    by_passage: dict[tuple[str, object, str, str, int], list[Example]] = defaultdict(list)
    for example in examples:
        by_passage[example.text, example.given, example.origin, example.page, example.start].append(example)
    out = []
    pages: dict[tuple[str, str], dict[int, Passage]] = defaultdict(dict)
    for (text, _, origin, page, start), group in by_passage.items():
        e = tokenizer.encode(text)
        ids, offsets = torch.tensor(e.ids[:LIMIT]), e.offsets[:LIMIT]
        given = torch.zeros(len(offsets), dtype=torch.long)
        for bit, span in zip((1, 2), group[0].given or (None, None), strict=True):
            for k in pieces(span, offsets) if span else ():
                given[k] |= bit
        passage = Passage(ids, offsets, given, (origin, page))
        out.append((passage, group))
        pages[origin, page][start] = passage
    for passage, group in out:
        passage.asked += [Asked(x, passage, pages[passage.page] if x.page else {}, slots) for x in group]
    return [passage for passage, _ in out]


def collate(batch: list[tuple[Passage, list[Asked]]], device: str) -> dict[str, Tensor]:
    """Pad a batch of passages with what is asked about each; `of` and `at` tie questions to pieces of passages.

    Passages to which a question points are read too.
    """
    rows = [(n, a) for n, (_, asked) in enumerate(batch) for a in asked]
    number = {id(p): n for n, (p, _) in enumerate(batch)}
    pointed_at = {id(p): p for _, a in rows for p, _, _ in a.beyond}
    others = [p for key, p in pointed_at.items() if key not in number]
    number |= {id(p): n for n, p in enumerate(others, len(batch))}
    batch = [*batch, *((p, []) for p in others)]
    width = max(len(p.ids) for p, _ in batch)
    wide = max(len(a.tags) for _, a in rows)
    out = {
        "ids": torch.zeros(len(batch), width, dtype=torch.long),
        "mask": torch.zeros(len(batch), width),
        "given": torch.zeros(len(batch), width, dtype=torch.long),
        "own": torch.zeros(len(rows), wide),
        "at": torch.zeros(len(rows), wide, dtype=torch.long),
        "of": torch.zeros(len(rows), wide, dtype=torch.long),
        "tags": torch.zeros(len(rows), wide, dtype=torch.long),
        "slots": torch.zeros(len(rows), wide, dtype=torch.long),
        "roles": torch.zeros(len(rows), wide, 4),
        "names": torch.zeros(len(rows), wide),
        "gate": torch.zeros(len(rows), width),
    }
    for n, (passage, _) in enumerate(batch):
        out["ids"][n, : len(passage.ids)] = passage.ids
        out["mask"][n, : len(passage.ids)] = 1.0
        out["given"][n, : len(passage.ids)] = passage.given
    for row, (n, asked) in enumerate(rows):
        size = len(asked.tags)
        out["own"][row, :size] = 1.0
        out["at"][row, :size] = torch.tensor([*asked.at, *(k for _, k, _ in asked.beyond)])
        out["of"][row, :size] = torch.tensor([n] * len(asked.at) + [number[id(p)] for p, _, _ in asked.beyond])
        out["gate"][row, asked.gate] = 1.0
        for name in ("tags", "slots", "roles", "names"):
            out[name][row, :size] = getattr(asked, name)
    out["size"] = torch.tensor([len(a.tags) for _, a in rows])
    out["place"] = torch.tensor([n for n, _ in rows])
    out["marks"] = torch.stack([a.marks for _, a in rows])
    out["types"] = torch.stack([a.types for _, a in rows])
    out["status"] = torch.tensor([a.status for _, a in rows])
    out["has_names"] = torch.tensor([float(a.has_names) for _, a in rows])
    out["has_roles"] = torch.tensor([float(a.has_roles) for _, a in rows])
    if any(a.taught for _, a in rows):
        out["taught"] = torch.tensor([float(a.taught is not None) for _, a in rows])
        out["taught_types"] = torch.zeros(len(rows), len(TYPES))
        out["taught_status"] = torch.zeros(len(rows), len(STATUSES))
        for row, (_, asked) in enumerate(rows):
            if asked.taught is not None:
                out["taught_types"][row] = asked.taught.types
                out["taught_status"][row] = asked.taught.status
    return {name: tensor.to(device) for name, tensor in out.items()}


def epoch_batches(
    passages: list[Passage], rng: random.Random, again: Collection[str] = ()
) -> list[list[tuple[Passage, list[Asked]]]]:
    """Return one epoch's batches: all events, a share of the triggers without one, alike lengths together.

    Of passages whose origin is in `again` an epoch sees a share.
    """
    keep = []
    for passage in passages:
        if passage.asked[0].example.origin in again and rng.random() >= AGAIN:
            continue
        asked = []
        for a in passage.asked:
            nothing = a.example.types == ("NONE",)
            share = (KEEP_PLOVER_NONE if a.example.plover else KEEP_NONE) if nothing else 1.0
            if nothing and a.taught is not None:
                share = 1.0 if a.taught.types[-1] < 1.0 - DULL else KEEP_DULL
            if rng.random() < share:
                asked.append(a)
        if asked:
            keep.append((passage, asked))
    return _dealt(keep, rng)


def _dealt(keep: list[tuple[Passage, list[Asked]]], rng: random.Random) -> list[list[tuple[Passage, list[Asked]]]]:
    """Deal passages into batches: those of one page stay together, since they point at one another."""
    pages: dict[object, list[tuple[Passage, list[Asked]]]] = defaultdict(list)
    for passage, asked in keep:
        pages[passage.page if passage.page[1] else id(passage)].append((passage, asked))
    lots = sorted(pages.values(), key=lambda lot: max(len(p.ids) for p, _ in lot) + rng.random() * 24)
    batches: list[list[tuple[Passage, list[Asked]]]] = [[]]
    for lot in lots:
        if len(batches[-1]) + len(lot) // 2 >= BATCH:
            batches.append([])
        batches[-1] += lot
    rng.shuffle(batches)
    return batches
