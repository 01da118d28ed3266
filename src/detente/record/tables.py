"""The tables of the record, once, for every database that SQLAlchemy Core speaks.

Columns hold what questions filter and sort by; `data` holds the whole noun in the wire's JSON, so that a row
gives back exactly what was written. Offsets are half-open code points of `article.text`; `exact` is the text
they cover, kept beside them so that any reader of the database can check it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 1  # raised with every change; `migrations.py` holds the way from each older one

metadata = MetaData()


def _article() -> Column[str]:
    return Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

page = Table(
    "page",
    metadata,
    Column("sha", String, primary_key=True),
    Column("url", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("fetched", String),
    Column("body", LargeBinary, nullable=False),
    Column("sidecar", Text, nullable=False),
    Column("added", String, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", String, primary_key=True),
    Column("page", String, ForeignKey("page.sha", ondelete="CASCADE"), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String),
    Column("outlet", String, index=True),
    Column("headline", Text),
    Column("published", String, index=True),  # first day, ISO 8601
    Column("data", Text, nullable=False),  # the article without text and lines
)

line = Table(
    "line",
    metadata,
    _article(),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Index("line_place", "article", "n", unique=True),
)

actor = Table(
    "actor",
    metadata,
    _article(),
    Column("id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, index=True),
    Column("entry", String),
    Column("official", Boolean),
    Column("data", Text, nullable=False),
    Index("actor_place", "article", "id", unique=True),
    Index("actor_name", "name"),
)

mention = Table(
    "mention",
    metadata,
    _article(),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("actor", String),
    Column("data", Text, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("id", String, primary_key=True),
    _article(),
    Column("start", Integer, nullable=False),
    Column("speaker", String),
    Column("form", String, nullable=False),
    Column("attitude", Boolean, nullable=False),
    Column("tone", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("data", Text, nullable=False),
)

content = Table(
    "content",
    metadata,
    Column("statement", String, ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("exact", Text, nullable=False),
)

about = Table(
    "about",
    metadata,
    Column("statement", String, ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("first", String, nullable=False),  # the two codes in alphabetical order
    Column("second", String, nullable=False),
    Index("about_dyad", "first", "second"),
)

stance = Table(
    "stance",
    metadata,
    Column("id", String, primary_key=True),
    _article(),
    Column("holder", String, nullable=False),
    Column("lean", Integer, nullable=False),
    Column("data", Text, nullable=False),
)

telling = Table(
    "telling",
    metadata,
    Column("id", String, primary_key=True),
    _article(),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("source_state", String),
    Column("target_state", String),
    Column("since", String),  # first day, ISO 8601; null where the text gives no time
    Column("until", String),  # day after the last
    Column("confidence", Float, nullable=False),
    Column("data", Text, nullable=False),
    Index("telling_dyad", "source_state", "target_state"),
)

reading = Table(
    "reading",
    metadata,
    Column("page", String, ForeignKey("page.sha", ondelete="CASCADE"), nullable=False, index=True),
    Column("article", String),
    Column("at", String, nullable=False),
    Column("versions", Text, nullable=False),  # code, model and lexicon digests, JSON with sorted keys
    Column("latest", Boolean, nullable=False),
)

problem = Table(
    "problem",
    metadata,
    Column("url", Text, nullable=False),
    Column("page", String, ForeignKey("page.sha", ondelete="CASCADE"), index=True),  # null: never became a page
    Column("stage", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", String, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("about", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
)

sketch = Table(
    "sketch",
    metadata,
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # what tells copies apart, packed by the room that links
)

band = Table(
    "band",
    metadata,
    _article(),
    Column("key", BigInteger, nullable=False),  # one bucket of the index of near-duplicates (LSH)
    Index("band_key", "key"),
)

link = Table(
    "link",
    metadata,
    Column("kind", String, nullable=False),  # copy, interview, person, statement, happening
    Column("left", String, nullable=False),
    Column("right", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON list of sentences
    Column("by", String, nullable=False),
    Column("score", Float, nullable=False),
    Index("link_pair", "kind", "left", "right", unique=True),
    Index("link_right", "kind", "right"),
)

digest = Table(
    "digest",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),  # in the order in which findings were compared
    Column("id", String, nullable=False, index=True),  # of the statement, telling or article
    _article(),
    Column("kind", String, nullable=False),  # statement, happening, source
    Column("alias", String, index=True),  # the id of the happening whose first telling this is
    Column("data", Text, nullable=False),  # what a judgement of sameness needs of it, JSON
)

clue = Table(
    "clue",
    metadata,
    Column("key", BigInteger, nullable=False),  # shared by findings that may be one
    Column("digest", Integer, ForeignKey("digest.n", ondelete="CASCADE"), nullable=False, index=True),
    Index("clue_key", "key", "digest"),
)

profile = Table(
    "profile",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("data", Text, nullable=False),  # a name with its state, roles and days over all pages, JSON
)

surname = Table(
    "surname",
    metadata,
    Column("part", String, nullable=False),  # the key of a surname, or of all parts of a name, in all spellings
    Column("profile", String, ForeignKey("profile.id", ondelete="CASCADE"), nullable=False, index=True),
    Index("surname_part", "part", "profile"),
)

bearer = Table(
    "bearer",
    metadata,
    _article(),
    Column("profile", String, nullable=False, index=True),
    Column("data", Text, nullable=False),  # the profile as this article alone gives it, JSON
)

FINDINGS = (line, actor, mention, statement, stance, telling)  # all that a new reading of an article replaces
