"""A candidate becomes roles: the head tokens of source and target, by the typist's scores or by the frame alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.events.scan import Candidate
from detente.events.tree import Tree

_SOURCE_SLOTS = ("subject", "agent", "subject, understood", "poss", "prep:by", "prep:from")
_NOUN_SOURCES = (
    "poss",
    "agent",
    "prep:by",
    "prep:from",
    "amod",
    "compound",
    "^dobj/nsubj",
    "^dobj/^xcomp/nsubj",
    "prep:of",
)
_TARGET_SLOTS = ("object", "object, passive", "dobj/poss", "dative")
_PREPOSITIONS = (
    "with",
    "to",
    "against",
    "at",
    "on",
    "upon",
    "into",
    "from",
    "over",
    "in",
    "of",
    "for",
    "between",
)
_FLOOR = 0.12  # least probability for a named party
_FAINT = 0.02  # the same where the party must be named


@dataclass(frozen=True, slots=True)
class Roles:
    """Head tokens of source and target (None: not named), and how they were chosen."""

    source: int | None
    target: int | None
    how: str
    sure: float = 1.0


def roles(tree: Tree, candidate: Candidate, *, both: bool = False) -> Roles:
    """Return the roles of a candidate; `both` names the likeliest party even where "not named" is likelier."""
    judged = candidate.judgement is not None and candidate.judgement.sources
    return _by_model(candidate, _FAINT if both else None) if judged else _by_frame(tree, candidate)


def _by_model(candidate: Candidate, least: float | None) -> Roles:
    judgement = candidate.judgement
    assert judgement is not None
    places = [i for i, _ in candidate.slots]
    source, source_score = _best(places, judgement.sources, None, least)
    target, target_score = _best(places, judgement.targets, source, least)
    return Roles(source, target, "typist", (source_score * target_score) ** 0.5)


def _best(
    places: list[int], scores: tuple[float, ...], taken: int | None, least: float | None
) -> tuple[int | None, float]:
    """The likeliest place with its probability; none where "not named" is likelier, or the place below `least`."""
    nobody = math.exp(scores[-1])
    found = [(math.exp(score), place) for place, score in zip(places, scores, strict=False) if place != taken]
    likely, best = max(found, key=lambda f: f[0], default=(0.0, None))
    surely = likely > nobody and (likely >= _FLOOR or nobody <= likely / 2)
    named = surely if least is None else likely > least
    return (best, likely) if named else (None, nobody)


def _by_frame(tree: Tree, candidate: Candidate) -> Roles:
    slots: dict[str, list[int]] = {}
    for i, word in candidate.slots:
        slots.setdefault(word, []).append(i)
    trigger = candidate.trigger
    source_slots = _NOUN_SOURCES if trigger.nominal else _SOURCE_SLOTS
    source = next((slots[s][0] for s in source_slots if s in slots), None)
    wanted = trigger.entries[0].target if trigger.entries else ()
    order = [f"prep:{w}" if w != "obj" else "object" for w in wanted]
    order += [f"dobj/prep:{w}" for w in wanted if w != "obj"]
    order += [
        *_TARGET_SLOTS,
        *(f"prep:{w}" for w in _PREPOSITIONS),
        *(f"dobj/prep:{w}" for w in _PREPOSITIONS),
    ]
    target = next((i for s in order for i in slots.get(s, []) if i != source and i not in trigger.tokens), None)
    if target is None and source is not None:
        target = next((m for m in tree.conjuncts(source) if m != source), None)
    return Roles(source, target, "frame")
