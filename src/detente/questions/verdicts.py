"""A user's word on what is one: two joined, one split off, either taken back; the machine's word stays beneath."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from detente import wire
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import BACK, Anchor, Profile, anchors_of, joining, link_field, splitting
from detente.questions.happenings import find_happening
from detente.questions.persons import find_person
from detente.questions.standing import ANCHOR, attached
from detente.questions.stories import find_story
from detente.questions.utterances import find_utterance
from detente.record import Store
from detente.record.digests import digests_of
from detente.record.profiles import articles_bearing, profiles
from detente.text import fold
from detente.types import Decision, Verdict

What = Literal["story", "happening", "statement", "person"]
KINDS: tuple[What, ...] = ("story", "happening", "statement", "person")
_LINK = {"story": "copy"}  # what a user names, where the kind of link has another name
_MEMBER = {"story": "page", "happening": "event", "statement": "place", "person": "name"}


def join(store: Store, lexicon: Lexicon, what: What, first: str, second: str, *, who: str, why: str = "") -> str:
    """Write down that two are one, and return one sentence on it; `take_back` undoes it."""
    left, right = (tuple(_members(store, lexicon, what, key)) for key in (first, second))
    if set(left) == set(right):
        raise QuestionError(f"{first!r} and {second!r} are one {what} already.")
    _decide(store, what, joining(left, right), Verdict.SAME.value, who, why)
    return f"{len(left)} and {len(right)} are one {what} now, by {who}; with --back that is undone."


def part(store: Store, lexicon: Lexicon, what: What, member: str, *, who: str, why: str = "") -> str:
    """Write down that one member does not belong to its group, and return one sentence on it."""
    members = _members(store, lexicon, what, member)
    out = _fitting(members, member)
    if len(members) < 2 or len(out) != 1:
        noun = _MEMBER[what]
        raise QuestionError(f"{member!r} is no {noun} of a {what} with others; name one {noun} by its id.")
    _decide(store, what, splitting(members, out), Verdict.DIFFERENT.value, who, why)
    return f"{out[0][:8]} is no part of that {what} now, by {who}; with --back that is undone."


def take_back(store: Store, lexicon: Lexicon, what: What, keys: Sequence[str], *, who: str, why: str = "") -> str:
    """Take back what users decided on these members (of one group, or of two), and return one sentence."""
    kind = _LINK.get(what, what)
    groups = [_members(store, lexicon, what, key) for key in keys]
    if len(keys) == 1:
        inside = set(_fitting(groups[0], keys[0])) or set(groups[0])
    else:
        inside = {key for g in groups for key in g}
    mine = [
        (was.left, was.right)
        for was, k in attached(store, kind)
        if ({k.left, k.right} & inside if len(keys) == 1 else {k.left, k.right} <= inside)
    ]
    if not mine:
        raise QuestionError(f"Nobody has decided anything on {' and '.join(keys)}; there is nothing to take back.")
    _decide(store, what, mine, BACK, who, why)
    return f"{len(mine)} decisions are taken back, by {who}; the machine's word stands again."


def _members(store: Store, lexicon: Lexicon, what: What, key: str) -> dict[str, str]:
    """Return the ids of the members of the group that holds this one, each with its name."""
    if what == "story":
        return {p.article: p.article for p in find_story(store, lexicon, key).pages}
    if what == "happening":
        return {t: t for t in find_happening(store, lexicon, key).happening.tellings}
    if what == "statement":
        return {p.row.id: p.row.id for p in find_utterance(store, lexicon, key).places}
    return {p.id: p.name for p in find_person(store, lexicon, key).profiles}


def _fitting(members: dict[str, str], key: str) -> list[str]:
    begins = [member for member in members if member.startswith(key)]
    return begins or [member for member, name in members.items() if fold(name) == fold(key)]


def _decide(store: Store, what: What, pairs: Iterable[tuple[str, str]], verdict: str, who: str, why: str) -> None:
    """Append a decision on each pair; an earlier one on the same pair is thereby taken back."""
    kind = _LINK.get(what, what)
    pairs = list(pairs)
    known = {(k.left, k.right): k.verdict.value for both in attached(store, kind) for k in both}
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    notes = _anchored(store, kind, {key for pair in pairs for key in pair}) if verdict != BACK else []
    store.decide(
        *(Decision(about=ANCHOR, field=key, value=note, was="", who=who, at=now) for key, note in notes),
        *(
            Decision(
                about=kind, field=link_field(*pair), value=verdict, was=known.get(pair, "machine"),
                who=who, at=now, why=why,
            )
            for pair in pairs
        ),
    )  # fmt: skip


def _anchored(store: Store, kind: str, keys: Collection[str]) -> list[tuple[str, str]]:
    """Return where findings stand, as JSON, so that what is decided on them outlives their ids; pages keep theirs."""
    fresh = set(keys) - {d.field for d in store.decisions(ANCHOR)}
    made: list[Anchor] = []
    if kind == "person":
        names = {key: wire.from_json(Profile, json.loads(data)).name for key, data in profiles(store, fresh).items()}
        made = [
            Anchor(kind=kind, finding=key, article="", span=None, exact=name, says=articles_bearing(store, [key]))
            for key, name in names.items()
        ]
    elif kind != "copy":
        articles = dict.fromkeys(each.article for each in digests_of(store, sorted(fresh)))
        made = [a for reading in store.readings(articles) for a in anchors_of(reading, kind) if a.finding in fresh]
    return [(each.finding, wire.dumps(each)) for each in made]
