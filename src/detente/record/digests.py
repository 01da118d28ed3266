"""Findings become rows of an index: what a judgement of sameness needs, the clues it is found by, and its links.

Everything here is read off the findings by the room `links` and can be made again at any time; nothing but the keys
asked for is read, so that a new page costs about the same however large the record is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from detente.record import tables as t
from detente.record.links import by_day, link_row, noun
from detente.record.rows import fill
from detente.record.store import Store
from detente.types import Link, Verdict

Value = TypeVar("Value")
_BATCH = 400  # values in one condition
_ENDS = {"copy": t.article.c.id, "statement": t.statement.c.id, "happening": t.telling.c.id, "person": t.profile.c.id}
_BUCKET = (
    select(t.clue.c.digest)
    .where(t.clue.c.key == bindparam("key"))
    .order_by(t.clue.c.digest.desc())
    .limit(bindparam("reach"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One finding in the index: its id, its article, its kind, and its data as JSON."""

    id: str
    article: str
    kind: str
    data: str
    posts: tuple[int, ...] = ()
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A profile as one article gives it, and as all do: JSON of both, and the keys of the name's parts."""

    id: str
    name: str
    here: str
    whole: str
    parts: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Entry:
    """All that one article adds to the index."""

    article: str | None  # None: only profiles are made anew
    digests: list[Digest] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    interviews: list[Link] = field(default_factory=list)
    profiles: list[Borne] = field(default_factory=list)


def undigested(store: Store) -> tuple[str, ...]:
    """Return the ids of articles whose findings are not in the index yet, by day of publication, then address."""
    known = select(t.digest.c.article).where(t.digest.c.kind == "source")
    query = select(t.article.c.id).where(t.article.c.id.not_in(known))
    with store.engine.connect() as link:
        return tuple(link.execute(query.order_by(*by_day())).scalars())


def buckets(store: Store, keys: Sequence[int], reach: int) -> list[list[int]]:
    """Return, for each key, the numbers of the digests posted under it, the latest first, at most `reach`.

    A page asks a hundred times, and mostly for nothing: the driver itself is asked, at a tenth of the cost.
    """
    with store.engine.connect() as link:
        made = _BUCKET.compile(dialect=link.dialect)
        text, order = str(made), made.positiontup
        rest = made.construct_params({"key": 0, "reach": reach})
        cursor = link.connection.cursor()
        try:
            found = []
            for key in keys:
                values = {**rest, "key": key}
                cursor.execute(text, [values[name] for name in order] if order else values)
                found.append([row[0] for row in cursor.fetchall()])
            return found
        finally:
            cursor.close()


def digests(store: Store, numbers: Iterable[int]) -> tuple[Digest, ...]:
    """Return the digests with these numbers, in their order."""
    return _digests(store, t.digest.c.n, list(numbers))


def digests_of(store: Store, ids: Iterable[str]) -> tuple[Digest, ...]:
    """Return the digests of these findings, in the order in which they were compared."""
    return _digests(store, t.digest.c.id, list(ids))


def digests_of_kind(store: Store, kind: str) -> tuple[Digest, ...]:
    """Return all digests of a kind, in the order in which they were compared."""
    query = select(t.digest).where(t.digest.c.kind == kind).order_by(t.digest.c.n)
    with store.engine.connect() as link:
        return tuple(_digest(row) for row in link.execute(query).mappings())


def digests_like(store: Store, kind: str, beginning: str) -> tuple[Digest, ...]:
    """Return the digests of a kind whose id, or whose happening's, begins so."""
    stop = beginning + "\U0010ffff"
    either = or_(
        t.digest.c.id.between(beginning, stop),
        t.digest.c.alias.between(beginning, stop),
    )
    with store.engine.connect() as link:
        rows = link.execute(select(t.digest).where(t.digest.c.kind == kind, either).order_by(t.digest.c.n)).mappings()
        return tuple(_digest(row) for row in rows)


def links_at(store: Store, kinds: Sequence[str], keys: Iterable[str]) -> tuple[Link, ...]:
    """Return the machine's links of some kinds at any of these ends."""
    found: dict[tuple[str, str, str], Link] = {}
    with store.engine.connect() as link:
        for some in batches(dict.fromkeys(keys)):
            for end in (t.link.c.left, t.link.c.right):
                rows = link.execute(select(t.link).where(t.link.c.kind.in_(kinds), end.in_(some)))
                found.update({(row["kind"], row["left"], row["right"]): noun(row) for row in rows.mappings()})
    return tuple(found[key] for key in sorted(found))


def present(store: Store, kind: str, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the keys that the record holds, articles, statements, tellings or profiles by kind of link."""
    column = _ENDS[kind]
    found: set[str] = set()
    with store.engine.connect() as link:
        for some in batches(dict.fromkeys(keys)):
            found.update(link.execute(select(column).where(column.in_(some))).scalars())
    return frozenset(found)


def reached(store: Store, kinds: Sequence[str], keys: Iterable[str], beside: Sequence[Link] = ()) -> tuple[str, ...]:
    """Return the keys and all that links which say the same lead to from them, `beside` being links of users."""
    wanted = dict.fromkeys(keys)
    fresh = list(wanted)
    while fresh:
        links = [*links_at(store, kinds, fresh), *(k for k in beside if k.left in wanted or k.right in wanted)]
        ends = dict.fromkeys(e for k in links if k.verdict is Verdict.SAME for e in (k.left, k.right))
        fresh = [end for end in ends if end not in wanted]
        wanted |= dict.fromkeys(fresh)
    return tuple(wanted)


def enter(store: Store, entry: Entry) -> int:
    """Write what an article adds to the index, and return the number of rows; RecordError where refused."""
    with store.derive() as link:
        return _enter(link, entry)


def _enter(link: Connection, entry: Entry) -> int:
    written = 0
    for each in entry.digests:
        values = dict(id=each.id, article=each.article, kind=each.kind, alias=each.alias, data=each.data)
        made = link.execute(insert(t.digest).values(values)).inserted_primary_key
        assert made is not None  # the table numbers its rows
        fill(link, t.clue, (dict(key=key, digest=made[0]) for key in each.posts))
        written += 1 + len(each.posts)
    people = [k for k in entry.links if k.kind == "person"]
    changed = [each.id for each in entry.profiles]
    if changed:
        at_them = or_(t.link.c.left.in_(changed), t.link.c.right.in_(changed))
        link.execute(delete(t.link).where(t.link.c.kind == "person", at_them))
        link.execute(delete(t.profile).where(t.profile.c.id.in_(changed)))
    fill(link, t.profile, (dict(id=p.id, name=p.name, data=p.whole) for p in entry.profiles))
    fill(link, t.surname, (dict(part=part, profile=p.id) for p in entry.profiles for part in dict.fromkeys(p.parts)))
    if entry.article is not None:
        fill(link, t.bearer, (dict(article=entry.article, profile=p.id, data=p.here) for p in entry.profiles))
    others = [k for k in entry.links if k.kind != "person"]
    rows = [link_row(k) for k in (*people, *others)]
    rows += [{**link_row(k), "kind": "interview"} for k in entry.interviews]
    fill(link, t.link, rows)
    return written + 3 * len(entry.profiles) + len(rows)


def _digests(store: Store, column: Any, values: list[Any]) -> tuple[Digest, ...]:
    found: list[tuple[int, Digest]] = []
    with store.engine.connect() as link:
        for some in batches(dict.fromkeys(values)):
            rows = link.execute(select(t.digest).where(column.in_(some))).mappings()
            found += [(row["n"], _digest(row)) for row in rows]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _digest(row: Mapping[Any, Any]) -> Digest:
    return Digest(id=row["id"], article=row["article"], kind=row["kind"], data=row["data"], alias=row["alias"])


def batches(values: Iterable[Value]) -> Iterator[tuple[Value, ...]]:
    """Yield the values in order, so many at once as one condition may hold."""
    rest = iter(values)
    while some := tuple(islice(rest, _BATCH)):
        yield some
