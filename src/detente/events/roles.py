"""A candidate becomes roles: the head tokens of source and target, by the typist's scores or by the frame alone."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Roles:
    """Head tokens of source and target (None: not named), and how they were chosen."""

    source: int | None
    target: int | None
    how: str
    sure: float = 1.0


def roles(tree: Tree, candidate: Candidate) -> Roles:
    """Return the roles of a candidate."""
    judged = candidate.judgement is not None and candidate.judgement.sources
    return _by_model(candidate) if judged else _by_frame(tree, candidate)


def _by_model(candidate: Candidate) -> Roles:
    judgement = candidate.judgement
    assert judgement is not None
    places = [i for i, _ in candidate.slots]
    source, source_score = _best(places, judgement.sources, None)
    target, target_score = _best(places, judgement.targets, source)
    return Roles(source, target, "typist", (source_score * target_score) ** 0.5)


def _best(places: list[int], scores: tuple[float, ...], taken: int | None) -> tuple[int | None, float]:
    from math import exp

    best, best_score = None, scores[-1]
    for place, score in zip(places, scores, strict=False):
        if place != taken and score > best_score:
            best, best_score = place, score
    if best is not None and exp(best_score) < _FLOOR and exp(scores[-1]) > exp(best_score) / 2:
        return None, exp(scores[-1])
    return best, exp(best_score)


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
