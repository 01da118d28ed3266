"""A sentence or two become what `find_tellings` takes, without files or network."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from detente.dates import day
from detente.events import Happenings, find_tellings
from detente.events.tree import Tree
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.models import Typist, load_typist
from detente.parses import parse
from detente.parses.english import load_english
from detente.text import line_spans
from detente.types import Article, Dated, Line, LineKind, Telling


def article_of(text: str, published: date = date(2026, 3, 12)) -> Article:
    """Return an article all of whose lines are body, published on the given day."""
    lines = tuple(Line(span, LineKind.BODY, "test") for span in line_spans(text))
    return Article(
        id="test", page="0", url="test.txt", text=text, lines=lines, language="en",
        published=Dated(when=day(published)),
    )  # fmt: skip


@lru_cache(maxsize=256)
def tree_of(text: str) -> Tree:
    """Return the tree of a text."""
    return Tree(parse(article_of(text), load_english()), text)


def read(text: str, typist: Typist | None = None, published: date = date(2026, 3, 12)) -> Happenings:
    """Return what a text tells, with mentions of our own and no statements."""
    article = article_of(text, published)
    parsed = parse(article, load_english())
    lexicon = load_lexicon()
    return find_tellings(article, parsed, find_cast(article, parsed, lexicon), (), lexicon, typist)


def tellings(text: str, typist: Typist | None = None) -> tuple[Telling, ...]:
    """Return the tellings of a text."""
    return read(text, typist).tellings


def packaged() -> Typist | None:
    """Return the packaged typist, if its weights are installed."""
    return load_typist()
