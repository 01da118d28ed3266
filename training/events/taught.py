"""Teachers' weights and pages without gold -> what the teachers answer to every trigger of them, in the mean.

    python -m training.events.taught NET.pt ... --large FOLDER --plain FOLDER --out FILE [--threads N]

Each `NET.pt` comes of `training.events.train`, with or without `--large FOLDER`; one named twice counts twice.
`FILE` is for `training.events.train --taught FILE`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn

from training.events.batches import PLAIN, Answer, Asked, Passage, collate, encode
from training.events.encoder import answers, large, small
from training.events.examples import Example, Reader
from training.events.network import fill, network
from training.events.reading import untyped_tools
from training.events.written_pages import read_pages

_AT_ONCE = 16  # passages
Key = tuple[str, tuple[tuple[int, int], ...]]  # a passage's text, and the places of the trigger's words in it
Answers = dict[Key, tuple[Tensor, Tensor, Tensor]]  # probabilities of types, statuses and roles


def key_of(asked: Asked) -> Key:
    """Return what names a question, whatever encoder reads it."""
    return asked.example.text, asked.example.trigger


def answers_of(net: nn.ModuleList, passages: list[Passage]) -> Answers:
    """Return the probabilities of types, statuses and roles (pieces of the sentence x 2) for every question."""
    net.eval()
    out = {}
    with torch.no_grad():
        for at in range(0, len(passages), _AT_ONCE):
            batch = [(p, p.asked) for p in passages[at : at + _AT_ONCE]]
            kinds, statuses, roles, _ = answers(net, collate(batch, "cpu"))
            for row, a in enumerate(a for _, asked in batch for a in asked):
                sides = roles[row, : len(a.at)].softmax(0)
                out[key_of(a)] = kinds[row].softmax(-1).half(), statuses[row].softmax(-1).half(), sides.half()
    return out


def attach(passages: list[Passage], taught: Path) -> list[Passage]:
    """Put a teacher's answers beside the questions; questions that it was not asked, or reads otherwise, go."""
    found = torch.load(taught)
    for passage in passages:
        for a in passage.asked:
            types, status, roles = found.get(key_of(a), (None, None, ()))
            if len(roles) == len(a.at):
                a.taught = Answer(types.float(), status.float(), roles.float())
        passage.asked[:] = [a for a in passage.asked if a.taught]
    return [p for p in passages if p.asked]


def mean_of(told: list[Answers]) -> Answers:
    """Return the mean answer to every question that all were asked and cut into as many pieces."""
    first, *others = told
    out = {}
    for key, answer in first.items():
        each = [answer, *(o[key] for o in others if key in o and len(o[key][2]) == len(answer[2]))]
        if len(each) == len(told):
            types, status, roles = (torch.stack([e[n].float() for e in each]).mean(0).half() for n in range(3))
            out[key] = types, status, roles
    return out


def teacher(path: Path, examples: list[Example], folder: Path) -> Answers:
    """Return the answers of one run's weights to all examples."""
    weights = torch.load(path, map_location="cpu")
    body = large(folder)
    if len(weights["head"]["mix.bias"]) != body.width:
        body = small()
    slots = weights["slots"]
    net = network(body, len(slots))
    fill(net, weights)
    passages = encode(examples, {word: place for place, word in enumerate(slots)}, body)
    passages.sort(key=lambda p: len(p.ids))
    return answers_of(net, passages)


def main() -> None:
    """Read the paths, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("nets", nargs="+", type=Path)
    for name in ("large", "plain", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    examples = list(Reader(untyped_tools()).pages(read_pages(args.plain), PLAIN))
    told = {path: teacher(path, examples, args.large) for path in dict.fromkeys(args.nets)}
    torch.save(mean_of([told[path] for path in args.nets]), args.out)


if __name__ == "__main__":
    main()
