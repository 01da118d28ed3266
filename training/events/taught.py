"""Teachers' weights and pages that they have not seen -> what they answer to every trigger of them, in the mean.

    python -m training.events.taught NET.pt ... --large FOLDER --pages FOLDER --only NAME ... --out FILE [--threads N]

Each `NET.pt` comes of `training.events.train`, with or without `--large FOLDER`; one named twice counts twice.
`FILE` is for `training.events.train --taught FILE`, where it stands beside the gold: a reader is sure, but a mean of
several encoders knows how near another reading lies.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn

from training.events.batches import Answer, Asked, Passage, collate, encode
from training.events.encoder import answers, large, small
from training.events.examples import Example, Reader
from training.events.network import fill, network
from training.events.reading import untyped_tools
from training.events.written_pages import read_pages

_AT_ONCE = 16  # passages
Key = tuple[str, tuple[tuple[int, int], ...]]  # a sentence, and the places of the trigger's words in it
Answers = dict[Key, tuple[Tensor, Tensor]]  # probabilities of types and statuses


def key_of(asked: Asked) -> Key:
    """Return what names a question, whatever encoder reads it."""
    example = asked.example
    start, stop = example.own
    return example.text[start:stop], tuple((a - start, b - start) for a, b in example.trigger)


def answers_of(net: nn.ModuleList, passages: list[Passage]) -> Answers:
    """Return the probabilities of types and statuses for every question."""
    net.eval()
    out = {}
    with torch.no_grad():
        for at in range(0, len(passages), _AT_ONCE):
            batch = [(p, p.asked) for p in passages[at : at + _AT_ONCE]]
            kinds, statuses, _, _ = answers(net, collate(batch, "cpu"))
            for row, a in enumerate(a for _, asked in batch for a in asked):
                out[key_of(a)] = kinds[row].softmax(-1).half(), statuses[row].softmax(-1).half()
    return out


def attach(passages: list[Passage], taught: Path) -> None:
    """Put a teacher's answers beside the questions that it was asked."""
    found = torch.load(taught)
    for a in (a for passage in passages for a in passage.asked):
        if key_of(a) in found:
            types, status = found[key_of(a)]
            a.taught = Answer(types.float(), status.float())


def mean_of(told: list[Answers]) -> Answers:
    """Return the mean answer to every question."""
    out = {}
    for key in told[0]:
        types, status = (torch.stack([each[key][n].float() for each in told]).mean(0).half() for n in range(2))
        out[key] = types, status
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
    for name in ("large", "pages", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--only", nargs="+", required=True, help="files of pages that no teacher has seen")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    examples = list(Reader(untyped_tools()).pages(read_pages(args.pages, only=args.only), "pages"))
    told = {path: teacher(path, examples, args.large) for path in dict.fromkeys(args.nets)}
    torch.save(mean_of([told[path] for path in args.nets]), args.out)


if __name__ == "__main__":
    main()
