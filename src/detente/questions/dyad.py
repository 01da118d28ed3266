"""A record becomes what one relation rests on: happenings, pages, statements and speakers, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.lexicon import Lexicon
from detente.links import (
    gather,
    group,
    group_happenings,
    link_persons,
    link_statements,
    profile,
    said_of,
    user_links,
)
from detente.questions.conditions import article_of, is_between
from detente.questions.happened import HappenedRow, happened_row
from detente.questions.outlets import home_of
from detente.questions.said import SaidRow, said_row
from detente.questions.stories import interview_links, story_links, tell
from detente.record import Store
from detente.relations import Coverage, Utterance
from detente.types import Actor, Dyad, Happening, Reading, Statement, Telling


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
    ours: list[tuple[Reading, tuple[Telling, ...], tuple[Statement, ...]]] = []
    for reading in store.readings(store.telling_articles([dyad.source, dyad.target])):
        told = tuple(
            e
            for e in reading.tellings
            if is_between(e, dyad, directed) and _may(reading, e.vouched_by, officials_only)
        )
        said = tuple(
            s
            for s in reading.statements
            if dyad.joined() in {d.joined() for d in s.about}
            and (not officials_only or _is_official(reading, s.speaker))
        )
        if told or said:  # else both states are named, but nothing on the page concerns the two together
            ours.append((reading, told, said))
    readings = tuple(reading for reading, _, _ in ours)
    names = _names(readings, [s for _, _, said in ours for s in said])
    stories = (*interview_links(readings), *story_links(store))
    story = {key: members[0] for members in group((article_of(r).id for r in readings), stories) for key in members}
    wanted = {e.id for _, told, _ in ours for e in told}
    tellings = tuple(t for t in tell(readings, lexicon, dyad) if t.telling.id in wanted)
    users = user_links(store.decisions("happening"), "happening")
    said_once = _once([(r, s) for r, _, said in ours for s in said])
    rows = {e.id: happened_row(reading, e) for reading, told, _ in ours for e in told}
    homes: dict[str, str | None] = {}
    for reading in readings:
        article = article_of(reading)
        if article.outlet:
            homes.setdefault(article.outlet.value, home_of(lexicon, article.outlet.value, article.url))
    voices = {names[a.id, r.page]: a for r, _, said in ours for s in said if (a := r.cast.actor(s.speaker))}
    return Material(
        dyad=dyad,
        readings=readings,
        happenings=group_happenings(tellings, stories=stories, users=users),
        coverage=tuple(c for r, _, said in ours if (c := _covered(r, said, names, story, homes))),
        utterances=tuple(u for r, s in said_once if (u := _uttered(r, s, names))),
        rows=rows,
        said={s.id: said_row(r, s) for r, s in said_once},
        homes=homes,
        speakers=tuple(voices),
        officials=tuple(name for name, actor in voices.items() if actor.official),
    )


def _may(reading: Reading, voice: str | None, officials_only: bool) -> bool:
    return not officials_only or voice is None or _is_official(reading, voice)


def _is_official(reading: Reading, key: str | None) -> bool:
    actor = reading.cast.actor(key)
    return bool(actor and actor.official)


def _names(readings: Sequence[Reading], said: Iterable[Statement]) -> Mapping[tuple[str, str], str]:
    """Return the name under which each speaker (actor id, page) is counted: spellings of one name are one."""
    keys = {s.speaker for s in said}
    seen: list[tuple[Actor, Reading]] = [(a, r) for r in readings for a in r.cast.actors if a.id in keys]
    profiles = gather((a, _day(r)) for a, r in seen)
    whole = {p.id: p.name for p in profiles}
    groups = group(whole, link_persons(profiles))
    called = {key: whole[members[0]] for members in groups for key in members}
    return {(a.id, r.page): called.get(profile(a).id, a.name) for a, r in seen}


def _day(reading: Reading) -> date | None:
    published = article_of(reading).published
    return published.when.start if published else None


def _once(said: Sequence[tuple[Reading, Statement]]) -> list[tuple[Reading, Statement]]:
    """Leave out statements that another page, or another spelling of the same words, has given already."""
    links = link_statements([said_of(reading, s) for reading, s in said])
    first = {members[0] for members in group((s.id for _, s in said), links)}
    return [(reading, s) for reading, s in said if s.id in first]


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
