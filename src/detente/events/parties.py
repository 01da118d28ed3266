"""Noun phrases become parties: who is meant, for which state, by the cast and the words around."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from detente.events.tree import Tree
from detente.types import Actor, ActorKind, Cast, Mention, MentionKind, Sentence, Span

_NAMING = frozenset({MentionKind.STATE, MentionKind.METONYM, MentionKind.NATIONALITY, MentionKind.PLACE})
_BOTH = frozenset({"both", "two", "each", "mutual"})
_SIDES = frozenset({
    "side", "country", "state", "party", "neighbour", "neighbor", "capital", "government", "leader", "minister",
    "president", "nation", "army", "delegation", "ministry", "force", "man", "official", "navy", "envoy", "chief",
    "diplomat", "people", "foe", "rival", "ally", "guard", "negotiator", "fleet", "republic", "brother", "premier",
})  # fmt: skip

WEIGHED = 8  # states of a page, the most mentioned, that may stand on a side


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: head token, span, actor id (None: unnamed), state, whether it is a place."""

    head: int | None
    span: Span | None
    actor: str | None
    state: str | None
    place: bool = False


class Company:
    """The cast of a page, asked by token: who is meant here, and which states the page is about."""

    def __init__(self, tree: Tree, cast: Cast) -> None:
        self.tree = tree
        self.cast = cast
        self.actors = {a.id: a for a in cast.actors}
        self.at: dict[int, list[Mention]] = {}
        self.starts = sorted((t.span.start, t.index) for t in tree.tokens)
        by_start = dict(self.starts)
        for mention in cast.mentions:
            for i in self._covered(mention, by_start):
                self.at.setdefault(i, []).append(mention)
        self.weights = self._weights()
        self._members: dict[int, list[Party]] = {}  # every noun is asked about for each trigger around it
        self._called: dict[int, frozenset[str | None]] = {}
        self.added: dict[str, Actor] = {}
        self.added_mentions: list[Mention] = []

    def _covered(self, mention: Mention, by_start: dict[int, int]) -> list[int]:
        first = by_start.get(mention.span.start)
        if first is None:
            first = next((i for start, i in self.starts if start >= mention.span.start), None)
        if first is None:
            return []
        out = []
        while first < len(self.tree.tokens) and self.tree.tokens[first].span.start < mention.span.stop:
            out.append(first)
            first += 1
        return out

    def _weights(self) -> Counter[str]:
        """How often each state is meant on the page, the first mentions counting double."""
        counts: Counter[str] = Counter()
        for place, mention in enumerate(self.cast.mentions):
            state = self.state_of(mention)
            if state and mention.kind is not MentionKind.OUTLET:
                counts[state] += 2 if place < 6 else 1
        return counts

    def state_of(self, mention: Mention) -> str | None:
        """Return the state that a mention stands for: its own, or its actor's."""
        if mention.state:
            return mention.state
        actor = self.actors.get(mention.actor or "")
        return actor.state if actor else None

    def main(self) -> tuple[str, ...]:
        """Return the states of the page, the most mentioned first."""
        return tuple(s for s, _ in self.weights.most_common())

    def parties(self, head: int) -> list[Party]:
        """Return the parties of the noun phrase at `head`, one for every member of a coordination."""
        return [party for member in self.tree.conjuncts(head) for party in self.members(member)]

    def members(self, head: int) -> list[Party]:
        """Return the parties that one noun phrase means: "the two presidents" may be two."""
        if head not in self._members:
            self._members[head] = self._meant(head)
        return self._members[head]

    def called(self, head: int) -> frozenset[str | None]:
        """Return the states that the words of one noun phrase name."""
        if head not in self._called:
            here = [m for k in self.tree.phrase(head) for m in self.at.get(k, ()) if m.kind in _NAMING]
            self._called[head] = frozenset(self.state_of(m) for m in here)
        return self._called[head]

    def _meant(self, head: int) -> list[Party]:
        span = self.tree.phrase_span(head)
        several = [
            m
            for m in self.at.get(head, [])
            if m.head == head and m.actor and m.kind in {MentionKind.NOMINAL, MentionKind.PRONOUN, MentionKind.OFFICE}
        ]
        if len({m.actor for m in several}) > 1:
            return [Party(head, span, m.actor, self.state_of(m)) for m in several]
        owners = [p for word, thing in self.tree.preps(head) if word == "of" for p in self.members(thing) if p.state]
        if len({p.state for p in owners}) > 1 and self.tree.token(head).tag in {"NNS", "NNPS"}:
            return [Party(head, span, None, p.state) for p in owners]  # "soldiers of the two states"
        return [self.party(head)]

    def speaks_of_states(self, sentence: Sentence) -> bool:
        """Tell whether the sentence mentions anybody who stands for a state."""
        return any(self.state_of(m) for i in range(sentence.first, sentence.stop) for m in self.at.get(i, ()))

    def states_of_sentence_before(self, sentence: Sentence) -> frozenset[str]:
        """Return the states mentioned in the sentence before, if it stands on the same page."""
        if sentence.first == 0:
            return frozenset()
        before = self.tree.sentence_of(sentence.first - 1)
        found = (self.state_of(m) for i in range(before.first, before.stop) for m in self.at.get(i, ()))
        return frozenset(s for s in found if s)

    def party(self, head: int) -> Party:
        """Return the party that the noun phrase headed by `head` means."""
        span = self.tree.phrase_span(head)
        mention = self._head_mention(head)
        if mention is not None and mention.kind is MentionKind.PLACE:
            return Party(head, span, None, self.state_of(mention), place=True)
        if mention is not None and self.state_of(mention):
            return Party(head, span, mention.actor or self._group(head, span, mention.state), self.state_of(mention))
        state = self._state_inside(head)
        if mention is not None and mention.actor:
            return Party(head, span, mention.actor, state)
        actor = self._group(head, span, state) if state and self._acts(head) else None
        return Party(head, span, actor, state)

    def sides(self, head: int) -> bool:
        """Tell whether the phrase means both sides: "the two countries", "both ministers", "each other"."""
        lemma = self.tree.lemma(head)
        if lemma in {"both", "other"} or (lemma == "two" and self.tree.token(head).dep in {"dobj", "pobj", "nsubj"}):
            return True
        words = {self.tree.lemma(k) for k in self.tree.phrase(head)}
        if "each" in words and lemma in _SIDES:
            return not self._state_inside(head)
        if self.tree.token(head).tag not in {"NNS", "NNPS"} or self._state_inside(head):
            return False
        return "both" in words or (lemma in _SIDES and bool(words & _BOTH))

    def _head_mention(self, head: int) -> Mention | None:
        here = self.at.get(head, [])
        exact = [m for m in here if m.head == head]
        pool = exact or [m for m in here if m.kind is not MentionKind.NATIONALITY or self._is_whole(m, head)]
        if not pool:
            return None
        known = [m for m in pool if m.actor or m.state]
        return max(known or pool, key=lambda m: (m.kind is not MentionKind.NOMINAL, m.span.stop - m.span.start))

    def _is_whole(self, mention: Mention, head: int) -> bool:
        return self.tree.token(head).span.stop == mention.span.stop

    def _state_inside(self, head: int) -> str | None:
        """The state named inside the phrase: its owner, then modifiers, then "of ...", then other places.

        A modifier goes before an owner who is but a pronoun: "his Ukrainian one" is of Ukraine.
        """
        ranked: list[tuple[int, int, str]] = []
        for k in self.tree.phrase(head):
            if k == head:
                continue
            for mention in self.at.get(k, []):
                state = self.state_of(mention)
                if state:
                    ranked.append((self._rank(k, head), k, state))
        return min(ranked)[2] if ranked else None

    def _rank(self, k: int, head: int) -> int:
        at, last = k, self.tree.token(k).dep
        while self.tree.token(at).head != head and self.tree.token(at).head != at:
            at = self.tree.token(at).head
            last = self.tree.token(at).dep
        if last == "poss" and self.tree.token(at).pos != "PRON":
            return 0
        if last in {"amod", "compound", "nmod"}:
            return 1
        if last == "poss":
            return 2
        if last == "prep":
            return 3 if self.tree.lemma(at) == "of" else 4
        return 5

    def _acts(self, head: int) -> bool:
        return self.tree.token(head).pos in {"NOUN", "PROPN"}

    def _group(self, head: int, span: Span, state: str | None) -> str:
        words = re.findall(r"\w+", self.tree.lemma(head))
        key = "-".join([*words, (state or "").lower()]).strip("-") or f"group-{head}"
        if key not in self.actors and key not in self.added:
            self.added[key] = Actor(
                id=key, name=span.of(self.tree.text), kind=ActorKind.GROUP, state=state, official=None
            )
        if not any(m.span == span for m in self.added_mentions):
            self.added_mentions.append(
                Mention(
                    span=span,
                    kind=MentionKind.NOMINAL,
                    actor=key,
                    state=state,
                    rule="party of an event",
                    head=head,
                )
            )
        return key
