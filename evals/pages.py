"""Benchmark pages become predictions, by the same public functions that read a user's pages.

Main text, title, date, authors and outlet of HTML pages; lines to keep, with the same metadata, of flattened and
pasted pages. One JSON-serialisable dict per page, joined on "id", as the benchmark's scorer reads them.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from detente.articles import read_article
from detente.dates import iso
from detente.errors import DetenteError
from detente.lexicon import load_lexicon
from detente.pages import page_of
from detente.types import Article, LineKind

Row = Mapping[str, Any]


def predict_pages(gold_path: str | Path, *, workers: int = 2, fast: bool = False) -> list[dict[str, Any]]:
    """Return predictions for the HTML pages named in a gold file; the pages lie beside it.

    Only id, html, url and crawled of a gold record are read. A page that cannot be read gives an empty prediction.
    """
    path = Path(gold_path)
    rows = _rows(path)
    jobs = [(str(path.parent / r["html"]), r["id"], r.get("url") or "", r.get("crawled"), fast) for r in rows]
    return _spread(_page, jobs, workers)


def predict_flat(rows: Iterable[Row], *, workers: int = 2) -> list[dict[str, Any]]:
    """Return predictions for pages of flattened lines: `keep` per line, and the metadata that the lines show."""
    return _spread(_lines, [(r["id"], tuple(r["lines"]), r.get("url") or "") for r in rows], workers)


def predict_paste(rows: Iterable[Row], *, workers: int = 2) -> list[dict[str, Any]]:
    """Return predictions for pasted pages; they are read as flattened ones are."""
    return predict_flat(rows, workers=workers)


def _rows(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def _spread(function: Any, jobs: Sequence[Any], workers: int) -> list[dict[str, Any]]:
    if workers <= 1 or len(jobs) < 8:
        return [function(job) for job in jobs]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(function, jobs, chunksize=4))


def _page(job: tuple[str, str, str, str | None, bool]) -> dict[str, Any]:
    path, name, url, crawled, fast = job
    with gzip.open(path) as stream:
        body = stream.read()
    try:
        page = page_of(body, url or name, media_type="text/html", fetched=crawled)
        article = read_article(page, load_lexicon(), fast=fast)
    except DetenteError:
        return {"id": name}
    kept = "\n".join(line.span.of(article.text) for line in article.body())
    return {"id": name, "text": kept, **said(article)}


def _lines(job: tuple[str, tuple[str, ...], str]) -> dict[str, Any]:
    """Read lines as a text page; a line of the page is kept where any part of it is body."""
    name, lines, url = job
    text = "\n".join(lines)
    try:
        article = read_article(page_of(text.encode(), url or name, media_type="text/plain"), load_lexicon())
    except DetenteError:
        return {"id": name, "keep": [0] * len(lines)}
    return {"id": name, "keep": list(kept_flags(lines, article)), **said(article)}


def load_scorer(path: Path) -> Any:
    """Return the scorer that lies beside a gold set as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file; name the folder that holds the gold set and its score.py.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept_flags(lines: Sequence[str], article: Article) -> Iterator[int]:
    """Yield 1 for every line of a flattened page of which a part is body, else 0."""
    body = [line.span for line in article.lines if line.kind is LineKind.BODY]
    start, place = 0, 0
    for line in lines:
        stop = start + len(line)
        while place < len(body) and body[place].stop <= start:
            place += 1
        yield int(place < len(body) and body[place].start < stop)
        start = stop + 1


def said(article: Article) -> dict[str, Any]:
    """Return what the article says about itself, in the fields of the benchmark."""
    return {
        "title": article.headline.value if article.headline else None,
        "date": iso(article.published.when)[:10] if article.published else None,
        "authors": [a.value for a in article.authors],
        "outlet": article.outlet.value if article.outlet else None,
    }
