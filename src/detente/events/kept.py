"""A drafted telling becomes kept or left out, by the probability that it is right in type and in both sides.

The probability is a small logistic regression over what the other steps were sure of; it is the confidence that
users see. Weights: languages/en/kept.csv, one clue a row; recipe: training/events/rankings.py. An event that is said
to have happened must be surer than the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.events.kinds import Kind
from detente.events.pairs import Pair
from detente.events.scan import Candidate
from detente.lexicon import Lexicon
from detente.types import EventType, Status, Telling

Clues = dict[str, float]
LEAST = 0.33  # probability of being right from which a telling is kept
LEAST_ACTUAL = 0.45  # the same for one that is said to have happened
LEAST_UNTYPED = 0.2  # confidence from which a telling is kept that no model has typed

# kinds that are coded without a known source, and kinds that a state may do to its own people
_NAMELESS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_AT_HOME = _NAMELESS | {EventType.PROTEST, EventType.REQUEST, EventType.RETREAT, EventType.SUPPORT}


@dataclass(frozen=True, slots=True)
class Draft:
    """A telling before it is judged as a whole: how sure each step was.

    `status` is the status with its probability, `voiced` tells whose word it is: "told", "official" or "other".
    """

    candidate: Candidate
    kind: Kind
    pair: Pair
    status: tuple[Status, float]
    voiced: str
    dated: bool
    inside: int


def draft_clues(draft: Draft) -> Clues:
    """Return the clues for a draft's being right."""
    kind, pair = draft.kind, draft.pair
    trigger = draft.candidate.trigger
    source, target = pair.source, pair.target
    status, sure = draft.status
    rule = pair.rule.partition(",")[0]
    second = kind.rivals[0][1] if kind.rivals else 0.0
    return {
        "bias": 1.0,
        "event": _logit(kind.eventful),
        "type": math.log(max(kind.likely, 1e-3)),
        "type margin": kind.likely - second,
        "sides": math.log(max(pair.sure, 1e-3)),
        f"sides by {rule}": 1.0,
        "status": math.log(max(sure, 1e-3)),
        f"status {status.value}": 1.0,
        f"type {kind.type.value}": 1.0,
        "in the lexicon": float(kind.known),
        "no lexicon line": float(not trigger.entries),
        "nominal": float(trigger.nominal),
        "no source": float(source.state is None),
        "no target": float(target.state is None),
        "same state": float(source.state is not None and source.state == target.state),
        "source named": float(source.span is not None),
        "target named": float(target.span is not None),
        "source known": float(source.actor is not None),
        f"voice {draft.voiced}": 1.0,
        "dated": float(draft.dated),
        f"states in sentence {min(draft.inside, 3)}": 1.0,
    }


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1.0 - p))


def probability(draft: Draft, weights: Clues) -> float:
    """Return the probability that a draft is right."""
    score = sum(weights.get(name, 0.0) * value for name, value in draft_clues(draft).items())
    return 1.0 / (1.0 + math.exp(-score))


@lru_cache(maxsize=8)
def kept_weights(lexicon: Lexicon) -> Clues:
    """Compile languages/en/kept.csv of a lexicon."""
    return {row["clue"]: float(row["weight"]) for row in lexicon.table("languages/en/kept", key="clue")}


def between_states(telling: Telling) -> bool:
    """Tell whether a telling is about states: both sides known, or an attack by nobody knows whom."""
    if telling.target_state is None:
        return False
    if telling.source_state is None:
        return telling.type in _NAMELESS
    return telling.source_state != telling.target_state or telling.type in _AT_HOME


def sure_enough(telling: Telling, typed: bool) -> bool:
    """Tell whether a telling's confidence reaches what its status asks for."""
    if not typed:
        return telling.confidence >= LEAST_UNTYPED
    return telling.confidence >= (LEAST_ACTUAL if telling.status is Status.ACTUAL else LEAST)


def once(found: Sequence[Telling]) -> list[Telling]:
    """Keep an event told twice in overlapping clauses once, at its surer telling; in text order."""
    kept: list[Telling] = []
    for telling in sorted(found, key=lambda t: (-t.confidence, t.trigger.start)):
        twin = any(
            k.type is telling.type
            and (k.source_state, k.target_state) == (telling.source_state, telling.target_state)
            and k.clause.overlaps(telling.clause)
            for k in kept
        )
        if not twin:
            kept.append(telling)
    return sorted(kept, key=lambda t: (t.trigger.start, t.source_state or "", t.target_state or ""))
