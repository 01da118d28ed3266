"""Tellings become happenings: pairs are judged with reasons, the links that stand are grouped and summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from detente.links.contradictions import best_day, contradictions, who_began
from detente.links.groups import group
from detente.links.happenings import judge_happening
from detente.links.neighbours import pairs
from detente.links.told import Told
from detente.types import Happening, Link, Status, Verdict, identity

_STRENGTH = (
    Status.ACTUAL,
    Status.RECALLED,
    Status.DENIED,
    Status.UNCERTAIN,
    Status.PLANNED,
    Status.HYPOTHETICAL,
)


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
    for left, right in pairs(items):
        link = judge_happening(left, right, known.between(left.article, right.article))
        if link is not None:
            yield link


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
