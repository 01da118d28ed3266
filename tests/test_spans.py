"""For every record: text[start:stop] is what it quotes; over the examples, the seeds and hostile text."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.pages import intake, page_of
from detente.pipeline import Tools, read_page
from detente.record import open_store
from detente.types import LineKind, Page, Reading, Span

from .conftest import EXAMPLES, SHARED


def spans_of(reading: Reading) -> list[Span]:
    article = reading.article
    assert article is not None
    found = [line.span for line in article.lines] + [m.span for m in reading.cast.mentions]
    metadata = [
        article.headline,
        article.standfirst,
        article.outlet,
        article.section,
        *article.authors,
        *article.chain,
    ]
    found += [s for f in metadata if f is not None for s in f.spans]
    found += list(article.published.spans) if article.published else []
    for s in reading.statements:
        found += [*s.content, *s.evidence.spans, *s.tone_cues]
        found += [x for x in (s.speaker_span, s.cue, s.addressee, s.occasion) if x is not None]
    for e in reading.tellings:
        found += [*e.evidence.spans, e.trigger, *e.status_cues, *(e.when.spans if e.when else ())]
        found += [x for x in (e.source_span, e.target_span) if x is not None]
    return found


def check(reading: Reading) -> None:
    """Every span lies in the text, and every finding lies in lines that are read."""
    assert reading.article is not None
    text = reading.article.text
    for span in spans_of(reading):
        assert span.stop <= len(text)
    read = [x.span for x in reading.article.lines if x.kind in {LineKind.TITLE, LineKind.BODY}]
    for span in [c for s in reading.statements for c in s.content] + [e.clause for e in reading.tellings]:
        assert any(line.overlaps(span) for line in read)


def paths() -> list[Path]:
    found = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".html"})
    return found + sorted((SHARED / "seeds").glob("*.txt"))  # the seeds only where they are there


@pytest.fixture(scope="module")
def database(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "all.db"
    store = open_store(str(path))
    for page in intake(paths()):
        assert isinstance(page, Page)
        reading = read_page(page, tools)
        check(reading)
        store.add(page, reading)
    return path


@pytest.mark.parametrize("table", ["content", "telling", "mention"])
def test_every_row_of_the_record_is_the_slice_that_it_quotes(database: Path, table: str) -> None:
    join = (
        "statement on content.statement = statement.id join article on statement.article"
        if table == "content"
        else ""
    )
    source = f"content join {join} = article.id" if join else f"{table} join article on {table}.article = article.id"
    column = {"content": "content"}.get(table, table)
    with sqlite3.connect(database) as db:
        rows = db.execute(f"select text, {column}.start, {column}.stop, exact from {source}").fetchall()
    assert len(rows) > 20
    for text, start, stop, exact in rows:
        assert text[start:stop] == exact


def test_a_text_page_is_kept_unchanged(database: Path) -> None:
    with sqlite3.connect(database) as db:
        rows = db.execute(
            "select body, text from page join article on page.sha = page where media_type = 'text/plain'"
        )
        pairs = [(body.decode("utf-8"), text) for body, text in rows]
    assert pairs and all(body == text for body, text in pairs)


PIECES = [
    "BAKU, 11 March 2025 (Example Wire) — Russia’s foreign minister met his Azerbaijani counterpart on Monday.",
    "“We agreed to talk again,” said Ilham Aliyev. “Nothing else.”",
    '"It is over, the minister said.',
    "Armenia’s Defence Ministry denied that its troops had opened fire.",
    "If Turkey attacks, Greece will answer, analysts say.",
    "See also",
    "2025.03.11 / 17:24",
    "«Мы договорились», — сказал он.",
    "שלום עולם \u202eabc\u202c",
    "😀👩‍👩‍👧 cafe\u0301 \u200bZero\ufeffWidth",
    "\u00a0\u00a0Moscow\u00a0and\u00a0Baku\u00a0agreed.",
    "''Quoted,'' he said. ``And again''",
    "(((((“‘«",
]
BREAKS = ["\n", "\r\n", "\n\n", "\r", " ", "\u2028"]
texts = st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=40), st.sampled_from(BREAKS)), max_size=12).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, mark=st.booleans())
def test_hostile_text_is_read_without_a_fault_and_its_spans_hold(tools: Tools, text: str, mark: bool) -> None:
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", "", text)  # control bytes make a binary file: another test
    if not text.strip():
        return
    body = (b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8")
    reading = read_page(page_of(body, "generated.txt", media_type="text/plain"), tools)
    assert not [p for p in reading.problems if p.kind == "fault"], reading.problems
    if reading.article is not None:
        assert reading.article.text.lstrip("\ufeff") == text.lstrip("\ufeff")
        check(reading)
