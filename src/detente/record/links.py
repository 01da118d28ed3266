"""Sketches and links become rows: the index in which an article finds its neighbours, and what the machine judged.

What users judge are decisions (`Store.decide`), which stand above these rows; these can be made again at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select

from detente.record import tables as t
from detente.record.store import Store
from detente.types import Link, Verdict

_MOST = 32  # neighbours of one article that are fetched: its story is joined through any of them
_NEAR = (
    select(t.band.c.article, func.count(t.band.c.key))
    .where(t.band.c.key.in_(bindparam("bands", expanding=True)), t.band.c.article != bindparam("article"))
    .group_by(t.band.c.article)
    .having(func.count(t.band.c.key) >= bindparam("shared"))
)


def unsketched(store: Store) -> tuple[str, ...]:
    """Return the ids of articles that are not in the index yet, in the order of `Store.article_ids`."""
    query = select(t.article.c.id).where(t.article.c.id.not_in(select(t.sketch.c.article)))
    with store.engine.connect() as link:
        return tuple(link.execute(query.order_by(*by_day())).scalars())


def by_day() -> tuple[Any, ...]:
    """Return the order in which articles are put into the index: by day of publication, then address."""
    return t.article.c.published.is_(None), t.article.c.published, t.article.c.url


def near(store: Store, article: str, bands: Sequence[int], shared: int) -> Mapping[str, bytes]:
    """Return the packed sketches of articles that share at least so many bands, the nearest first.

    Of a crowd that is equally near each article gets others, those that follow its id; else the same few would be
    linked with all.
    """
    if not bands:
        return {}
    asked = {"bands": list(bands), "article": article, "shared": shared}
    with store.engine.connect() as link:
        rows = sorted(link.execute(_NEAR, asked), key=lambda row: (-row[1], row[0] < article, row[0]))
        found = [row[0] for row in rows[:_MOST]]
        sketches = link.execute(select(t.sketch.c.article, t.sketch.c.data).where(t.sketch.c.article.in_(found)))
        data = {row.article: row.data for row in sketches}
    return {each: data[each] for each in found if each in data}


def keep(store: Store, article: str, data: bytes, bands: Sequence[int], links: Iterable[Link]) -> None:
    """Write an article into the index with its links, in place of those it had; RecordError where refused."""
    gone = (t.link.c.kind == "copy") & or_(t.link.c.left == article, t.link.c.right == article)
    rows = [link_row(k) for k in links]
    with store.derive() as link:
        link.execute(delete(t.link).where(gone))
        link.execute(delete(t.band).where(t.band.c.article == article))
        link.execute(delete(t.sketch).where(t.sketch.c.article == article))
        link.execute(insert(t.sketch).values(article=article, data=data))
        if bands:
            link.execute(insert(t.band), [dict(article=article, key=key) for key in bands])
        if rows:
            link.execute(insert(t.link), rows)


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
        reasons=_reasons(row["reasons"]),
        by=row["by"],
        kind="copy" if row["kind"] == "interview" else row["kind"],
        score=row["score"],
    )


@lru_cache(maxsize=1 << 12)
def _reasons(data: str) -> tuple[str, ...]:
    return tuple(json.loads(data))
