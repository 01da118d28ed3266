"""Who said what: statements as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from detente.dates import iso
from detente.questions.conditions import (
    article_of,
    is_named,
    published_within,
    readings_of,
)
from detente.record import Store
from detente.types import (
    Article,
    Dyad,
    Form,
    Reading,
    Span,
    Statement,
)

_BEFORE, _BEHIND = 140, 90  # characters of a line that are shown around words
_BLANK = re.compile(r"\s")
_NEAR = 24  # characters before a cue in which what denies it may stand
_NOT = re.compile(r"\b(?:(?:has|have|had|did|does|do|would|will|can|could)(?:\s+not|n['’]t)|never|cannot)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one line around reported words: its text, where it starts in the article, the words in it.

    `marks` are (start, stop) into `text`.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One statement with its speaker, its words, where they stand, and what to cite.

    `inside` are the speakers around words that somebody else passes on, innermost first.
    """

    id: str
    article: str
    url: str
    headline: str | None
    outlet: str | None
    published: str | None
    speaker: str | None
    as_written: str | None
    state: str | None
    official: bool | None
    roles: tuple[str, ...]
    form: Form
    attitude: bool
    cue: str | None
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    passages: tuple[Passage, ...]
    chain: tuple[str, ...]
    within: str | None
    inside: tuple[str, ...]
    addressee: str | None
    occasion: str | None
    about: tuple[Dyad, ...]
    tone: int
    tone_cues: tuple[str, ...]
    confidence: float
    rule: str


def who_said(
    store: Store,
    *,
    by: str | None = None,
    about: Dyad | None = None,
    since: date | None = None,
    until: date | None = None,
    form: Form | None = None,
    matching: str | None = None,
    page: str | None = None,
    attitudes: bool = True,
    min_confidence: float = 0.0,
) -> tuple[SaidRow, ...]:
    """Return the statements that fit every condition given, by day of publication and place on the page.

    `by` matches a speaker's name, as written or resolved, without regard to accents; `about` either order.
    """
    wanted = {k for _, k, _ in store.search(matching, 10_000)} if matching else None
    found = []
    for reading in readings_of(store, page):
        if not published_within(reading.article, since, until):
            continue
        for s in reading.statements:
            if s.confidence < min_confidence or (s.attitude and not attitudes):
                continue
            if wanted is not None and s.id not in wanted:
                continue
            if (form and s.form is not form) or (about and about.joined() not in {d.joined() for d in s.about}):
                continue
            row = said_row(reading, s)
            if by and not is_named(by, row.speaker, row.as_written):
                continue
            found.append(row)
    return tuple(found)


def _cue(text: str, cue: Span) -> str:
    """Return the words of a cue with a negation right before it: "did not confirm"."""
    before = _NOT.search(text, max(0, cue.start - _NEAR), cue.start)
    return text[before.start() if before else cue.start : cue.stop]


def said_row(reading: Reading, statement: Statement) -> SaidRow:
    """Return one statement as a row."""
    article = article_of(reading)
    actor = reading.cast.actor(statement.speaker)
    return SaidRow(
        id=statement.id,
        article=article.id,
        url=article.canonical or article.url,
        headline=article.headline.value if article.headline else None,
        outlet=article.outlet.value if article.outlet else None,
        published=iso(article.published.when) if article.published else None,
        speaker=actor.name if actor else None,
        as_written=statement.speaker_span.of(article.text) if statement.speaker_span else None,
        state=actor.state if actor else None,
        official=actor.official if actor else None,
        roles=actor.roles if actor else (),
        form=statement.form,
        attitude=statement.attitude,
        cue=_cue(article.text, statement.cue) if statement.cue else None,
        words=tuple(c.of(article.text) for c in statement.content),
        spans=statement.content,
        passages=passages_of(article, statement.content),
        chain=statement.chain,
        within=statement.within,
        inside=_holders(reading, statement),
        addressee=statement.addressee.of(article.text) if statement.addressee else None,
        occasion=statement.occasion.of(article.text) if statement.occasion else None,
        about=statement.about,
        tone=statement.tone,
        tone_cues=tuple(dict.fromkeys(c.of(article.text) for c in statement.tone_cues)),
        confidence=statement.confidence,
        rule=statement.evidence.rule,
    )


def passages_of(article: Article, spans: tuple[Span, ...]) -> tuple[Passage, ...]:
    """Return the lines that hold the spans, cut at blanks to what stands near them."""
    found = []
    for line in article.lines:
        here = [s for s in spans if line.span.covers(s)]
        if not here:
            continue
        low = max(line.span.start, here[0].start - _BEFORE)
        high = min(line.span.stop, here[-1].stop + _BEHIND)
        if low > line.span.start and (blank := _BLANK.search(article.text, low, here[0].start)):
            low = blank.end()
        if high < line.span.stop:
            high = max(here[-1].stop, article.text.rfind(" ", here[-1].stop, high))
        marks = tuple((s.start - low, s.stop - low) for s in here)
        found.append(Passage(article.text[low:high], low, marks))
    return tuple(found)


def _holders(reading: Reading, statement: Statement) -> tuple[str, ...]:
    """Return who passes the words on from around them, innermost first; somebody unnamed is "somebody"."""
    by_id = {s.id: s for s in reading.statements}
    names = []
    outer = by_id.get(statement.within) if statement.within else None
    while outer is not None:
        actor = reading.cast.actor(outer.speaker)
        names.append(actor.name if actor else "somebody")
        outer = by_id.get(outer.within) if outer.within else None
    return tuple(names)
