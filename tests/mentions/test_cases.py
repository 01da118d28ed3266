"""Every line of tests/cases/mentions: the marked words are read as the kind, state and actor that stand there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from detente.dates import day
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.parses import parse
from detente.parses.english import load_english
from detente.types import Article, Cast, Dated, Line, LineKind, Span

CASES = Path(__file__).parents[1] / "cases" / "mentions" / "en.txt"
MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")


def examples() -> list[tuple[str, date | None]]:
    found: list[tuple[str, date | None]] = []
    today: date | None = None
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("date:"):
            today = date.fromisoformat(line[5:].strip())
        elif line and not line.startswith("#"):
            found.append((line, today))
    return found


def read(text: str, today: date | None = None) -> Cast:
    article = Article(
        id="case",
        page="case",
        url="case",
        text=text,
        lines=(Line(Span(0, len(text)), LineKind.BODY, "case"),),
        language="en",
        published=Dated(when=day(today)) if today else None,
    )
    return find_cast(article, parse(article, load_english()), load_lexicon())


@pytest.mark.parametrize(("line", "today"), examples(), ids=lambda value: str(value)[:40])
def test_marked_words_are_read_as_marked(line: str, today: date | None) -> None:
    text, wanted, shift = "", [], 0
    for match in MARK.finditer(line):
        text += line[shift : match.start()]
        words = match.group(1).strip()
        cells = [cell.strip() for cell in match.group(2).split("|")]
        wanted.append((Span(len(text), len(text) + len(words)), cells))
        text += words
        shift = match.end()
    text += line[shift:]
    assert wanted, "a case without a mark tests nothing"
    cast = read(text, today)
    for span, cells in wanted:
        kind, state = cells[0].split()
        here = [m for m in cast.mentions if m.span == span]
        assert here, f"{span.of(text)!r} is no mention; there are {[m.span.of(text) for m in cast.mentions]}"
        facts = {(m.kind.value, m.state) for m in here}
        assert any(k == kind and state in ("-", s) for k, s in facts), f"{span.of(text)!r} is read as {facts}"
        if len(cells) > 1:
            names = {a.name if (a := cast.actor(m.actor)) else "-" for m in here}
            assert cells[1] in names, f"{span.of(text)!r} is {names}"
