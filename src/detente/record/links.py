"""Sketches and links become rows: the index in which an article finds its neighbours, and what the machine judged.

What users judge are decisions (`Store.decide`), which stand above these rows; these can be made again at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.exc import SQLAlchemyError

from detente.errors import RecordError
from detente.record import tables as t
from detente.record.store import Store
from detente.types import Link, Verdict

_MOST = 64  # neighbours of one article that are fetched: its story is joined through any of them


def unsketched(store: Store) -> tuple[str, ...]:
    """Return the ids of articles that are not in the index yet, in the order of `Store.article_ids`."""
    query = select(t.article.c.id).where(t.article.c.id.not_in(select(t.sketch.c.article)))
    with store.engine.connect() as link:
        return tuple(link.execute(query.order_by(*by_day())).scalars())


def by_day() -> tuple[Any, ...]:
    """Return the order in which articles are put into the index: by day of publication, then address."""
    return t.article.c.published.is_(None), t.article.c.published, t.article.c.url


def near(store: Store, bands: Sequence[int], shared: int) -> Mapping[str, bytes]:
    """Return the packed sketches of articles that share at least so many bands, the nearest first."""
    if not bands:
        return {}
    count = func.count(t.band.c.key)
    query = (
        select(t.band.c.article)
        .where(t.band.c.key.in_(list(bands)))
        .group_by(t.band.c.article)
        .having(count >= shared)
        .order_by(count.desc(), t.band.c.article)
        .limit(_MOST)
    )
    with store.engine.connect() as link:
        found = list(link.execute(query).scalars())
        rows = link.execute(select(t.sketch.c.article, t.sketch.c.data).where(t.sketch.c.article.in_(found)))
        data = {row.article: row.data for row in rows}
    return {article: data[article] for article in found if article in data}


def keep(store: Store, article: str, data: bytes, bands: Sequence[int], links: Iterable[Link]) -> None:
    """Write an article into the index with its links, in place of those it had; RecordError where refused."""
    gone = (t.link.c.kind == "copy") & or_(t.link.c.left == article, t.link.c.right == article)
    rows = [link_row(k) for k in links]
    try:
        with store.engine.begin() as link:
            link.execute(delete(t.link).where(gone))
            link.execute(delete(t.band).where(t.band.c.article == article))
            link.execute(delete(t.sketch).where(t.sketch.c.article == article))
            link.execute(insert(t.sketch).values(article=article, data=data))
            if bands:
                link.execute(insert(t.band), [dict(article=article, key=key) for key in bands])
            if rows:
                link.execute(insert(t.link), rows)
    except SQLAlchemyError as fault:
        raise RecordError(f"The record {store.address} refused what links its pages ({fault}).") from fault


def links_of(store: Store, kind: str) -> tuple[Link, ...]:
    """Return the machine's links of one kind, by pair."""
    query = select(t.link).where(t.link.c.kind == kind).order_by(t.link.c.left, t.link.c.right)
    with store.engine.connect() as link:
        return tuple(noun(row) for row in link.execute(query).mappings())


def link_row(link: Link) -> dict[str, Any]:
    """Return the row of a link."""
    return dict(
        kind=link.kind,
        left=link.left,
        right=link.right,
        verdict=link.verdict.value,
        reasons=json.dumps(link.reasons, ensure_ascii=False),
        by=link.by,
        score=link.score,
    )


def noun(row: Mapping[Any, Any]) -> Link:
    """Return the link of a row; what makes two articles reports of one interview is of the kind copy."""
    return Link(
        left=row["left"],
        right=row["right"],
        verdict=Verdict(row["verdict"]),
        reasons=tuple(json.loads(row["reasons"])),
        by=row["by"],
        kind="copy" if row["kind"] == "interview" else row["kind"],
        score=row["score"],
    )
