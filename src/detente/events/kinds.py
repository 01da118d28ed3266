"""A candidate becomes an event type with its probability and its rivals, or nothing worth telling."""

from __future__ import annotations

from dataclasses import dataclass

from detente.events.scan import Candidate
from detente.models.typing import NONE
from detente.types import EventType

LEXICON_WORTH = 2.0  # how much likelier a type is that the lexicon knows for the trigger
UNTYPED = 0.5  # probability of a type that only the lexicon names


@dataclass(frozen=True, slots=True)
class Kind:
    """The likeliest type, its probability, that of an event at all, and the next types with theirs."""

    type: EventType
    likely: float
    eventful: float
    rivals: tuple[tuple[str, float], ...]
    known: bool


def kind_of(candidate: Candidate, least: float, plover: bool) -> Kind | None:
    """Return the type of a candidate; None where an event at all is less likely than `least`.

    Without a judgement the lexicon's first type is taken. In the manual's view (`plover`) the lexicon, which knows
    the plain types of acts, has no say.
    """
    judgement, entries = candidate.judgement, candidate.trigger.entries
    if judgement is None:
        if not entries:
            return None
        first, *others = candidate.trigger.types
        return Kind(first, UNTYPED, 1.0, tuple((t.value, 0.0) for t in others), True)
    happens = eventful(candidate)
    if happens < least:
        return None
    known = {t.value for t in candidate.trigger.types} if not plover else set()
    ranked = sorted(
        ((p * (LEXICON_WORTH if t in known else 1.0), p, t) for t, p in judgement.types.items() if t != NONE),
        reverse=True,
    )
    _, likely, best = ranked[0]
    rivals = tuple((t, round(p, 3)) for _, p, t in ranked[1:4] if p > 0.05)
    return Kind(EventType(best), likely, happens, rivals, best in known)


def eventful(candidate: Candidate) -> float:
    """Return the probability that the trigger tells of an event at all; 1 without a judgement."""
    return 1.0 - candidate.judgement.types.get(NONE, 0.0) if candidate.judgement else 1.0
