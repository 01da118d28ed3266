"""Gold pages become pages as the rooms before the event coder leave them, each with its events in the desk's shape.

Training reads pages as users' pages are read: lines, cast and statements are found, not taken from the gold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.articles import read_article
from detente.dates import from_iso
from detente.lexicon import load_lexicon
from detente.mentions import find_cast, first_person
from detente.models import load_tagger
from detente.pages import intake
from detente.parses import parse
from detente.parses.english import load_english
from detente.pipeline import Tools
from detente.statements import find_statements
from detente.text import line_spans
from detente.types import Article, Cast, Dated, Line, LineKind, Page, Parse, Statement
from training.events.written_pages import WrittenPage

JOINT = {"AGREE", "CONSULT", "COOPERATE"}


@dataclass(frozen=True, slots=True)
class Read:
    """A page as the rooms before this one leave it, with the gold's events and actors in the desk's shape."""

    article: Article
    parse: Parse
    cast: Cast
    statements: tuple[Statement, ...]
    events: list[dict[str, Any]]
    actors: list[dict[str, Any]] = field(default_factory=list)


def untyped_tools() -> Tools:
    """Return the tools of a reading without the event model, which may still have to be made."""
    return Tools(load_lexicon(), {"en": load_english()}, load_tagger(), None)


def plain_article(text: str, name: str) -> Article:
    """Return an article whose lines are all body."""
    lines = tuple(Line(span, LineKind.BODY, "plain") for span in line_spans(text))
    return Article(id=name, page="", url=name, text=text, lines=lines, language="en")


def desk_pages(desk: Path, tools: Tools) -> Iterator[Read]:
    """Yield the pages of a desk folder."""
    for path in sorted(desk.glob("*.json")):
        article = _article(path.with_suffix(".txt"), tools)
        gold = json.loads(path.read_text("utf-8"))
        yield replace(read(article, gold["events"], tools), actors=gold["actors"])


def own_pages(pages: Iterable[WrittenPage], tools: Tools) -> Iterator[Read]:
    """Yield the pages written for training; the words of each side stand in `source_words` and `target_words`."""
    for page in pages:
        article = replace(plain_article(page.text, page.name), published=Dated(when=from_iso(page.published)))
        events = [
            {
                "type": act.types[0], "type_also": list(act.types[1:]), "evidence": [act.start, act.stop],
                "source_state": act.source.state, "target_state": act.target.state,
                "source_words": act.source.words, "target_words": act.target.words,
                "when": act.when, "status": act.status,
            }
            for act in page.acts
        ]  # fmt: skip
        yield read(article, events, tools)


def _article(path: Path, tools: Tools) -> Article:
    return read_article(next(p for p in intake([path]) if isinstance(p, Page)), tools.lexicon)


def read(article: Article, events: list[dict[str, Any]], tools: Tools) -> Read:
    """Return an article with its parse, cast, statements and the events given."""
    parsed = parse(article, tools.engines["en"])
    speech = find_statements(article, parsed, find_cast(article, parsed, tools.lexicon), tools.lexicon, tools.tagger)
    cast = first_person(article, parsed, speech.cast, speech.statements)
    return Read(article, parsed, cast, speech.statements, events)


def pairs_of(events: list[dict[str, Any]]) -> list[tuple[str | None, str | None]]:
    """Return the (source, target) states of one trigger's events; of what is done jointly, both ways round."""
    pairs = [(e["source_state"], e["target_state"]) for e in events]
    first = events[0]
    if {first["type"], *first.get("type_also", ())} & JOINT:
        pairs += [(b, a) for a, b in pairs]
    return pairs
