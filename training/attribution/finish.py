"""A trained network -> the shipped folder: int8 ONNX, tokenizer, decoder numbers, card with digests and scores.

python -m training.attribution.finish --net NET.pt --attribution PATH --desk PATH --encoder PATH --out DIR
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from detente.models.tagger import FILES, Tagger, session_of
from training.attribution.corpus import Document, read_desk, read_polnear
from training.attribution.export import build
from training.attribution.tune import blank, judged, tune

WINDOWS = {"polnear": [200, 40], "speech": [300, 64]}
"""Pieces a window and how many of them are re-read at most: whole articles do with less than short pages."""

CARD = """# The attribution tagger: what it is, what it was built from, what it scores.

name = "attribution tagger"
built = {date}
seed = {seed}
format = "ONNX, int8 per channel (onnxruntime contrib operators)"
recipe = "python -m training.attribution.train --attribution PATH --desk PATH --encoder PATH --out DIR"

[[data]]
name = "PolNeAR v1.0.0, train ({articles} articles; {held} more kept aside for the decoder's numbers)"
cite = "E. Newell, D. Margolin, D. Ruths: An Attribution Relations Corpus for Political News, LREC 2018"
licence = "none stated for the texts (publishers' copyright); its Python package declares MIT. No text is shipped."

[[data]]
name = "desk pages, train ({pages} written pages)"
licence = "written for this project"

[[data]]
name = "all-MiniLM-L6-v2, the encoder that training starts from"
licence = "Apache-2.0 (original model)"

[scores.polnear_dev]
# F1 of the int8 weights: python score.py dev.jsonl PRED.jsonl, PRED by evals/attribution.py
{polnear}
[scores.desk_dev]
# F1 of the tagger alone, before any rule: content pairs at Jaccard >= 0.5, and with the right source span
# (the confidence and the threshold of this scheme were fitted on {aside})
{speech}
[sha256]
{digests}"""


def load(
    state: dict[str, Any], tokenizer: Tokenizer, windows: dict[str, list[int]], kind: str, keep: tuple[str, ...]
) -> tuple[Tagger, bytes]:
    """Write the network as ONNX and load it as the product does."""
    data = build({k: v.float().numpy() for k, v in state.items()}, kind, keep).SerializeToString()
    return Tagger(session_of(data), tokenizer, blank(state["near"].numpy(), state["layout"].numpy(), windows)), data


def split(docs: list[Document], held: int, seed: int) -> tuple[list[Document], list[Document]]:
    """The articles kept aside, and the rest; the same for one seed in training and in tuning."""
    docs = list(docs)
    random.Random(seed).shuffle(docs)
    return docs[:held], docs[held:]


def scored(tagger: Tagger, attribution: Path, work: Path) -> dict[str, float]:
    """Run the benchmark's own scorer on dev; empty where the folder holds no scorer."""
    scorer, gold = attribution / "score.py", attribution / "dev.jsonl"
    if not (scorer.is_file() and gold.is_file()):
        return {}
    with (work / "dev.pred.jsonl").open("w", encoding="utf-8") as out:
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found = tagger.attributions(row["text"], scheme="polnear")
            spans = [{r: getattr(a, r) for r in ("source", "cue", "content")} for a in found]
            out.write(json.dumps({"id": row["id"], "attributions": spans}) + "\n")
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(work / "dev.pred.jsonl"), "--json"],
        check=True,
        capture_output=True,
    )
    result = json.loads(done.stdout)["attributions"]
    return {f"{stratum}_{level}": result[stratum][level]["f1"] for stratum in result for level in result[stratum]}


def statements(tagger: Tagger, pages: list[Document]) -> dict[str, float]:
    """F1 of the tagger's own statements at its threshold: content found, and content with the right source span."""
    facts, found, right, gold = judged(tagger, pages, "speech")
    rules = tagger.decoder["schemes"]["speech"]
    kept = 1 / (1 + np.exp(-facts @ np.array(rules["confidence"]))) >= rules["threshold"]
    total = int(kept.sum()) + gold
    return {n: round(2 * int(x[kept].sum()) / total, 4) for n, x in (("found", found), ("source", right))}


def finish(a: argparse.Namespace) -> dict[str, float]:
    """Export, tune on what was kept aside, score, and write the folder."""
    tokenizer = Tokenizer.from_file(str(a.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    a.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(a.net, map_location="cpu")
    held, rest = split(read_polnear(a.attribution / "train.jsonl", tokenizer), a.held, a.seed)
    tagger, data = load(state, tokenizer, WINDOWS, a.kind, tuple(a.keep))
    pages = read_desk(a.desk / "train", tokenizer, furniture=False)
    aside = (
        split(pages, a.held_pages, a.seed)[0]
        if a.held_pages
        else read_desk(a.desk / "dev", tokenizer, furniture=False)
    )
    decoder = tune(tagger, {"polnear": held, "speech": aside})
    (a.out / "tagger.onnx").write_bytes(data)
    shutil.copyfile(a.encoder / "tokenizer.json", a.out / "tokenizer.json")
    (a.out / "decoder.json").write_text(json.dumps(decoder) + "\n", encoding="utf-8")
    scores = scored(tagger, a.attribution, a.out.parent)
    speech = statements(tagger, read_desk(a.desk / "dev", tokenizer, furniture=False))
    digests = "".join(f'"{n}" = "{hashlib.sha256((a.out / n).read_bytes()).hexdigest()}"\n' for n in FILES)
    card = CARD.format(
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        seed=a.seed,
        articles=len(rest),
        held=len(held),
        pages=len(pages) - a.held_pages,
        aside=f"{a.held_pages} training pages kept aside" if a.held_pages else "these pages, so the figures flatter",
        polnear="".join(f"{k} = {v}\n" for k, v in scores.items()),
        speech="".join(f"{k} = {v}\n" for k, v in speech.items()),
        digests=digests,
    )
    (a.out / "card.toml").write_text(card, encoding="utf-8")
    print(json.dumps([scores, speech], indent=1))
    return scores


def options(p: argparse.ArgumentParser) -> None:
    """The options that training and finishing share."""
    p.add_argument("--attribution", type=Path, required=True, help="folder with train.jsonl, dev.jsonl and score.py")
    p.add_argument("--desk", type=Path, required=True, help="folder with train/ and dev/")
    p.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    p.add_argument("--out", type=Path, required=True, help="the folder that is shipped")
    p.add_argument("--held", type=int, default=40, help="training articles kept aside to tune the decoder on")
    p.add_argument("--held-pages", type=int, default=0, help="desk pages kept aside likewise (0: tune on desk dev)")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--kind", default="int8", choices=("int8", "float"))
    p.add_argument("--keep", nargs="*", default=[], help="matrices that stay float, by part of their name")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    options(p)
    p.add_argument("--net", type=Path, required=True)
    finish(p.parse_args())


if __name__ == "__main__":
    main()
