"""A reading becomes rows: the article, its lines, cast and findings, each with the exact text of its span."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from detente import wire
from detente.record import search
from detente.record import tables as t
from detente.types import Article, Problem, Reading


def fill(link: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert many rows at once; none is fine."""
    batch = list(rows)
    if batch:
        link.execute(insert(table), batch)


def problem_row(problem: Problem, sha: str | None, now: str) -> dict[str, Any]:
    """Return the row of a problem; `sha` is None where no page came of it."""
    return dict(url=problem.url, page=sha, stage=problem.stage, kind=problem.kind, detail=problem.detail, at=now)


def noted_problem(row: Mapping[Any, Any]) -> Problem:
    """Return the problem of a row."""
    return Problem(url=row["url"], stage=row["stage"], kind=row["kind"], detail=row["detail"])


def nouns(link: Connection, table: Any, kind: Any, article: str) -> list[Any]:
    """Return what a table holds of an article as nouns of this kind, in the order of the text."""
    query = select(table.c.data).where(table.c.article == article)
    if "start" in table.c:
        query = query.order_by(table.c.start)
    return [wire.from_json(kind, json.loads(data)) for data in link.execute(query).scalars()]


def write_article(link: Connection, article: Article, reading: Reading) -> None:
    """Insert an article with its lines, cast, findings and search words."""
    text, key = article.text, article.id
    bare = wire.to_json(dataclasses.replace(article, text="", lines=()))
    link.execute(
        insert(t.article).values(
            id=key,
            page=article.page,
            url=article.url,
            text=text,
            language=article.language,
            outlet=article.outlet.value if article.outlet else None,
            headline=article.headline.value if article.headline else None,
            published=article.published.when.start.isoformat() if article.published else None,
            data=json.dumps(bare, ensure_ascii=False),
        )
    )
    fill(
        link,
        t.line,
        (
            dict(article=key, n=n, start=x.span.start, stop=x.span.stop, kind=x.kind.value, reason=x.reason)
            for n, x in enumerate(article.lines)
        ),
    )
    fill(
        link,
        t.actor,
        (
            dict(
                article=key,
                id=a.id,
                name=a.name,
                kind=a.kind.value,
                state=a.state,
                entry=a.entry,
                official=a.official,
                data=wire.dumps(a),
            )
            for a in reading.cast.actors
        ),
    )
    fill(
        link,
        t.mention,
        (
            dict(
                article=key,
                start=m.span.start,
                stop=m.span.stop,
                exact=m.span.of(text),
                kind=m.kind.value,
                actor=m.actor,
                data=wire.dumps(m),
            )
            for m in reading.cast.mentions
        ),
    )
    _write_findings(link, article, reading)
    search.remember(link, article, reading)


def _write_findings(link: Connection, article: Article, reading: Reading) -> None:
    text, key = article.text, article.id
    fill(
        link,
        t.statement,
        (
            dict(
                id=s.id,
                article=key,
                start=s.content[0].start,
                speaker=s.speaker,
                form=s.form.value,
                attitude=s.attitude,
                tone=s.tone,
                confidence=s.confidence,
                data=wire.dumps(s),
            )
            for s in reading.statements
        ),
    )
    fill(
        link,
        t.content,
        (
            dict(statement=s.id, n=n, start=c.start, stop=c.stop, exact=c.of(text))
            for s in reading.statements
            for n, c in enumerate(s.content)
        ),
    )
    fill(
        link,
        t.about,
        (
            dict(statement=s.id, first=d.joined().source, second=d.joined().target)
            for s in reading.statements
            for d in s.about
        ),
    )
    fill(
        link,
        t.stance,
        (dict(id=s.id, article=key, holder=s.holder, lean=s.lean, data=wire.dumps(s)) for s in reading.stances),
    )
    fill(
        link,
        t.telling,
        (
            dict(
                id=e.id,
                article=key,
                start=e.clause.start,
                stop=e.clause.stop,
                exact=e.clause.of(text),
                type=e.type.value,
                status=e.status.value,
                source_state=e.source_state,
                target_state=e.target_state,
                since=e.when.when.start.isoformat() if e.when else None,
                until=e.when.when.stop.isoformat() if e.when else None,
                confidence=e.confidence,
                data=wire.dumps(e),
            )
            for e in reading.tellings
        ),
    )
