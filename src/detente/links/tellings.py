"""Tellings become happenings: pairs are judged with reasons, the links that stand are grouped and summed up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from detente.links.clues import clues_of_telling, meetings
from detente.links.contradictions import best_day, contradictions, who_began
from detente.links.days import SLACK
from detente.links.groups import group, standing
from detente.links.happenings import judge_happening
from detente.links.told import Told
from detente.types import Dyad, Happening, Link, Status, Verdict, When, identity

_STRENGTH = (
    Status.ACTUAL,
    Status.RECALLED,
    Status.DENIED,
    Status.UNCERTAIN,
    Status.PLANNED,
    Status.HYPOTHETICAL,
)
_PLACE = {status: place for place, status in enumerate(_STRENGTH)}
_MARGIN = 0.5  # of the score, by which one day must fit news without a day better than the next
_LATEST = 1.5  # the same where the next is later and not after the news, which is mostly of the latest


class Stories:
    """What links of copies say of two articles: one story, reports that only look alike, or nothing."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        stand = standing(links)
        self._home: dict[str, int] = {}
        for number, members in enumerate(group(dict.fromkeys(key for pair in stand for key in pair), stand.values())):
            self._home.update(dict.fromkeys(members, number))
        self._alike = {pair for pair, link in stand.items() if link.verdict is Verdict.DIFFERENT}

    def between(self, left: str, right: str) -> Verdict | None:
        """Return SAME for two articles of one story, DIFFERENT for two that look alike but differ, else None."""
        if left == right or not self._home:
            return None
        here = self._home.get(left)
        if here is not None and here == self._home.get(right):
            return Verdict.SAME
        pair = (left, right) if left <= right else (right, left)
        return Verdict.DIFFERENT if pair in self._alike else None

    def count(self, articles: Iterable[str]) -> int:
        """Return how many stories the articles are."""
        return len({self._home.get(key, key) for key in articles})


def link_happenings(told: Iterable[Told], stories: Sequence[Link] = ()) -> Iterator[Link]:
    """Yield the links, same or unsure, between tellings that may be of one happening; `stories` are links of copies.

    What a telling is compared with is bounded, so that a war's thousands cost no more each than the few of a visit.
    """
    items = sorted(told, key=lambda t: (t.published or date.max, t.telling.id))
    known = Stories(stories)
    yield from settled(judge_pairs(items, known), {t.telling.id: t for t in items})


def judge_pairs(items: Sequence[Told], known: Stories) -> Iterator[Link]:
    """Yield what each telling and its neighbours before it are judged to be, those held to be different left out."""
    for near, place in meetings(clues_of_telling(each) for each in items):
        one = items[place]
        for other in near:
            beside = known.between(items[other].article, one.article)
            link = judge_happening(items[other], one, beside, different=False)
            if link is not None:
                yield link


def settled(links: Iterable[Link], told: Mapping[str, Told]) -> Iterator[Link]:
    """Yield the links, SAME turned into UNSURE where what a telling leaves open fits two happenings about as well.

    News without a day may be of two days, one that leaves a side open of two pairs of states. `links` must hold all
    that are not DIFFERENT of each telling in question, `told` the tellings at both their ends.
    """
    judged = list(links)
    days: dict[str, dict[When, float]] = {}
    pairs: dict[str, dict[Dyad, float]] = {}
    for link in judged:
        for key, other in ((link.left, link.right), (link.right, link.left)):
            mine, when = told[key].telling, told[other].telling.when
            if when is not None and mine.when is None:
                fits = days.setdefault(key, {})
                fits[when.when] = max(fits.get(when.when, link.score), link.score)
            if (mine.source_state is None or mine.target_state is None) and (dyad := told[other].dyad) is not None:
                sides = pairs.setdefault(key, {})
                sides[dyad.joined()] = max(sides.get(dyad.joined(), link.score), link.score)
    torn = {key for key, best in days.items() if len(best) > 1 and _torn(best, told[key].published)}
    halves = {key for key, best in pairs.items() if len(best) > 1 and _close(best.values())}
    for link in judged:
        for one, other in ((link.left, link.right), (link.right, link.left)) if torn or halves else ():
            if link.verdict is Verdict.SAME and one in torn and told[other].telling.when is not None:
                link = replace(link, verdict=Verdict.UNSURE, reasons=(*link.reasons, "but another day fits as well"))
            if link.verdict is Verdict.SAME and one in halves and told[other].dyad is not None:
                why = "but another pair of states fits as well"
                link = replace(link, verdict=Verdict.UNSURE, reasons=(*link.reasons, why))
        yield link


def _close(scores: Iterable[float]) -> bool:
    first, second, *_ = sorted(scores, reverse=True)
    return first - second < _MARGIN


def _torn(best: Mapping[When, float], published: date | None) -> bool:
    """Tell whether the two best of days that exclude one another are nearly as good, or the later nearly so."""
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    first, score = ranked[0]
    for when, other in ranked[1:]:
        later = published is not None and first.stop <= when.start <= published
        apart = when.start >= first.stop + SLACK or first.start >= when.stop + SLACK
        if apart and score - other < (_LATEST if later else _MARGIN):
            return True
    return False


def group_happenings(
    told: Iterable[Told],
    links: Sequence[Link] | None = None,
    *,
    stories: Sequence[Link] = (),
    users: Sequence[Link] = (),
    counted: Collection[str] | None = None,
) -> tuple[Happening, ...]:
    """Return the happenings that standing SAME links make of the tellings, by day, then id.

    `links` are judgements made before, else our own are made; `users` are those of people, which stand above the
    machine's; `stories` are links of copies. Groups in which no telling names both sides are happenings of no
    relation and are left out. Where `counted` is given, groups are made of all tellings, but summed up of
    these alone.
    """
    items = {t.telling.id: t for t in told}
    known = Stories(stories)
    found = tuple(link_happenings(items.values(), stories)) if links is None else tuple(links)

    @lru_cache(maxsize=1 << 16)
    def apart(left: str, right: str) -> bool:
        one, other = items[left], items[right]
        if one.dyad and other.dyad and one.dyad.joined() != other.dyad.joined():
            return True  # one that leaves a side open does not make two relations one
        link = judge_happening(one, other, known.between(one.article, other.article))
        return link is not None and link.verdict is Verdict.DIFFERENT

    made = group(items, (*found, *users), apart=apart)
    home = {key: place for place, members in enumerate(made) for key in members}
    reasons: dict[int, dict[str, None]] = {}
    for link in (*found, *users):
        here = home.get(link.left)
        if link.verdict is Verdict.SAME and here is not None and here == home.get(link.right) and link.reasons:
            reasons.setdefault(here, {}).setdefault(link.reasons[-1])
    happenings = []
    for place, members in enumerate(made):
        left = [items[key] for key in members if counted is None or key in counted]
        if any(each.dyad is not None for each in left):
            happenings.append(_happening(left, tuple(reasons.get(place, ())), known))
    ordered = sorted(happenings, key=lambda h: (h.when.start if h.when else h.noted or date.max, h.id))
    return who_began(ordered, items)


def same_id(first: str) -> str:
    """Return the id of the happening whose first telling has this id."""
    return identity("", "happening", first)


def _told_once(one: Told, dyad: Dyad, reasons: tuple[str, ...]) -> Happening:
    """Sum up a happening that is told once, as most are, without asking what there is to ask of several."""
    telling = one.telling
    return Happening(
        id=same_id(telling.id),
        type=telling.type,
        dyad=dyad,
        status=telling.status,
        when=telling.when.when if telling.when else None,
        noted=one.published,
        tellings=(telling.id,),
        articles=(one.article,),
        outlets=(one.outlet,) if one.outlet else (),
        mode=telling.mode or None,
        statuses=(telling.status,),
        reasons=reasons,
        stories=1,
        countries=(one.country,) if one.country else (),
        denials=int(telling.status is Status.DENIED),
    )


def _happening(told: list[Told], reasons: tuple[str, ...], stories: Stories) -> Happening:
    """Sum up one group of tellings; its id is that of its first telling, so that later pages leave it be."""
    if len(told) == 1 and told[0].dyad is not None:
        return _told_once(told[0], told[0].dyad, reasons)
    told.sort(key=lambda t: (t.published or date.max, t.telling.evidence.spans[0].start, t.telling.id))
    whole = [t for t in told if t.dyad is not None]
    first = min(whole, key=lambda t: _PLACE[t.telling.status])  # the first of those that lead
    lead = min(told, key=lambda t: _PLACE[t.telling.status])
    dyad = first.dyad
    assert dyad is not None  # groups without a dyad are left out before
    statuses = {t.telling.status for t in told}
    modes = [t.telling.mode for t in (first, *told) if t.telling.mode]
    days = [t.published for t in told if t.published is not None]
    articles = tuple(dict.fromkeys(t.article for t in told))
    return Happening(
        id=same_id(told[0].telling.id),
        type=first.telling.type,
        dyad=dyad,
        status=lead.telling.status,
        when=best_day(told),
        noted=min(days) if days else None,
        tellings=tuple(t.telling.id for t in told),
        articles=articles,
        outlets=tuple(dict.fromkeys(t.outlet for t in told if t.outlet)),
        mode=modes[0] if modes else None,
        statuses=tuple(s for s in _STRENGTH if s in statuses),
        reasons=reasons,
        stories=stories.count(articles),
        countries=tuple(dict.fromkeys(t.country for t in told if t.country)),
        contradictions=contradictions(told),
        denials=sum(t.telling.status is Status.DENIED for t in told),
    )
