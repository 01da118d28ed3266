"""A sentence becomes the places where the states of the page are named: in it, or elsewhere for those it leaves out.

"It had closed the gate": whose gate is said two sentences before. The typist is shown these places beside the words
of the sentence, and those who acted just before, and says which of them names or stands for the state of each side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from detente.events.parties import WEIGHED, Company
from detente.events.tree import SUBJECTS, Tree
from detente.types import Mention, MentionKind, Sentence

_SHOWN = 6  # names from elsewhere that are shown at a time
_BACK, _ACTORS = 2, 4  # sentences before whose people and bodies are shown, and how many of these
_NAMING = frozenset({MentionKind.STATE, MentionKind.METONYM, MentionKind.NATIONALITY})
_SILENT = frozenset({MentionKind.PRONOUN, MentionKind.OUTLET})
_ACTING = frozenset({MentionKind.NAME, MentionKind.OFFICE, MentionKind.NOMINAL})
HERE = ""  # the slot of a name in the sentence itself

Named = tuple[int, str, str]  # token, state, slot


class Naming:
    """Where the states of a page are named in its sentences, asked by sentence.

    A state that only people, offices and places stand for is shown by these.
    """

    def __init__(self, company: Company, sentences: Sequence[Sentence]) -> None:
        self.states = company.main()[:WEIGHED]
        self.tree = company.tree
        self.named: dict[str, list[int]] = defaultdict(list)  # tokens, in text order
        self.actors: list[tuple[int, str, str]] = []  # token, state, whether a name or a noun, in text order
        worse: dict[str, list[int]] = defaultdict(list)
        self.starts = [s.first for s in sentences]
        for sentence in sentences:
            for i in range(sentence.first, sentence.stop):
                for mention in company.at.get(i, ()):
                    state = company.state_of(mention)
                    if state in self.states and mention.kind not in _SILENT and _shows(company.tree, mention, i):
                        (self.named if mention.kind in _NAMING else worse)[state].append(i)
                        if mention.kind in _ACTING:
                            kind = "noun" if mention.kind is MentionKind.NOMINAL else "name"
                            self.actors.append((i, state, kind))
        for state, tokens in worse.items():
            if not self.named[state]:
                self.named[state] = tokens

    def around(self, sentence: Sentence) -> list[Named]:
        """Return the names in a sentence, for states without one there the nearest name, and who acted before."""
        here, beyond = [], []
        place = bisect_left(self.starts, sentence.first)
        before = self.starts[place - 1] if place else sentence.first
        for rank, state in enumerate(self.states):
            tokens = self.named.get(state, [])
            first, stop = bisect_left(tokens, sentence.first), bisect_left(tokens, sentence.stop)
            here += [(i, state, HERE) for i in dict.fromkeys(tokens[first:stop])]
            if tokens and first == stop:
                token = tokens[first - 1] if first else tokens[0]
                where = "after" if token > sentence.first else "sentence before" if token >= before else "before"
                beyond.append((token, state, f"elsewhere: {where}{', main' if rank < 2 else ''}"))
        beyond = beyond[:_SHOWN]
        shown = {token for token, _, _ in (*here, *beyond)}
        return here + self._acting(sentence, place, shown) + beyond

    def _acting(self, sentence: Sentence, place: int, shown: set[int]) -> list[Named]:
        """Return the people and bodies of the sentence and, the nearest first, of those before, with their states."""
        oldest = self.starts[max(0, place - _BACK)] if place < len(self.starts) else sentence.first
        start, first, stop = (
            bisect_left(self.actors, at, key=lambda a: a[0]) for at in (oldest, sentence.first, sentence.stop)
        )
        here = [(i, state, HERE) for i, state, _ in self.actors[first:stop] if i not in shown]
        beyond: list[Named] = []
        for i, state, kind in reversed(self.actors[start:first]):
            if i not in shown and len(beyond) < _ACTORS:
                back = place - bisect_left(self.starts, i + 1) + 1
                subject = ", subject" if self.tree.token(i).dep in SUBJECTS else ""
                beyond.append((i, state, f"elsewhere: {kind} {back} back{subject}"))
        return list(dict.fromkeys(here + beyond))


def _shows(tree: Tree, mention: Mention, token: int) -> bool:
    """Tell whether a mention is to be shown by this token of its words."""
    return token == mention.head if mention.head is not None else tree.token(token).pos in {"NOUN", "PROPN", "ADJ"}
