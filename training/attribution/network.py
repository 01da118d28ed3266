"""Piece ids and features -> tag scores and link vectors: MiniLM-L6 with a small BERT forward of our own.

The encoder is read from the published `model.safetensors` (layout of a BERT without pooler: 6 layers, 384 wide,
12 heads). Feature vectors are added to the input embedding and start at zero, so training starts from the
published encoder. The speech head adds its own scores to the PolNeAR head's: it learns only the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from detente.models.decode import TAGS
from detente.models.join import BUCKETS, LAYOUTS, LINK_WIDTH, LINKS
from detente.models.windows import CASES, PLACES, QUOTES

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype)).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + F.dropout(self.out(y), drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, drop, self.training))


class Network(nn.Module):
    """Encoder and heads; `forward` gives one row of outputs a piece (see `split`)."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.place = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.feature = nn.ModuleList(nn.Embedding(n, WIDTH) for n in (CASES, QUOTES, PLACES))
        for table in self.feature:
            nn.init.zeros_(table.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.polnear = nn.Linear(WIDTH, TAGS)
        self.speech = nn.Linear(WIDTH, TAGS)
        nn.init.zeros_(self.speech.weight)
        nn.init.zeros_(self.speech.bias)
        # per link type: a query, a key and the score of "links to nothing"
        self.query = nn.Linear(WIDTH, LINKS * LINK_WIDTH)
        self.key = nn.Linear(WIDTH, LINKS * LINK_WIDTH)
        self.null = nn.Linear(WIDTH, LINKS)
        self.near = nn.Parameter(torch.zeros(LINKS, BUCKETS))
        self.layout = nn.Parameter(torch.zeros(LINKS, LAYOUTS))

    def embed(self, ids: Tensor, feature: Tensor) -> Tensor:
        case, quote, place = feature // (QUOTES * PLACES), feature // PLACES % QUOTES, feature % PLACES
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind
        for table, index in zip(self.feature, (case, quote, place), strict=True):
            x = x + table(index)
        return self.norm(x)

    def forward(self, ids: Tensor, feature: Tensor, mask: Tensor, drop: float = 0.1) -> tuple[Tensor, ...]:
        x = F.dropout(self.embed(ids, feature), drop, self.training)
        bias = torch.zeros(mask.shape, device=x.device).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, drop)
        x = x.float()
        with torch.autocast(x.device.type, enabled=False):
            h = F.dropout(x, drop, self.training)
            polnear = self.polnear(h)
            return polnear, polnear + self.speech(h), self.query(x), self.key(x), self.null(x)


def load_encoder(net: Network, folder: Path) -> None:
    """Copy the published encoder into the network."""
    raw = load_file(str(folder / "model.safetensors"))
    raw = {k.removeprefix("bert.").removeprefix("0.auto_model."): v.float() for k, v in raw.items()}
    with torch.no_grad():
        net.word.weight.copy_(raw["embeddings.word_embeddings.weight"])
        net.place.weight.copy_(raw["embeddings.position_embeddings.weight"])
        net.kind.copy_(raw["embeddings.token_type_embeddings.weight"][0])
        copy_linear(net.norm, raw, "embeddings.LayerNorm")
        for n, layer in enumerate(net.layers):
            at = f"encoder.layer.{n}."
            for i, name in enumerate(("query", "key", "value")):
                part = slice(i * WIDTH, (i + 1) * WIDTH)
                layer.qkv.weight[part] = raw[f"{at}attention.self.{name}.weight"]
                layer.qkv.bias[part] = raw[f"{at}attention.self.{name}.bias"]
            copy_linear(layer.out, raw, at + "attention.output.dense")
            copy_linear(layer.norm1, raw, at + "attention.output.LayerNorm")
            copy_linear(layer.up, raw, at + "intermediate.dense")
            copy_linear(layer.down, raw, at + "output.dense")
            copy_linear(layer.norm2, raw, at + "output.LayerNorm")


def copy_linear(module: nn.Module, raw: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(raw[name + ".weight"])
    module.bias.copy_(raw[name + ".bias"])


@dataclass
class Batch:
    """Padded windows with labels; `spans` holds per window the source, cue and content spans and their links."""

    ids: Tensor
    feature: Tensor
    mask: Tensor
    tags: Tensor
    speech: Tensor
    links: list[WindowLinks]


@dataclass
class WindowLinks:
    """Spans of one window by role, the line of each piece, the gold links: (type, from span, to span or None)."""

    spans: tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]
    pairs: list[tuple[int, int, int | None]]
    line: np.ndarray
