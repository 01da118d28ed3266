"""Pairs of tellings become links: a happening is known by its type, its parties, its days, its place and its words.

Each of them speaks for or against with a weight, in one order of reasons; days that cannot meet decide alone.
"""

from __future__ import annotations

from detente.links.days import VAGUE, WEEK, Weighed, weigh_days
from detente.links.families import are_near, read_as
from detente.links.told import JOINT, Told, source_key
from detente.links.words import stem
from detente.types import Link, Status, Telling, Verdict

BY = "detente.links.happenings"
_SAME, _UNSURE = 1.2, 0.0
_VAGUE, _LEAST_VAGUE = 1.8, -1.0  # the sums that say the same, and unsure, where the days say little
_WORDS, _FORMULA = 1.8, 0.9  # most that words weigh, and with other numbers in them: a formula, used again
_HALF = -0.6  # weight of a side that one of them leaves open
_TOLD_AFTER = 0.6  # weight of a page that names the other's outlet as its source


def judge_happening(
    left: Told, right: Told, articles: Verdict | None = None, *, different: bool = True
) -> Link | None:
    """Judge whether two tellings are of one happening; None where nothing suggests that they are.

    They must be of one dyad, as far as both name its sides, and of one type or near types. `articles` says whether
    the two articles are copies of one story, or reports that only look alike. Same, unsure or different by the sum of
    what speaks for and against; unsure wherever a time is missing or so long that meeting says little, unless the
    words say more. With `different=False` what is different gives None too, which costs less.
    """
    parties = _parties(left, right)
    kinds = _types(left, right) if parties is not None else None
    if parties is None or kinds is None:
        return None
    apart = _one_article(left, right) if left.article == right.article else None
    if apart is not None:
        return _link(left, right, Verdict.DIFFERENT, 0.0, [kinds, (0.0, apart)]) if different else None
    words = -1.0
    if articles is Verdict.SAME:
        words = alike(left.words, right.words)
    copied = words >= 0.6
    times = weigh_days(left, right, copied)
    if times is None:
        if not different:
            return None
        return _link(left, right, Verdict.DIFFERENT, 0.0, [kinds, (0.0, _no_meeting(left, right))])
    words = words if words >= 0 else alike(left.words, right.words)
    told = [*_places(left, right), *_words(left, right, words), *_articles(left, right, articles, copied)]
    found = [kinds, parties, *told, times]
    score = 0.0
    for weight, _ in found:
        score += weight
    vague = times[0] <= VAGUE and not copied
    if score >= (_VAGUE if vague else _SAME) and times[0] != WEEK:
        return _link(left, right, Verdict.SAME, score, found)
    if score >= (_LEAST_VAGUE if vague else _UNSURE):
        return _link(left, right, Verdict.UNSURE, score, found)
    return _link(left, right, Verdict.DIFFERENT, score, found) if different else None


def _no_meeting(left: Told, right: Told) -> str:
    a, b = left.interval, right.interval
    return f"the days do not meet ({a.start} and {b.start})" if a and b else ""


def _link(left: Told, right: Told, verdict: Verdict, score: float, found: list[Weighed]) -> Link:
    """Return the link; the first of what was found is on the types, and gets its subject here."""
    (_, how), *others = found
    a, b = left.telling, right.telling
    kinds = f"both {a.type.value}" if a.type is b.type else f"{a.type.value} and {b.type.value}"
    first = f"{kinds}, {a.source_state or b.source_state} and {a.target_state or b.target_state}{how}"
    return Link(
        left=a.id,
        right=b.id,
        verdict=verdict,
        reasons=(first, *(why for _, why in others if why)),
        by=BY,
        kind="happening",
        score=round(score, 4),
    )


def _parties(left: Told, right: Told) -> Weighed | None:
    """Weigh the sides; None where they cannot be the same, or where neither names one.

    What two do together has no direction, and neither have acts that are read as two types; a side that is left open
    may be anybody.
    """
    a, b = left.telling, right.telling
    source, target, one, other = a.source_state, a.target_state, b.source_state, b.target_state
    if source == one and target == other and source is not None and target is not None:
        return 0.0, ""
    undirected = a.type in JOINT or b.type in JOINT or a.type is not b.type or _signed(a, b)
    for first, second in ((one, other), (other, one)) if undirected else ((one, other),):
        open_side = source is None or first is None, target is None or second is None
        fits = source == first or open_side[0], target == second or open_side[1]
        if all(fits) and not all(open_side):
            return (_HALF, "one of them leaves a side open") if any(open_side) else (0.0, "")
    return None


def _signed(left: Telling, right: Telling) -> bool:
    """Tell whether both may be read as what two do together: a paper that two have signed."""
    return not JOINT.isdisjoint(left.also) and not JOINT.isdisjoint(right.also)


def _types(left: Told, right: Told) -> Weighed | None:
    """Weigh the types, with what to say of them; None where they cannot be one."""
    a, b = left.telling, right.telling
    weight, why = 0.5, ""
    if a.type is b.type:
        if a.mode is not None and b.mode is not None:
            weight += 0.2 if a.mode == b.mode else -0.4
    elif b.type in a.also or a.type in b.also:
        weight, why = 0.2, ": one may be read as the other"
    elif b.type in read_as(a) or a.type in read_as(b):
        weight, why = 0.0, ": one may have been read as the other"
    elif left.trigger and left.trigger == right.trigger:
        weight, why = 0.0, ", of one word for the act"
    elif are_near(a.type, b.type):
        weight, why = -0.6, ": near types"
    else:
        return None
    return weight, why


def _one_article(left: Told, right: Told) -> str | None:
    """Return why one article that tells both holds them apart; None where it does not."""
    a, b = left.telling, right.telling
    if a.when and b.when and a.when.when != b.when.when and a.when.when.days == b.when.when.days == 1:
        return "one article tells them as two, with different words for the act"
    if a.type not in read_as(b) and b.type not in read_as(a):
        return "one article tells them as two kinds of act"
    ahead = {Status.PLANNED, Status.HYPOTHETICAL}
    same_days = a.when is not None and b.when is not None and a.when.when == b.when.when
    if (a.status in ahead) != (b.status in ahead) and not same_days:
        return "one article tells one as done and one as to come"
    return None


def _places(left: Told, right: Told) -> list[Weighed]:
    found: list[Weighed] = []
    if left.places and right.places:
        shared = left.places & right.places
        found.append((0.8, f"one place: {_called(left, min(shared))}") if shared else (-1.0, "other places"))
    if left.persons and right.persons:
        people = left.persons & right.persons
        found.append((0.6, f"one person: {_called(left, min(people))}") if people else (-1.4, "other persons"))
    if sum(weight for weight, _ in found) < -2:
        found.append((-1.5, "both, so that like words say little"))
    return found


def _words(left: Told, right: Told, words: float) -> list[Weighed]:
    found: list[Weighed] = []
    here, there = (_by_stem(left), _by_stem(right)) if left.counts and right.counts else ({}, {})
    same = [noun for noun in here if here[noun] == there.get(noun)]
    other = [noun for noun in here if noun in there and here[noun] != there[noun]]
    if len(left.words) > 3 and len(right.words) > 3:
        most = _FORMULA if other and not same else _WORDS
        weight = -0.4 if words < 0.1 else min(max(3 * (words - 0.2), 0.0), most)
        found.append((weight, f"{words:.0%} of the words agree"))
    if left.trigger and left.trigger == right.trigger:
        found.append((0.2, ""))
    if same:
        found.append((0.4, f"one number ({here[min(same)]})"))
    elif other:
        found.append((-0.3, f"other numbers ({here[min(other)]} and {there[min(other)]})"))
    if (left.telling.status is Status.HYPOTHETICAL) != (right.telling.status is Status.HYPOTHETICAL):
        found.append((-0.7, "only one of them is hypothetical"))
    return found


def _called(told: Told, key: str) -> str:
    """Return a name as the page writes it."""
    return dict(told.called).get(key, key)


def _by_stem(told: Told) -> dict[str, str]:
    """Return the numbers by the stem of what is counted; of several, the one that sorts last."""
    return {stem(noun): number for noun, number in sorted(told.counts)}


def _articles(left: Told, right: Told, articles: Verdict | None, copied: bool) -> list[Weighed]:
    if articles is Verdict.SAME:
        return [(2.0, "a copy of one story tells it in the same words")] if copied else [(0.6, "one story")]
    if articles is Verdict.DIFFERENT:
        return [(-1.2, "the articles look alike but carry other names, days or numbers")]
    for one, other in ((left, right), (right, left)):
        if one.cites and one.article != other.article and other.outlet and source_key(other.outlet) in one.cites:
            return [(_TOLD_AFTER, f"told after {other.outlet}")]
    return []


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of words that agree (Dice), 0..1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
