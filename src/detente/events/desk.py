"""A candidate with its type becomes tellings: whose word, which sides, which status, which day, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.events.dating import TimeAt
from detente.events.days import choose, day_weights
from detente.events.hygiene import acts_of_nature
from detente.events.kept import Draft, kept_weights, probability
from detente.events.kinds import Kind
from detente.events.moment import Acting, Moment, Told
from detente.events.pairs import Pair, named, pairs
from detente.events.parties import Company
from detente.events.reach import Earlier, Scene
from detente.events.roles import Roles, roles
from detente.events.scan import Candidate
from detente.events.sides import side_weights
from detente.events.status import Ruling, Setting, dated_status, opined, status_cues, status_of
from detente.events.tree import Tree
from detente.events.voices import Voice, utterer, voice_of
from detente.lexicon import Lexicon
from detente.text import Nearby
from detente.types import Article, Cast, Dated, EventType, Evidence, Statement, Status, Telling, When, identity


class Desk:
    """What one page's tellings share while they are written down: the pairs and the day told before, in text order.

    `times` are the page's time expressions; `lead` is the token at which the first two sentences of the body end;
    `plover` asks for the manual's view.
    """

    def __init__(
        self,
        article: Article,
        tree: Tree,
        company: Company,
        statements: Sequence[Statement],
        cast: Cast,
        lexicon: Lexicon,
        *,
        times: tuple[TimeAt, ...],
        lead: int,
        plover: bool,
    ) -> None:
        self.article = article
        self.tree = tree
        self.company = company
        self.statements = statements
        self._words = Nearby(s.content for s in statements)
        self._said = Nearby((s.cue,) if s.cue else () for s in statements)
        self.cast = cast
        self.lexicon = lexicon
        self.times = times
        self.lead = lead
        self.plover = plover
        self.cues = status_cues(lexicon)
        self.sides, self.days, self.kept = side_weights(lexicon), day_weights(lexicon), kept_weights(lexicon)
        self.published: When | None = article.published.when if article.published else None
        self.before: list[Earlier] = []
        self.acting = Acting(tree, cast)
        self.told: list[Told] = []  # the events told so far, for the days of what follows

    def tell(self, candidate: Candidate, kind: Kind) -> list[tuple[Draft, Telling]]:
        """Return the tellings of one candidate, one for every pair of parties, each with what it was judged by."""
        at = self.tree.token(candidate.trigger.index).span
        voice = voice_of(at, [self.statements[n] for n in self._words.about(at)], self.cast)
        chosen = roles(self.tree, candidate, both=self.plover)
        if chosen.source is not None and acts_of_nature(self.tree.lemma(chosen.source), self.lexicon):
            return []
        cue = voice.statement.cue if voice.statement else None
        scene = Scene(self.tree, self.company, candidate, kind.type, voice.state, self.before, cue)
        found = named(scene, chosen) if self.plover else pairs(scene, chosen, self.sides)
        ruling = self._status(candidate)
        dated = choose(
            self.moment(candidate.trigger.index, kind.type, ruling.status, voice, _states(found)), self.days
        )
        ruling = dated_status(ruling, dated.when if dated else None, self.published)
        out = []
        for pair in self._uttered(candidate, found):
            draft = self._draft(candidate, kind, pair, ruling, voice, dated)
            out.append((draft, self._telling(draft, ruling, voice, dated, self._confidence(draft, chosen))))
        return out

    def _uttered(self, candidate: Candidate, found: list[Pair]) -> list[Pair]:
        """Name as source of an act of words the one who says them, where he is of the state that was found."""
        at = self.tree.token(candidate.trigger.index).span
        words = utterer(at, [self.statements[n] for n in self._said.about(at)])
        actor = self.cast.actor(words.speaker) if words else None
        if words is None or actor is None or self.plover:
            return found
        return [
            replace(p, source=replace(p.source, actor=actor.id, span=words.speaker_span or p.source.span))
            if actor.state and p.source.state == actor.state else p
            for p in found
        ]  # fmt: skip

    def keep(self, candidate: Candidate, told: Sequence[Telling]) -> None:
        """Remember what was told of a candidate, for the sides and days of what follows."""
        if told:
            self.told.append(
                self.event(candidate.trigger.index, told[-1].type, told[-1].status, told[-1].when, _sides(told))
            )
        for telling in told:
            source, target = telling.source_state, telling.target_state
            if source and target and source != target:
                self.before.append(Earlier(candidate.trigger.index, telling.type, source, target))

    def _draft(
        self, candidate: Candidate, kind: Kind, pair: Pair, ruling: Ruling, voice: Voice, dated: Dated | None
    ) -> Draft:
        judged = candidate.judgement.statuses.get(ruling.status, 0.0) if candidate.judgement else 1.0
        sentence = candidate.sentence
        states = {
            self.company.state_of(m) for i in range(sentence.first, sentence.stop) for m in self.company.at.get(i, ())
        }
        voiced = "told" if voice.statement is None else "official" if voice.official else "other"
        return Draft(candidate, kind, pair, (ruling.status, judged), voiced, dated is not None, len(states - {None}))

    def _confidence(self, draft: Draft, chosen: Roles) -> float:
        """The probability of being right; where there is no model to weigh, or in the manual's view, of the steps."""
        if self.plover:
            return draft.kind.eventful * chosen.sure
        if draft.candidate.judgement is None:
            return draft.kind.likely * draft.pair.sure
        return probability(draft, self.kept)

    def event(
        self, trigger: int, kind: EventType, status: Status, dated: Dated | None, states: frozenset[str]
    ) -> Told:
        """Return an event in the shape in which the days of what follows look back at it."""
        clause, sentence = self.tree.clause_head(trigger), self.tree.sentence_of(trigger).first
        return Told(
            dated=dated, trigger=trigger, clause=clause, sentence=sentence, kind=kind, status=status,
            states=states,
        )  # fmt: skip

    def moment(self, trigger: int, kind: EventType, status: Status, voice: Voice, states: frozenset[str]) -> Moment:
        """Return what is known when the day of the event at a trigger is chosen."""
        return Moment(
            tree=self.tree,
            acting=self.acting,
            trigger=trigger,
            kind=kind,
            status=status,
            times=self.times,
            published=self.published,
            lead=self.lead,
            quoted=voice.statement is not None,
            told=tuple(self.told),
            speaker=voice.speaker,
            states=states,
        )

    def _status(self, candidate: Candidate) -> Ruling:
        sentence = candidate.sentence.span.of(self.article.text)
        question = sentence.rstrip("\"”»' ").endswith("?")
        return opined(sentence, status_of(Setting(self.tree, candidate, self.cues, question)))

    def _telling(self, draft: Draft, ruling: Ruling, voice: Voice, dated: Dated | None, confidence: float) -> Telling:
        kind, pair, found = draft.kind, draft.pair, draft.candidate.trigger
        trigger = self.tree.span(list(found.tokens))
        return Telling(
            id=identity(self.article.id, "telling", trigger, kind.type, pair.source.state, pair.target.state),
            evidence=Evidence(
                article=self.article.id,
                spans=(self.tree.clause(found.index),),
                rule=f"{kind.type.value}: {pair.rule}; status: {ruling.rule}",
            ),
            trigger=trigger,
            type=kind.type,
            source=pair.source.actor,
            target=pair.target.actor,
            source_state=pair.source.state,
            target_state=pair.target.state,
            status=ruling.status,
            when=dated,
            mode=next((e.mode for e in found.entries if e.type is kind.type and e.mode), None),
            source_span=pair.source.span,
            target_span=pair.target.span,
            status_cues=ruling.cues,
            within=voice.statement.id if voice.statement else None,
            vouched_by=voice.speaker,
            also=_also(kind.type, self.tree.lemma(found.index)),
            rivals=kind.rivals,
            confidence=round(confidence, 4),
        )


# triggers of acts for which another type is not wrong either: papers signed, goods or people kept out
_SIGNED = frozenset({"sign", "signature", "signing", "initial"})
_BANNED = frozenset({"ban", "embargo", "blacklist", "freeze"})


def _states(found: Sequence[Pair]) -> frozenset[str]:
    return frozenset(s for pair in found for s in (pair.source.state, pair.target.state) if s)


def _sides(told: Sequence[Telling]) -> frozenset[str]:
    return frozenset(s for t in told for s in (t.source_state, t.target_state) if s)


def _also(kind: EventType, lemma: str) -> tuple[EventType, ...]:
    """Types that would not be wrong: a paper signed is agreed too, a ban or an embargo is a sanction too."""
    if kind is EventType.SUPPORT and lemma in _SIGNED:
        return (EventType.AGREE,)
    return (EventType.SANCTION,) if kind is EventType.COERCE and lemma in _BANNED else ()
