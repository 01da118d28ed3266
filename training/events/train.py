"""Build the event typist: PLOVER sentences, desk pages, our own pages and sentences -> two ONNX graphs.

    python -m training.events.train --plover FILE --desk FOLDER --written FILE --pages FOLDER --out FOLDER
        [--check-plover FILE] [--check-desk FOLDER] [--seed N] [--epochs N] [--rate X]
        [--start FILE] [--again NAME ...] [--without NAME ...]
        [--large FOLDER] [--taught FILE]

The vectors of the words stay as they came. Loss: types by marginal likelihood over what is right (PLOVER's
YIELD rows may be CONCEDE or RETREAT), status and roles by cross-entropy. The weights shipped are the running mean of
the trained ones. A run may go on from an earlier one (`--start`); of the pages which that one has seen (`--again`) an
epoch then reads half. A graphics card is used where there is one.

`--large` trains all-mpnet-base-v2 in its place, to be a teacher: its four lowest layers stay as they came, and
nothing is exported. What it answers to every trigger of some of the pages (`training.events.taught`) then stands
beside their gold for the small one (Hinton et al., "Distilling the knowledge in a neural network", 2015).
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from detente.events.naming import HERE
from training.events.batches import STATUSES, TYPES, Passage, collate, encode, epoch_batches
from training.events.encoder import Body, answers, large, small
from training.events.examples import Reader, rows_of
from training.events.export import export
from training.events.network import fill, network, save
from training.events.reading import untyped_tools
from training.events.taught import attach
from training.events.written_pages import read_pages

SEEN = "pages seen before"
SLOTS = 160  # the most frequent slots get a vector of their own
BLOTTED = 0.05  # share of word pieces that a step does not see
MEAN = 0.995  # weight of the past in the running mean of the weights
TAUGHT = 0.5  # share of a teacher's answer in what is right, where there is one
WRONG = -1e4  # added to the logarithm of what is not right
GATED, PARTIES = 0.3, 0.5  # weights of the gate and of each role in the loss


_MEASURED = (
    ("status", "statuses"), ("source", "roles"), ("target", "roles"),
    ("source state", "names"), ("target state", "names"),
)  # fmt: skip


def loss_of(net: nn.ModuleList, b: dict[str, Tensor]) -> Tensor:
    """Return the summed loss of types, status and roles of a batch; some word pieces are blotted out."""
    found = answers(net, b, BLOTTED)
    each = _gold_loss(found, b)
    if "taught" in b:
        each = torch.lerp(each, _taught_loss(found, b), TAUGHT * b["taught"])
    heads = torch.where(b["roles"] > 0, 0.0, WRONG)
    missed = -torch.logsumexp(_pointed(found[2], b["names"]) + heads, 1)
    words, names = missed[:, :2].sum(-1) * b["has_roles"], missed[:, 2:].sum(-1) * b["has_names"]
    return (each + PARTIES * (words + names)).mean()


def _pointed(roles: Tensor, names: Tensor) -> Tensor:
    """Return logarithms of probabilities over pieces: of the words of both sides, and among names of their states."""
    others = ((1.0 - names) * WRONG)[:, :, None]
    return torch.cat([roles[:, :, :2].log_softmax(1), (roles[:, :, 2:] + others).log_softmax(1)], -1)


def _gold_loss(found: tuple[Tensor, Tensor, Tensor, Tensor], b: dict[str, Tensor]) -> Tensor:
    """Return the loss of every row's types, status and gate against what is right."""
    kinds, statuses, _, gate = found
    right = torch.where(b["types"] > 0, 0.0, WRONG)
    each = -torch.logsumexp(kinds.log_softmax(-1) + right, -1)
    told = (b["status"] >= 0).float()
    each = each + F.cross_entropy(statuses, b["status"].clamp(min=0), reduction="none") * told
    gated = b["gate"].any(1).float()
    return each + GATED * gated * F.binary_cross_entropy_with_logits(gate, 1.0 - b["types"][:, -1], reduction="none")


def _taught_loss(found: tuple[Tensor, Tensor, Tensor, Tensor], b: dict[str, Tensor]) -> Tensor:
    """Return the same against a teacher's answer, the status as far as it sees an event."""
    kinds, statuses, _, gate = found
    event = 1.0 - b["taught_types"][:, -1]
    each = -(b["taught_types"] * kinds.log_softmax(-1)).sum(-1)
    each = each - event * (b["taught_status"] * statuses.log_softmax(-1)).sum(-1)
    return each + GATED * F.binary_cross_entropy_with_logits(gate, event, reduction="none")


def train(
    passages: list[Passage],
    checks: dict[str, list[Passage]],
    slots: int,
    args: argparse.Namespace,
    device: str,
    start: dict[str, dict[str, Tensor]] | None,
    body: Body,
) -> nn.ModuleList:
    """Return the trained lower and upper layers and head, as running means."""
    seed, epochs = args.seed, args.epochs
    rng = random.Random(seed)
    again = {"plover", "written", SEEN} if args.again else frozenset[str]()
    torch.manual_seed(seed)
    net = network(body, slots).to(device)
    fill(net, start or {})
    net[0].embeddings.requires_grad_(False)  # the words keep their places; a few pages would move only theirs
    if args.large:
        net[0].requires_grad_(False)
    mean = copy.deepcopy(net).eval()
    slow = [p for n, p in net.named_parameters() if "layers" in n and p.requires_grad]
    fast = [p for n, p in net.named_parameters() if "layers" not in n and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": slow}, {"params": fast}], weight_decay=0.01)
    steps = epochs * (len(epoch_batches(passages, random.Random(0), again)) + 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [args.rate, 5 * args.rate], total_steps=steps, pct_start=0.1
    )
    began = time.time()
    step = 0
    for epoch in range(epochs):
        net.train()
        losses = []
        for batch in epoch_batches(passages, rng, again):
            loss = loss_of(net, collate(batch, device))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            step += 1
            blend(mean, net, min(MEAN, step / (step + 10)))
        figures = {name: check(mean, rows, device) for name, rows in checks.items()}
        print(epoch, round(sum(losses) / len(losses), 3), figures, f"{time.time() - began:.0f} s", flush=True)
    return mean.cpu()


def blend(mean: nn.Module, net: nn.Module, past: float) -> None:
    """Move the running mean a step towards the weights of `net`."""
    with torch.no_grad():
        for old, new in zip(mean.parameters(), net.parameters(), strict=True):
            old.lerp_(new, 1.0 - past)


def check(net: nn.ModuleList, passages: list[Passage], device: str) -> dict[str, float]:
    """Return how often type, status, source and target are right; for types, F1 without NONE."""
    net.eval()
    counts: Counter[str] = Counter()
    with torch.no_grad():
        for at in range(0, len(passages), 16):
            batch = [(p, p.asked) for p in passages[at : at + 16]]
            kinds, statuses, roles, _ = answers(net, collate(batch, device))
            for row, a in enumerate(a for _, asked in batch for a in asked):
                best = TYPES[int(kinds[row].argmax())]
                event = a.example.types != ("NONE",)
                counts["gold"] += event
                counts["told"] += best != "NONE"
                counts["right"] += best != "NONE" and best in a.example.types
                if a.status >= 0:
                    counts["statuses"] += 1
                    counts["status"] += int(statuses[row].argmax()) == a.status
                best_of = _pointed(roles[row : row + 1, : len(a.tags)].cpu(), a.names[None])[0].argmax(0)
                for column, name in enumerate(("source", "target", "source state", "target state")):
                    if a.has_names if column > 1 else a.has_roles:
                        counts["names" if column > 1 else "roles"] += column % 2
                        counts[name] += bool(a.roles[best_of[column], column])
    out = {"type F1": 2 * counts["right"] / max(1, counts["gold"] + counts["told"])}
    for name, whole in _MEASURED:
        if counts[whole]:
            out[name] = counts[name] / counts[whole]
    return {k: round(v, 3) for k, v in out.items()}


def main() -> None:
    """Read the paths, train, export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("plover", "desk", "written", "pages", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--check-plover", type=Path)
    parser.add_argument("--check-desk", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--start", type=Path, help="net.pt of an earlier run to go on from")
    parser.add_argument("--again", nargs="*", default=[], help="files of pages that the earlier run has seen")
    parser.add_argument("--without", nargs="*", default=[], help="files of pages kept for training.events.rankings")
    parser.add_argument("--large", type=Path, help="folder of all-mpnet-base-v2, to train a teacher")
    parser.add_argument("--taught", type=Path, help="what a teacher answers to some of the pages")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    reader = Reader(untyped_tools())
    examples = [
        *reader.plover(rows_of(args.plover), "plover"),
        *reader.desk(args.desk, "desk"),
        *reader.pages(read_pages(args.pages, without={*args.without, *args.again}), "pages"),
        *reader.pages(read_pages(args.pages, only=args.again), SEEN),
        *reader.written(rows_of(args.written), "written"),
    ]
    counts = Counter(word for e in examples for word in (*(s for _, s in e.slots), *(n.slot for n in e.named or ())))
    del counts[HERE]
    start = torch.load(args.start, map_location=device) if args.start else None
    vocabulary = start["slots"] if start else [word for word, _ in counts.most_common(SLOTS)]
    ids = {word: place for place, word in enumerate(vocabulary)}
    body = large(args.large) if args.large else small()
    print(Counter((e.origin, e.types == ("NONE",)) for e in examples), flush=True)
    checks: dict[str, list[Passage]] = {}
    if args.check_plover:
        rows = list(reader.plover(rows_of(args.check_plover), "plover"))
        checks["given"] = encode([e for e in rows if e.given], ids, body)
        checks["sentences"] = encode([e for e in rows if e.trigger], ids, body)
    if args.check_desk:
        checks["desk"] = encode(list(reader.desk(args.check_desk, "desk")), ids, body)
    whole = encode(examples, ids, body)
    if args.taught:
        attach(whole, args.taught)
    net = train(whole, checks, len(vocabulary), args, device, start, body)
    save(net, vocabulary, args.out)
    if not args.large:
        export(net, {"types": TYPES, "statuses": STATUSES, "slots": vocabulary}, args.out)
    card = {"seed": args.seed, "epochs": args.epochs, "rate": args.rate, "examples": len(examples)}
    (args.out / "run.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
