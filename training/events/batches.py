"""Examples become batches: word pieces of passages, and what is asked about each, padded to one length.

A passage is read once; every trigger (or given pair) of it is a question about its own sentence. What a teacher
answered may stand beside a question, or in place of its gold.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from detente.types import EventType, Status
from training.events.encoder import Body
from training.events.examples import Example
from training.events.export import MARKS

TYPES = [*(t.value for t in EventType), "NONE"]
STATUSES = [s.value for s in Status]
PLAIN = "plain"  # the origin of pages without gold, of which only a teacher tells
LIMIT, BATCH = 224, 8  # word pieces of a passage, passages of a step
KEEP_NONE, KEEP_PLOVER_NONE = 0.7, 0.3  # shares of the examples without event that one epoch sees
AGAIN = 0.5  # share of what an earlier run has seen that one epoch sees
DULL, KEEP_DULL = 0.02, 0.35  # where a teacher sees an event this seldom, an epoch sees this share


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a teacher answered: probabilities of types (the last: none), statuses, and both roles over pieces."""

    types: Tensor
    status: Tensor
    roles: Tensor


class Asked:
    """One example as tensors over the pieces of its sentence, the passage's first piece ahead; `at`: their places."""

    def __init__(self, example: Example, offsets: list[tuple[int, int]], slots: dict[str, int]) -> None:
        self.example = example
        self.taught: Answer | None = None
        self.at = sorted({0, *pieces(example.own, offsets)})
        own = [(-1, -1), *(offsets[k] for k in self.at[1:])]
        size = len(own)
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
        self.gate = [self.at[k] for k in range(1, size) if self.tags[k] & 4]
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
        self.roles = torch.zeros(size, 2)
        self.has_roles = example.sources is not None
        for column, heads in enumerate((example.sources, example.targets)):
            for span in heads or ():
                for k in pieces(span, own):
                    self.roles[k, column] = 1.0
            if not self.roles[:, column].any():
                self.roles[0, column] = 1.0


@dataclass(slots=True, eq=False)
class Passage:
    """What is read once: word pieces, marks of a given pair, and all that is asked about it."""

    ids: Tensor
    given: Tensor
    asked: list[Asked] = field(default_factory=list)


def pieces(span: tuple[int, int], offsets: list[tuple[int, int]]) -> list[int]:
    """Return the word pieces that a span of characters covers."""
    return [k for k, (a, b) in enumerate(offsets) if a < span[1] and span[0] < b and a < b]


def encode(examples: list[Example], slots: dict[str, int], body: Body) -> list[Passage]:
    """Cut every passage into word pieces and lay out all examples."""
    tokenizer = Tokenizer.from_file(str(body.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    by_passage: dict[tuple[str, object, str], list[Example]] = defaultdict(list)
    for example in examples:
        by_passage[example.text, example.given, example.origin].append(example)
    out = []
    for (text, _, _), group in by_passage.items():
        e = tokenizer.encode(text)
        ids, offsets = torch.tensor(e.ids[:LIMIT]), e.offsets[:LIMIT]
        given = torch.zeros(len(offsets), dtype=torch.long)
        for bit, span in zip((1, 2), group[0].given or (None, None), strict=True):
            for k in pieces(span, offsets) if span else ():
                given[k] |= bit
        out.append(Passage(ids, given, [Asked(x, offsets, slots) for x in group]))
    return out


def collate(batch: list[tuple[Passage, list[Asked]]], device: str) -> dict[str, Tensor]:
    """Pad a batch of passages with what is asked about each; `place` and `at` tie questions to pieces of passages."""
    width = max(len(p.ids) for p, _ in batch)
    rows = [(n, a) for n, (_, asked) in enumerate(batch) for a in asked]
    wide = max(len(a.at) for _, a in rows)
    out = {
        "ids": torch.zeros(len(batch), width, dtype=torch.long),
        "mask": torch.zeros(len(batch), width),
        "given": torch.zeros(len(batch), width, dtype=torch.long),
        "own": torch.zeros(len(rows), wide),
        "at": torch.zeros(len(rows), wide, dtype=torch.long),
        "tags": torch.zeros(len(rows), wide, dtype=torch.long),
        "slots": torch.zeros(len(rows), wide, dtype=torch.long),
        "roles": torch.zeros(len(rows), wide, 2),
        "gate": torch.zeros(len(rows), width),
    }
    for n, (passage, _) in enumerate(batch):
        out["ids"][n, : len(passage.ids)] = passage.ids
        out["mask"][n, : len(passage.ids)] = 1.0
        out["given"][n, : len(passage.ids)] = passage.given
    for row, (_, asked) in enumerate(rows):
        size = len(asked.at)
        out["own"][row, :size] = 1.0
        out["at"][row, :size] = torch.tensor(asked.at)
        out["gate"][row, asked.gate] = 1.0
        for name in ("tags", "slots", "roles"):
            out[name][row, :size] = getattr(asked, name)
    out["size"] = torch.tensor([len(a.at) for _, a in rows])
    out["place"] = torch.tensor([n for n, _ in rows])
    out["marks"] = torch.stack([a.marks for _, a in rows])
    out["types"] = torch.stack([a.types for _, a in rows])
    out["status"] = torch.tensor([a.status for _, a in rows])
    out["has_roles"] = torch.tensor([float(a.has_roles) for _, a in rows])
    if any(a.taught for _, a in rows):
        out["taught"] = torch.tensor([float(a.taught is not None) for _, a in rows])
        out["taught_types"] = torch.zeros(len(rows), len(TYPES))
        out["taught_status"] = torch.zeros(len(rows), len(STATUSES))
        out["taught_roles"] = torch.zeros(len(rows), wide, 2)
        for row, (_, asked) in enumerate(rows):
            if asked.taught is not None:
                out["taught_types"][row] = asked.taught.types
                out["taught_status"][row] = asked.taught.status
                out["taught_roles"][row, : len(asked.at)] = asked.taught.roles
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
            if a.taught is not None:
                if a.taught.types[-1] < 1.0 - DULL or rng.random() < KEEP_DULL:
                    asked.append(a)
                continue
            share = (KEEP_PLOVER_NONE if a.example.plover else KEEP_NONE) if nothing else 1.0
            if rng.random() < share:
                asked.append(a)
        if asked:
            keep.append((passage, asked))
    keep.sort(key=lambda p: len(p[0].ids) + rng.random() * 24)
    batches = [keep[i : i + BATCH] for i in range(0, len(keep), BATCH)]
    rng.shuffle(batches)
    return batches
