"""The weights of several runs become their mean, exported like those of one run.

    python -m training.events.mean NET.pt NET.pt ... --out FOLDER

Runs must go on from one another (`training.events.train --start`), or the mean means nothing: the weights of runs
that began apart do not lie in one basin (Wortsman et al., "Model soups", ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.events.batches import STATUSES, TYPES
from training.events.encoder import small
from training.events.export import export
from training.events.network import PARTS, network, save

Weights = dict[str, Tensor]


def mean(runs: list[Weights]) -> Weights:
    """Return the mean of every weight; what is no fraction is the first run's."""
    first = runs[0]
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    """Read the runs, average, export; raises SystemExit where they name slots in different orders."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    nets = [torch.load(path, map_location="cpu") for path in args.runs]
    slots = nets[0]["slots"]
    if any(net["slots"] != slots for net in nets):
        raise SystemExit("the runs name the slots in different orders: let each go on from the one before")
    net = network(small(), len(slots))
    for module, name in zip(net, PARTS, strict=True):
        module.load_state_dict(mean([run.get(name, module.state_dict()) for run in nets]))
    save(net, slots, args.out)
    export(net.eval(), {"types": TYPES, "statuses": STATUSES, "slots": slots}, args.out)


if __name__ == "__main__":
    main()
