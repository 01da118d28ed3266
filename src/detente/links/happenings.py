"""Tellings become happenings: pairs are judged with reasons, standing links are joined into groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.types import Dyad, EventType, Happening, Link, Status, Telling, Verdict, When, identity

JOINT = {EventType.AGREE, EventType.CONSULT, EventType.COOPERATE}
_STRENGTH = (
    Status.ACTUAL,
    Status.RECALLED,
    Status.DENIED,
    Status.UNCERTAIN,
    Status.PLANNED,
    Status.HYPOTHETICAL,
)
_SLACK = timedelta(days=1)  # time zones and "overnight" move a day by one
_BY = "detente.links.happenings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A telling with what a judgement of sameness needs from its article."""

    telling: Telling
    article: str
    outlet: str | None
    published: date | None

    @property
    def dyad(self) -> Dyad | None:
        """The two states concerned, in alphabetical order for joint types; None where one is unknown."""
        source, target = self.telling.source_state, self.telling.target_state
        if source is None or target is None:
            return None
        pair = Dyad(source, target)
        return pair.joined() if self.telling.type in JOINT else pair

    @property
    def interval(self) -> When | None:
        """When it happened as told; failing that, for news, the ten days up to publication."""
        if self.telling.when is not None:
            return self.telling.when.when
        if self.telling.status is Status.ACTUAL and self.published is not None:
            return When(self.published - timedelta(days=10), self.published + timedelta(days=1))
        return None


def judge_happening(left: Told, right: Told) -> Link | None:
    """Judge whether two tellings are of one happening; None where nothing suggests that they are.

    They must be of one type and dyad. Same when their days meet (a day of slack); different when they do not;
    unsure where one gives no time, or gives a stretch so long that meeting says little.
    """
    if left.dyad is None or left.dyad != right.dyad or left.telling.type != right.telling.type:
        return None
    reasons = [f"both {left.telling.type.value}, {left.dyad.source} and {left.dyad.target}"]
    verdict, why = _times(left, right)
    if verdict is Verdict.SAME and _rivals_in_one_article(left, right):
        verdict, why = Verdict.DIFFERENT, "one article tells them as two, with different words for the act"
    return Link(
        left=left.telling.id,
        right=right.telling.id,
        verdict=verdict,
        reasons=(*reasons, why),
        by=_BY,
        kind="happening",
    )


def _times(left: Told, right: Told) -> tuple[Verdict, str]:
    a, b = left.interval, right.interval
    if a is None or b is None:
        return Verdict.UNSURE, "one of them gives no time"
    if a.start >= b.stop + _SLACK or b.start >= a.stop + _SLACK:
        return Verdict.DIFFERENT, f"the days do not meet ({a.start} and {b.start})"
    if min(a.days, b.days) > 31:
        return Verdict.UNSURE, "both give only a long stretch of time"
    if max(a.days, b.days) > 31:
        return Verdict.UNSURE, "one gives only a long stretch of time"
    return Verdict.SAME, f"the days meet ({max(a.start, b.start)})"


def _rivals_in_one_article(left: Told, right: Told) -> bool:
    """Tell whether one article itself holds the two apart: both dated to single, different days."""
    if left.article != right.article:
        return False
    a, b = left.telling.when, right.telling.when
    return a is not None and b is not None and a.when != b.when and a.when.days == b.when.days == 1


def group_happenings(told: Iterable[Told], links: Sequence[Link] | None = None) -> tuple[Happening, ...]:
    """Return the happenings that standing SAME links make of the tellings, by day, then id.

    `links` are judgements to use instead of our own (a user's stand above the machine's); tellings without a
    full dyad are happenings of no relation and are left out.
    """
    items = {t.telling.id: t for t in told if t.dyad is not None}
    if links is None:
        links = tuple(_propose(items.values()))
    parent = {key: key for key in items}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    reasons: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.verdict is Verdict.SAME and link.left in parent and link.right in parent:
            parent[root(link.left)] = root(link.right)
            reasons[link.left].append(link.reasons[-1])
    groups: dict[str, list[Told]] = defaultdict(list)
    for key, item in items.items():
        groups[root(key)].append(item)
    made = [_happening(g, [r for x in g for r in reasons[x.telling.id]]) for g in groups.values()]
    return tuple(sorted(made, key=lambda h: (h.when.start if h.when else h.noted or date.max, h.id)))


def _propose(items: Iterable[Told]) -> Iterable[Link]:
    """Judge only pairs of one type and dyad, each against its neighbours in time."""
    blocks: dict[tuple[EventType, Dyad], list[Told]] = defaultdict(list)
    for item in items:
        if item.dyad is not None:
            blocks[item.telling.type, item.dyad].append(item)
    for block in blocks.values():
        block.sort(key=lambda t: (t.interval.start if t.interval else date.max, t.telling.id))
        for place, left in enumerate(block):
            for right in block[place + 1 :]:
                if left.interval and right.interval and right.interval.start >= left.interval.stop + _SLACK:
                    break
                link = judge_happening(left, right)
                if link is not None:
                    yield link


def _happening(group: list[Told], reasons: list[str]) -> Happening:
    group.sort(key=lambda t: (t.published or date.max, t.telling.evidence.spans[0].start, t.telling.id))
    first = group[0]
    dyad = first.dyad
    assert dyad is not None  # tellings without a dyad never reach a group
    dated = [t.telling.when.when for t in group if t.telling.when is not None]
    statuses = {t.telling.status for t in group}
    modes = [t.telling.mode for t in group if t.telling.mode]
    days = [t.published for t in group if t.published is not None]
    return Happening(
        id=identity("", "happening", *sorted(t.telling.id for t in group)),
        type=first.telling.type,
        dyad=dyad,
        status=next(s for s in _STRENGTH if s in statuses),
        when=min(dated, key=lambda w: (w.days, w.start)) if dated else None,
        noted=min(days) if days else None,
        tellings=tuple(t.telling.id for t in group),
        articles=tuple(dict.fromkeys(t.article for t in group)),
        outlets=tuple(dict.fromkeys(t.outlet for t in group if t.outlet)),
        mode=modes[0] if modes else None,
        statuses=tuple(s for s in _STRENGTH if s in statuses),
        reasons=tuple(dict.fromkeys(reasons)),
    )
