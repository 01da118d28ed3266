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

from training.events.encoder import Head, Upper
from training.events.export import MARKS, export
from training.events.train import STATUSES, TYPES

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
    upper, head = Upper(), Head(len(TYPES), len(STATUSES), len(slots) + 2, MARKS)
    for module, name in ((upper, "upper"), (head, "head")):
        module.load_state_dict(mean([net[name] for net in nets]))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"upper": upper.state_dict(), "head": head.state_dict(), "slots": slots}, args.out / "net.pt")
    export(upper.eval(), head.eval(), {"types": TYPES, "statuses": STATUSES, "slots": slots}, args.out)


if __name__ == "__main__":
    main()
