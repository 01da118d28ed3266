"""What happened, each happening once: all that tells of it, its statuses as told, and where the tellings differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from detente import text, wire
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import REACH, Told, chosen, clues_of_telling, group_happenings, is_blow, settled, standing
from detente.questions.happened import HappenedRow, happened_row
from detente.questions.index import bring_up_to_date
from detente.questions.standing import stories_at, users_of
from detente.record import Store, links_of
from detente.record.digests import buckets, digests, digests_like, digests_of, digests_of_kind, links_at, reached
from detente.record.dyads import telling_ids
from detente.types import Dyad, Happening, Link, Verdict

KIND = "happening"


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningRow:
    """One happening: what it is, every telling of it with its sentence, and the judgements between them."""

    happening: Happening
    tellings: tuple[HappenedRow, ...]
    links: tuple[Link, ...]


def list_happenings(
    store: Store, lexicon: Lexicon, dyad: Dyad | None = None, *, counted: Collection[str] | None = None
) -> tuple[Happening, ...]:
    """Return the happenings (between two states, in either order), by day.

    Where `counted` is given, other tellings are left out of the happenings, which stay what they are without them.
    """
    bring_up_to_date(store, lexicon)
    seeds = telling_ids(store, dyad.source, dyad.target) if dyad else None
    made = _grouped(store, seeds, counted)[0]
    return tuple(h for h in made if dyad is None or h.dyad.joined() == dyad.joined())


def times_told(happenings: Iterable[Happening]) -> str:
    """Return how often happenings are told and how often it is told that they did not happen, in words."""
    made = tuple(happenings)
    denied = sum(h.denials for h in made)
    times = {"told": sum(len(h.tellings) for h in made) - denied, "denied": denied}
    words = " and ".join(f"{word} {text.counted(number, 'time')}" for word, number in times.items() if number)
    return words or "told 0 times"


def find_happening(store: Store, lexicon: Lexicon, key: str) -> HappeningRow:
    """Return the happening with this id, or the one that holds this event; the beginning of an id will do."""
    bring_up_to_date(store, lexicon)
    seeds = [each.id for each in digests_like(store, KIND, key)]
    made, links = _grouped(store, seeds) if seeds else ((), ())
    hits = [h for h in made if set(h.tellings) & set(seeds)]
    if len(hits) != 1:
        found = "No happening fits" if not hits else f"{len(hits)} happenings fit"
        raise QuestionError(f"{found} {key!r}; `detente happening` lists their ids.")
    (one,) = hits
    if is_blow(one):
        wider = _grouped(store, [*seeds, *_answers(store, one)])[0]
        one = next(h for h in wider if set(h.tellings) & set(seeds))
    inside = set(one.tellings)
    shown = [
        k
        for k in links
        if {k.left, k.right} <= inside or (k.verdict is Verdict.UNSURE and {k.left, k.right} & inside)
    ]
    rows = {e.id: happened_row(r, e) for r in store.readings(one.articles) for e in r.tellings if e.id in inside}
    return HappeningRow(
        happening=one,
        tellings=tuple(rows[t] for t in one.tellings),
        links=tuple(sorted(shown, key=lambda k: (-k.score, k.left, k.right))),
    )


def _answers(store: Store, one: Happening) -> list[str]:
    """Return the tellings of the same days by which one side may tell of the other's blow as the first."""
    told = [wire.from_json(Told, json.loads(each.data)) for each in digests_of(store, one.tellings)]
    asks = dict.fromkeys(key for each in told for key in clues_of_telling(each).asks)
    found = digests(store, chosen(buckets(store, list(asks), REACH)))
    return [each.id for each in found if each.kind == KIND]


def count_happenings(store: Store, lexicon: Lexicon, events: Iterable[str]) -> int:
    """Return of how many happenings these events tell, each counted once."""
    bring_up_to_date(store, lexicon)
    wanted = set(events)
    return sum(1 for h in _grouped(store, sorted(wanted))[0] if wanted & set(h.tellings))


def _grouped(
    store: Store, seeds: Sequence[str] | None, counted: Collection[str] | None = None
) -> tuple[tuple[Happening, ...], tuple[Link, ...]]:
    """Return the happenings of these tellings and of all that links lead to from them, and the links that stand."""
    users = users_of(store, KIND)
    if seeds is None:
        raw = links_of(store, KIND)
        held = digests_of_kind(store, KIND)
        keys = [each.id for each in held]
    else:
        keys = list(reached(store, [KIND], seeds, users))
        raw = links_at(store, [KIND], keys)
        held = digests_of(store, dict.fromkeys([*keys, *(e for k in raw for e in (k.left, k.right))]))
    told = {each.id: wire.from_json(Told, json.loads(each.data)) for each in held if each.kind == KIND}
    found = tuple(settled((k for k in raw if k.left in told and k.right in told), told))
    inside = [told[key] for key in keys if key in told]
    stories = stories_at(store, _articles(inside) if seeds is not None else None)
    made = group_happenings(inside, found, stories=stories, users=users, counted=counted)
    return made, tuple(standing((*found, *users)).values())


def _articles(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.article for t in told))
