"""A record becomes what one relation rests on: happenings, pages, statements and speakers, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from detente.lexicon import Lexicon
from detente.links import profile
from detente.questions.conditions import article_of, is_between
from detente.questions.happened import HappenedRow, happened_row
from detente.questions.happenings import list_happenings
from detente.questions.outlets import home_of
from detente.questions.said import SaidRow, said_row
from detente.questions.standing import Standing, standing_at
from detente.record import Store
from detente.relations import Coverage, Utterance
from detente.types import Actor, Dyad, Happening, Reading, Statement, Telling

_Page: TypeAlias = tuple[Reading, tuple[Telling, ...], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that the record holds on one pair of states.

    `rows` are the events as told, by id; `said` the statements about the pair, by id, copies of one left out;
    `homes` the outlets with their countries; `speakers` everybody quoted, spellings of one name as one.
    """

    dyad: Dyad
    readings: tuple[Reading, ...]
    happenings: tuple[Happening, ...]
    coverage: tuple[Coverage, ...]
    utterances: tuple[Utterance, ...]
    rows: Mapping[str, HappenedRow]
    said: Mapping[str, SaidRow]
    homes: Mapping[str, str | None]
    speakers: tuple[str, ...]
    officials: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages concern the two together."""
        return len(self.readings)


def gather_dyad(
    store: Store, dyad: Dyad, lexicon: Lexicon, *, directed: bool = False, officials_only: bool = False
) -> Material:
    """Return what the record holds on two states.

    `officials_only` leaves out the word of everybody who is not known to act for a state: their statements, and what
    is told on their word alone; what the outlet itself tells stays.
    """
    whole = list_happenings(store, lexicon, dyad)
    ours = _ours(store, dyad, whole, directed, officials_only)
    readings = tuple(reading for reading, _, _ in ours)
    names = _names(store, readings, [s for _, _, said in ours for s in said])
    said_once = _once(store, [(r, s) for r, _, said in ours for s in said])
    rows = {e.id: happened_row(reading, e) for reading, told, _ in ours for e in told}
    story = _first_of(standing_at(store, "copy", (article_of(r).id for r in readings)))
    homes: dict[str, str | None] = {}
    for reading in readings:
        article = article_of(reading)
        if article.outlet:
            homes.setdefault(article.outlet.value, home_of(lexicon, article.outlet.value, article.url))
    voices = {names[a.id, r.page]: a for r, _, said in ours for s in said if (a := r.cast.actor(s.speaker))}
    return Material(
        dyad=dyad,
        readings=readings,
        happenings=list_happenings(store, lexicon, dyad, counted=rows) if directed or officials_only else whole,
        coverage=tuple(c for r, _, said in ours if (c := _covered(r, said, names, story, homes))),
        utterances=tuple(u for r, s in said_once if (u := _uttered(r, s, names))),
        rows=rows,
        said={s.id: said_row(r, s) for r, s in said_once},
        homes=homes,
        speakers=tuple(voices),
        officials=tuple(name for name, actor in voices.items() if actor.official),
    )


def _ours(
    store: Store, dyad: Dyad, happenings: Sequence[Happening], directed: bool, officials_only: bool
) -> list[_Page]:
    """Return the pages that concern two states together, with the events and statements that count."""
    inside = {key for h in happenings for key in h.tellings}
    ours: list[_Page] = []
    for reading in store.readings(_pages_of(store, dyad, happenings)):
        told = tuple(
            e
            for e in reading.tellings
            if (e.id in inside or is_between(e, dyad, directed))
            and (not directed or _may_lead(e, dyad))
            and _may(reading, e.vouched_by, officials_only)
        )
        said = tuple(
            s
            for s in reading.statements
            if dyad.joined() in {d.joined() for d in s.about}
            and (not officials_only or _is_official(reading, s.speaker))
        )
        if told or said:  # else both states are named, but nothing on the page concerns the two together
            ours.append((reading, told, said))
    return ours


def _pages_of(store: Store, dyad: Dyad, happenings: Iterable[Happening]) -> tuple[str, ...]:
    """Return the ids of pages that name both states, or tell of their happenings naming one, by day."""
    wanted = {*store.telling_articles([dyad.source, dyad.target]), *(a for h in happenings for a in h.articles)}
    return tuple(key for key in store.article_ids() if key in wanted)


def _may_lead(telling: Telling, dyad: Dyad) -> bool:
    """Tell whether an event as told leads from the one to the other, as far as it names its sides."""
    sides = ((telling.source_state, dyad.source), (telling.target_state, dyad.target))
    return all(told in (None, wanted) for told, wanted in sides)


def _may(reading: Reading, voice: str | None, officials_only: bool) -> bool:
    return not officials_only or voice is None or _is_official(reading, voice)


def _is_official(reading: Reading, key: str | None) -> bool:
    actor = reading.cast.actor(key)
    return bool(actor and actor.official)


def _names(store: Store, readings: Sequence[Reading], said: Iterable[Statement]) -> Mapping[tuple[str, str], str]:
    """Return the name under which each speaker (actor id, page) is counted: names of one person are one."""
    keys = {s.speaker for s in said}
    seen: list[tuple[Actor, Reading]] = [(a, r) for r in readings for a in r.cast.actors if a.id in keys]
    names: dict[str, str] = {}
    for actor, _ in seen:
        names.setdefault(profile(actor).id, actor.name)
    first = _first_of(standing_at(store, "person", names))
    return {(a.id, r.page): names[first.get(key, key)] for a, r in seen for key in (profile(a).id,)}


def _first_of(stand: Standing) -> Mapping[str, str]:
    """Return, for each id, the first of its group."""
    return {key: members[0] for members in stand.groups for key in members}


def _day(reading: Reading) -> date | None:
    published = article_of(reading).published
    return published.when.start if published else None


def _once(store: Store, said: Sequence[tuple[Reading, Statement]]) -> list[tuple[Reading, Statement]]:
    """Leave out statements that another page, or another spelling of the same words, has given already."""
    first = _first_of(standing_at(store, "statement", (s.id for _, s in said)))
    return [(reading, s) for reading, s in said if first.get(s.id, s.id) == s.id]


def _covered(
    reading: Reading,
    said: Sequence[Statement],
    names: Mapping[tuple[str, str], str],
    story: Mapping[str, str],
    homes: Mapping[str, str | None],
) -> Coverage | None:
    article, day = article_of(reading), _day(reading)
    if day is None:
        return None
    voices = [a for s in said if (a := reading.cast.actor(s.speaker))]
    outlet = article.outlet.value if article.outlet else None
    return Coverage(
        published=day,
        outlet=outlet,
        country=homes.get(outlet) if outlet else None,
        speakers=tuple(dict.fromkeys(names[a.id, reading.page] for a in voices)),
        officials=tuple(dict.fromkeys(names[a.id, reading.page] for a in voices if a.official)),
        story=story.get(article.id),
    )


def _uttered(reading: Reading, said: Statement, names: Mapping[tuple[str, str], str]) -> Utterance | None:
    day = _day(reading)
    if day is None or said.attitude:
        return None
    actor = reading.cast.actor(said.speaker)
    return Utterance(
        id=said.id,
        day=day,
        tone=said.tone,
        speaker=names[actor.id, reading.page] if actor else None,
        official=actor.official if actor else None,
    )
