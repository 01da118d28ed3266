"""A candidate becomes a moment: all that is known of its sentence, voice and page when its day is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from detente.dates import iso
from detente.events.dating import TimeAt
from detente.events.tree import Tree
from detente.types import Cast, Dated, EventType, Sentence, Status, When

NEWS = frozenset({Status.ACTUAL, Status.DENIED, Status.UNCERTAIN})
BEFORE = "some time ago"
# adverbs of time that name no day, by the time that they leave open
_VAGUE = {
    **dict.fromkeys(("earlier", "formerly", "lately", "once", "previously", "recently"), BEFORE),
    **dict.fromkeys(("eventually", "later", "meanwhile", "soon", "subsequently", "then"), "some time after"),
    **dict.fromkeys(
        ("again", "already", "ever", "long", "now", "often", "regularly", "repeatedly", "still"), "lasting"
    ),
}


class Acting:
    """Who acts in the clauses of one page: every answer is worked out once."""

    def __init__(self, tree: Tree, cast: Cast | None = None) -> None:
        self.tree = tree
        mentions = cast.mentions if cast else ()
        self.who = {m.head: m.actor for m in mentions if m.head is not None and m.actor}
        self._doers: dict[int, int | None] = {}
        self._tops: dict[int, int | None] = {}
        self._names: dict[int, frozenset[str]] = {}

    def doer(self, i: int) -> int | None:
        """Return the token that acts in the clause of token `i`: its subject, or the owner of a noun."""
        if i not in self._doers:
            owner = self.tree.kids(i, "poss") if self.tree.token(i).pos == "NOUN" else []
            subject = None if owner else self.tree.subject(self.tree.clause_head(i))
            self._doers[i] = owner[0] if owner else subject[0] if subject else None
        return self._doers[i]

    def top(self, i: int) -> int | None:
        """Return the subject of the outermost verb over token `i`, as a rule of its sentence."""
        first = self.tree.sentence_of(i).first
        if first not in self._tops:
            root = i
            for up in self.tree.climb(i):
                root = up
            subject = self.tree.subject(root)
            self._tops[first] = subject[0] if subject else None
        return self._tops[first]

    def names(self, clause: int) -> frozenset[str]:
        """Return the actors of the clause of a verb and of the sentence that it stands in."""
        if clause not in self._names:
            found = {self.who.get(k) for k in (self.doer(clause), self.top(clause)) if k is not None}
            self._names[clause] = frozenset(name for name in found if name)
        return self._names[clause]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event told before: its day (None: no day), trigger, clause, the first token of its sentence, and sides."""

    dated: Dated | None
    trigger: int
    clause: int
    sentence: int
    kind: EventType
    status: Status
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What the clues look at: the tree, the event's trigger, type and status, and what the page has told so far.

    `times` are those of the whole page; `lead` is the token at which its opening ends; `told` are the events told
    before, in text order; `quoted` says that the words are somebody's, `speaker` whose; `states` are those of the
    event's sides.
    """

    tree: Tree
    acting: Acting
    trigger: int
    kind: EventType
    status: Status
    times: Sequence[TimeAt]
    published: When | None
    lead: int
    quoted: bool
    told: Sequence[Told] = ()
    speaker: str | None = None
    states: frozenset[str] = field(default=frozenset())

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence of the trigger."""
        return self.tree.sentence_of(self.trigger)

    @cached_property
    def clause(self) -> int:
        """The verb of the trigger's clause."""
        return self.tree.clause_head(self.trigger)

    @cached_property
    def climbed(self) -> list[int]:
        """The trigger and everything above it."""
        return [self.trigger, *self.tree.climb(self.trigger)]

    @cached_property
    def tense(self) -> str:
        """The tense of the trigger's clause: the tag of its verb, "has done", "had done", or "no verb"."""
        token = self.tree.token(self.clause)
        if token.pos not in {"VERB", "AUX"}:
            return "no verb"
        helpers = self.tree.kids(self.clause, "aux", "auxpass")
        if token.tag == "VBN" and any(self.tree.lemma(k) == "have" for k in helpers):
            return (
                "had done" if any(self.tree.token(k).text.lower() in {"had", "'d"} for k in helpers) else "has done"
            )
        return token.tag

    @cached_property
    def days_told(self) -> dict[bool, list[str | None]]:
        """The days of what was told before (None: no day), by whether it is told as news, as written by `iso`."""
        days: dict[bool, list[str | None]] = {True: [], False: []}
        for told in self.told:
            days[told.status in NEWS].append(iso(told.dated.when) if told.dated else None)
        return days

    @cached_property
    def vague(self) -> str:
        """What time without a day an adverb gives the clause ("recently": "some time ago"), or "no adverb"."""
        heads = {self.clause, self.trigger}
        found = [k for head in heads for k in self.tree.kids(head, "advmod") if self._word(k) in _VAGUE]
        return _VAGUE[self._word(min(found))] if found else "no adverb"

    def _word(self, i: int) -> str:
        """The word itself: the lemma of "earlier" is "early"."""
        return self.tree.token(i).text.lower()

    @cached_property
    def voice(self) -> str:
        """Whether the words are somebody's: "quoted", or "told"."""
        return "quoted" if self.quoted else "told"
