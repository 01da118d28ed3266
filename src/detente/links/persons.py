"""Names over many pages become persons: profiles are compared by given name, surname, state, role and time.

Two given names that differ keep two people apart whatever else they share (Ilham and Heydar); a bare surname belongs
to somebody only where just one bearer fits; what cannot be told is unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from detente.links.words import spelling, stem, words_of
from detente.types import Actor, ActorKind, Link, Verdict, identity

BY = "detente.links.persons"
_YEARS = 5  # an office and a surname say who is meant for about so long
_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "von", "van", "der", "den", "de", "da", "di", "la", "le", "du", "dos",
     "ogly", "oglu", "oğlu", "qizi", "kizi"]
)  # fmt: skip

Judged: TypeAlias = tuple[Verdict, float, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A name with a state (or a lexicon entry), as it occurs over pages; `id` is stable for name and state."""

    id: str
    name: str
    entry: str | None = None
    state: str | None = None
    roles: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    articles: int = 1

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys of the name's words, particles left out; the surname is the last."""
        return _parts(self.name)

    @property
    def named(self) -> bool:
        """Whether the last word is written as a name; whoever is only described ("a Russian official") has none."""
        return not self.name.split()[-1][:1].islower() if self.name.split() else False

    @property
    def block(self) -> tuple[str, ...]:
        """The keys under which the profile meets others: its surname, and all parts in whatever order."""
        parts = self.parts
        return tuple(dict.fromkeys((parts[-1], " ".join(sorted(parts)))))


@lru_cache(maxsize=1 << 16)
def _parts(name: str) -> tuple[str, ...]:
    words = [w for w in words_of(name) if w.casefold() not in _PARTICLES]
    return tuple(spelling(w) for w in words) or (spelling(name),)


def profile(actor: Actor, published: date | None = None) -> Profile:
    """Return the profile of one actor on one page."""
    key = identity("", "person", actor.entry or actor.name.casefold(), "" if actor.entry else actor.state)
    return Profile(
        id=key,
        name=actor.name,
        entry=actor.entry,
        state=actor.state,
        roles=frozenset(actor.roles),
        first=published,
        last=published,
    )


def gather(seen: Iterable[tuple[Actor, date | None]]) -> tuple[Profile, ...]:
    """Return one profile for each name and state among the persons seen, with all roles and the days between."""
    found: dict[str, Profile] = {}
    for actor, published in seen:
        if actor.kind is not ActorKind.PERSON:
            continue
        one = profile(actor, published)
        old = found.get(one.id)
        found[one.id] = one if old is None else together(old, one)
    return tuple(found.values())


def together(old: Profile, new: Profile) -> Profile:
    """Return one profile of two with the same id: all roles, the days between, the articles added up."""
    days = [d for d in (old.first, old.last, new.first, new.last) if d is not None]
    return replace(
        old,
        roles=old.roles | new.roles,
        first=min(days, default=None),
        last=max(days, default=None),
        articles=old.articles + new.articles,
    )


def judge_person(left: Profile, right: Profile) -> Link | None:
    """Judge whether two profiles are one person; None where no surname is shared, or one is no name."""
    if left.id == right.id or not left.named or not right.named:
        return None
    a, b = left.parts, right.parts
    swapped = len(a) > 1 and sorted(a) == sorted(b)
    if a[-1] != b[-1] and not swapped and not (left.entry and left.entry == right.entry):
        return None
    verdict, score, reasons = _verdict(left, right, swapped)
    first, second = sorted((left.id, right.id))
    return Link(left=first, right=second, verdict=verdict, reasons=reasons, by=BY, kind="person", score=score)


def _verdict(left: Profile, right: Profile, swapped: bool) -> Judged:
    if left.entry and right.entry:
        if left.entry == right.entry:
            return Verdict.SAME, 1.0, ("one entry of the lexicon",)
        return Verdict.DIFFERENT, 1.0, ("two entries of the lexicon",)
    given = Verdict.SAME if swapped else _given(left.parts[:-1], right.parts[:-1])
    names = f"{left.name} and {right.name}"
    if given is Verdict.DIFFERENT:
        return Verdict.DIFFERENT, 1.0, (f"two given names: {names}",)
    states = None not in (left.state, right.state)
    if states and left.state != right.state:
        if given is Verdict.SAME:
            why = f"one name, but of {left.state} and of {right.state}"
            return Verdict.UNSURE, 0.5, (why,)
        why = f"only the surname is shared, and they are of {left.state} and {right.state}"
        return Verdict.DIFFERENT, 0.8, (why,)
    role = _shared_role(left, right)
    if given is Verdict.SAME:
        return _same_name(left, right, role, states)
    return _bare(left, right, role, states)


def _same_name(left: Profile, right: Profile, role: str | None, states: bool) -> Judged:
    why = ["one name" if left.name == right.name else f"spellings of one name: {left.name}, {right.name}"]
    if role is not None:
        why.append(f"one role: {role}")
    if states:
        why.append(f"both of {left.state}")
    if role is None and not states and left.roles and right.roles:
        return Verdict.UNSURE, 0.5, (*why, "but other roles, and the state of one is not known")
    return Verdict.SAME, 0.9 if role is not None or states else 0.7, tuple(why)


def _bare(left: Profile, right: Profile, role: str | None, states: bool) -> Judged:
    """Judge where one of them has no given name, or only an initial."""
    why = f"one surname: {left.name}, {right.name}"
    if _years_apart(left, right) > _YEARS:
        return Verdict.UNSURE, 0.3, (why, "but years lie between the pages, and surnames run in families")
    if states and role is not None:
        return Verdict.SAME, 0.8, (why, f"one role: {role}", f"both of {left.state}")
    if states:
        return Verdict.UNSURE, 0.45, (why, f"both of {left.state}, but no role in common")
    return Verdict.UNSURE, 0.3, (why, "and little else")


def _given(left: tuple[str, ...], right: tuple[str, ...]) -> Verdict:
    """Compare the given names: one name in other spellings, an initial or none, or two names.

    A further name (a patronymic, a middle name) that only one side has says nothing.
    """
    if not left or not right:
        return Verdict.UNSURE
    if left[0] == right[0]:
        rest = list(zip(left[1:], right[1:], strict=False))
        return Verdict.SAME if all(_may_be(a, b) for a, b in rest) else Verdict.DIFFERENT
    close = left[0][:1] == right[0][:1] and _consonants(left[0]) == _consonants(right[0])
    return Verdict.UNSURE if close or _may_be(left[0], right[0]) else Verdict.DIFFERENT


def _consonants(key: str) -> str:
    """Return the consonants of a key: vowels are where spellings of one name go apart last (Mikhail, Mikheil)."""
    return "".join(c for c in key if c not in "aeiou")


def _may_be(left: str, right: str) -> bool:
    if min(len(left), len(right)) <= 1:
        return left[:1] == right[:1]
    return left == right


def _shared_role(left: Profile, right: Profile) -> str | None:
    """Return a role of the left whose content the right shares: the same last word, or most words."""
    for role in sorted(left.roles):
        mine = {stem(w) for w in words_of(role)}
        for other in right.roles:
            theirs = {stem(w) for w in words_of(other)}
            if mine and len(mine & theirs) * 2 >= min(len(mine), len(theirs)):
                return role
    return None


def _years_apart(left: Profile, right: Profile) -> float:
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return 0.0
    gap = max(left.first, right.first) - min(left.last, right.last)
    return max(gap.days / 365.25, 0.0)


def link_persons(profiles: Iterable[Profile]) -> Iterator[Link]:
    """Yield the links between profiles that share a surname.

    A bare surname that would fit two people who differ fits neither for sure: those links come out unsure.
    """
    known = list({p.id: p for p in profiles}.values())
    blocks: dict[str, list[Profile]] = defaultdict(list)
    links: dict[tuple[str, str], Link] = {}
    for one in known:
        for part in one.block:
            for other in blocks[part]:
                link = judge_person(other, one)
                if link is not None:
                    links[link.left, link.right] = link
            blocks[part].append(one)
    yield from without_rivals(links.values())


def without_rivals(found: Iterable[Link]) -> Iterator[Link]:
    """Yield the links, SAME turned into UNSURE where one profile is the same as two that are held to be different.

    `found` must hold all links of each profile in question.
    """
    links = list(found)
    differ = {(k.left, k.right) for k in links if k.verdict is Verdict.DIFFERENT}
    same: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.verdict is Verdict.SAME:
            same[link.left].add(link.right)
            same[link.right].add(link.left)
    for link in links:
        rivals = [
            other
            for one, other_side in ((link.left, link.right), (link.right, link.left))
            for other in same[one]
            if (min(other, other_side), max(other, other_side)) in differ
        ]
        if link.verdict is Verdict.SAME and rivals:
            link = replace(link, verdict=Verdict.UNSURE, reasons=(*link.reasons, "but another bearer fits as well"))
        yield link
