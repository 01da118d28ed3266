"""The nouns: what every room takes and gives, as frozen dataclasses with only cheap invariants.

All spans are half-open Unicode code-point offsets into `Article.text`; all days are UTC calendar days in
half-open intervals. `None` means "not known", never "failed". Ids are hashes of article, kind and spans, so
reading a page twice gives the same record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

# --------------------------------------------------------------------------- spans and time


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points of `Article.text`, 0 <= start < stop."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise ValueError(f"a span needs 0 <= start < stop, not {self.start}..{self.stop}")

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.stop]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A half-open interval of UTC days: 2025-03-10 is one day wide, June 2026 thirty."""

    start: date
    stop: date

    def __post_init__(self) -> None:
        if not self.start < self.stop:
            raise ValueError(f"an interval needs start < stop, not {self.start}..{self.stop}")

    @property
    def days(self) -> int:
        """Width in days."""
        return (self.stop - self.start).days

    @property
    def last(self) -> date:
        """The last day inside the interval."""
        return self.stop - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time read from a page: the interval, where it stands, by which rule, and the readings not ruled out.

    `clock` is the printed time of day ("17:24"), its zone unknown unless the page says so. `anchor` names
    the day that a relative expression was counted from. `sure` is the reader's confidence, 0..1.
    """

    when: When
    spans: tuple[Span, ...] = ()
    rule: str = ""
    rivals: tuple[When, ...] = ()
    clock: str | None = None
    anchor: date | None = None
    sure: float = 1.0


# --------------------------------------------------------------------------- pages and articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it came: bytes, where from, when, and sidecar metadata that never overrides the page."""

    sha: str  # SHA-256 of body, hexadecimal
    url: str  # where it came from: an address, or the name of the file
    body: bytes
    media_type: str  # text/plain or text/html
    fetched: str | None = None  # ISO 8601 instant, UTC
    sidecar: Mapping[str, str] = field(default_factory=dict)


class LineKind(StrEnum):
    """What a visible line of a page is."""

    TITLE = "title"
    BODY = "body"
    METADATA = "metadata"
    FURNITURE = "furniture"
    OTHER = "other story"


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line: its span without the line break, its kind, and the reason for it in plain words."""

    span: Span
    kind: LineKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of metadata: its value, where it stands (no span: only in the mark-up), and by which rule."""

    value: str
    spans: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One vote for a publication date: who proposes which day, on what evidence, with what weight."""

    when: When
    voter: str
    weight: float
    evidence: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page read: unchanged text, every line with kind and reason, and what the page says about itself.

    For text pages `text` is the decoded body, unchanged; for HTML it is the visible lines joined by "\\n".
    `chain` says who reports whom, outermost first: the outlet, whom it cites, ... down to the speaker.
    """

    id: str
    page: str  # Page.sha
    url: str
    text: str
    lines: tuple[Line, ...]
    language: str | None = None  # ISO 639-1
    headline: Found | None = None
    standfirst: Found | None = None
    authors: tuple[Found, ...] = ()
    section: Found | None = None
    outlet: Found | None = None
    canonical: str | None = None
    published: Dated | None = None
    ballots: tuple[Ballot, ...] = ()
    chain: tuple[Found, ...] = ()

    def body(self) -> tuple[Line, ...]:
        """Return the lines that tell the story (kind body), in page order."""
        return tuple(line for line in self.lines if line.kind is LineKind.BODY)

    @property
    def dateline(self) -> date | None:
        """The day that relative times are counted from: the day of publication, if it is one day."""
        return self.published.when.start if self.published and self.published.when.days == 1 else None


# --------------------------------------------------------------------------- parses


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parse: place in the article, and its Universal-Dependencies-like analysis.

    `head` and `index` are positions in `Parse.tokens`; the root of a sentence is its own head. `ent` is the
    engine's entity label ("PERSON", "GPE", ...) or "". `iob` is "B", "I" or "O". `space` tells whether white
    space follows. Labels are those of the engine named in `Parse.engine` (spaCy English: CLEAR style).
    """

    index: int
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    iob: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, its tokens as a half-open range of `Parse.tokens`, the line it stands in."""

    span: Span
    first: int
    stop: int
    line: int  # index into Article.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The analysed title and body of an article; furniture is never parsed.

    `children[i]` holds the indexes of the dependents of token i, in text order.
    """

    article: str
    engine: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]


# --------------------------------------------------------------------------- actors


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class MentionKind(StrEnum):
    """What the words of a mention do: name somebody, or stand for somebody."""

    NAME = "name"  # a person, organisation or group by name
    OFFICE = "office"  # "the Azerbaijani president"
    STATE = "state"  # a state by its name
    NATIONALITY = "nationality"  # "Armenian" in "Armenian troops"; "Russians"
    METONYM = "metonym"  # "Moscow", "the Kremlin" for a government
    PLACE = "place"  # "in central Moscow": no actor
    OUTLET = "outlet"  # a news outlet
    PRONOUN = "pronoun"
    NOMINAL = "nominal"  # "the ministry", "both sides", "police"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that speaks or acts on a page; ids are unique inside one article.

    `state` is ISO 3166 alpha-3, or EU, UN, NATO, OSCE, CSTO, AU and the like for bodies. `entry` names the
    lexicon entry, where there is one. `official` tells whether the actor acts for the state (None: not known).
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None = None
    roles: tuple[str, ...] = ()
    entry: str | None = None
    official: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that refer to an actor: where, how, to whom, and by which rule; `actor` None is left open."""

    span: Span
    kind: MentionKind
    actor: str | None
    state: str | None = None
    role: str | None = None
    rule: str = ""
    head: int | None = None  # token index of the syntactic head, if parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody on a page: the actors and, in text order, the mentions that refer to them."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def actor(self, key: str | None) -> Actor | None:
        """Return the actor with this id, or None."""
        return next((a for a in self.actors if a.id == key), None) if key else None

    def within(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly inside `span`, in text order."""
        return tuple(m for m in self.mentions if span.covers(m.span))

    def plus(self, actors: tuple[Actor, ...] = (), mentions: tuple[Mention, ...] = ()) -> Cast:
        """Return a cast with more actors and mentions; actors whose id is known already are not added twice."""
        known = {a.id for a in self.actors}
        fresh = tuple(a for a in actors if a.id not in known)
        return Cast(
            actors=self.actors + fresh,
            mentions=tuple(
                sorted(dict.fromkeys((*self.mentions, *mentions)), key=lambda m: (m.span.start, -m.span.stop))
            ),
        )


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two states (or bodies) in order: source and target, ISO 3166 alpha-3 or a body's code."""

    source: str
    target: str

    def joined(self) -> Dyad:
        """Return the dyad without direction: its codes in alphabetical order."""
        return self if self.source <= self.target else Dyad(self.target, self.source)


# --------------------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a finding rests on: at least one span of one article, and the rule or model that read it."""

    article: str
    spans: tuple[Span, ...]
    rule: str

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a finding without a span is no finding")


class Form(StrEnum):
    """How words are reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what: content as written, its speaker, cue, chain, and what it is about.

    `content` is in text order, without outer quotation marks. `speaker` is an actor id of the page's cast.
    `chain` is who passes the words on, outermost first. `within` is the id of the statement that holds this
    one. `about` are undirected dyads, `tone` is -1, 0 or 1 towards them. `attitude` marks belief, fear or
    wish told apart from speech. `confidence` is 0..1.
    """

    id: str
    evidence: Evidence
    content: tuple[Span, ...]
    form: Form
    speaker: str | None
    speaker_span: Span | None
    cue: Span | None = None
    chain: tuple[str, ...] = ()
    within: str | None = None
    about: tuple[Dyad, ...] = ()
    tone: int = 0
    tone_cues: tuple[Span, ...] = ()
    attitude: bool = False
    addressee: Span | None = None
    occasion: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a holder leans (-1, 0, 1) toward a dyad or a state; a citizen's stance is never his state's."""

    id: str
    evidence: Evidence
    holder: str
    toward: tuple[str, ...]
    lean: int
    official: bool | None = None


class EventType(StrEnum):
    """The sixteen event types of PLOVER (2021 manual)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    SANCTION = "SANCTION"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether the thing happened, after FactBank and TimeML, in an analyst's words."""

    ACTUAL = "actual"
    RECALLED = "recalled"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What happened, told once: type, parties, status and time, with the clause and the trigger that say so.

    `source` and `target` are actor ids (None: the text names none). `within` is the id of the statement whose
    word it is, None where the outlet itself says so. `also` are types that would not be wrong. `rivals` says
    what else the words might have meant, with scores.
    """

    id: str
    evidence: Evidence
    trigger: Span
    type: EventType
    source: str | None
    target: str | None
    source_state: str | None
    target_state: str | None
    status: Status
    when: Dated | None = None
    mode: str | None = None
    source_span: Span | None = None
    target_span: Span | None = None
    status_cues: tuple[Span, ...] = ()
    within: str | None = None
    vouched_by: str | None = None  # actor id of the speaker; None is the outlet
    also: tuple[EventType, ...] = ()
    rivals: tuple[tuple[str, float], ...] = ()
    confidence: float = 1.0

    @property
    def clause(self) -> Span:
        """The evidence clause."""
        return self.evidence.spans[0]


# --------------------------------------------------------------------------- links, decisions


class Verdict(StrEnum):
    """Whether two things are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A reversible judgement that two records are, or are not, one thing, with reasons and an author."""

    left: str
    right: str
    verdict: Verdict
    reasons: tuple[str, ...]
    by: str
    kind: str  # copy, person, statement, happening
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Where tellings of one happening do not agree: in which field, and which of them give which value.

    `field` is "day", "number", "place" or "who began"; a side is a value in plain words with the ids of its tellings.
    """

    field: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


_LONG = 366  # days; what lasts longer is a state of affairs, which counts when it is told
_JUST_OVER = 31  # days before the first page in which it may have ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening and all its tellings: counted once however many outlets tell it.

    `when` is the narrowest interval that any telling gives, None where none does; `noted` is the first day of
    publication. `status` is the strongest as told: actual before recalled, denied, uncertain, planned,
    hypothetical. `dyad` is directed; joint types (AGREE, CONSULT, COOPERATE) have it in alphabetical order.
    `denials` is how many of the tellings say that it did not happen.
    """

    id: str
    type: EventType
    dyad: Dyad
    status: Status
    when: When | None
    noted: date | None
    tellings: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    mode: str | None = None
    statuses: tuple[Status, ...] = ()
    reasons: tuple[str, ...] = ()
    stories: int = 0  # articles that are not copies of one another
    countries: tuple[str, ...] = ()  # of the outlets, where known
    contradictions: tuple[Contradiction, ...] = ()
    denials: int = 0

    @property
    def day(self) -> date | None:
        """The day on which it counts: its first, or the first page's if it had lasted for over a year until then.

        "Which it had held since the early 1990s" is no happening of January 1990.
        """
        if self.when is None:
            return self.noted
        if self.noted and self.when.days > _LONG and (self.noted - self.when.last).days <= _JUST_OVER:
            return self.noted
        return self.when.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A human's word on a record: append-only, above the machine's value, which stays."""

    about: str
    field: str
    value: str
    was: str
    who: str
    at: str
    why: str = ""


# --------------------------------------------------------------------------- outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with one page: where, at which stage, of what kind, in one sentence."""

    url: str
    stage: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one page gave; always returned, also where the page could not be read.

    `left_aside` counts likely events that the coder was not sure enough of to tell.
    """

    page: str
    url: str
    article: Article | None = None
    cast: Cast = Cast()
    statements: tuple[Statement, ...] = ()
    stances: tuple[Stance, ...] = ()
    tellings: tuple[Telling, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)  # code, model and lexicon digests
    left_aside: int = 0


def identity(article: str, kind: str, *parts: object) -> str:
    """Return a stable id: 16 hexadecimal digits of the SHA-256 of article, kind and parts.

    Spans are written "start-stop"; the same finding on the same text always has the same id.
    """
    words = [f"{p.start}-{p.stop}" if isinstance(p, Span) else str(p) for p in parts]
    return hashlib.sha256("\x1f".join([article, kind, *words]).encode()).hexdigest()[:16]
