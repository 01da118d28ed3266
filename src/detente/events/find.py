"""Parse, cast and statements become tellings: triggers, types, parties, status and date, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.dates.expressions import find_times
from detente.events.dating import TimeAt, fitted, nearest, occasion, times_at
from detente.events.hygiene import OTHER_STORIES, acts_of_nature, elsewhere, elsewhere_page, lone
from detente.events.pairs import Pair, named, pairs
from detente.events.parties import Company
from detente.events.roles import Roles, roles
from detente.events.scan import Candidate, scan
from detente.events.sides import Scene, Weights, side_weights
from detente.events.status import Cues, Ruling, Setting, dated_status, opined, status_cues, status_of
from detente.events.tree import Tree
from detente.events.triggers import trigger_table
from detente.events.voices import Voice, voice_of
from detente.lexicon import Lexicon
from detente.models.typing import NONE, Typist
from detente.types import (
    Article,
    Cast,
    Dated,
    EventType,
    Evidence,
    LineKind,
    Parse,
    Sentence,
    Statement,
    Status,
    Telling,
    When,
    identity,
)

RETOLD_REACH = 120  # tokens back within which a denial is about the event told before
FAINTEST = 0.2  # tellings surer of neither type nor parties than this are left out
LEXICON_WORTH = 2.0  # how much likelier a type is that the lexicon knows for the trigger
LIKELY = 0.2  # least probability of the type told
SURE = 0.7  # least probability of an event at all for one that is said to have happened
SURE_SIDES = 0.25  # least confidence, sides included, for one that is said to have happened
THRESHOLD = 0.5  # least probability that a trigger tells of an event at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """What was found: the tellings in text order, the cast with parties added, and how many triggers were left aside.

    `unsure` counts triggers whose probability of telling an event fell between half the threshold and the threshold.
    """

    tellings: tuple[Telling, ...]
    cast: Cast
    unsure: int = 0


def find_tellings(
    article: Article,
    parse: Parse,
    cast: Cast,
    statements: Sequence[Statement],
    lexicon: Lexicon,
    typist: Typist | None = None,
    *,
    threshold: float = THRESHOLD,
    plover: bool = False,
) -> Happenings:
    """Return all tellings of events in the body of an article.

    Without a typist the lexicon alone names types. `plover` gives the manual's view, in which the future of a
    cooperative act is AGREE. Headlines and furniture tell nothing.
    """
    tree = Tree(parse, article.text)
    company = Company(tree, cast)
    body = [s for s in parse.sentences if article.lines[s.line].kind is LineKind.BODY]
    reasons = [elsewhere(s.span.of(article.text), lexicon) for s in body]
    lists = {s.line for s, r in zip(body, reasons, strict=True) if r == OTHER_STORIES}
    alone = lone(reasons)
    fit = [s for s, r in zip(body, reasons, strict=True) if (r is None or r == alone) and s.line not in lists]
    body = [] if elsewhere_page(reasons) else fit
    desk = _Desk(article, tree, company, statements, cast, status_cues(lexicon), side_weights(lexicon), lexicon)
    within = [line.span for line in article.body()]
    desk.times = times_at(tree, find_times(article.text, article.dateline, within=within)) if body else ()
    desk.plover = plover
    desk.lead = body[min(1, len(body) - 1)].stop if body else 0
    found: list[Telling] = []
    unsure = 0
    worth = frozenset(k for k, s in enumerate(body) if plover or company.speaks_of_states(s))
    for candidate in scan(tree, body, trigger_table(lexicon), typist, plover=plover, worth=worth):
        chosen = _type(candidate, threshold, plover)
        if chosen is None:
            unsure += _nearly(candidate, threshold)
            continue
        found.extend(desk.tell(candidate, *chosen))
    kept = _once(found if plover else [t for t in found if _between_states(t, typist is not None)])
    return Happenings(
        tellings=tuple(kept),
        cast=cast.plus(tuple(company.added.values()), tuple(company.added_mentions)),
        unsure=unsure,
    )


def _type(
    candidate: Candidate, threshold: float, plover: bool
) -> tuple[EventType, float, tuple[tuple[str, float], ...]] | None:
    judgement = candidate.judgement
    if judgement is None:
        if not candidate.trigger.entries:
            return None
        return candidate.trigger.types[0], 0.5, tuple((t.value, 0.0) for t in candidate.trigger.types[1:])
    none = judgement.types.get(NONE, 0.0)
    if 1.0 - none < threshold:
        return None
    known = {t.value for t in candidate.trigger.types} if not plover else set()
    ranked = sorted(
        ((p * (LEXICON_WORTH if t in known else 1.0), p, t) for t, p in judgement.types.items() if t != NONE),
        reverse=True,
    )
    _, likely, best = ranked[0]
    if likely < LIKELY and not plover:
        return None
    rivals = tuple((t, round(p, 3)) for _, p, t in ranked[1:4] if p > 0.05)
    return EventType(best), 1.0 - none if plover else likely, rivals


def _nearly(candidate: Candidate, threshold: float) -> int:
    return int(candidate.judgement is not None and _eventful(candidate) >= threshold / 2)


def _eventful(candidate: Candidate) -> float:
    """The probability that the trigger tells of an event at all; 1 without a typist."""
    return 1.0 - candidate.judgement.types.get(NONE, 0.0) if candidate.judgement else 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """An event told already: first token of its sentence, type, unordered pairs of states, day."""

    place: int
    kind: EventType
    states: frozenset[frozenset[str | None]]
    when: Dated | None


def _states(found: Sequence[Pair]) -> frozenset[frozenset[str | None]]:
    return frozenset(frozenset((p.source.state, p.target.state)) for p in found)


class _Desk:
    """What one page's tellings share while they are written down."""

    def __init__(
        self,
        article: Article,
        tree: Tree,
        company: Company,
        statements: Sequence[Statement],
        cast: Cast,
        cues: Cues,
        weights: Weights,
        lexicon: Lexicon,
    ) -> None:
        self.article = article
        self.tree = tree
        self.company = company
        self.statements = statements
        self.cast = cast
        self.cues = cues
        self.weights = weights
        self.lexicon = lexicon
        self.published: When | None = article.published.when if article.published else None
        self.times: tuple[TimeAt, ...] = ()
        self.plover = False
        self.lead = 0  # the token at which the first two sentences of the body end
        self.before: list[tuple[str, str]] = []
        self.told: list[Told] = []

    def tell(
        self, candidate: Candidate, kind: EventType, sure: float, rivals: tuple[tuple[str, float], ...]
    ) -> list[Telling]:
        """Return the tellings of one candidate, one for every pair of parties."""
        voice = voice_of(self.tree.token(candidate.trigger.index).span, self.statements, self.cast)
        chosen = roles(self.tree, candidate)
        if chosen.source is not None and acts_of_nature(self.tree.lemma(chosen.source), self.lexicon):
            return []
        scene = Scene(self.tree, self.company, candidate, kind, voice.state, self.before)
        found = named(scene, chosen) if self.plover else pairs(scene, chosen, self.weights)
        ruling = self._status(candidate)
        at = nearest(self.tree, candidate.trigger.index, self.times, ruling.status)
        dated = (
            fitted(at.dated, kind, ruling.status, self.published)
            if at
            else self._retold(candidate, kind, found, ruling, voice.statement is not None)
        )
        ruling = dated_status(ruling, dated.when if dated else None, self.published)
        if ruling.status is Status.ACTUAL and not self.plover and _eventful(candidate) < SURE:
            return []
        self.told.append(Told(candidate.sentence.first, kind, _states(found), dated))
        out = []
        for pair in found:
            if pair.source.state and pair.target.state and pair.source.state != pair.target.state:
                self.before.append((pair.source.state, pair.target.state))
            out.append(self._telling(candidate, kind, sure, rivals, voice, pair, ruling, dated, chosen))
        return out

    def _retold(
        self, candidate: Candidate, kind: EventType, found: Sequence[Pair], ruling: Ruling, quoted: bool
    ) -> Dated | None:
        """A denial or a doubt is about the day of what was told before; a report without a day is of the occasion."""
        if ruling.status is Status.ACTUAL and not quoted:
            return self._occasion(candidate)
        if ruling.status not in {Status.DENIED, Status.UNCERTAIN}:
            return None
        states = _states(found)
        for past in reversed(self.told):
            near = self.tree.tokens[candidate.sentence.first].index - past.place < RETOLD_REACH
            if near and past.kind is kind and past.when and states & past.states:
                return past.when
        return None

    def _occasion(self, candidate: Candidate) -> Dated | None:
        """What the page itself reports in the simple past, without a day, hangs on the occasion it reports on."""
        verb = self.tree.clause_head(candidate.trigger.index)
        if self.tree.token(verb).tag != "VBD" or self.published is None:
            return None
        return occasion(self.tree, candidate.sentence, self.times, self.published, self.lead)

    def _status(self, candidate: Candidate) -> Ruling:
        sentence: Sentence = candidate.sentence
        question = self.article.text[sentence.span.start : sentence.span.stop].rstrip("\"”»' ").endswith("?")
        ruling = status_of(Setting(self.tree, candidate, self.cues, question))
        return opined(sentence.span.of(self.article.text), ruling)

    def _telling(
        self,
        candidate: Candidate,
        kind: EventType,
        sure: float,
        rivals: tuple[tuple[str, float], ...],
        voice: Voice,
        pair: Pair,
        ruling: Ruling,
        dated: Dated | None,
        chosen: Roles,
    ) -> Telling:
        trigger = self.tree.span(list(candidate.trigger.tokens))
        clause = self.tree.clause(candidate.trigger.index)
        mode = next((e.mode for e in candidate.trigger.entries if e.type is kind and e.mode), None)
        return Telling(
            id=identity(self.article.id, "telling", trigger, kind, pair.source.state, pair.target.state),
            evidence=Evidence(
                article=self.article.id,
                spans=(clause,),
                rule=f"{kind.value}: {pair.rule}; status: {ruling.rule}",
            ),
            trigger=trigger,
            type=kind,
            source=pair.source.actor,
            target=pair.target.actor,
            source_state=pair.source.state,
            target_state=pair.target.state,
            status=ruling.status,
            when=dated,
            mode=mode,
            source_span=pair.source.span,
            target_span=pair.target.span,
            status_cues=ruling.cues,
            within=voice.statement.id if voice.statement else None,
            vouched_by=voice.speaker,
            also=_also(kind, self.tree.lemma(candidate.trigger.index)),
            rivals=rivals,
            confidence=round(sure * (chosen.sure if self.plover else pair.sure), 4),
        )


# triggers of acts for which another type is not wrong either: papers signed, goods or people kept out
_SIGNED = frozenset({"sign", "signature", "signing", "initial"})
_BANNED = frozenset({"ban", "embargo", "blacklist", "freeze"})


def _also(kind: EventType, lemma: str) -> tuple[EventType, ...]:
    """Types that would not be wrong: a paper signed is agreed too, a ban or an embargo is a sanction too."""
    if kind is EventType.SUPPORT and lemma in _SIGNED:
        return (EventType.AGREE,)
    return (EventType.SANCTION,) if kind is EventType.COERCE and lemma in _BANNED else ()


# kinds that are coded without a known source, and kinds that a state may do to its own people
_NAMELESS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_AT_HOME = _NAMELESS | {EventType.PROTEST, EventType.REQUEST, EventType.RETREAT, EventType.SUPPORT}


def _between_states(telling: Telling, typed: bool) -> bool:
    """Tell whether a telling is about states: both sides known, or an attack by nobody knows whom."""
    if telling.target_state is None or telling.confidence < FAINTEST:
        return False
    if telling.status is Status.ACTUAL and telling.confidence < (SURE_SIDES if typed else FAINTEST):
        return False
    if telling.source_state is None:
        return telling.type in _NAMELESS
    return telling.source_state != telling.target_state or telling.type in _AT_HOME


def _once(found: list[Telling]) -> list[Telling]:
    """An event told twice in overlapping clauses is kept once, at its surer telling."""
    kept: list[Telling] = []
    for telling in sorted(found, key=lambda t: (-t.confidence, t.trigger.start)):
        twin = any(
            k.type is telling.type
            and (k.source_state, k.target_state) == (telling.source_state, telling.target_state)
            and k.clause.overlaps(telling.clause)
            for k in kept
        )
        if not twin:
            kept.append(telling)
    return sorted(kept, key=lambda t: (t.trigger.start, t.source_state or "", t.target_state or ""))
