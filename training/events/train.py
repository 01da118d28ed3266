"""Build the event typist: PLOVER sentences, desk pages and our own sentences -> upper layers, slots, two ONNX graphs.

    python -m training.events.train --plover FILE --desk FOLDER --written FILE --out FOLDER [--check-plover FILE]
        [--check-desk FOLDER] [--seed N] [--epochs N]

The lower half of the encoder stays as it came. Loss: types by marginal likelihood over what is right (PLOVER's YIELD
rows may be CONCEDE or RETREAT), status and roles by cross-entropy. One thread; about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from detente.events.triggers import trigger_table
from detente.lexicon import load_lexicon
from detente.parses.english import load_english
from detente.types import EventType, Status
from training.events.encoder import Lower, Upper, weights_folder
from training.events.examples import Example, Reader, rows_of
from training.events.export import export

TYPES = [*(t.value for t in EventType), "NONE"]
STATUSES = [s.value for s in Status]
LIMIT, MARKS, BATCH = 128, 20, 16
SLOTS = 160  # the most frequent slots get a vector of their own
KEEP_NONE, KEEP_PLOVER_NONE = 0.6, 0.25  # shares of the examples without event that one epoch sees


class Encoded:
    """An example as tensors over word pieces, with the lower half's output."""

    def __init__(
        self, example: Example, hidden: Tensor, offsets: list[tuple[int, int]], slots: dict[str, int]
    ) -> None:
        size = len(offsets)
        self.example = example
        self.hidden = hidden
        self.tags = torch.zeros(size, dtype=torch.long)
        self.slots = torch.zeros(size, dtype=torch.long)
        self.marks = torch.zeros(MARKS)
        for span, word in example.slots:
            for k in pieces(span, offsets):
                self.slots[k] = slots.get(word, len(slots) + 1)
        spans = [(4, s) for s in example.trigger]
        spans += [(bit, s) for bit, s in zip((1, 2), example.given or (None, None), strict=True) if s]
        for bit, span in spans:
            for k in pieces(span, offsets):
                self.tags[k] |= bit
                if bit == 4:
                    self.slots[k] = 0
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
                for k in pieces(span, offsets):
                    self.roles[k, column] = 1.0
            if not self.roles[:, column].any():
                self.roles[0, column] = 1.0


def pieces(span: tuple[int, int], offsets: list[tuple[int, int]]) -> list[int]:
    """Return the word pieces that a span of characters covers."""
    return [k for k, (a, b) in enumerate(offsets) if a < span[1] and span[0] < b and a < b]


def encode(examples: list[Example], slots: dict[str, int]) -> list[Encoded]:
    """Run the lower half once for every sentence and lay out all examples."""
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    lower = Lower().eval()
    known: dict[str, tuple[Tensor, list[tuple[int, int]]]] = {}
    out = []
    with torch.no_grad():
        for example in examples:
            if example.text not in known:
                e = tokenizer.encode(example.text)
                ids = torch.tensor([e.ids[:LIMIT]])
                known[example.text] = (lower(ids, torch.ones(ids.shape))[0].half(), e.offsets[:LIMIT])
            hidden, offsets = known[example.text]
            out.append(Encoded(example, hidden, offsets, slots))
    return out


def collate(batch: list[Encoded]) -> dict[str, Tensor]:
    """Pad a batch of encoded examples."""
    count, width = len(batch), max(len(e.tags) for e in batch)
    out = {
        "hidden": torch.zeros(count, width, batch[0].hidden.shape[1]),
        "mask": torch.zeros(count, width),
        "tags": torch.zeros(count, width, dtype=torch.long),
        "slots": torch.zeros(count, width, dtype=torch.long),
        "roles": torch.zeros(count, width, 2),
    }
    for row, e in enumerate(batch):
        size = len(e.tags)
        out["hidden"][row, :size] = e.hidden.float()
        out["mask"][row, :size] = 1.0
        for name in ("tags", "slots", "roles"):
            out[name][row, :size] = getattr(e, name)
    out["marks"] = torch.stack([e.marks for e in batch])
    out["types"] = torch.stack([e.types for e in batch])
    out["status"] = torch.tensor([e.status for e in batch])
    out["has_roles"] = torch.tensor([float(e.has_roles) for e in batch])
    return out


def loss_of(upper: Upper, b: dict[str, Tensor]) -> Tensor:
    """Return the summed loss of types, status and roles of a batch."""
    kinds, statuses, roles = upper(b["hidden"], b["mask"], b["tags"], b["slots"], b["marks"])
    wrong = -1e4
    right = torch.where(b["types"] > 0, 0.0, wrong)
    total = -torch.logsumexp(kinds.log_softmax(-1) + right, -1).mean()
    told = b["status"] >= 0
    if told.any():
        total = total + F.cross_entropy(statuses[told], b["status"][told]) * told.float().mean()
    heads = torch.where(b["roles"] > 0, 0.0, wrong)
    missed = -torch.logsumexp(roles.log_softmax(1) + heads, 1).sum(-1)
    return total + 0.5 * (missed * b["has_roles"]).sum() / len(told)


def epoch_batches(encoded: list[Encoded], rng: random.Random) -> list[list[Encoded]]:
    """Return one epoch's batches: all events, a share of the triggers without one, alike lengths together."""
    keep = []
    for e in encoded:
        nothing = e.example.types == ("NONE",)
        share = (KEEP_PLOVER_NONE if e.example.plover else KEEP_NONE) if nothing else 1.0
        if rng.random() < share:
            keep.append(e)
    keep.sort(key=lambda e: len(e.tags) + rng.random() * 14)
    batches = [keep[i : i + BATCH] for i in range(0, len(keep), BATCH)]
    rng.shuffle(batches)
    return batches


def train(encoded: list[Encoded], checks: dict[str, list[Encoded]], slots: int, seed: int, epochs: int) -> Upper:
    """Return the trained upper half."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    upper = Upper(len(TYPES), len(STATUSES), slots + 2, MARKS)
    slow = [p for n, p in upper.named_parameters() if n.startswith("layers")]
    fast = [p for n, p in upper.named_parameters() if not n.startswith("layers")]
    optimizer = torch.optim.AdamW([{"params": slow}, {"params": fast}], weight_decay=0.01)
    steps = epochs * (len(epoch_batches(encoded, random.Random(0))) + 6)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [1.2e-4, 6e-4], total_steps=steps, pct_start=0.1)
    began = time.time()
    for epoch in range(epochs):
        upper.train()
        losses = []
        for batch in epoch_batches(encoded, rng):
            loss = loss_of(upper, collate(batch))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        figures = {name: check(upper, rows) for name, rows in checks.items()}
        print(epoch, round(sum(losses) / len(losses), 3), figures, f"{time.time() - began:.0f} s", flush=True)
    return upper.eval()


def check(upper: Upper, encoded: list[Encoded]) -> dict[str, float]:
    """Return how often type, status, source and target are right; for triggers also F1 of types without NONE."""
    upper.eval()
    counts: Counter[str] = Counter()
    with torch.no_grad():
        for at in range(0, len(encoded), 32):
            batch = encoded[at : at + 32]
            b = collate(batch)
            kinds, statuses, roles = upper(b["hidden"], b["mask"], b["tags"], b["slots"], b["marks"])
            for row, e in enumerate(batch):
                best = TYPES[int(kinds[row].argmax())]
                event = e.example.types != ("NONE",)
                counts["gold"] += event
                counts["told"] += best != "NONE"
                counts["right"] += best != "NONE" and best in e.example.types
                if e.status >= 0:
                    counts["statuses"] += 1
                    counts["status"] += int(statuses[row].argmax()) == e.status
                if e.has_roles:
                    counts["roles"] += 1
                    for column, name in enumerate(("source", "target")):
                        counts[name] += bool(e.roles[int(roles[row, : len(e.tags), column].argmax()), column])
    out = {"type F1": 2 * counts["right"] / max(1, counts["gold"] + counts["told"])}
    for name, whole in (("status", "statuses"), ("source", "roles"), ("target", "roles")):
        if counts[whole]:
            out[name] = counts[name] / counts[whole]
    return {k: round(v, 3) for k, v in out.items()}


def main() -> None:
    """Read the paths, train, export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("plover", "desk", "written", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--check-plover", type=Path)
    parser.add_argument("--check-desk", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    reader = Reader(load_english(), trigger_table(load_lexicon()))
    examples = [
        *reader.plover(rows_of(args.plover), "plover"),
        *reader.desk(args.desk, "desk"),
        *reader.written(rows_of(args.written), "written"),
    ]
    counts = Counter(word for e in examples for _, word in e.slots)
    vocabulary = [word for word, _ in counts.most_common(SLOTS)]
    ids = {word: place + 1 for place, word in enumerate(vocabulary)}
    print(Counter((e.origin, e.types == ("NONE",)) for e in examples), flush=True)
    checks: dict[str, list[Encoded]] = {}
    if args.check_plover:
        rows = list(reader.plover(rows_of(args.check_plover), "plover"))
        checks["given"] = encode([e for e in rows if e.given], ids)
        checks["sentences"] = encode([e for e in rows if e.trigger], ids)
    if args.check_desk:
        checks["desk"] = encode(list(reader.desk(args.check_desk, "desk")), ids)
    upper = train(encode(examples, ids), checks, len(vocabulary), args.seed, args.epochs)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"upper": upper.state_dict(), "slots": vocabulary}, args.out / f"upper-{args.seed}.pt")
    export(upper, vocabulary, TYPES, STATUSES, args.out)
    card = {"seed": args.seed, "epochs": args.epochs, "examples": len(examples)}
    (args.out / "run.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
