"""Build the attribution tagger: PolNeAR and desk training data -> weights, decoder numbers and card.

python -m training.attribution.train --attribution PATH --desk PATH --encoder PATH --out DIR
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from detente.models.decode import CONTENT, CUE, SOURCE
from detente.models.join import LINK_ROLES, LINK_WIDTH, places
from detente.models.windows import CLS, SEP
from training.attribution.corpus import UNKNOWN, Document, Sample, read_desk, read_polnear, samples
from training.attribution.finish import finish, options, split
from training.attribution.network import Batch, Network, WindowLinks, load_encoder

MASK = 103


@dataclass(frozen=True)
class Cycle:
    """One fall of the learning rate: from `rate` towards zero over `epochs`, ended after the share `until`."""

    epochs: float
    rate: float
    until: float = 1.0


CYCLES = (Cycle(4, 1.5e-4, 0.82), Cycle(2.75, 1e-4))


def batch_of(group: list[Sample]) -> Batch:
    """Pad windows to one length, with the encoder's start and end pieces around each."""
    width = max(s.right - s.left for s in group) + 2
    ids = torch.zeros(len(group), width, dtype=torch.long)
    feature = torch.zeros_like(ids)
    mask = torch.zeros(len(group), width, dtype=torch.bool)
    tags = torch.full((len(group), width), UNKNOWN)
    speech = torch.tensor([s.doc.scheme == "speech" for s in group])
    links = []
    for i, s in enumerate(group):
        n = s.right - s.left
        ids[i, 0], ids[i, n + 1] = CLS, SEP
        ids[i, 1 : n + 1] = torch.from_numpy(s.doc.pieces.ids[s.left : s.right])
        feature[i, 1 : n + 1] = torch.from_numpy(s.doc.pieces.feature[s.left : s.right])
        mask[i, : n + 2] = True
        tags[i, 1 : n + 1] = torch.from_numpy(s.doc.tags[s.left : s.right])
        links.append(links_of(s))
    return Batch(ids, feature, mask, tags, speech, links)


def links_of(s: Sample) -> WindowLinks:
    """Collect the spans that lie in the window, and the links that end in it or are known to end nowhere."""
    spans: tuple[list, list, list] = ([], [], [])
    index: dict[tuple[int, tuple[int, int]], int] = {}

    def place(role: int, span: tuple[int, int]) -> int | None:
        if span[0] < s.left or span[1] > s.right:
            return None
        moved = (span[0] - s.left + 1, span[1] - s.left + 1)
        if (role, moved) not in index:
            index[role, moved] = len(spans[role])
            spans[role].append(moved)
        return index[role, moved]

    pairs: list[tuple[int, int, int | None]] = []
    for source, cue, content in s.doc.links:
        here = [place(SOURCE, x) for x in source], [place(CUE, x) for x in cue], [place(CONTENT, x) for x in content]
        for link, (asker, answer) in enumerate(LINK_ROLES):
            for k, i in enumerate(here[asker]):
                if i is None:
                    continue
                if link == 2:
                    if k and here[CONTENT][k - 1] is None:
                        continue
                    pairs.append((link, i, here[CONTENT][k - 1] if k else None))
                elif not here[answer]:
                    pairs.append((link, i, None))
                elif here[answer][0] is not None:
                    pairs.append((link, i, here[answer][0]))
    order = [sorted(range(len(x)), key=x.__getitem__) for x in spans]
    rank = [{old: new for new, old in enumerate(o)} for o in order]
    spans = tuple([x[k] for k in o] for x, o in zip(spans, order, strict=True))
    pairs = [
        (link, rank[LINK_ROLES[link][0]][i], None if t is None else rank[LINK_ROLES[link][1]][t])
        for link, i, t in pairs
    ]
    line = np.concatenate([[0], s.doc.pieces.line[s.left : s.right], [0]])
    return WindowLinks(spans, pairs, line)


def link_loss(net: Network, query: Tensor, key: Tensor, null: Tensor, links: list[WindowLinks]) -> Tensor:
    """Mean cross entropy of every asking span over its window's answering spans and "nothing"."""
    losses = []
    for w, window in enumerate(links):
        if not window.pairs:
            continue
        mean = []
        bounds = [np.array(x, np.int64).reshape(-1, 2) for x in window.spans]
        for role in range(3):
            m = torch.zeros(len(window.spans[role]), query.shape[1], device=query.device)
            for i, (a, b) in enumerate(window.spans[role]):
                m[i, a:b] = 1.0 / (b - a)
            mean.append(m)
        for link, (asker, answer) in enumerate(LINK_ROLES):
            pairs = [(i, t) for kind, i, t in window.pairs if kind == link]
            if not pairs:
                continue
            part = slice(link * LINK_WIDTH, (link + 1) * LINK_WIDTH)
            rows = torch.tensor([i for i, _ in pairs])
            m = mean[asker][rows]
            q = m @ query[w, :, part]
            n = m @ null[w, :, link : link + 1]
            k = mean[answer] @ key[w, :, part]
            _, near, layout = places(bounds[asker][rows.numpy()], bounds[answer], bounds[CONTENT], window.line)
            score = q @ k.T / math.sqrt(LINK_WIDTH)
            score = score + net.near[link][torch.from_numpy(near)] + net.layout[link][torch.from_numpy(layout)]
            if link == 2:
                later = torch.from_numpy(bounds[answer][None, :, 0] >= bounds[asker][rows.numpy()][:, :1])
                score = score.masked_fill(later.to(score.device), -1e4)
            score = torch.cat([score, n], dim=1)
            target = torch.tensor([score.shape[1] - 1 if t is None else t for _, t in pairs], device=score.device)
            losses.append(F.cross_entropy(score, target, reduction="none"))
    return torch.cat(losses).mean() if losses else query.sum() * 0


def loss_of(net: Network, batch: Batch, bf16: bool, drop: float) -> tuple[Tensor, Tensor]:
    """Tag loss (each window under its own scheme's head) and link loss."""
    device = net.kind.device
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
        out = net(batch.ids.to(device), batch.feature.to(device), batch.mask.to(device), drop)
    polnear, speech, query, key, null = out
    scores = torch.where(batch.speech[:, None, None].to(device), speech, polnear)
    tag = F.cross_entropy(scores.flatten(0, 1), batch.tags.flatten().to(device), ignore_index=UNKNOWN)
    return tag, link_loss(net, query, key, null, batch.links)


def hidden(ids: Tensor, mask: Tensor, share: float) -> Tensor:
    """Hide a share of the pieces behind the encoder's [MASK], so that no word is all that a label hangs on."""
    chosen = (torch.rand(ids.shape) < share) & mask & (ids != CLS) & (ids != SEP)
    return ids.masked_fill(chosen, MASK)


def fit(
    net: Network, docs: list[Document], desk: list[list[Document]], a: argparse.Namespace, cycle: Cycle, seed: int
) -> dict[str, Tensor]:
    """Train one cycle in place; returns the moving average of the weights over its second half."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    head = [
        p
        for n, p in net.named_parameters()
        if n.split(".")[0] in ("polnear", "speech", "query", "key", "null", "near", "layout", "feature")
    ]
    heads = {id(p) for p in head}
    groups: list[dict] = [{"params": head, "top": a.head_rate, "weight_decay": 0.0}]
    net.word.weight.requires_grad_(False)
    for n, p in net.named_parameters():
        if id(p) in heads or not p.requires_grad:
            continue
        depth = int(n.split(".")[1]) + 1 if n.startswith("layers.") else 0
        groups.append(
            {
                "params": [p],
                "top": cycle.rate * a.decay ** (6 - depth),
                "weight_decay": 0.01 if p.ndim > 1 and depth else 0.0,
            }
        )
    opt = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), eps=1e-6)
    per_epoch = sum(len(d.pieces) for d in docs) + a.desk_weight * sum(len(d.pieces) for d in desk[0])
    total = int(cycle.epochs * per_epoch / (a.batch * a.size * 0.93))
    last = min(int(cycle.until * total), a.steps or total)
    step, started = 0, time.time()
    average: dict | None = None
    net.train()
    while step < last:
        pool = samples(docs, a.size, rng)
        for k in range(a.desk_weight):
            pool += samples(desk[k % len(desk)], a.size, rng)
        rng.shuffle(pool)
        # neighbours of like length share a batch, so that little is padding
        chunk = a.batch * 16
        groups_of = []
        for c in range(0, len(pool), chunk):
            near = sorted(pool[c : c + chunk], key=lambda s: s.right - s.left)
            groups_of += [near[i : i + a.batch] for i in range(0, len(near), a.batch)]
        rng.shuffle(groups_of)
        for group in groups_of:
            done = step / total
            scale = min(1.0, (step + 1) / (0.05 * total)) * (1 - 0.98 * done)
            for g in opt.param_groups:
                g["lr"] = g["top"] * scale
            batch = batch_of(group)
            batch.ids = hidden(batch.ids, batch.mask, a.hide)
            tag, link = loss_of(net, batch, a.bf16, a.drop)
            (tag + a.link_weight * link).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            if done > 0.5:
                if average is None:
                    average = copy.deepcopy(net.state_dict())
                if step % 10 == 0:
                    with torch.no_grad():
                        for name, p in net.named_parameters():
                            if p.requires_grad:
                                average[name].lerp_(p, 1 - a.ema)
            step += 1
            if step % 50 == 0:
                print(
                    f"step {step}/{total} tag {tag.item():.4f} link {link.item():.4f} {time.time() - started:.0f}s",
                    flush=True,
                )
            if step >= last:
                break
    spent = (time.time() - started) / max(1, step)
    print(f"{spent:.2f} s a step on {device_of(net)}; the whole cycle has {int(cycle.until * total)}", flush=True)
    return average or net.state_dict()


def device_of(net: Network) -> str:
    """Name what the network runs on: the GPU, or the threads."""
    device = net.kind.device
    return torch.cuda.get_device_name(device) if device.type == "cuda" else f"{torch.get_num_threads()} CPU threads"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    options(p)
    p.add_argument("--part", type=float, default=1.0, help="share of the training articles, for quick comparisons")
    p.add_argument("--steps", type=int, default=0, help="end each cycle after so many steps, to try the recipe out")
    p.add_argument("--size", type=int, default=300, help="pieces a training window at most")
    p.add_argument("--batch", type=int, default=3, help="windows a step")
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.85, help="learning rate factor a layer downwards")
    p.add_argument("--drop", type=float, default=0.1)
    p.add_argument("--hide", type=float, default=0.04, help="share of pieces hidden behind [MASK]")
    p.add_argument("--ema", type=float, default=0.95, help="share kept of the average, every ten steps")
    p.add_argument("--desk-weight", type=int, default=4, help="times that the desk pages are shown an epoch")
    p.add_argument("--link-weight", type=float, default=0.3)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--fp32", dest="bf16", action="store_false")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(a.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    _, docs = split(read_polnear(a.attribution / "train.jsonl", tokenizer), a.held, a.seed)
    docs = docs[: round(len(docs) * a.part)]
    desk = [read_desk(a.desk / "train", tokenizer, furniture=f) for f in (False, True)]
    desk = [split(pages, a.held_pages, a.seed)[1] for pages in desk]
    net = Network()
    load_encoder(net, a.encoder)
    if torch.cuda.is_available():
        net.cuda()
    for number, cycle in enumerate(CYCLES):
        print("cycle", number, len(docs), "articles,", len(desk[0]), "pages", flush=True)
        net.load_state_dict(fit(net, docs, desk, a, cycle, a.seed + number))
        torch.save(net.state_dict(), a.out / "net.pt")
    a.net, a.out = a.out / "net.pt", a.out / "shipped"
    torch.set_num_threads(1)
    finish(a)


if __name__ == "__main__":
    main()
