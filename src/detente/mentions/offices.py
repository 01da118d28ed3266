"""Office, state and day become a holder of the lexicon, and a name becomes the holder who bears it.

What the page says goes first: a holder is looked up only where the page itself names nobody for the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.lexicon import Lexicon
from detente.lexicon.actors import actors, holder, terms_of
from detente.lexicon.entries import Person, Term
from detente.mentions.spelling import name_key

# several may speak for a ministry; where the table knows one for the day, he is the one who is meant
_SPOKESPERSONS = frozenset({"presidential_spokesperson", "foreign_spokesperson"})
# offices whose holders are named by surname alone all over the world
_LEADING = frozenset({
    "president", "prime_minister", "foreign_minister", "monarch", "supreme_leader", "secretary_general",
    "high_representative", "commission_president", "council_president",
})  # fmt: skip
_TELLING = 4  # letters that such a surname must have
_LONG_AGO = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Known:
    """A holder of the lexicon as he stood on a day: his state, his office in words, and whether he held it then."""

    id: str
    name: str
    state: str
    office: str
    gender: str
    serving: bool


class Holders:
    """The offices and their holders, by surname, by full name, and by office, state and day."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known = actors(lexicon)
        self.by_surname: dict[str, list[Person]] = {}
        self.by_full: dict[tuple[str, str], list[Person]] = {}
        for person in self.known.persons.values():
            self.by_surname.setdefault(name_key(person.surname), []).append(person)
            for name in person.names:
                words = name.split()
                if len(words) > 1:
                    self.by_full.setdefault((name_key(words[0]), name_key(words[-1])), []).append(person)
        self.offices: dict[str, str] = {}
        for office in self.known.offices.values():
            for spelling in (office.name, *office.variants):
                self.offices.setdefault(spelling.lower(), office.id)
        self.titles: dict[tuple[str, str], str] = {}
        for title in self.known.titles:
            for spelling in title.names:
                self.titles.setdefault((title.state, spelling.lower()), title.office)

    def in_office(self, roles: Iterable[str], state: str, on: date | None) -> Known | None:
        """Return who held, on the day, the office that the first known one of `roles` names in the state.

        None where no role is an office, where several people hold it at a time, or where the day is not known.
        """
        wanted = [role.lower() for role in roles]
        found = (self.titles.get((state, role)) or self.offices.get(role) for role in wanted)
        office = next((o for o in found if o and (self.known.offices[o].single or o in _SPOKESPERSONS)), None)
        if office is None or on is None:
            return None
        person = holder(self.lexicon, office, state, on)
        if person is None:
            return None
        return Known(person.id, person.name, state, self.known.offices[office].name, person.sex, True)

    def by_name(self, words: list[str], on: date | None) -> Known | None:
        """Return the holder of this full name, if there is exactly one."""
        found = {p.id: p for p in self.by_full.get((name_key(words[0]), name_key(words[-1])), ())}
        return self._as_of(next(iter(found.values())), on) if len(found) == 1 else None

    def by_last_name(self, surname: str, on: date | None, states: frozenset[str]) -> Known | None:
        """Return the one holder of this surname who served on the day for one of the states; else None."""
        found = []
        for person in self.by_surname.get(name_key(surname), ()):
            known = self._as_of(person, on)
            if known and known.serving and known.state in states:
                found.append(known)
        return found[0] if len(found) == 1 else None

    def leader(self, surname: str, on: date | None) -> Known | None:
        """Return the one holder of this surname anywhere, if he led a state, its diplomacy or a body on the day.

        "Trump announced tariffs on Canada": a page need not name the state of those whom everybody knows.
        """
        people = {p.id: p for p in self.by_surname.get(name_key(surname), ())}
        if len(people) != 1 or len(surname) < _TELLING:
            return None
        (person,) = people.values()
        terms = terms_of(self.lexicon, person.id, on) if on else terms_of(self.lexicon, person.id)
        return self._as_of(person, on) if any(t.office in _LEADING for t in terms) else None

    def _as_of(self, person: Person, on: date | None) -> Known | None:
        terms: tuple[Term, ...] = terms_of(self.lexicon, person.id, on) if on else ()
        serving = bool(terms)
        if not terms:
            every = terms_of(self.lexicon, person.id)
            terms = tuple(sorted(every, key=_end)[-1:])
            serving = on is None and bool(terms) and terms[-1].spell.until is None
        if not terms:
            return None
        term = terms[0]
        office = self.known.offices.get(term.office)
        return Known(person.id, person.name, term.state, office.name if office else term.office, person.sex, serving)


def _end(term: Term) -> date:
    return term.spell.until.start if term.spell.until else _LONG_AGO
