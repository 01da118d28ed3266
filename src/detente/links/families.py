"""Event types become families: types that readers, outlets and coders put for one another, telling one thing."""

from __future__ import annotations

from functools import lru_cache

from detente.types import EventType, Telling

# A visit is talks, support or cooperation; a pull-out is a retreat, a concession, or what was agreed.
_FAMILIES = tuple(
    frozenset(EventType(name) for name in names.split())
    for names in (
        "AGREE CONSULT COOPERATE SUPPORT",
        "AID SUPPORT COOPERATE",
        "CONCEDE RETREAT AGREE COOPERATE",
        "ACCUSE REJECT PROTEST",
        "REQUEST CONSULT",
        "THREATEN COERCE MOBILIZE",
        "SANCTION COERCE REJECT",
        "ASSAULT COERCE MOBILIZE",
        "SANCTION RETREAT",
    )
)
_NEAR = {kind: frozenset({kind}).union(*(f for f in _FAMILIES if kind in f)) for kind in EventType}
_LIKELY = 0.1  # score from which what the coder weighed up beside its choice may be what another chose


def are_near(left: EventType, right: EventType) -> bool:
    """Tell whether two types may be told of one happening."""
    return right in _NEAR[left]


_ALONE = {kind: frozenset({kind}) for kind in EventType}
_NAMED = {kind.value: kind for kind in EventType}


def read_as(telling: Telling) -> frozenset[EventType]:
    """Return the types that a telling may be read as: its own, those not wrong either, and the coder's next best."""
    if not telling.also and not telling.rivals:
        return _ALONE[telling.type]
    likely = [_NAMED[name] for name, score in telling.rivals if score >= _LIKELY and name in _NAMED]
    return frozenset({telling.type, *telling.also, *likely})


@lru_cache(maxsize=1024)
def _numbers(kinds: frozenset[EventType]) -> tuple[int, ...]:
    return tuple(n for n, family in enumerate(_FAMILIES) if not kinds.isdisjoint(family))


def families_of(telling: Telling) -> tuple[int, ...]:
    """Return the numbers of the families that a telling may be of."""
    return _numbers(read_as(telling))
