"""What the actor and place tables hold, as frozen nouns: states, bodies, groups, offices, persons and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.types import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of time whose ends may be known to the day, the month or the year only.

    `since` is where the first day lies, `until` where the first day after the end lies (half-open); None is open.
    """

    since: When | None = None
    until: When | None = None

    def covers(self, on: date) -> bool | None:
        """Tell whether the day lies inside: True, False, or None where an imprecise end leaves it open."""
        if self.since is not None and on < self.since.start:
            return False
        if self.until is not None and on >= self.until.last:
            return False
        begun = self.since is None or on >= self.since.last
        going = self.until is None or on < self.until.start
        return True if begun and going else None

    def overlaps(self, other: Spell) -> bool:
        """Tell whether at least one day surely lies inside both."""
        starts = [s.since.last for s in (self, other) if s.since is not None]
        stops = [s.until.start for s in (self, other) if s.until is not None]
        return max(starts, default=date.min) < min(stops, default=date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, territory or contested state: ISO 3166 codes, English names, and words that stand for it.

    `kind` is member, observer, contested, territory or historical. `adjectives` describe ("Azerbaijani"),
    `national` and `nationals` are its people, singular and plural. `metonyms` are seats other than the
    `capitals` ("Kremlin"), `organs` bodies with names of their own ("State Duma").
    """

    id: str
    alpha2: str
    name: str
    formal: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    national: tuple[str, ...]
    nationals: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    organs: tuple[str, ...]
    kind: str
    spell: Spell
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name, formal name and aliases, without repetition."""
        return tuple(dict.fromkeys(n for n in (self.name, self.formal, *self.aliases) if n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An international organisation, organ, court, forum or mission; `code` is what stands for it in a dyad."""

    id: str
    code: str
    abbreviation: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    parent: str | None
    seats: tuple[str, ...]
    metonyms: tuple[str, ...]
    kind: str
    spell: Spell
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name, abbreviation and aliases, without repetition."""
        return tuple(dict.fromkeys(n for n in (self.name, self.abbreviation, *self.aliases) if n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state's time in a body."""

    body: str
    state: str
    spell: Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An armed group, party, movement or company, with the states in whose context it acts (the first is its own)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    states: tuple[str, ...]
    kind: str
    spell: Spell
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office in words; `official` tells whether its holder acts for the state (None: it depends).

    `single` tells whether a state or body has one holder at a time.
    """

    id: str
    name: str
    variants: tuple[str, ...]
    abbreviations: tuple[str, ...]
    kind: str
    official: bool | None
    single: bool
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name, variants and abbreviations, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.variants, *self.abbreviations)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What one state or body calls an office: in the United States a foreign minister is "Secretary of State"."""

    state: str
    office: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who held an office; `surname` is the part used alone ("Xi"), `sex` is "m", "f" or "" (not known)."""

    id: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    sex: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's time in an office of a state, body or group; `looked_up` tells whether a source was read for it."""

    person: str
    state: str
    office: str
    spell: Spell
    looked_up: bool
    source: str
    note: str

    @property
    def acting(self) -> bool:
        """True where the person only stood in for somebody."""
        return self.note.startswith("acting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, region or site and the state it lies in by international law: evidence of a place, no actor."""

    id: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    kind: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedName:
    """One of the names of a place that several sides name differently, and the states whose press uses it."""

    place: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    kind: str
    used_by: tuple[str, ...]
    note: str
