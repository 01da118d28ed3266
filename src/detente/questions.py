"""The way out: everything that may be asked of a record, answered as plain rows.

The command line, the API, the web and the exports ask these questions and nothing else, so that one function
feeds them all. Every row that quotes carries the article, the span and the exact characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.dates import iso
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import Told, group_happenings
from detente.record import Store
from detente.relations import Coverage, load_scale, make_series
from detente.relations.series import Step
from detente.text import fold, squeeze
from detente.types import (
    Actor,
    Article,
    Dyad,
    EventType,
    Form,
    Happening,
    LineKind,
    Problem,
    Reading,
    Series,
    Span,
    Statement,
    Status,
    Telling,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page: what it is and how much was found on it."""

    article: str
    url: str
    published: str | None
    clock: str | None
    rivals: tuple[str, ...]
    outlet: str | None
    headline: str | None
    label: str  # the headline, or the first words of the text marked as derived
    language: str | None
    statements: int
    events: int
    problems: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedRow:
    """One event as told once: who did what to whom, when, whether it happened, and whose word it is."""

    id: str
    article: str
    url: str
    outlet: str | None
    published: str | None
    type: EventType
    mode: str | None
    status: Status
    when: str | None
    when_rule: str | None
    source: str | None
    source_state: str | None
    target: str | None
    target_state: str | None
    word_of: str
    sentence: str
    span: Span
    trigger: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor over all pages: names, roles, and how often he speaks and is spoken of."""

    name: str
    kind: str
    state: str | None
    entry: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    pages: int
    said: int
    acted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAnswer:
    """A relation: its series, the happenings behind it, and whose voices the pages carry."""

    series: Series
    happenings: tuple[Happening, ...]
    rows: tuple[HappenedRow, ...]
    pages: int
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    officials: int
    note: str


# --------------------------------------------------------------------------- pages


def list_pages(store: Store) -> tuple[PageRow, ...]:
    """Return one row for every page, by day of publication."""
    return tuple(page_row(r) for r in store.readings())


def page_row(reading: Reading) -> PageRow:
    """Return the row of one reading; QuestionError where no article came of it."""
    article = reading.article
    if article is None:
        raise QuestionError(f"{reading.url} gave no article; `detente problems` says why.")
    published = article.published
    return PageRow(
        article=article.id,
        url=article.url,
        published=iso(published.when) if published else None,
        clock=published.clock if published else None,
        rivals=tuple(iso(r) for r in published.rivals) if published else (),
        outlet=article.outlet.value if article.outlet else None,
        headline=article.headline.value if article.headline else None,
        label=label_of(article),
        language=article.language,
        statements=len(reading.statements),
        events=len(reading.tellings),
        problems=len(reading.problems),
    )


def label_of(article: Article) -> str:
    """Return the headline, or the first words of the body in square brackets, marked as no headline."""
    if article.headline:
        return article.headline.value
    body = next((line for line in article.lines if line.kind is LineKind.BODY), None)
    words = squeeze(body.span.of(article.text))[:60] if body else "empty page"
    return f"[no headline: {words}…]"


def find_page(store: Store, key: str) -> Reading:
    """Return the reading of the page named by article id (or its beginning), address, or file name.

    Raises QuestionError where nothing, or more than one page, fits.
    """
    ids = store.article_ids()
    hits = [a for a in ids if a.startswith(key)] if len(key) >= 4 else []
    if not hits:
        rows = [(r.article, r.url) for r in list_pages(store)]
        hits = [a for a, url in rows if url == key] or [a for a, url in rows if key in url]
    if not hits:
        raise QuestionError(f"No page fits {key!r}; `detente pages` lists their ids.")
    if len(hits) > 1:
        raise QuestionError(f"{len(hits)} pages fit {key!r}; give more of the id, as `detente pages` shows it.")
    return store.reading(hits[0])


# --------------------------------------------------------------------------- who said what


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
    for reading in _readings(store, page):
        if not _published_within(reading.article, since, until):
            continue
        for s in reading.statements:
            if s.confidence < min_confidence or (s.attitude and not attitudes):
                continue
            if wanted is not None and s.id not in wanted:
                continue
            if (form and s.form is not form) or (about and about.joined() not in {d.joined() for d in s.about}):
                continue
            row = said_row(reading, s)
            if by and not _named(by, row.speaker, row.as_written):
                continue
            found.append(row)
    return tuple(found)


def said_row(reading: Reading, statement: Statement) -> SaidRow:
    """Return one statement as a row."""
    article = _article(reading)
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


# --------------------------------------------------------------------------- what happened


def what_happened(
    store: Store,
    *,
    between: Dyad | None = None,
    directed: bool = False,
    statuses: frozenset[Status] | None = None,
    types: frozenset[EventType] | None = None,
    since: date | None = None,
    until: date | None = None,
    matching: str | None = None,
    page: str | None = None,
    min_confidence: float = 0.0,
) -> tuple[HappenedRow, ...]:
    """Return the events, as told, that fit every condition given.

    `since` and `until` are days of the event (of publication, where the text gives the event no day).
    """
    wanted = {k for _, k, _ in store.search(matching, 10_000)} if matching else None
    found = []
    for reading in _readings(store, page):
        for e in reading.tellings:
            if e.confidence < min_confidence or (wanted is not None and e.id not in wanted):
                continue
            if (statuses and e.status not in statuses) or (types and e.type not in types):
                continue
            if between and not _between(e, between, directed):
                continue
            if not _happened_within(e, reading.article, since, until):
                continue
            found.append(happened_row(reading, e))
    return tuple(found)


def happened_row(reading: Reading, telling: Telling) -> HappenedRow:
    """Return one telling as a row."""
    article = _article(reading)
    source, target = reading.cast.actor(telling.source), reading.cast.actor(telling.target)
    voice = reading.cast.actor(telling.vouched_by)
    return HappenedRow(
        id=telling.id,
        article=article.id,
        url=article.url,
        outlet=article.outlet.value if article.outlet else None,
        published=iso(article.published.when) if article.published else None,
        type=telling.type,
        mode=telling.mode,
        status=telling.status,
        when=iso(telling.when.when) if telling.when else None,
        when_rule=telling.when.rule if telling.when else None,
        source=source.name if source else None,
        source_state=telling.source_state,
        target=target.name if target else None,
        target_state=telling.target_state,
        word_of=voice.name if voice else "outlet",
        sentence=telling.clause.of(article.text),
        span=telling.clause,
        trigger=telling.trigger.of(article.text),
        confidence=telling.confidence,
        rule=telling.evidence.rule,
    )


def find_telling(store: Store, key: str) -> tuple[Reading, Telling]:
    """Return the event with this id (or its beginning) and its reading; QuestionError if none or several fit."""
    hits = [(r, e) for r in store.readings() for e in r.tellings if e.id.startswith(key)]
    if len(hits) != 1:
        found = "No event fits" if not hits else f"{len(hits)} events fit"
        raise QuestionError(f"{found} {key!r}; `detente happened` lists their ids.")
    return hits[0]


# --------------------------------------------------------------------------- who is there


def list_actors(store: Store, *, name: str | None = None) -> tuple[ActorRow, ...]:
    """Return the actors of all pages, joined by lexicon entry, else by name and state, busiest first."""
    groups: dict[tuple[str, str | None], list[tuple[Reading, Actor]]] = {}
    for reading in store.readings():
        for actor in reading.cast.actors:
            key = (actor.entry, None) if actor.entry else (fold(actor.name), actor.state)
            groups.setdefault(key, []).append((reading, actor))
    rows = [_actor_row(g) for g in groups.values()]
    if name:
        rows = [r for r in rows if _named(name, *r.names)]
    return tuple(sorted(rows, key=lambda r: (-(r.said + r.acted), -r.pages, r.name)))


def _actor_row(group: list[tuple[Reading, Actor]]) -> ActorRow:
    actor = group[0][1]
    names: dict[str, None] = {}
    said = acted = 0
    for reading, one in group:
        names[one.name] = None
        text = _article(reading).text
        for m in reading.cast.mentions:
            if m.actor == one.id and m.kind.value == "name":
                names[squeeze(m.span.of(text))] = None
        said += sum(1 for s in reading.statements if s.speaker == one.id)
        acted += sum(1 for e in reading.tellings if one.id in (e.source, e.target))
    return ActorRow(
        name=actor.name,
        kind=actor.kind.value,
        state=actor.state,
        entry=actor.entry,
        names=tuple(names),
        roles=tuple(dict.fromkeys(role for _, a in group for role in a.roles)),
        pages=len(group),
        said=said,
        acted=acted,
    )


# --------------------------------------------------------------------------- how a relation moves


def ask_relation(
    store: Store,
    dyad: Dyad,
    lexicon: Lexicon,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = frozenset({Status.ACTUAL}),
    directed: bool = False,
) -> RelationAnswer:
    """Return the series of a relation with the happenings behind every point and the coverage beside it."""
    told: list[Told] = []
    coverage: list[Coverage] = []
    rows: list[HappenedRow] = []
    speakers: dict[str, None] = {}
    outlets: dict[str, None] = {}
    officials: set[str] = set()
    pages = 0
    for reading in store.readings(store.telling_articles([dyad.source, dyad.target])):
        article = _article(reading)
        ours = [e for e in reading.tellings if _between(e, dyad, directed)]
        said = [s for s in reading.statements if dyad.joined() in {d.joined() for d in s.about}]
        if not ours and not said:
            continue  # both states are named, but nothing on the page concerns the two together
        pages += 1
        voices = [a for s in said if (a := reading.cast.actor(s.speaker))]
        speakers.update({a.name: None for a in voices})
        officials.update(a.name for a in voices if a.official)
        outlet = article.outlet.value if article.outlet else None
        outlets.update({outlet: None} if outlet else {})
        day = article.published.when.start if article.published else None
        if day is not None:
            coverage.append(Coverage(published=day, outlet=outlet, speakers=tuple(a.name for a in voices)))
        told += [Told(telling=e, article=article.id, outlet=outlet, published=day) for e in ours]
        rows += [happened_row(reading, e) for e in ours]
    happenings = group_happenings(told)
    series = make_series(
        dyad, happenings, coverage, load_scale(lexicon), step=step, statuses=statuses, directed=directed
    )
    note = (
        f"{_count(pages, 'page')}, {_count(len(speakers), 'speaker')}, {_count(len(outlets), 'outlet')}, "
        f"{_count(len(officials), 'official')} quoted. What the press of these outlets said, not what happened."
    )
    return RelationAnswer(
        series=series,
        happenings=happenings,
        rows=tuple(rows),
        pages=pages,
        outlets=tuple(outlets),
        speakers=tuple(speakers),
        officials=len(officials),
        note=note,
    )


def list_problems(store: Store) -> tuple[Problem, ...]:
    """Return every problem that reading met."""
    return store.problems()


def dyad_of(first: str, second: str, lexicon: Lexicon) -> Dyad:
    """Return the dyad that two codes or names mean ("RUS", "Russia"); QuestionError for an unknown one."""
    return Dyad(_code(first, lexicon), _code(second, lexicon))


def _code(word: str, lexicon: Lexicon) -> str:
    for table in ("actors/states", "actors/bodies"):
        for row in lexicon.table(table):
            names = [row["id"], row.get("name", ""), row.get("alpha2", ""), *row.get("aliases", "").split("|")]
            if fold(word) in {fold(n) for n in names if n}:
                return row["id"]
    raise QuestionError(f"{word!r} is no state or body that we know; write its name or ISO 3166 code, such as RUS.")


# --------------------------------------------------------------------------- conditions


def _readings(store: Store, page: str | None) -> Iterator[Reading]:
    source: Iterable[Reading] = [find_page(store, page)] if page else store.readings()
    return (r for r in source if r.article is not None)


def _article(reading: Reading) -> Article:
    if reading.article is None:
        raise QuestionError(f"{reading.url} gave no article; `detente problems` says why.")
    return reading.article


def _published_within(article: Article | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if article is None or article.published is None:
        return False
    when = article.published.when
    return (since is None or when.stop > since) and (until is None or when.start <= until)


def _happened_within(e: Telling, article: Article | None, since: date | None, until: date | None) -> bool:
    if e.when is None:
        return _published_within(article, since, until)
    return (since is None or e.when.when.stop > since) and (until is None or e.when.when.start <= until)


def _between(e: Telling, dyad: Dyad, directed: bool) -> bool:
    pair = (e.source_state, e.target_state)
    return pair == (dyad.source, dyad.target) or (not directed and pair == (dyad.target, dyad.source))


def _named(wanted: str, *names: str | None) -> bool:
    return any(fold(wanted) in fold(name) for name in names if name)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
