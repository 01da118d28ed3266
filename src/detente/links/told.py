"""A telling becomes what a judgement of sameness needs of it: days, places, persons, words, numbers, outlet."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from detente.dates.english import NUMBERS, count
from detente.links.words import content_stems, spelling, stem, words_of
from detente.text import fold
from detente.types import (
    ActorKind,
    Article,
    Cast,
    Dyad,
    EventType,
    MentionKind,
    Reading,
    Span,
    Status,
    Telling,
    When,
)

JOINT = {EventType.AGREE, EventType.CONSULT, EventType.COOPERATE}
NEWS = {Status.ACTUAL, Status.DENIED, Status.UNCERTAIN}  # what is told without a day as of these days
_FAR = 400  # characters on either side of a clause in which its sentence ends
RECENT = 7  # days before publication that undated news may be of
SOON = 14  # days after publication that an undated plan may be of
_STOP = re.compile(r"[.!?][\"”»’)\]]*\s")
_COUNTED = re.compile(r"(\d(?<!\w.)(?:\d{0,2}(?:[,.]\d{3})+|\d*))\s+(?:[A-Z]\w+\s)?(\w+)")  # \d first: found fast
# "two" is left out: the two sides, the two presidents
_NUMBERS = [word for word, n in NUMBERS.items() if n > 2 and word.isalpha()]
_STEMS = frozenset(map(stem, _NUMBERS))
_WRITTEN = re.compile(rf"\b((?i:{'|'.join(_NUMBERS)}))(?:-(\w+))?\s+(?:[A-Z]\w+\s)?(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A telling with what a judgement of sameness needs from its article; what is not known is empty.

    `places` and `persons` are keys of names in all their spellings, `called` the names as written by their keys,
    `words` stems of the sentence, `counts` what is counted, folded, with its number. `country` is the outlet's, ISO
    3166 alpha-3; `cites` are keys of the sources that the page names.
    """

    telling: Telling
    article: str
    outlet: str | None
    published: date | None
    country: str | None = None
    places: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    called: tuple[tuple[str, str], ...] = ()
    words: frozenset[str] = frozenset()
    counts: frozenset[tuple[str, str]] = frozenset()
    trigger: str = ""
    cites: frozenset[str] = frozenset()

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
        """When it happened as told; failing that, for news, the week up to publication, for plans the weeks after."""
        if self.telling.when is not None:
            return self.telling.when.when
        if self.published is None:
            return None
        if self.telling.status in NEWS:
            return _lately(self.published)
        if self.telling.status is Status.PLANNED:
            return _soon(self.published)
        return None


@lru_cache(maxsize=1 << 14)
def _lately(published: date) -> When:
    return When(published - timedelta(days=RECENT), published + timedelta(days=1))


@lru_cache(maxsize=1 << 14)
def _soon(published: date) -> When:
    return When(published, published + timedelta(days=SOON + 1))


def told_of(
    reading: Reading, telling: Telling, *, plain: Collection[str] = frozenset(), country: str | None = None
) -> Told:
    """Return a telling of a reading as the judgement needs it; `plain` are words of grammar that carry no content.

    Raises ValueError where the reading has no article.
    """
    if reading.article is None:
        raise ValueError("a telling without its article has no words")
    article = reading.article
    sentence = _sentence(article, telling.clause)
    words = sentence.of(article.text)
    stems = content_stems(words, plain)
    printed = [m.span.of(article.text) for m in reading.cast.within(sentence) if m.kind is MentionKind.PLACE]
    places = {spelling_of(name): name for name in printed}
    persons = _persons(reading.cast, telling)
    return Told(
        telling=telling,
        article=article.id,
        outlet=article.outlet.value if article.outlet else None,
        published=article.published.when.start if article.published else None,
        country=country,
        places=frozenset(places),
        persons=frozenset(persons),
        called=tuple(sorted((places | persons).items())),
        words=stems,
        counts=_counts(words, stems),
        trigger=stem(telling.trigger.of(article.text)),
        cites=_cites(article),
    )


@lru_cache(maxsize=1 << 14)
def source_key(name: str) -> str:
    """Return the key of an outlet or agency, without case, spaces and marks."""
    return "".join(c for c in fold(name) if c.isalnum())


def _cites(article: Article) -> frozenset[str]:
    """Return the keys of those that the page has its words from, its own outlet left out."""
    if not article.chain:
        return frozenset()
    own = source_key(article.outlet.value) if article.outlet else ""
    return frozenset(source_key(found.value) for found in article.chain) - {own, ""}


def spelling_of(name: str) -> str:
    """Return the key of a name of several words."""
    return " ".join(spelling(w) for w in words_of(name))


def _persons(cast: Cast, telling: Telling) -> dict[str, str]:
    """Return the surnames of those who act or are acted on by name, each by its key."""
    actors = [cast.actor(key) for key in (telling.source, telling.target)]
    names = [words_of(a.name) for a in actors if a is not None and a.kind is ActorKind.PERSON]
    return {spelling(parts[-1]): parts[-1] for parts in names if parts}


def _sentence(article: Article, clause: Span) -> Span:
    """Return the clause widened to its sentence, which never leaves its line."""
    line = next((x.span for x in article.lines if x.span.start <= clause.start < x.span.stop), clause)
    first, last = max(line.start, clause.start - _FAR), min(max(line.stop, clause.stop), clause.stop + _FAR)
    before = list(_STOP.finditer(article.text, min(first, clause.start), clause.start))
    start = before[-1].end() if before else first
    after = _STOP.search(article.text, max(clause.stop - 1, start), last)
    stop = after.start() + 1 if after else last
    return Span(min(start, clause.start), max(stop, clause.stop))


def _counts(words: str, stems: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return what is counted and how many, in digits or written out, years and days of a month left out."""
    counted = [(re.sub(r"\D", "", number), noun) for number, noun in _COUNTED.findall(words)]
    if not _STEMS.isdisjoint(stems):
        for tens, ones, noun in _WRITTEN.findall(words):
            number = count(f"{tens} {ones}")
            if number is not None:
                counted.append((f"{number:g}", noun))
    found = set()
    for bare, noun in counted:
        if noun.islower() and len(noun) > 2 and not (len(bare) == 4 and bare[:2] in ("19", "20")):
            found.add((fold(noun), bare))
    return frozenset(found)
