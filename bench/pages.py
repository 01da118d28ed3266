"""HTML pages become scores and a ratio of speed: ours and the peers behind one signature, in one run.

    python -m bench.pages GOLD.jsonl SCORER.py [--every N]

GOLD is the pages benchmark's gold file with the pages beside it, SCORER its score.py. A peer that is not
installed is skipped, and said so. Speed is pages per CPU second, as a ratio to trafilatura's; one process, one
thread, order rotated, reading and unzipping not counted.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import logging
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from detente.articles import read_article
from detente.lexicon import load_lexicon
from detente.pages import page_of

Extractor = Callable[[str, str], str]  # the page and its address -> main text


def ours(source: str, url: str, *, fast: bool = False) -> str:
    """Read the page as a user's page is read, all metadata included."""
    page = page_of(source.encode(), url or "page.html", media_type="text/html")
    article = read_article(page, load_lexicon(), fast=fast)
    return "\n".join(line.span.of(article.text) for line in article.body())


def _trafilatura() -> Extractor:
    import trafilatura

    return lambda source, url: trafilatura.extract(source, include_comments=False) or ""


def _readability() -> Extractor:
    from lxml import html
    from readability import Document

    return lambda source, url: str(html.fromstring(Document(source).summary(html_partial=True)).text_content())


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda source, url: str(extract_plain_text(source, main_content=True, alt_texts=False))


def _justext() -> Extractor:
    import justext

    words: frozenset[str] = frozenset()
    return lambda source, url: "\n".join(
        p.text
        for p in justext.justext(source, words, length_low=70, length_high=140, stopwords_low=0, stopwords_high=0)
        if not p.is_boilerplate
    )


def _boilerpy3() -> Extractor:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()
    return lambda source, url: str(extractor.get_content(source))


PEERS: Mapping[str, Callable[[], Extractor]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
    "jusText, no language": _justext,
    "boilerpy3, article": _boilerpy3,
}


def installed() -> tuple[dict[str, Extractor], list[str]]:
    """Return the extractors that can be run, ours first, and the names of those that cannot."""
    found: dict[str, Extractor] = {
        "detente": ours,
        "detente, fast": lambda source, url: ours(source, url, fast=True),
    }
    missing = []
    for name, load in PEERS.items():
        try:
            found[name] = load()
        except ImportError:
            missing.append(name)
    return found, missing


def main() -> None:
    """Run every extractor over every page, score, and print one table."""
    parser = argparse.ArgumentParser(description="Compare readers of news pages")
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    scorer = _module(given.scorer)
    rows = [r for r in scorer.load(given.gold) if r.get("text")][:: given.every]
    pages = [(r["id"], _source(given.gold.parent / r["html"]), r.get("url") or "") for r in rows]
    extractors, missing = installed()
    spent, taken = _run(extractors, pages)
    base = spent.get("trafilatura")
    gold = [{"id": r["id"], "text": r["text"]} for r in rows]
    print(f"{'':22} page F1   exact  pages/s  speed   ({len(pages)} pages)")
    for name in extractors:
        text = scorer.evaluate(gold, taken[name])[0]["text"]
        ratio = f"{base / spent[name]:5.2f}" if base else "    -"
        shingle = text["shingle"]["page"]["f1"]
        print(f"{name:22} {shingle:.4f}  {text['exact']:.3f}  {len(pages) / spent[name]:7.1f}  {ratio}")
    for name in missing:
        print(f"{name:22} not installed, skipped")


def _run(
    extractors: Mapping[str, Extractor], pages: list[tuple[str, str, str]]
) -> tuple[dict[str, float], dict[str, list[dict[str, Any]]]]:
    """Return CPU seconds and predictions by extractor; the first page warms each up and is not counted twice."""
    spent = dict.fromkeys(extractors, 0.0)
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in extractors}
    names = list(extractors)
    for name in names:
        _guarded(extractors[name], *pages[0][1:])
    for place, (key, source, url) in enumerate(pages):
        turn = place % len(names)
        for name in names[turn:] + names[:turn]:
            begun = time.process_time()
            text = _guarded(extractors[name], source, url)
            spent[name] += time.process_time() - begun
            taken[name].append({"id": key, "text": text})
    return spent, taken


def _guarded(extract: Extractor, source: str, url: str) -> str:
    """Run an extractor; one that fails on a page takes nothing from it, and is scored so."""
    try:
        return extract(source, url)
    except Exception:
        return ""


def _source(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return stream.read()


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
