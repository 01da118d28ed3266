"""Build the event typist: PLOVER sentences, desk pages, our own pages and sentences -> two ONNX graphs.

    python -m training.events.train --plover FILE --desk FOLDER --written FILE --pages FOLDER --out FOLDER
        [--check-plover FILE] [--check-desk FOLDER] [--seed N] [--epochs N] [--rate X]
        [--start FILE] [--again NAME ...] [--without NAME ...]

The vectors of the words stay as they came. Loss: types by marginal likelihood over what is right (PLOVER's
YIELD rows may be CONCEDE or RETREAT), status and roles by cross-entropy. The weights shipped are the running mean of
the trained ones. A run may go on from an earlier one (`--start`); of the pages which that one has seen (`--again`) an
epoch then reads half. A graphics card is used where there is one.
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

from training.events.batches import STATUSES, TYPES, Passage, collate, encode, epoch_batches
from training.events.encoder import Head, Lower, Upper
from training.events.examples import Reader, rows_of
from training.events.export import MARKS, export
from training.events.reading import untyped_tools
from training.events.written_pages import read_pages

SEEN = "pages seen before"
PARTS = ("lower", "upper", "head")
SLOTS = 160  # the most frequent slots get a vector of their own
BLOTTED = 0.05  # share of word pieces that a step does not see
_CHUNKS = 3  # groups of like length in which the head answers a batch
MEAN = 0.995  # weight of the past in the running mean of the weights


def answers(net: nn.ModuleList, b: dict[str, Tensor], blotted: float = 0.0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the logits of types, statuses and roles of everything asked in a batch, and of its gates.

    `blotted` is the share of word pieces that the layers above the lowest do not see. Sentences of like length go
    through the head together; products are taken in half precision.
    """
    lower, upper, head = net
    sizes, wide = b["size"], b["at"].shape[1]
    found: list[list[Tensor]] = [[], [], []]
    with torch.autocast(b["ids"].device.type, dtype=torch.bfloat16):
        hidden = lower(b["ids"], b["mask"])
        if blotted:
            hidden = hidden * (torch.rand_like(b["mask"]) > blotted)[:, :, None] / (1.0 - blotted)
        hidden, gates = upper(hidden, b["mask"], b["given"])
        order = sizes.argsort()
        for rows in order.chunk(_CHUNKS):
            longest = int(sizes[rows].max())
            own = hidden[b["place"][rows][:, None], b["at"][rows, :longest]]
            fed = [b[name][rows, :longest] for name in ("own", "tags", "slots")]
            for place, logits in enumerate(head(own, *fed, b["marks"][rows])):
                whole = logits.float()
                if whole.dim() == 3:
                    whole = F.pad(whole, (0, 0, 0, wide - longest), value=-1e4)
                found[place].append(whole)
    back = order.argsort()
    kinds, statuses, roles = (torch.cat(parts)[back] for parts in found)
    gate = (gates.float()[b["place"]] * b["gate"]).sum(1) / b["gate"].sum(1).clamp(min=1.0)
    return kinds, statuses, roles, gate


def loss_of(net: nn.ModuleList, b: dict[str, Tensor]) -> Tensor:
    """Return the summed loss of types, status and roles of a batch; some word pieces are blotted out."""
    kinds, statuses, roles, gate = answers(net, b, BLOTTED)
    wrong = -1e4
    right = torch.where(b["types"] > 0, 0.0, wrong)
    total = -torch.logsumexp(kinds.log_softmax(-1) + right, -1).mean()
    told = b["status"] >= 0
    if told.any():
        total = total + F.cross_entropy(statuses[told], b["status"][told]) * told.float().mean()
    gated = b["gate"].any(1)
    if gated.any():
        total = total + 0.3 * F.binary_cross_entropy_with_logits(gate[gated], 1.0 - b["types"][gated, -1])
    heads = torch.where(b["roles"] > 0, 0.0, wrong)
    missed = -torch.logsumexp(roles.log_softmax(1) + heads, 1).sum(-1)
    return total + 0.5 * (missed * b["has_roles"]).sum() / len(told)


def train(
    passages: list[Passage],
    checks: dict[str, list[Passage]],
    slots: int,
    args: argparse.Namespace,
    device: str,
    start: dict[str, dict[str, Tensor]] | None,
) -> nn.ModuleList:
    """Return the trained lower and upper layers and head, as running means."""
    seed, epochs = args.seed, args.epochs
    rng = random.Random(seed)
    again = {"plover", "written", SEEN} if args.again else frozenset[str]()
    torch.manual_seed(seed)
    net = nn.ModuleList([Lower(), Upper(), Head(len(TYPES), len(STATUSES), slots + 2, MARKS)]).to(device)
    for module, name in zip(net, PARTS, strict=True):
        if start and name in start:
            module.load_state_dict(start[name], strict=False)
    net[0].embeddings.requires_grad_(False)  # the words keep their places; a few pages would move only theirs
    mean = copy.deepcopy(net).eval()
    slow = [p for n, p in net.named_parameters() if "layers" in n]
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
                if a.has_roles:
                    counts["roles"] += 1
                    for column, name in enumerate(("source", "target")):
                        counts[name] += bool(a.roles[int(roles[row, : len(a.at), column].argmax()), column])
    out = {"type F1": 2 * counts["right"] / max(1, counts["gold"] + counts["told"])}
    for name, whole in (("status", "statuses"), ("source", "roles"), ("target", "roles")):
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
    counts = Counter(word for e in examples for _, word in e.slots)
    start = torch.load(args.start, map_location=device) if args.start else None
    vocabulary = start["slots"] if start else [word for word, _ in counts.most_common(SLOTS)]
    ids = {word: place for place, word in enumerate(vocabulary)}
    print(Counter((e.origin, e.types == ("NONE",)) for e in examples), flush=True)
    checks: dict[str, list[Passage]] = {}
    if args.check_plover:
        rows = list(reader.plover(rows_of(args.check_plover), "plover"))
        checks["given"] = encode([e for e in rows if e.given], ids, device)
        checks["sentences"] = encode([e for e in rows if e.trigger], ids, device)
    if args.check_desk:
        checks["desk"] = encode(list(reader.desk(args.check_desk, "desk")), ids, device)
    net = train(encode(examples, ids, device), checks, len(vocabulary), args, device, start)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {name: part.state_dict() for name, part in zip(PARTS, net, strict=True)} | {"slots": vocabulary},
        args.out / "net.pt",
    )
    export(net, {"types": TYPES, "statuses": STATUSES, "slots": vocabulary}, args.out)
    card = {"seed": args.seed, "epochs": args.epochs, "rate": args.rate, "examples": len(examples)}
    (args.out / "run.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
