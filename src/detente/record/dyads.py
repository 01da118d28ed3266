"""Pairs of states become counts, by queries alone: statements about them, tellings between them, pages, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, distinct, func, or_, select, union

from detente.record import tables as t
from detente.record.store import Store
from detente.types import Dyad


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadCounts:
    """How often a pair of states, in either order, stands in the record; days are ISO 8601, of publication."""

    statements: int = 0
    tellings: int = 0
    pages: int = 0
    first: str | None = None
    last: str | None = None


def count_dyads(store: Store) -> Mapping[Dyad, DyadCounts]:
    """Return the counts of every pair of states that a statement is about or that a telling joins."""
    source, target = t.telling.c.source_state, t.telling.c.target_state
    first = case((source <= target, source), else_=target).label("first")
    second = case((source <= target, target), else_=source).label("second")
    between = source.is_not(None) & target.is_not(None) & (source != target)
    about = t.about.join(t.statement, t.statement.c.id == t.about.c.statement)
    places = union(
        select(t.about.c.first, t.about.c.second, t.statement.c.article).select_from(about),
        select(first, second, t.telling.c.article).where(between),
    ).subquery()
    pair = (places.c.first, places.c.second)
    day = t.article.c.published
    pages = (
        select(*pair, func.count(), func.min(day), func.max(day))
        .select_from(places.join(t.article, t.article.c.id == places.c.article))
        .group_by(*pair)
    )
    said = select(t.about.c.first, t.about.c.second, func.count(distinct(t.about.c.statement)))
    told = select(first, second, func.count()).where(between).group_by(first, second)
    with store.engine.connect() as link:
        statements = _by_pair(link.execute(said.group_by(t.about.c.first, t.about.c.second)).all())
        tellings = _by_pair(link.execute(told).all())
        return {
            Dyad(one, other): DyadCounts(
                statements=statements.get((one, other), 0),
                tellings=tellings.get((one, other), 0),
                pages=number,
                first=begin,
                last=end,
            )
            for one, other, number, begin, end in link.execute(pages)
        }


def _by_pair(rows: Sequence[Any]) -> Mapping[tuple[str, str], int]:
    return {(row[0], row[1]): row[2] for row in rows}


def telling_ids(store: Store, first: str, second: str) -> tuple[str, ...]:
    """Return the ids of tellings between two states, in either order, and of those that name only one of them."""
    source, target = t.telling.c.source_state, t.telling.c.target_state
    pair = (first, second)
    wanted = or_(
        source.in_(pair) & target.in_(pair) & (source != target),
        source.in_(pair) & target.is_(None),
        source.is_(None) & target.in_(pair),
    )
    if first == second:
        wanted = (source == first) & (target == first)
    with store.engine.connect() as link:
        return tuple(link.execute(select(t.telling.c.id).where(wanted)).scalars())


def tellings_like(store: Store, beginning: str) -> tuple[tuple[str, str], ...]:
    """Return (telling id, article id) of the tellings whose id begins so, by id."""
    begins = t.telling.c.id.between(beginning, beginning + "\U0010ffff")
    with store.engine.connect() as link:
        rows = link.execute(select(t.telling.c.id, t.telling.c.article).where(begins).order_by(t.telling.c.id))
        return tuple((row.id, row.article) for row in rows)
