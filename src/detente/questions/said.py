"""Who said what: statements as rows."""

from __future__ import annotations

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
    Dyad,
    Form,
    Reading,
    Span,
    Statement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One statement with its speaker, its words and where they stand."""

    id: str
    article: str
    url: str
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
    chain: tuple[str, ...]
    within: str | None
    about: tuple[Dyad, ...]
    tone: int
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


def said_row(reading: Reading, statement: Statement) -> SaidRow:
    """Return one statement as a row."""
    article = article_of(reading)
    actor = reading.cast.actor(statement.speaker)
    return SaidRow(
        id=statement.id,
        article=article.id,
        url=article.url,
        outlet=article.outlet.value if article.outlet else None,
        published=iso(article.published.when) if article.published else None,
        speaker=actor.name if actor else None,
        as_written=statement.speaker_span.of(article.text) if statement.speaker_span else None,
        state=actor.state if actor else None,
        official=actor.official if actor else None,
        roles=actor.roles if actor else (),
        form=statement.form,
        attitude=statement.attitude,
        cue=statement.cue.of(article.text) if statement.cue else None,
        words=tuple(c.of(article.text) for c in statement.content),
        spans=statement.content,
        chain=statement.chain,
        within=statement.within,
        about=statement.about,
        tone=statement.tone,
        confidence=statement.confidence,
        rule=statement.evidence.rule,
    )
