"""Readers of news pages behind one signature: a task goes in, what the reader says of the page comes out.

A task is a page of HTML or its flattened lines; an answer holds any of text, keep, title, date, authors and outlet,
as the pages benchmark scores them. A reader that is not installed is left out and named.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.articles import read_article
from detente.lexicon import load_lexicon
from detente.pages import page_of
from evals.pages import kept_flags, said

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One page: its HTML, or its lines where it was flattened; its address, and the instant of its crawl."""

    source: str = ""
    lines: tuple[str, ...] = ()
    url: str = ""
    crawled: str | None = None

    @property
    def wrapped(self) -> str:
        """Return the lines as the plainest page of HTML, for readers that take nothing else."""
        return "<html><body>" + "".join(f"<p>{html.escape(x)}</p>" for x in self.lines) + "</body></html>"


Reader = Callable[[Task], Answer]


def detente(task: Task, *, fast: bool = False) -> Answer:
    """Read the page as a user's page is read, all metadata included."""
    if task.lines:
        page = page_of("\n".join(task.lines).encode(), task.url or "page.txt", media_type="text/plain")
        article = read_article(page, load_lexicon())
        return {"keep": list(kept_flags(task.lines, article)), **said(article)}
    page = page_of(task.source.encode(), task.url or "page.html", media_type="text/html", fetched=task.crawled)
    article = read_article(page, load_lexicon(), fast=fast)
    return {"text": "\n".join(line.span.of(article.text) for line in article.body()), **said(article)}


def _trafilatura() -> Reader:
    import trafilatura

    return lambda task: {"text": trafilatura.extract(task.source, include_comments=False) or ""}


def _trafilatura_metadata() -> Reader:
    from trafilatura.metadata import extract_metadata

    def read(task: Task) -> Answer:
        found = extract_metadata(task.source, default_url=task.url or None)
        authors = [a.strip() for a in (found.author or "").split(";") if a.strip()]
        return {"title": found.title, "date": found.date, "authors": authors, "outlet": found.sitename}

    return read


def _readability() -> Reader:
    from lxml import html as lxml_html
    from readability import Document

    def read(task: Task) -> Answer:
        document = Document(task.source)
        root: Any = lxml_html.fromstring(document.summary(html_partial=True))
        return {"text": str(root.text_content()), "title": document.title()}

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda task: {"text": str(extract_plain_text(task.source, main_content=True, alt_texts=False))}


def _htmldate() -> Reader:
    from htmldate import find_date

    return lambda task: {"date": find_date(task.source or task.wrapped, original_date=True)}


def _justext() -> Reader:
    import justext

    words: frozenset[str] = frozenset()

    def read(task: Task) -> Answer:
        found = [
            p
            for p in justext.justext(
                task.source or task.wrapped, words, length_low=70, length_high=140, stopwords_low=0, stopwords_high=0
            )
            if not p.is_boilerplate
        ]
        return {"text": "\n".join(p.text for p in found)}

    return read


def _boilerpy3() -> Reader:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()
    return lambda task: {"text": str(extractor.get_content(task.source or task.wrapped))}


_ENDS = re.compile(r"[.!?…。؟։।][\"'”’»)\]]*\s*$")


def fifteen_words(task: Task) -> Answer:
    """Keep lines of fifteen words or more that end a sentence: the rule that a user would write first."""
    return {"keep": [int(len(x.split()) >= 15 and bool(_ENDS.search(x))) for x in task.lines]}


HTML_PEERS: Mapping[str, Callable[[], Reader]] = {
    "trafilatura": _trafilatura, "trafilatura metadata": _trafilatura_metadata, "readability-lxml": _readability,
    "resiliparse": _resiliparse, "htmldate": _htmldate, "jusText": _justext, "boilerpy3": _boilerpy3,
}  # fmt: skip
LINE_PEERS: Mapping[str, Callable[[], Reader]] = {
    "15 words": lambda: fifteen_words, "jusText": _justext, "boilerpy3": _boilerpy3, "htmldate": _htmldate,
}  # fmt: skip
OURS: Mapping[str, Reader] = {"detente": detente, "detente fast": lambda task: detente(task, fast=True)}


def installed(peers: Mapping[str, Callable[[], Reader]]) -> tuple[dict[str, Reader], list[str]]:
    """Return the peers that can be run, and the names of those that cannot."""
    found: dict[str, Reader] = {}
    missing = []
    for name, load in peers.items():
        try:
            found[name] = load()
        except ImportError:
            missing.append(name)
    return found, missing


def asked(reader: Reader, task: Task) -> Answer:
    """Ask a reader; one that fails on a page says nothing of it, and is scored so."""
    try:
        return reader(task)
    except Exception:
        return {}
