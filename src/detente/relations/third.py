"""Readings and happenings become third parties: who carries words between two states, who is blamed, what goes along.

A mediator talks with both sides in one clause, as coders write it: one record with each side. Somebody is blamed
where one of the two accuses him on a page about the two, or where a statement about the two speaks of outsiders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from detente.lexicon import Lexicon
from detente.relations.nouns import Edge, Third, Together
from detente.relations.periods import Step, period
from detente.relations.scale import Scale
from detente.text import fold
from detente.types import Dyad, EventType, Happening, Reading, Statement, Status, Telling, When

TALKS = frozenset({EventType.CONSULT, EventType.AGREE})
_LIKELY = frozenset({Status.ACTUAL, Status.RECALLED, Status.PLANNED})
FEWEST = 8  # periods that two relations share; with fewer nothing is said about moving together
CHANCE = 0.05
_SHUFFLES = 999
_SEED = 19041904


def find_mediators(dyad: Dyad, readings: Iterable[Reading]) -> tuple[Third, ...]:
    """Return who talks with both states in one clause, most often first; cited are the ids of the events as told."""
    sides = {dyad.source, dyad.target}
    cites: dict[str, dict[str, None]] = defaultdict(dict)
    for reading in readings:
        talks: dict[str, list[tuple[str, Telling]]] = defaultdict(list)
        for e in reading.tellings:
            pair = {e.source_state, e.target_state}
            other = next((s for s in pair - sides if s), None)
            if e.type in TALKS and e.status in _LIKELY and other and len(pair & sides) == 1:
                side = dyad.source if dyad.source in pair else dyad.target
                talks[other].append((side, e))
        for other, told in talks.items():
            for side, e in told:
                if any(s != side and e.clause.overlaps(o.clause) for s, o in told):
                    cites[other][e.id] = None
    found = [Third(who=who, part="mediator", count=len(keys), cites=tuple(keys)) for who, keys in cites.items()]
    return tuple(sorted(found, key=lambda t: (-t.count, t.who)))


def find_blamed(
    dyad: Dyad, readings: Iterable[Reading], lexicon: Lexicon, pages: frozenset[str]
) -> tuple[Third, ...]:
    """Return whom the two, or voices about the two, blame beside each other, most often first.

    `pages` are the ids of articles that concern the two. Unnamed outsiders ("external players") go by their words.
    """
    outsiders = _outsiders(lexicon)
    cites: dict[str, dict[str, None]] = defaultdict(dict)
    voices: dict[str, dict[str, None]] = defaultdict(dict)
    for reading in readings:
        if reading.article is None or reading.article.id not in pages:
            continue
        for e in reading.tellings:
            if _blames(e, dyad) and e.target_state:
                cites[e.target_state][e.id] = None
                voices[e.target_state][e.source_state or "?"] = None
        for s in reading.statements:
            if dyad.joined() not in {d.joined() for d in s.about}:
                continue
            for phrase in _named(s, reading.article.text, outsiders):
                cites[phrase][s.id] = None
                actor = reading.cast.actor(s.speaker)
                voices[phrase][actor.name if actor else "somebody not named"] = None
    found = [
        Third(who=who, part="blamed", count=len(keys), cites=tuple(keys), by=tuple(voices[who]))
        for who, keys in cites.items()
    ]
    return tuple(sorted(found, key=lambda t: (-t.count, t.who)))


def _blames(e: Telling, dyad: Dyad) -> bool:
    sides = {dyad.source, dyad.target}
    return (
        e.type is EventType.ACCUSE and e.status in _LIKELY and e.source_state in sides and e.target_state not in sides
    )


def _outsiders(lexicon: Lexicon) -> re.Pattern[str]:
    """Match "external players" and the like, in the singular or plural."""
    parts = []
    for row in lexicon.table("languages/en/outsiders"):
        head = re.escape(row["head"])
        head = f"{head[:-1]}(?:y|ies)" if head.endswith("y") else f"{head}s?"
        before = "|".join(re.escape(word) for word in row["before"].split("|") if word)
        parts.append(rf"(?:{before})\s+{head}" if before else head)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _named(said: Statement, text: str, outsiders: re.Pattern[str]) -> list[str]:
    return [fold(found.group(0)) for span in said.content for found in outsiders.finditer(span.of(text))]


def make_network(
    happenings: Iterable[Happening],
    scale: Scale,
    when: When | None = None,
    statuses: frozenset[Status] = frozenset({Status.ACTUAL}),
) -> tuple[Edge, ...]:
    """Return the relations with happenings (in a period), undirected, the busiest first."""
    found: dict[Dyad, list[Happening]] = defaultdict(list)
    for one in happenings:
        inside = when is None or (one.day is not None and when.start <= one.day < when.stop)
        if one.status in statuses and inside and one.dyad.source != one.dyad.target:
            found[one.dyad.joined()].append(one)
    edges = []
    for dyad, group in found.items():
        points = [scale.of(h.type, h.mode) for h in group]
        edges.append(
            Edge(
                dyad=dyad,
                events=len(group),
                cooperation=sum(p for p in points if p > 0),
                conflict=sum(p for p in points if p < 0),
                happenings=tuple(h.id for h in group),
            )
        )
    return tuple(sorted(edges, key=lambda e: (-e.events, e.dyad.source, e.dyad.target)))


def move_together(
    dyad: Dyad, happenings: Iterable[Happening], scale: Scale, *, step: Step = "month"
) -> tuple[Together, ...]:
    """Return the relations whose balance goes with (or against) that of the dyad, the strongest first.

    Spearman's rank correlation over the periods with happenings in both; `chance` by shuffling. With fewer than
    FEWEST such periods, or more than one chance in twenty, nothing is said. Of many pairs some will pass by chance.
    """
    balances = _balances(happenings, scale, step)
    mine = balances.get(dyad.joined(), {})
    found = []
    for other, theirs in balances.items():
        shared = sorted(mine.keys() & theirs.keys(), key=lambda w: w.start)
        if other == dyad.joined() or len(shared) < FEWEST:
            continue
        rho, chance = _rank_correlation([mine[w] for w in shared], [theirs[w] for w in shared])
        if chance <= CHANCE:
            found.append(Together(left=dyad.joined(), right=other, periods=len(shared), rho=rho, chance=chance))
    return tuple(sorted(found, key=lambda t: (-abs(t.rho), t.right.source, t.right.target)))


def _balances(happenings: Iterable[Happening], scale: Scale, step: Step) -> Mapping[Dyad, dict[When, float]]:
    points: dict[Dyad, dict[When, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in happenings:
        if one.status is Status.ACTUAL and one.day is not None:
            points[one.dyad.joined()][period(one.day, step)].append(scale.of(one.type, one.mode))
    return {d: {w: sum(p) / len(p) for w, p in by.items()} for d, by in points.items()}


def _rank_correlation(left: Sequence[float], right: Sequence[float]) -> tuple[float, float]:
    """Spearman's rho, and the share of shuffles that reach it (two-sided, the observed order counted once)."""
    a, b = _ranks(left), _ranks(right)
    if a.std() == 0 or b.std() == 0:
        return 0.0, 1.0
    a, b = (a - a.mean()) / a.std(), (b - b.mean()) / b.std()
    rho = float((a * b).mean())
    rng = np.random.default_rng(_SEED)
    shuffled = rng.permuted(np.tile(b, (_SHUFFLES, 1)), axis=1)
    reached = np.abs((shuffled * a).mean(axis=1)) >= abs(rho) - 1e-12
    return rho, float((reached.sum() + 1) / (_SHUFFLES + 1))


def _ranks(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Ranks with ties at their mean."""
    known = np.asarray(values)
    return np.array([(known < v).sum() + ((known == v).sum() + 1) / 2 for v in known], dtype=np.float64)
