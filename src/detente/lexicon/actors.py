"""The actor and place tables become typed entries, validated once for a lexicon, with look-ups by name and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from detente.errors import LexiconError
from detente.lexicon.entries import (
    Body,
    ContestedName,
    Group,
    Membership,
    Office,
    Person,
    Place,
    State,
    Term,
    Title,
)
from detente.lexicon.load import Lexicon
from detente.lexicon.rows import Rows
from detente.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """All actors and places of a lexicon by id; terms in order of person, office and start.

    `faults` are sentences on rows that could not be read as they stand; such rows are left out.
    """

    states: Mapping[str, State]
    bodies: Mapping[str, Body]
    members: tuple[Membership, ...]
    groups: Mapping[str, Group]
    offices: Mapping[str, Office]
    titles: tuple[Title, ...]
    persons: Mapping[str, Person]
    terms: tuple[Term, ...]
    places: tuple[Place, ...]
    contested: tuple[ContestedName, ...]
    faults: tuple[str, ...]
    by_person: Mapping[str, tuple[Term, ...]] = field(repr=False)
    by_office: Mapping[tuple[str, str], tuple[Term, ...]] = field(repr=False)
    by_name: Mapping[str, tuple[str, ...]] = field(repr=False)


@lru_cache(maxsize=4)
def read_actors(lexicon: Lexicon) -> Actors:
    """Return the actors of a lexicon, faulty rows left out and named in `faults`."""
    faults: list[str] = []
    states = Rows(lexicon, "actors/states", faults).by_id(State)
    bodies = Rows(lexicon, "actors/bodies", faults).by_id(Body)
    groups = Rows(lexicon, "actors/groups", faults).by_id(Group)
    offices = Rows(lexicon, "actors/offices", faults).by_id(Office)
    holders = Rows(lexicon, "actors/holders", faults)
    persons = _persons(holders)
    terms = tuple(sorted(holders.each(Term), key=_order))
    by_person: dict[str, list[Term]] = defaultdict(list)
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        by_person[term.person].append(term)
        by_office[term.office, term.state].append(term)
    by_name: dict[str, list[str]] = defaultdict(list)
    for person in persons.values():
        for key in {fold(n) for n in person.names}:
            by_name[key].append(person.id)
    return Actors(
        states=states,
        bodies=bodies,
        members=tuple(Rows(lexicon, "actors/members", faults).each(Membership)),
        groups=groups,
        offices=offices,
        titles=tuple(Rows(lexicon, "actors/titles", faults).each(Title)),
        persons=persons,
        terms=terms,
        places=tuple(Rows(lexicon, "places/cities", faults).each(Place)),
        contested=tuple(Rows(lexicon, "places/contested", faults).each(ContestedName)),
        faults=tuple(faults),
        by_person={k: tuple(v) for k, v in by_person.items()},
        by_office={k: tuple(v) for k, v in by_office.items()},
        by_name={k: tuple(v) for k, v in by_name.items()},
    )


def _order(term: Term) -> tuple[str, str, date]:
    return term.person, term.office, term.spell.since.start if term.spell.since else date.min


def _persons(holders: Rows) -> dict[str, Person]:
    """Rows of one id are one person: the first name, every alias, and a sex that no row contradicts."""
    found: dict[str, Person] = {}
    for row, person in holders.pairs(Person):
        known = found.get(person.id)
        if known is None:
            found[person.id] = person
            continue
        if (known.name, known.sex) != (person.name, person.sex):
            holders.blame(
                row,
                f"is named {person.name} ({person.sex}) here and {known.name} ({known.sex}) elsewhere",
                "give two people two ids, or one spelling to one person",
            )
        found[person.id] = Person(
            id=known.id,
            name=known.name,
            surname=known.surname,
            aliases=tuple(dict.fromkeys((*known.aliases, *person.aliases))),
            sex=known.sex,
        )
    return found


def actors(lexicon: Lexicon) -> Actors:
    """Return the actors of a lexicon; LexiconError with the first fault where a row cannot be read."""
    found = read_actors(lexicon)
    if found.faults:
        raise LexiconError(found.faults[0])
    return found


def holders(lexicon: Lexicon, office: str, state: str, on: date) -> tuple[Term, ...]:
    """Return the terms of an office that cover the day: the sure ones, or else those that imprecise dates allow."""
    terms = actors(lexicon).by_office.get((office, state), ())
    return _covering(terms, on)


def _covering(terms: Iterable[Term], on: date) -> tuple[Term, ...]:
    answers = [(term, term.spell.covers(on)) for term in terms]
    sure = tuple(term for term, answer in answers if answer)
    return sure or tuple(term for term, answer in answers if answer is None)


def holder(lexicon: Lexicon, office: str, state: str, on: date) -> Person | None:
    """Return who held the office on the day; None where nobody or more than one person fits.

    A holder goes before somebody who stood in ("acting").
    """
    found = holders(lexicon, office, state, on)
    ids = {term.person for term in found if not term.acting} or {term.person for term in found}
    return actors(lexicon).persons[ids.pop()] if len(ids) == 1 else None


def terms_of(lexicon: Lexicon, person: str, on: date | None = None) -> tuple[Term, ...]:
    """Return a person's terms in order of office and start; with a day, those that cover it (see `holders`)."""
    terms = actors(lexicon).by_person.get(person, ())
    return terms if on is None else _covering(terms, on)


def persons_by_name(lexicon: Lexicon, name: str) -> tuple[Person, ...]:
    """Return everybody of this full name or alias, accents and case aside."""
    known = actors(lexicon)
    return tuple(known.persons[key] for key in known.by_name.get(fold(name), ()))


def person_by_name(lexicon: Lexicon, name: str) -> Person | None:
    """Return the person of this full name or alias; None where nobody or more than one person bears it."""
    found = persons_by_name(lexicon, name)
    return found[0] if len(found) == 1 else None


def members_of(lexicon: Lexicon, body: str, on: date) -> tuple[str, ...]:
    """Return the ids of the states that surely belonged to the body on the day, sorted."""
    return tuple(sorted(m.state for m in actors(lexicon).members if m.body == body and m.spell.covers(on)))


def rival_names(lexicon: Lexicon, name: str) -> tuple[ContestedName, ...]:
    """Return all names of the contested places that bear this name or alias; empty where it is not contested."""
    key = fold(name)
    contested = actors(lexicon).contested
    places = {c.place for c in contested if key in {fold(n) for n in (c.name, *c.aliases)}}
    return tuple(c for c in contested if c.place in places)
