"""A candidate and the time expressions of the page become the day of the event, by a small trained ranking of clues.

Weighed are the times of the sentence and of those before it, the fresh day of the lead, the day told last, the day of
publication, and no day at all. What grammar alone would choose is one clue among others. Weights:
languages/en/days.csv, one clue a row; recipe: training/events/rankings.py (softmax regression).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.dates import iso
from detente.events.dating import FRESH_DAYS, TimeAt, nearest, of_another_noun
from detente.events.tree import Tree
from detente.lexicon import Lexicon
from detente.types import Dated, EventType, Sentence, Status, When

Clues = dict[str, float]
_BACK = 3  # sentences back whose times are weighed
_WORDS = frozenset({
    EventType.AGREE, EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.SUPPORT,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the clues look at: the tree, the event's trigger, type and status, and what the page has told so far.

    `times` are those of the whole page; `lead` is the token at which its opening ends; `last` is the day told last
    with the first token of its sentence; `quoted` says that the words are somebody's.
    """

    tree: Tree
    trigger: int
    kind: EventType
    status: Status
    times: Sequence[TimeAt]
    published: When | None
    lead: int
    quoted: bool
    last: tuple[Dated | None, int] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A day that the event may have, and the clues for it; no day is an option too."""

    dated: Dated | None
    clues: Clues


def options(moment: Moment) -> list[Option]:
    """Return the days worth weighing; the same day read in two places is one option with the clues of both."""
    tree = moment.tree
    sentence = tree.sentence_of(moment.trigger)
    ruled = nearest(tree, moment.trigger, moment.times, moment.status)
    found: dict[str, Option] = {}

    def add(dated: Dated, clues: Clues) -> None:
        name = iso(dated.when)
        known = found.get(name)
        merged = {**clues, **known.clues} if known else clues
        found[name] = Option(known.dated if known and known.dated else dated, _timed(moment, dated.when) | merged)

    here = [t for t in moment.times if sentence.first <= t.token < sentence.stop]
    for time in here:
        add(time.dated, _in_sentence(moment, sentence, time, len(here), ruled is time))
        for rival in time.dated.rivals:
            add(_read_as(time.dated, rival), {"rival": 1.0})
    for time, back in _earlier(tree, sentence, moment.times):
        add(time.dated, _before(moment, time, back, bool(here)))
    for time in moment.times:
        if time.token < min(moment.lead, sentence.first) and moment.published and _fresh(time.dated.when, moment):
            add(time.dated, _tail(moment, "lead", bool(here)))
            break
    if moment.last is not None and moment.last[0] is not None:
        near = "same sentence" if moment.last[1] == sentence.first else "before"
        add(moment.last[0], _tail(moment, f"told last, {near}", bool(here)))
    if moment.published is not None:
        add(Dated(when=moment.published, rule="the day of publication"), _tail(moment, "published", bool(here)))
    return [*found.values(), Option(None, _nothing(moment, sentence, len(here), ruled))]


def _read_as(dated: Dated, rival: When) -> Dated:
    return Dated(
        when=rival, spans=dated.spans, rule=dated.rule, rivals=(dated.when,), anchor=dated.anchor, sure=dated.sure
    )


def _tense(moment: Moment) -> str:
    tree = moment.tree
    verb = tree.clause_head(moment.trigger)
    token = tree.token(verb)
    helpers = {tree.lemma(k) for k in tree.kids(verb, "aux", "auxpass")}
    if token.tag == "VBN" and "have" in helpers:
        had = any(tree.token(k).text.lower() in {"had", "'d"} for k in tree.kids(verb, "aux"))
        return "had done" if had else "has done"
    return token.tag if token.pos in {"VERB", "AUX"} else "no verb"


def _timed(moment: Moment, when: When) -> Clues:
    """How the time lies to publication, by status."""
    if moment.published is None:
        return {}
    if when.start > moment.published.last:
        place = "future"
    elif when.last >= moment.published.last:
        place = "up to now"
    elif (moment.published.start - when.last).days <= FRESH_DAYS:
        place = "fresh"
    else:
        place = "old"
    word = moment.kind in _WORDS
    return {
        f"{place}, {moment.status.value}": 1.0,
        f"{place}, {_tense(moment)}": 1.0,
        f"{place}, {'words' if word else 'deeds'}": 1.0,
        f"{place}, {'quoted' if moment.quoted else 'told'}": 1.0,
    }


def _in_sentence(moment: Moment, sentence: Sentence, time: TimeAt, count: int, ruled: bool) -> Clues:
    tree, trigger = moment.tree, moment.trigger
    rule = time.dated.rule
    clause = tree.clause_head(trigger)
    climbed = [trigger, *tree.climb(trigger)]
    inside = trigger in tree.climb(time.token) or trigger == time.token
    if inside:
        place = "inside"
    elif time.clause == clause:
        place = "same clause"
    elif time.clause in climbed:
        place = "clause above"
    elif clause in tree.climb(time.clause):
        place = "clause below"
    else:
        place = "other clause"
    gap = abs(time.token - trigger)
    noun = of_another_noun(tree, time.token, trigger)
    side = "after" if time.token > trigger else "ahead"
    verbs = sum(tree.token(k).pos == "VERB" for k in range(min(time.token, trigger) + 1, max(time.token, trigger)))
    return {
        "here": 1.0,
        f"here, {place}": 1.0,
        f"here, {place}, {side}": 1.0,
        f"here, {place}, {moment.status.value}": 1.0,
        "here, by grammar": float(ruled),
        f"here, by grammar, {moment.status.value}": float(ruled),
        "here, only one": float(count == 1),
        "here, of another noun": float(noun),
        "here, gap": min(gap, 30) / 10.0,
        "here, verbs between": float(min(verbs, 4)),
        f"here, {rule}": 1.0,
        f"here, {rule}, {place}": 1.0,
        "here, heads the sentence": float(time.token - sentence.first < 3),
    }


def _earlier(tree: Tree, sentence: Sentence, times: Sequence[TimeAt]) -> list[tuple[TimeAt, int]]:
    """The times of the sentences before, the nearest first, with how many sentences back."""
    out: list[tuple[TimeAt, int]] = []
    first = sentence.first
    for back in range(1, _BACK + 1):
        if first == 0:
            break
        before = tree.sentence_of(first - 1)
        out += [(t, back) for t in times if before.first <= t.token < first]
        first = before.first
    return out


def _before(moment: Moment, time: TimeAt, back: int, here: bool) -> Clues:
    return _tail(moment, f"{back} back", here) | {f"back, {time.dated.rule}": 1.0}


def _tail(moment: Moment, name: str, here: bool) -> Clues:
    """The clues of a day that the sentence itself does not name."""
    own = "beside another" if here else "alone"
    return {
        f"{name}, {own}": 1.0,
        f"{name}, {moment.status.value}": 1.0,
        f"{name}, {_tense(moment)}": 1.0,
        f"{name}, {'quoted' if moment.quoted else 'told'}": 1.0,
        f"{name}, {moment.kind.value}": 1.0,
    }


def _nothing(moment: Moment, sentence: Sentence, here: int, ruled: TimeAt | None) -> Clues:
    quoted = "quoted" if moment.quoted else "told"
    return {
        "none": 1.0,
        f"none, {moment.status.value}": 1.0,
        f"none, {moment.status.value}, {quoted}": 1.0,
        f"none, {moment.kind.value}": 1.0,
        f"none, {_tense(moment)}": 1.0,
        f"none, {quoted}": 1.0,
        "none, times here": float(here > 0),
        "none, by grammar": float(ruled is None),
        "none, opening": float(sentence.first < moment.lead),
        "none, last had none": float(moment.last is not None and moment.last[0] is None),
        "none, last had one": float(moment.last is not None and moment.last[0] is not None),
    }


def _fresh(when: When, moment: Moment) -> bool:
    published = moment.published
    assert published is not None
    return when.days == 1 and 0 <= (published.start - when.last).days <= FRESH_DAYS


def choose(moment: Moment, weights: Clues) -> Dated | None:
    """Return the likeliest day, or None for no day."""
    return max(options(moment), key=lambda o: sum(weights.get(n, 0.0) * v for n, v in o.clues.items())).dated


@lru_cache(maxsize=8)
def day_weights(lexicon: Lexicon) -> Clues:
    """Compile languages/en/days.csv of a lexicon."""
    return {row["clue"]: float(row["weight"]) for row in lexicon.table("languages/en/days", key="clue")}
