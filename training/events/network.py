"""The three parts of the typist's network, made, filled and written as one."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.events.batches import STATUSES, TYPES
from training.events.encoder import Body, Head, Lower, Upper
from training.events.export import MARKS

PARTS = ("lower", "upper", "head")


def network(body: Body, slots: int) -> nn.ModuleList:
    """Return the lower and upper layers and the head over a body, for a vocabulary of so many slots."""
    return nn.ModuleList([Lower(body), Upper(body), Head(body, len(TYPES), len(STATUSES), slots + 2, MARKS)])


def fill(net: nn.ModuleList, weights: dict[str, dict[str, Tensor]]) -> None:
    """Lay an earlier run's weights into a network; a part that the run did not train stays as it came."""
    for module, name in zip(net, PARTS, strict=True):
        if name in weights:
            module.load_state_dict(weights[name], strict=False)


def save(net: nn.ModuleList, slots: list[str], folder: Path) -> None:
    """Write net.pt into a folder: the weights of every part, and the slots in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: part.state_dict() for name, part in zip(PARTS, net, strict=True)}
    torch.save(weights | {"slots": slots}, folder / "net.pt")
