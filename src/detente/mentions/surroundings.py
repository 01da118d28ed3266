"""The words around a noun phrase become sets of states: named before it, behind it, as a place, in its clause.

What `context.py` weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.mentions.focus import Focus
from detente.mentions.scene import Scene, Seen
from detente.mentions.vocabulary import NameKind
from detente.types import ActorKind

_TOWNS = (NameKind.PLACE, NameKind.CAPITAL)
_FRONT = 8  # a phrase of place at the front of a sentence lies within so many tokens


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The states named in the paragraph of a token, before it and in the sentence behind its own."""

    shares: dict[str, float]
    towns: frozenset[str]  # of places named in its sentences before
    town: str | None  # of the place named last
    at_front: frozenset[str]  # "In Tallinn the minister ..."
    later: frozenset[str]  # in the same sentence behind the token
    next: frozenset[str]  # in the next sentence


@dataclass(slots=True)
class Told:
    """The states of those whom the page has spoken of before a token."""

    subject: str | None = None  # of the sentence before
    objects: set[str] = field(default_factory=set)
    official: str | None = None  # of the last one who acts for a state
    same_noun: str | None = None
    same_class: str | None = None
    shares: dict[str, float] = field(default_factory=dict)
    acting: set[str] = field(default_factory=set)  # states of which somebody has been named


def paragraph(scene: Scene, head: int) -> Paragraph:
    """Return what the paragraph of token `head` names."""
    sentence = scene.sentence[head]
    body = scene.sentences[sentence]
    first = body.first
    for earlier in range(sentence - 1, -1, -1):
        if scene.sentences[earlier].line != body.line:
            break
        first = scene.sentences[earlier].first
    counts: Counter[str] = Counter()
    towns: set[str] = set()
    town = None
    for seen in names_within(scene, first, head):
        code = seen.sight.entry.code
        if code:
            counts[code] += 1
            if seen.sight.entry.kind in _TOWNS:
                town = code
                if seen.stop <= body.first:
                    towns.add(code)
    behind = scene.sentences[sentence + 1] if sentence + 1 < len(scene.sentences) else None
    follows = behind is not None and behind.line == body.line
    total = sum(counts.values()) or 1
    return Paragraph(
        shares={code: n / total for code, n in counts.items()},
        towns=frozenset(towns),
        town=town,
        at_front=_at_front(scene, body.first, min(body.first + _FRONT, head)),
        later=_codes(scene, head + 1, body.stop),
        next=_codes(scene, behind.first, behind.stop) if behind and follows else frozenset(),
    )


def _codes(scene: Scene, first: int, stop: int) -> frozenset[str]:
    return frozenset(s.sight.entry.code for s in names_within(scene, first, stop) if s.sight.entry.code)


def _at_front(scene: Scene, first: int, stop: int) -> frozenset[str]:
    """In Tallinn the minister; From Kyiv a deputy"""
    found = set()
    for seen in names_within(scene, first, stop):
        token, code = scene.tokens[seen.last], seen.sight.entry.code
        opens = token.dep == "pobj" and token.head <= first + 1
        where = scene.lower[token.head] in ("in", "at", "from", "near")
        if code and opens and where and seen.sight.entry.kind in (*_TOWNS, NameKind.STATE):
            found.add(code)
    return frozenset(found)


def told(scene: Scene, focus: Focus, head: int, noun: str | None) -> Told:
    """Return the states of those named before token `head`; `noun` is the main form of the noun asked about."""
    found = Told()
    sentence = scene.sentence[head]
    sort = _sort(scene, noun.split()[-1]) if noun else None
    last = noun.split()[-1] if noun else None
    counts: Counter[str] = Counter()
    for seen in reversed(focus.appearances):
        state, figure = seen.figure.state, seen.figure
        if seen.head >= head or state is None or state not in scene.vocabulary.states:
            continue
        counts[state] += 1
        if seen.sentence == sentence - 1:
            if seen.main and found.subject is None:
                found.subject = state
            elif not seen.subject:
                found.objects.add(state)
        if figure.kind is ActorKind.STATE:
            continue
        found.acting.add(state)
        if found.official is None and figure.official is True:
            found.official = state
        if (found.same_noun is not None or not last) and (found.same_class is not None or not sort):
            continue
        ends = [post.split()[-1] for post in figure.posts]
        if last and found.same_noun is None and last in ends:
            found.same_noun = state
        if sort and found.same_class is None and any(_sort(scene, end) == sort for end in ends):
            found.same_class = state
    total = sum(counts.values()) or 1
    found.shares = {code: n / total for code, n in counts.items()}
    return found


def _sort(scene: Scene, word: str) -> str | None:
    nouns = scene.vocabulary.nouns.get(word)
    return nouns[0].sort.name if nouns else None


def in_sentence(scene: Scene, head: int, first: int, stop: int) -> tuple[set[str], set[str]]:
    """Return the states named before `head` in its sentence, and those whose places the sentence is set in."""
    before: set[str] = set()
    placed: set[str] = set()
    for seen in names_within(scene, first, stop):
        code, kind = seen.sight.entry.code, seen.sight.entry.kind
        if code:
            token = scene.tokens[seen.last]
            here = token.dep == "pobj" and scene.lower[token.head] in ("in", "at", "near", "from", "of", "outside")
            if kind in (NameKind.PLACE, NameKind.CAPITAL) and here:
                placed.add(code)
            elif kind is not NameKind.PLACE and seen.first < head:
                before.add(code)
    return before, placed


def clause(scene: Scene, focus: Focus, head: int) -> tuple[set[str], str | None]:
    """Return the states in the predicate that `head` is the subject of, or the state of the clause's subject."""
    token = scene.tokens[head]
    if scene.subject(head):
        while token.dep == "conj" and token.head != token.index:
            token = scene.tokens[token.head]
        verb = token.head
        named = names_within(scene, verb + 1, scene.rightmost(verb) + 1)
        return {s.sight.entry.code for s in named if s.sight.entry.code and not set_in(scene, s)}, None
    for _ in range(6):
        if token.head == token.index:
            break
        token = scene.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            for child in scene.children[token.index]:
                if scene.tokens[child].dep == "nsubj" and child < head:
                    return set(), focus.state_at(child)
    return set(), None


def set_in(scene: Scene, seen: Seen) -> bool:
    token = scene.tokens[seen.last]
    return token.dep == "pobj" and scene.lower[token.head] in ("in", "at", "near", "from", "outside")


def names_within(scene: Scene, first: int, stop: int) -> Iterator[Seen]:
    """Yield the names that begin among the tokens first..stop-1, in text order."""
    named = scene.named if scene.named is not None else sorted(scene.at)
    place = bisect_left(named, first)
    while place < len(named) and named[place] < stop:
        seen = scene.at[named[place]]
        yield seen
        place = bisect_left(named, seen.stop, place + 1)


def placed_before(scene: Scene, sentence: int) -> set[str]:
    body = scene.sentences[max(0, sentence - 2)]
    found = set()
    for seen in names_within(scene, body.first, scene.sentences[sentence].first):
        if seen.sight.entry.code and seen.sight.entry.kind in (NameKind.PLACE, NameKind.CAPITAL):
            found.add(seen.sight.entry.code)
    return found
