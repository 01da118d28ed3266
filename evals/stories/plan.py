"""A seed becomes happenings: series of look-alikes a week or some days apart, and happenings that stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from evals.stories.people import AGENCIES, PEOPLE, STATES, Person
from evals.stories.words import BACKGROUND, KINDS, QUOTES, TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One invented happening: what, who, when, where, about what, and the wording of its wire report."""

    key: str
    series: str
    kind: str
    source: Person
    target: Person
    day: date
    place: str
    topic: str
    agency: str
    lead: int
    details: tuple[int, ...]
    background: tuple[int, ...]
    quotes: tuple[int, int]
    before: Case | None = None


def plan(rng: Random, series: int = 18, length: int = 3, singles: int = 20) -> tuple[Case, ...]:
    """Return the happenings: `series` of `length` look-alikes and `singles`, each with a key of its own."""
    cases: list[Case] = []
    kinds = list(KINDS)
    pairs = [(a, b) for a in PEOPLE for b in PEOPLE if a.state != b.state and a.office == b.office]
    rng.shuffle(pairs)
    for number in range(series + singles):
        kind = kinds[number % len(kinds)]
        source, target = pairs[number]
        first = date(2024, 1, 8) + timedelta(days=rng.randrange(400))
        before: Case | None = None
        gap = rng.choice((7, 7, 7, 2, 3)) if number < series else 0
        one_place, one_topic = rng.random() < 0.4, rng.random() < 0.5
        towns = STATES[rng.choice((source.state, target.state))].towns
        place, topic = rng.choice(towns), rng.choice(list(TOPICS))
        lead, agency = rng.randrange(3), rng.choice(AGENCIES)
        background = tuple(rng.sample(range(len(BACKGROUND)), 4))
        utterances = rng.sample(range(len(QUOTES)), 2 * length)
        for step in range(length if number < series else 1):
            before = Case(
                key=f"h{number}.{step}",
                series=f"s{number}",
                kind=kind,
                source=source,
                target=target,
                day=first + timedelta(days=gap * step),
                place=place if one_place else rng.choice([t for t in towns if t != (before and before.place)]),
                topic=topic if one_topic else rng.choice(list(TOPICS)),
                agency=agency,
                lead=lead,
                details=tuple(rng.sample(range(3), 2)),
                background=background,
                quotes=(utterances[2 * step], utterances[2 * step + 1]),
                before=before,
            )
            cases.append(before)
    return tuple(cases)
