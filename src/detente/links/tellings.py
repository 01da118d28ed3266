"""Tellings become happenings: pairs are judged with reasons, the links that stand are grouped and summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from detente.links.contradictions import best_day, contradictions, who_began
from detente.links.groups import group
from detente.links.happenings import SLACK, judge_happening
from detente.links.neighbours import pairs
from detente.links.told import Told
from detente.types import Happening, Link, Status, Verdict, When, identity

_STRENGTH = (
    Status.ACTUAL,
    Status.RECALLED,
    Status.DENIED,
    Status.UNCERTAIN,
    Status.PLANNED,
    Status.HYPOTHETICAL,
)


_MARGIN = 0.5  # of the score, by which one day must fit news without a day better than the next


class Stories:
    """What links of copies say of two articles: one story, reports that only look alike, or nothing."""

    def __init__(self, articles: Iterable[str], links: Sequence[Link] = ()) -> None:
        self.of: dict[str, int] = {}
        for number, members in enumerate(group(articles, links)):
            self.of.update(dict.fromkeys(members, number))
        self.alike = {frozenset((k.left, k.right)) for k in links if k.verdict is Verdict.DIFFERENT}

    def between(self, left: str, right: str) -> Verdict | None:
        """Return SAME for two articles of one story, DIFFERENT for two that look alike but differ, else None."""
        if left == right:
            return None
        if left in self.of and self.of[left] == self.of.get(right):
            return Verdict.SAME
        return Verdict.DIFFERENT if self.alike and frozenset((left, right)) in self.alike else None


def link_happenings(told: Iterable[Told], stories: Sequence[Link] = ()) -> Iterator[Link]:
    """Yield the links between tellings of one dyad whose days may meet; `stories` are standing links of copies."""
    items = list(told)
    known = Stories((t.article for t in items), stories)
    judged = ((a, b, judge_happening(a, b, known.between(a.article, b.article))) for a, b in pairs(items))
    yield from _without_rivals([(a, b, link) for a, b, link in judged if link is not None])


def _without_rivals(judged: list[tuple[Told, Told, Link]]) -> Iterator[Link]:
    """Turn SAME into UNSURE where news without a day fits happenings of two days about as well."""
    fits: dict[str, dict[When, float]] = {}
    for left, right, link in judged:
        for one, other in ((left, right), (right, left)):
            if link.verdict is not Verdict.DIFFERENT and one.telling.when is None and other.telling.when is not None:
                best = fits.setdefault(one.telling.id, {})
                best[other.telling.when.when] = max(best.get(other.telling.when.when, 0.0), link.score)
    torn = {key for key, best in fits.items() if _torn(best)}
    for left, right, link in judged:
        for one, other in ((left, right), (right, left)):
            if link.verdict is Verdict.SAME and one.telling.id in torn and other.telling.when is not None:
                link = replace(link, verdict=Verdict.UNSURE, reasons=(*link.reasons, "but another day fits as well"))
        yield link


def _torn(best: Mapping[When, float]) -> bool:
    """Tell whether the two best of days that exclude one another are nearly as good."""
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    first, score = ranked[0]
    return any(
        score - other < _MARGIN
        for when, other in ranked[1:]
        if when.start >= first.stop + SLACK or first.start >= when.stop + SLACK
    )


def group_happenings(
    told: Iterable[Told],
    links: Sequence[Link] | None = None,
    *,
    stories: Sequence[Link] = (),
    users: Sequence[Link] = (),
) -> tuple[Happening, ...]:
    """Return the happenings that standing SAME links make of the tellings, by day, then id.

    `links` are judgements to use instead of our own, `users` those of people, which stand above the machine's;
    `stories` are links of copies. Tellings without a full dyad are happenings of no relation and are left out.
    """
    items = {t.telling.id: t for t in told if t.dyad is not None}
    known = Stories((t.article for t in items.values()), stories)
    found = tuple(link_happenings(items.values(), stories)) if links is None else tuple(links)

    @lru_cache(maxsize=1 << 16)
    def apart(left: str, right: str) -> bool:
        one, other = items[left], items[right]
        link = judge_happening(one, other, known.between(one.article, other.article))
        return link is not None and link.verdict is Verdict.DIFFERENT

    made = group(items, (*found, *users), apart=apart if links is None else lambda left, right: False)
    home = {key: place for place, members in enumerate(made) for key in members}
    reasons: dict[int, dict[str, None]] = {}
    for link in (*found, *users):
        here = home.get(link.left)
        if link.verdict is Verdict.SAME and here is not None and here == home.get(link.right) and link.reasons:
            reasons.setdefault(here, {}).setdefault(link.reasons[-1])
    happenings = [
        _happening([items[key] for key in members], tuple(reasons.get(place, ())), known.of)
        for place, members in enumerate(made)
    ]
    ordered = sorted(happenings, key=lambda h: (h.when.start if h.when else h.noted or date.max, h.id))
    return who_began(ordered, items)


def _happening(told: list[Told], reasons: tuple[str, ...], stories: Mapping[str, int]) -> Happening:
    """Sum up one group of tellings; its id is that of its first telling, so that later pages leave it be."""
    told.sort(key=lambda t: (t.published or date.max, t.telling.evidence.spans[0].start, t.telling.id))
    strength = {status: place for place, status in enumerate(_STRENGTH)}
    first = min(told, key=lambda t: strength[t.telling.status])  # the first of those that lead
    dyad = first.dyad
    assert dyad is not None  # tellings without a dyad never reach a group
    statuses = {t.telling.status for t in told}
    modes = [t.telling.mode for t in (first, *told) if t.telling.mode]
    days = [t.published for t in told if t.published is not None]
    articles = tuple(dict.fromkeys(t.article for t in told))
    return Happening(
        id=identity("", "happening", told[0].telling.id),
        type=first.telling.type,
        dyad=dyad,
        status=first.telling.status,
        when=best_day(told),
        noted=min(days) if days else None,
        tellings=tuple(t.telling.id for t in told),
        articles=articles,
        outlets=tuple(dict.fromkeys(t.outlet for t in told if t.outlet)),
        mode=modes[0] if modes else None,
        statuses=tuple(s for s in _STRENGTH if s in statuses),
        reasons=reasons,
        stories=len({stories.get(a, -place) for place, a in enumerate(articles, 1)}),
        countries=tuple(dict.fromkeys(t.country for t in told if t.country)),
        contradictions=contradictions(told),
    )
