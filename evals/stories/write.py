"""Happenings become articles: a wire report, copies with controlled edits, own accounts, announcements, repeats."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from detente.types import (
    Actor,
    ActorKind,
    Article,
    Cast,
    Found,
    Line,
    LineKind,
    Mention,
    MentionKind,
    Reading,
    Span,
    Statement,
    Telling,
    identity,
)
from evals.stories.paper import printed, quoted, reported
from evals.stories.people import OUTLETS, PEOPLE, STATES
from evals.stories.plan import Case, plan
from evals.stories.sentences import Hand, Piece, account, ahead, body, fill, interview, name_of
from evals.stories.words import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One invented article as a reading, and what is true of it.

    `story` is one for copies and repeats of an interview; `form` is wire, copy, interview, account or ahead; `cut` is
    the share of sentences that a copy lost. `happening`, `utterance` and `person` give the truth by telling,
    statement and actor id.
    """

    reading: Reading
    story: str
    form: str
    cut: float = 0.0
    happening: Mapping[str, str] = field(default_factory=dict)
    utterance: Mapping[str, str] = field(default_factory=dict)
    person: Mapping[str, str] = field(default_factory=dict)


CUTS = (0.0, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.4, 0.5)


def write_all(seed: int = 7) -> tuple[tuple[Written, ...], Mapping[str, str]]:
    """Return the articles, by day of publication, and the series that each happening belongs to."""
    rng = Random(seed)
    cases = plan(rng)
    made = [w for case in cases for w in _articles(case, rng)]
    made.sort(key=lambda w: (_published(w), w.reading.url))
    return tuple(made), {case.key: case.series for case in cases}


def _published(written: Written) -> date:
    article = written.reading.article
    assert article is not None and article.published is not None  # the generator dates every article
    return article.published.when.start


def _articles(case: Case, rng: Random) -> list[Written]:
    outlets = rng.sample(OUTLETS, 7)
    news = case.day + timedelta(days=rng.choice((0, 0, 0, 1)))
    wire = body(case, Hand(), news, rng)
    titles = KINDS[case.kind].titles

    def title(n: int, hand: Hand) -> str:
        return fill(titles[n % len(titles)], case, hand, news)

    made = [_written(case, "wire", case.agency, news, title(0, Hand()), wire, Hand(), f"{case.key} wire")]
    for n in range(rng.choice((2, 3))):
        hand = Hand(spelling=rng.randrange(3), number=rng.choice((0, 0, 0, 2)), shift=1 if rng.random() < 0.06 else 0)
        cut = rng.choice(CUTS)
        pieces = _edited(body(case, hand, news, Random(f"{case.key}")), cut, rng)
        when = news + timedelta(days=rng.choice((0, 0, 1)))
        name, top = f"{case.key} wire", title(rng.randrange(3), hand)
        made.append(_written(case, "copy", outlets[n], when, top, pieces, hand, name, cut))
    for n in range(rng.choice((1, 1, 2))):
        hand = Hand(spelling=rng.randrange(3), undated=rng.random() < 0.25)
        when = news + timedelta(days=rng.choice((0, 1, 2)))
        pieces = account(case, hand, when, rng)
        own = f"{case.key} account {n}"
        made.append(_written(case, "account", outlets[3 + n], when, title(1 + n, hand), pieces, hand, own))
    if rng.random() < 0.35:
        when = case.day - timedelta(days=rng.randrange(1, 5))
        pieces = ahead(case, Hand(), when, rng)
        made.append(_written(case, "ahead", outlets[5], when, title(2, Hand()), pieces, Hand(), f"{case.key} ahead"))
    if rng.random() < 0.3:
        when = news + timedelta(days=1)
        pieces = interview(case, Hand(), when, rng)
        made.append(
            _written(case, "interview", outlets[6], when, title(1, Hand()), pieces, Hand(), f"{case.key} wire")
        )
    return made


def _edited(pieces: list[Piece], cut: float, rng: Random) -> list[Piece]:
    """Return the sentences less a share of them, newspapers cutting from below more often, at times re-ordered."""
    keep = len(pieces) - round(cut * len(pieces))
    if rng.random() < 0.5:
        kept = pieces[:keep]
    else:
        chosen = set(rng.sample(range(1, len(pieces)), keep - 1)) | {0}
        kept = [p for n, p in enumerate(pieces) if n in chosen]
    if rng.random() < 0.3:
        rest = kept[1:]
        rng.shuffle(rest)
        kept = kept[:1] + rest
    return kept


def _written(
    case: Case,
    form: str,
    outlet: str,
    published: date,
    title: str,
    pieces: list[Piece],
    hand: Hand,
    story: str,
    cut: float = 0.0,
) -> Written:
    """Lay out the sentences in paragraphs of two and read off what stands where."""
    text, lines, starts = _layout(title, pieces)
    key = hashlib.sha256(f"{outlet} {published} {text}".encode()).hexdigest()
    cites = (outlet, case.agency) if form == "interview" else (outlet,)
    article = printed(
        identity(key, "article"),
        key,
        text,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{published}/{key[:8]}.txt",
        published=published,
        outlet=outlet,
        cites=cites,
        lines=lines,
        headline=Found(value=title, spans=(lines[0].span,)),
    )
    cast = _cast(text, hand)
    tellings = _tellings(article, case, pieces, starts)
    statements = _statements(article, pieces, starts)
    reading = Reading(
        page=key,
        url=article.url,
        article=article,
        cast=cast,
        tellings=tuple(t for t, _ in tellings),
        statements=tuple(s for s, _ in statements),
    )
    return Written(
        reading=reading,
        story=story,
        form=form,
        cut=cut,
        happening={t.id: gold for t, gold in tellings},
        utterance={s.id: gold for s, gold in statements},
        person={a.id: a.id for a in cast.actors if a.kind is ActorKind.PERSON},
    )


def _layout(title: str, pieces: list[Piece]) -> tuple[str, tuple[Line, ...], list[int]]:
    lines = [Line(Span(0, len(title)), LineKind.TITLE, "title")]
    text = title
    starts = []
    for first in range(0, len(pieces), 2):
        text += "\n"
        begin = len(text)
        for place, piece in enumerate(pieces[first : first + 2]):
            text += " " if place else ""
            starts.append(len(text))
            text += piece.text
        lines.append(Line(Span(begin, len(text)), LineKind.BODY, "prose"))
    return text, tuple(lines), starts


def _cast(text: str, hand: Hand) -> Cast:
    named = [s for s in STATES.values() if s.name in text]
    actors = [Actor(id=s.code, name=s.name, kind=ActorKind.STATE, state=s.code) for s in named]
    for person in PEOPLE:
        name = name_of(person, hand)
        bare = name.split()[-1]
        if bare in text:
            name = name if name in text else bare
            role = f"{STATES[person.state].adjective} {person.office}"
            actors.append(Actor(id=person.key, name=name, kind=ActorKind.PERSON, state=person.state, roles=(role,)))
    mentions = [
        Mention(span=Span(at, at + len(town)), kind=MentionKind.PLACE, actor=None)
        for state in STATES.values()
        for town in state.towns
        for at in _places(text, town)
    ]
    return Cast().plus(tuple(actors), tuple(mentions))


def _places(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _tellings(article: Article, case: Case, pieces: list[Piece], starts: list[int]) -> list[tuple[Telling, str]]:
    made = []
    kind = KINDS[case.kind]
    for piece, start in zip(pieces, starts, strict=True):
        if piece.case is None or piece.status is None or piece.mark is None:
            continue
        clause = Span(start, start + len(piece.text))
        trigger = Span(start + piece.mark[0], start + piece.mark[1])
        telling = reported(
            article.id,
            clause,
            kind.type,
            case.source.state,
            case.target.state,
            trigger=trigger,
            status=piece.status,
            when=piece.day,
            actors=(case.source.key, case.target.key) if kind.persons else (case.source.state, case.target.state),
        )
        made.append((telling, piece.case))
    return made


def _statements(article: Article, pieces: list[Piece], starts: list[int]) -> list[tuple[Statement, str]]:
    made = []
    for piece, start in zip(pieces, starts, strict=True):
        if piece.quoted is None or piece.speaker is None or piece.utterance is None:
            continue
        words = Span(start + piece.quoted[0], start + piece.quoted[1])
        statement = quoted(article.id, words, piece.speaker.key)
        made.append((statement, piece.utterance))
    return made
