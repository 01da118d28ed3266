"""Findings become a full-text index: what was said and what happened, never the furniture.

SQLite's FTS5 with `unicode61`, which folds case and accents of all scripts; on other databases a plain
substring search over the same table stands in until a full-text index of that database is added.
"""

from __future__ import annotations

import re

from sqlalchemy import Column, Connection, MetaData, String, Table, Text, delete, insert, select, text

from detente.types import Article, Reading

_PLAIN = Table(
    "search_text",
    MetaData(),
    Column("kind", String),
    Column("id", String),
    Column("article", String, index=True),
    Column("words", Text),
)


def create(link: Connection) -> None:
    """Make the index in a new database."""
    if link.dialect.name == "sqlite":
        link.execute(
            text(
                "CREATE VIRTUAL TABLE search_text USING fts5(kind UNINDEXED, id UNINDEXED, article UNINDEXED, "
                "words, tokenize='unicode61 remove_diacritics 2')"
            )
        )
    else:
        _PLAIN.metadata.create_all(link)


def remember(link: Connection, article: Article, reading: Reading) -> None:
    """Index the words of an article's statements and events, with the names of those concerned."""
    rows = []
    for s in reading.statements:
        speaker = reading.cast.actor(s.speaker)
        words = " … ".join(span.of(article.text) for span in s.content)
        rows.append(
            dict(kind="statement", id=s.id, article=article.id, words=f"{speaker.name if speaker else ''}: {words}")
        )
    for e in reading.tellings:
        rows.append(
            dict(kind="event", id=e.id, article=article.id, words=f"{e.type.value} {e.clause.of(article.text)}")
        )
    if rows:
        link.execute(insert(_PLAIN), rows)


def forget(link: Connection, article: str) -> None:
    """Take an article's records out of the index."""
    link.execute(delete(_PLAIN).where(_PLAIN.c.article == article))


def find(link: Connection, words: str, limit: int) -> tuple[tuple[str, str, str], ...]:
    """Return (kind, id, article) of matching records, best first; every word must occur, in any order."""
    terms = re.findall(r"\w+", words)
    if not terms:
        return ()
    if link.dialect.name == "sqlite":
        quoted = " ".join(f'"{term}"' for term in terms)
        rows = link.execute(
            text("SELECT kind, id, article FROM search_text WHERE words MATCH :q ORDER BY rank LIMIT :n"),
            {"q": quoted, "n": limit},
        )
    else:
        query = select(_PLAIN.c.kind, _PLAIN.c.id, _PLAIN.c.article)
        for term in terms:
            query = query.where(_PLAIN.c.words.icontains(term, autoescape=True))
        rows = link.execute(query.limit(limit))
    return tuple((r[0], r[1], r[2]) for r in rows)
