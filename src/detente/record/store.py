"""Readings become rows, and rows become nouns again, in any database that `opening` gives an engine of."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from detente import wire
from detente.errors import RecordError
from detente.record import search
from detente.record import tables as t
from detente.record.faults import unwritable
from detente.record.forgetting import forget_links
from detente.record.rows import fill, noted_problem, nouns, problem_row, write_article
from detente.types import (
    Actor,
    Article,
    Cast,
    Decision,
    Line,
    LineKind,
    Mention,
    Page,
    Problem,
    Reading,
    Span,
    Stance,
    Statement,
    Telling,
)


class Outcome(StrEnum):
    """What adding a reading did to the record."""

    NEW = "new"
    SAME = "unchanged"
    AGAIN = "read again"


class Store:
    """A record of pages and findings behind one SQLAlchemy engine.

    `apart` is given for a record that may not be written: it gives a copy to work out in what the record lacks.
    """

    def __init__(self, engine: Engine, address: str, apart: Callable[[], Engine] | None = None) -> None:
        self.engine = engine
        self.address = address
        self.writable = apart is None
        self._apart = apart

    # ------------------------------------------------------------------ writing

    def add(self, page: Page, reading: Reading) -> Outcome:
        """Write a page and its reading in one transaction and say what changed.

        The same bytes read by the same versions change nothing; other versions replace the findings.
        Raises RecordError where the database refuses.
        """
        with self._change() as link:
            return self._add(link, page, reading)

    def _add(self, link: Connection, page: Page, reading: Reading) -> Outcome:
        versions = json.dumps(dict(reading.versions), sort_keys=True)
        known = link.execute(
            select(t.reading.c.versions).where(t.reading.c.page == page.sha, t.reading.c.latest)
        ).scalar()
        if known == versions:
            return Outcome.SAME
        now = _now()
        if known is None:
            link.execute(
                insert(t.page).values(
                    sha=page.sha,
                    url=page.url,
                    media_type=page.media_type,
                    fetched=page.fetched,
                    body=page.body,
                    sidecar=json.dumps(dict(page.sidecar), sort_keys=True, ensure_ascii=False),
                    added=now,
                )
            )
        self._forget_findings(link, page.sha)
        link.execute(update(t.reading).where(t.reading.c.page == page.sha).values(latest=False))
        link.execute(
            insert(t.reading).values(
                page=page.sha,
                article=reading.article.id if reading.article else None,
                at=now,
                versions=versions,
                latest=True,
            )
        )
        fill(link, t.problem, (problem_row(p, page.sha, now) for p in reading.problems))
        if reading.article is not None:
            write_article(link, reading.article, reading)
        return Outcome.NEW if known is None else Outcome.AGAIN

    def _forget_findings(self, link: Connection, sha: str) -> None:
        old = link.execute(select(t.article.c.id).where(t.article.c.page == sha)).scalar()
        if old is not None:
            search.forget(link, old)
            forget_links(link, old)
            link.execute(delete(t.article).where(t.article.c.id == old))
        link.execute(delete(t.problem).where(t.problem.c.page == sha))

    def note(self, problem: Problem) -> None:
        """Write down a problem with something that never became a page; the same problem is kept once."""
        with self._change() as link:
            same = (t.problem.c.url == problem.url) & (t.problem.c.kind == problem.kind)
            link.execute(delete(t.problem).where(same, t.problem.c.page.is_(None)))
            link.execute(insert(t.problem).values(**problem_row(problem, None, _now())))

    def decide(self, *decisions: Decision) -> None:
        """Append human decisions, all or none; nothing is ever overwritten."""
        with self._change() as link:
            fill(link, t.decision, map(dataclasses.asdict, decisions))

    def derive(self) -> AbstractContextManager[Connection]:
        """Begin to write what is worked out from the pages, such as the index of links; elsewhere if need be."""
        if self._apart is not None:
            self.engine = self._apart()
        return self.engine.begin()

    def _change(self) -> AbstractContextManager[Connection]:
        if not self.writable:
            raise unwritable(self.address)
        return self.engine.begin()

    # ------------------------------------------------------------------ reading

    def knows(self, sha: str, versions: Mapping[str, str]) -> bool:
        """Tell whether this page has been read by these versions, so that reading it again is needless.

        What the outlet's other pages have taught since ("memory") is left aside: it grows with every page.
        """
        with self._look() as link:
            known = link.execute(
                select(t.reading.c.versions).where(t.reading.c.page == sha, t.reading.c.latest)
            ).scalar()
        if known is None:
            return False
        return {k: v for k, v in json.loads(known).items() if k != "memory"} == dict(versions)

    def outlets(self) -> dict[str, int]:
        """Return the number of pages of each outlet."""
        with self._look() as link:
            rows = link.execute(
                select(t.article.c.outlet, func.count())
                .where(t.article.c.outlet.is_not(None))
                .group_by(t.article.c.outlet)
            )
            return {row[0]: row[1] for row in rows}

    def articles_of(self, outlet: str, limit: int = 200) -> tuple[Article, ...]:
        """Return the articles of an outlet, the latest published first, at most `limit`."""
        with self._look() as link:
            ids = link.execute(
                select(t.article.c.id)
                .where(t.article.c.outlet == outlet)
                .order_by(t.article.c.published.desc(), t.article.c.id)
                .limit(limit)
            ).scalars()
            found = tuple(ids)
        return tuple(r.article for r in self.readings(found) if r.article is not None)

    def article_ids(self) -> tuple[str, ...]:
        """Return the ids of all articles, by day of publication, then address."""
        with self._look() as link:
            rows = link.execute(
                select(t.article.c.id).order_by(
                    t.article.c.published.is_(None), t.article.c.published, t.article.c.url
                )
            )
            return tuple(rows.scalars())

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Return (article id, address) of all articles, without reading their findings."""
        with self._look() as link:
            return tuple((row[0], row[1]) for row in link.execute(select(t.article.c.id, t.article.c.url)))

    def reading(self, article: str) -> Reading:
        """Return all that the record holds of one article, as it was read; RecordError if there is none."""
        with self._look() as link:
            whole = self._article(link, article)
            versions = link.execute(
                select(t.reading.c.versions).where(t.reading.c.page == whole.page, t.reading.c.latest)
            ).scalar()
            problems = link.execute(select(t.problem).where(t.problem.c.page == whole.page)).mappings()
            return Reading(
                page=whole.page,
                url=whole.url,
                article=whole,
                cast=Cast(
                    actors=tuple(nouns(link, t.actor, Actor, article)),
                    mentions=tuple(nouns(link, t.mention, Mention, article)),
                ),
                statements=tuple(nouns(link, t.statement, Statement, article)),
                stances=tuple(nouns(link, t.stance, Stance, article)),
                tellings=tuple(nouns(link, t.telling, Telling, article)),
                problems=tuple(noted_problem(p) for p in problems),
                versions=json.loads(versions or "{}"),
            )

    def article(self, article: str) -> Article:
        """Return an article without what was found on it; RecordError if there is none."""
        with self._look() as link:
            return self._article(link, article)

    def _article(self, link: Connection, article: str) -> Article:
        row = link.execute(select(t.article).where(t.article.c.id == article)).mappings().first()
        if row is None:
            raise RecordError(f"The record {self.address} holds no page {article}; `detente pages` lists them.")
        lines = link.execute(select(t.line).where(t.line.c.article == article).order_by(t.line.c.n)).mappings()
        bare = wire.from_json(Article, json.loads(row["data"]) | {"text": row["text"], "lines": []})
        return dataclasses.replace(
            bare,
            lines=tuple(Line(Span(x["start"], x["stop"]), LineKind(x["kind"]), x["reason"]) for x in lines),
        )

    def readings(self, articles: Iterable[str] | None = None) -> Iterator[Reading]:
        """Yield the readings of the named articles, or of all, in the order of `article_ids`."""
        for each in self.article_ids() if articles is None else articles:
            yield self.reading(each)

    def page(self, sha: str) -> Page:
        """Return a page as it came; RecordError if the record does not hold it."""
        with self._look() as link:
            row = link.execute(select(t.page).where(t.page.c.sha == sha)).mappings().first()
        if row is None:
            raise RecordError(f"The record {self.address} holds no page with the hash {sha[:12]}.")
        return Page(
            sha=row["sha"],
            url=row["url"],
            body=row["body"],
            media_type=row["media_type"],
            fetched=row["fetched"],
            sidecar=json.loads(row["sidecar"]),
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem in the record, by address."""
        with self._look() as link:
            rows = link.execute(select(t.problem).order_by(t.problem.c.url, t.problem.c.stage)).mappings()
            return tuple(noted_problem(r) for r in rows)

    def decisions(self, about: str | None = None) -> tuple[Decision, ...]:
        """Return the human decisions, oldest first, of one record or of all."""
        query = select(t.decision).order_by(t.decision.c.at)
        if about is not None:
            query = query.where(t.decision.c.about == about)
        with self._look() as link:
            return tuple(Decision(**dict(row)) for row in link.execute(query).mappings())

    def telling_articles(self, states: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of articles whose cast names every one of these states (ISO alpha-3 or body codes)."""
        with self._look() as link:
            query = (
                select(t.actor.c.article)
                .where(t.actor.c.state.in_(list(states)))
                .group_by(t.actor.c.article)
                .having(func.count(t.actor.c.state.distinct()) >= len(set(states)))
            )
            found = set(link.execute(query).scalars())
        return tuple(a for a in self.article_ids() if a in found)

    def search(self, words: str, limit: int = 50) -> tuple[tuple[str, str, str], ...]:
        """Return (kind, record id, article id) of the records whose text matches, best first."""
        with self._look() as link:
            return search.find(link, words, limit)

    def counts(self) -> dict[str, int]:
        """Return the number of rows in each table."""
        with self._look() as link:
            return {
                name: link.execute(select(func.count()).select_from(table)).scalar() or 0
                for name, table in t.metadata.tables.items()
                if name != "meta"
            }

    def _look(self) -> Connection:
        return self.engine.connect()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
