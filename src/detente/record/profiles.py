"""Names over pages become lookups: profiles by id or name, their namesakes, and the pages that bear them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from detente.record import tables as t
from detente.record.digests import batches
from detente.record.store import Store


def profile_names(store: Store) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of all profiles, by name, without what the pages say of them."""
    with store.engine.connect() as link:
        rows = link.execute(select(t.profile.c.id, t.profile.c.name).order_by(t.profile.c.name, t.profile.c.id))
        return tuple((row.id, row.name) for row in rows)


def profiles_named(store: Store, name: str) -> tuple[str, ...]:
    """Return the ids of profiles with exactly this name."""
    query = select(t.profile.c.id).where(t.profile.c.name == name).order_by(t.profile.c.id)
    with store.engine.connect() as link:
        return tuple(link.execute(query).scalars())


def profile_ids_like(store: Store, beginning: str) -> tuple[str, ...]:
    """Return the ids of profiles that begin so."""
    query = select(t.profile.c.id).where(t.profile.c.id.between(beginning, beginning + "\U0010ffff"))
    with store.engine.connect() as link:
        return tuple(link.execute(query.order_by(t.profile.c.id)).scalars())


def count_profiles(store: Store) -> int:
    """Return how many profiles there are."""
    with store.engine.connect() as link:
        return link.execute(select(func.count()).select_from(t.profile)).scalar() or 0


def profiles(store: Store, ids: Iterable[str] | None = None) -> Mapping[str, str]:
    """Return the profiles with these ids (all, where none are given) as JSON."""
    query = select(t.profile.c.id, t.profile.c.data).order_by(t.profile.c.name, t.profile.c.id)
    with store.engine.connect() as link:
        if ids is None:
            return {row.id: row.data for row in link.execute(query)}
        found: dict[str, str] = {}
        for some in batches(dict.fromkeys(ids)):
            found |= {row.id: row.data for row in link.execute(query.where(t.profile.c.id.in_(some)))}
        return found


def namesakes(store: Store, parts: Iterable[str], most: int) -> Mapping[str, str]:
    """Return the profiles, as JSON, that share one of these parts of a name, at most so many for each."""
    ids: dict[str, None] = {}
    with store.engine.connect() as link:
        for part in parts:
            query = select(t.surname.c.profile).where(t.surname.c.part == part).order_by(t.surname.c.profile)
            ids |= dict.fromkeys(link.execute(query.limit(most)).scalars())
    return profiles(store, ids)


def bearers(store: Store, profile: str) -> tuple[str, ...]:
    """Return a profile as each article that bears it gives it, JSON."""
    with store.engine.connect() as link:
        return tuple(link.execute(select(t.bearer.c.data).where(t.bearer.c.profile == profile)).scalars())


def orphans(store: Store) -> tuple[str, ...]:
    """Return the ids of profiles that articles still bear, though they went out with one that was read again."""
    query = select(t.bearer.c.profile).where(t.bearer.c.profile.not_in(select(t.profile.c.id))).distinct()
    with store.engine.connect() as link:
        return tuple(link.execute(query).scalars())


def articles_bearing(store: Store, profiles_: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of articles on which one of these profiles occurs."""
    found: dict[str, None] = {}
    with store.engine.connect() as link:
        for some in batches(dict.fromkeys(profiles_)):
            rows = link.execute(select(t.bearer.c.article).where(t.bearer.c.profile.in_(some)).distinct())
            found |= dict.fromkeys(rows.scalars())
    return tuple(found)
