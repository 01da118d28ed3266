"""A candidate and the time expressions of the page become the day of the event, by a small trained ranking of clues.

Weighed are the times of the sentence and of those before it, the days of what was told before, the fresh day of the
lead, the day of publication, and no day at all. What grammar alone would choose is one clue among others; what speaks
for one and the same occasion is in `occasions`. Weights: languages/en/days.csv, one clue a row; recipe:
training/events/rankings.py (softmax regression).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.dates import iso
from detente.events.dating import FRESH_DAYS, TimeAt, nearest, of_another_noun
from detente.events.moment import BEFORE, Moment, Told
from detente.events.occasions import Clues, habit, kinship, likeness, setting
from detente.lexicon import Lexicon
from detente.types import Dated, EventType, Status, When

_BACK = 3  # sentences back whose times are weighed
_TOLD = 6  # events back whose days are weighed
_WORDS = frozenset({
    EventType.AGREE, EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.SUPPORT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """A day that the event may have, and the clues for it; no day is an option too."""

    dated: Dated | None
    clues: Clues


def options(moment: Moment) -> list[Option]:
    """Return the days worth weighing; the same day read in two places is one option with the clues of both."""
    sentence = moment.sentence
    ruled = nearest(moment.tree, moment.trigger, moment.times, moment.status)
    found: dict[str, Option] = {}

    def add(dated: Dated, clues: Clues) -> None:
        if moment.status is Status.PLANNED and moment.published and dated.when.last < moment.published.start:
            return  # what is still to come has no day that is over
        name = iso(dated.when)
        known = found.get(name)
        if known is None:
            found[name] = Option(dated, _timed(moment, dated.when) | clues)
        else:
            for clue, value in clues.items():
                known.clues.setdefault(clue, value)

    here = [t for t in moment.times if sentence.first <= t.token < sentence.stop]
    if not here and moment.vague == BEFORE:
        return [Option(None, {"none": 1.0})]  # "recently" is a time of its own: no other sentence's day is meant
    for time in here:
        add(time.dated, _in_sentence(moment, time, len(here), ruled is time))
        for rival in time.dated.rivals:
            add(_read_as(time.dated, rival), {"rival": 1.0})
    for time in here:
        for until in _ends(moment, time, here):
            add(
                until,
                _in_sentence(moment, time, len(here), ruled is time)
                | {"until then": 1.0, f"until then, {moment.tense}": 1.0},
            )
    earlier = _earlier(moment)
    for rank, (time, back) in enumerate(earlier):
        add(time.dated, _before(moment, time, back, rank, bool(here)))
    for time in moment.times:
        if time.token < min(moment.lead, sentence.first) and moment.published and _fresh(time.dated.when, moment):
            add(time.dated, _tail(moment, "lead", bool(here)))
            break
    told = [(t, kinship(moment, t)) for t in reversed(moment.told[-_TOLD:])]
    for back, (event, kin) in enumerate(told):
        if event.dated is not None:
            add(event.dated, _after(moment, event, back, bool(here)) | kin)
    if moment.published is not None:
        add(Dated(when=moment.published, rule="the day of publication"), _tail(moment, "published", bool(here)))
    said = {iso(t.dated.when) for t in here}
    for name, option in found.items():
        option.clues.update(habit(moment, name, "here" if name in said else "day"))
    nothing = _nothing(moment, len(here), ruled, bool(here or earlier)) | _untold(moment, told)
    return [*found.values(), Option(None, nothing | habit(moment, None, "none"))]


def _ends(moment: Moment, time: TimeAt, here: Sequence[TimeAt]) -> list[Dated]:
    """The readings of "had been held since May" that end on the day of what the page tells beside it."""
    when = time.dated.when
    if time.dated.rule not in {"since", "duration"} or moment.published is None or when.last < moment.published.start:
        return []
    participle = moment.tense == "VBN" and not moment.tree.kids(moment.clause, "aux", "auxpass")
    if moment.tense != "had done" and not participle:
        return []
    days = [t.dated for t in here if t is not time] + [t.dated for t in moment.told[-1:] if t.dated is not None]
    out = []
    for other in days:
        last = other.when.last
        if other.when.days <= 2 and when.start < last < when.last:
            start = when.start if time.dated.rule == "since" else when.start - (when.last - last)
            out.append(replace(time.dated, when=When(start, other.when.stop)))
    return out


def _read_as(dated: Dated, rival: When) -> Dated:
    return Dated(
        when=rival, spans=dated.spans, rule=dated.rule, rivals=(dated.when,), anchor=dated.anchor, sure=dated.sure
    )


def _place(moment: Moment, when: When) -> str:
    published = moment.published
    assert published is not None
    if when.start > published.last:
        return "future"
    if when.last >= published.last:
        return "up to now"
    return "fresh" if (published.start - when.last).days <= FRESH_DAYS else "old"


def _timed(moment: Moment, when: When) -> Clues:
    """How the time lies to publication, by status."""
    if moment.published is None:
        return {}
    place = _place(moment, when)
    return {
        f"{place}, {moment.status.value}": 1.0,
        f"{place}, {moment.tense}": 1.0,
        f"{place}, {_acts(moment)}": 1.0,
        f"{place}, {moment.voice}": 1.0,
    }


def _acts(moment: Moment) -> str:
    return "words" if moment.kind in _WORDS else "deeds"


def _in_sentence(moment: Moment, time: TimeAt, count: int, ruled: bool) -> Clues:
    tree, trigger, status = moment.tree, moment.trigger, moment.status.value
    rule = time.dated.rule
    place, way = _way(moment, time)
    side = "after" if time.token > trigger else "ahead"
    verbs = sum(tree.token(k).pos == "VERB" for k in range(min(time.token, trigger) + 1, max(time.token, trigger)))
    found = {
        "here": 1.0,
        f"here, {place}": 1.0,
        f"here, {place}, {side}": 1.0,
        f"here, {place}, {status}": 1.0,
        "here, by grammar": float(ruled),
        f"here, by grammar, {status}": float(ruled),
        "here, only one": float(count == 1),
        "here, of another noun": float(of_another_noun(tree, time.token, trigger)),
        "here, gap": min(abs(time.token - trigger), 30) / 10.0,
        "here, verbs between": float(min(verbs, 4)),
        f"here, {rule}": 1.0,
        f"here, {rule}, {place}": 1.0,
        f"here, {rule}, {_acts(moment)}": 1.0,
        f"here, {rule}, {status}": 1.0,
        "here, heads the sentence": float(time.token - moment.sentence.first < 3),
    }
    return found | ({f"here, {way}": 1.0, f"here, {way}, {status}": 1.0} if way else {})


def _way(moment: Moment, time: TimeAt) -> tuple[str, str]:
    """Where a time of the sentence stands to the trigger, and by which label one clause hangs on the other."""
    tree, trigger = moment.tree, moment.trigger
    above = [time.clause, *tree.climb(time.clause)]
    if time.token == trigger or trigger in tree.climb(time.token):
        return "inside", ""
    if time.clause == moment.clause:
        return "same clause", ""
    if time.clause in moment.climbed:
        under = moment.climbed[moment.climbed.index(time.clause) - 1]
        return "clause above", f"clause above, {tree.token(under).dep}"
    if moment.clause in above:
        under = above[above.index(moment.clause) - 1]
        return "clause below", f"clause below, {tree.token(under).dep}"
    return "other clause", ""


def _earlier(moment: Moment) -> list[tuple[TimeAt, int]]:
    """The times of the sentences before, the nearest first, with how many sentences back."""
    out: list[tuple[TimeAt, int]] = []
    first = moment.sentence.first
    for back in range(1, _BACK + 1):
        if first == 0:
            break
        before = moment.tree.sentence_of(first - 1)
        out += reversed([(t, back) for t in moment.times if before.first <= t.token < first])
        first = before.first
    return out


def _before(moment: Moment, time: TimeAt, back: int, rank: int, here: bool) -> Clues:
    """The clues of a time of a sentence before; `rank` counts the times between."""
    near = "near" if back == 1 else "far"
    found = {f"back, {time.dated.rule}": 1.0, f"back, rank {min(rank, 3)}": 1.0, f"{near}, rank {min(rank, 3)}": 1.0}
    found |= {f"back, {name}": v for name, v in likeness(moment, time.clause, time.token).items()}
    return found | _tail(moment, f"{back} back", here)


def _after(moment: Moment, told: Told, back: int, here: bool) -> Clues:
    """The clues of the day of an event told before; `back` counts the events told between."""
    near = "same sentence" if told.sentence == moment.sentence.first else "before"
    found = {
        f"told {min(back, 3)} back, {near}": 1.0,
        f"told {near}, {moment.status.value}, {told.status.value}": 1.0,
    }
    found[f"told, {moment.vague}"] = 1.0
    found |= {f"told, {name}": v for name, v in likeness(moment, told.clause, told.trigger).items()}
    return found | (_tail(moment, f"told last, {near}", here) if back == 0 else {})


def _tail(moment: Moment, name: str, here: bool) -> Clues:
    """The clues of a day that the sentence itself does not name."""
    own = "beside another" if here else "alone"
    return {
        f"{name}, {own}": 1.0,
        f"{name}, {moment.status.value}": 1.0,
        f"{name}, {moment.tense}": 1.0,
        f"{name}, {moment.voice}": 1.0,
        f"{name}, {moment.kind.value}": 1.0,
        f"{name}, {moment.vague}": 1.0,
        f"elsewhere, {moment.vague}": 1.0,
    }


def _nothing(moment: Moment, here: int, ruled: TimeAt | None, near: bool) -> Clues:
    """The clues of no day; `here` counts the times of the sentence, `near` tells of times here or just before."""
    status = moment.status.value
    last = moment.told[-1].dated if moment.told else None
    found = {
        "none": 1.0,
        f"none, {status}": 1.0,
        f"none, {status}, {moment.voice}": 1.0,
        f"none, {moment.kind.value}": 1.0,
        f"none, {moment.tense}": 1.0,
        f"none, {moment.voice}": 1.0,
        f"none, {moment.vague}": 1.0,
        f"none, {moment.vague}, {'times' if here else 'no times'} here": 1.0,
        "none, times here": float(here > 0),
        "none, by grammar": float(ruled is None),
        "none, opening": float(moment.sentence.first < moment.lead),
        "none, last had none": float(bool(moment.told) and last is None),
        "none, last had one": float(last is not None),
        "none, no times near": float(not near),
    }
    return found | {f"none, {name}": value for name, value in setting(moment).items()}


def _untold(moment: Moment, told: Sequence[tuple[Told, Clues]]) -> Clues:
    """The clues for no day that lie in the events told without a day."""
    found: Clues = {}
    for event, kin in told:
        if event.dated is None:
            found |= {f"none, {name}": value for name, value in kin.items()}
    if told and told[0][0].dated is None:
        last = likeness(moment, told[0][0].clause, told[0][0].trigger)
        found |= {f"none, last, {name}": value for name, value in last.items()}
    return found


def _fresh(when: When, moment: Moment) -> bool:
    published = moment.published
    assert published is not None
    return when.days == 1 and 0 <= (published.start - when.last).days <= FRESH_DAYS


def likeliest(found: Sequence[Option], weights: Clues) -> Option:
    """Return the option with the highest score."""
    return max(found, key=lambda o: sum(weights.get(n, 0.0) * v for n, v in o.clues.items()))


def choose(moment: Moment, weights: Clues) -> Dated | None:
    """Return the likeliest day, or None for no day."""
    return likeliest(options(moment), weights).dated


@lru_cache(maxsize=8)
def day_weights(lexicon: Lexicon) -> Clues:
    """Compile languages/en/days.csv of a lexicon."""
    return {row["clue"]: float(row["weight"]) for row in lexicon.table("languages/en/days", key="clue")}
