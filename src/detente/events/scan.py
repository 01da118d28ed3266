"""Sentences become candidates: every trigger with the slots around it and, where there is a typist, its judgement."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.events.naming import Named, Naming
from detente.events.passages import passages, span_of
from detente.events.slots import converse, slots
from detente.events.tree import Tree
from detente.events.triggers import SAYING, Trigger, TriggerTable, find_triggers
from detente.models.cases import Case
from detente.models.typing import Judgement, Typist
from detente.types import Sentence, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in its sentence: (token, slot) pairs around it, and the model's judgement if there is a model.

    `named` are the places where states are named, in the sentence or elsewhere on the page.
    """

    trigger: Trigger
    sentence: Sentence
    slots: tuple[tuple[int, str], ...]
    named: tuple[Named, ...] = ()
    judgement: Judgement | None = None


def scan(
    tree: Tree,
    sentences: Sequence[Sentence],
    table: TriggerTable,
    typist: Typist | None,
    *,
    plover: bool = False,
    worth: frozenset[int] | None = None,
    naming: Naming | None = None,
) -> list[Candidate]:
    """Return the candidates of all sentences; `worth` limits verbs that no lexicon line knows to sentences named.

    With `naming` the typist is shown where the page names states.
    """
    found: list[Candidate] = []
    for place, sentence in enumerate(sentences):
        named = tuple(naming.around(sentence)) if naming else ()
        for trigger in find_triggers(tree, sentence, table):
            if not trigger.entries and (typist is None or (worth is not None and place not in worth)):
                continue
            if plover and not trigger.entries and tree.lemma(trigger.index) in SAYING:
                continue  # the manual codes the act that is told of, not the telling
            around = tuple(slots(tree, sentence, trigger.index, trigger.tokens).items())
            found.append(Candidate(trigger, sentence, around, named))
    return judged(tree, found, sentences, typist, plover) if typist else found


def judged(
    tree: Tree, found: list[Candidate], sentences: Sequence[Sentence], typist: Typist, plover: bool
) -> list[Candidate]:
    """Return the candidates with the typist's judgements, each made with the passage around in view."""
    by_sentence: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_sentence[candidate.sentence.first].append(candidate)
    runs = passages(sentences)
    spans = [span_of(run) for run in runs]
    groups = [[c for sentence in run for c in by_sentence.get(sentence.first, ())] for run in runs]
    places = _Places(tree, spans)
    questions = [
        (span.of(tree.text), [_case(c, places, plover) for c in group])
        for span, group in zip(spans, groups, strict=True)
    ]
    out: list[Candidate] = []
    for group, row in zip(groups, typist.judge(questions), strict=True):
        out.extend(replace(c, judgement=_turned(tree, c, j)) for c, j in zip(group, row, strict=True))
    return out


def _turned(tree: Tree, candidate: Candidate, judgement: Judgement) -> Judgement:
    """Turn the parties round where the words tell of the act from its other end and the typist did not see it."""
    ends = converse(tree, candidate.trigger.index)
    places = {head: place for place, (head, _) in enumerate(candidate.slots)}
    if ends is None or not judgement.sources or not set(ends) <= set(places):
        return judgement
    giver, receiver = (places[end] for end in ends)
    if judgement.sources[giver] >= judgement.sources[receiver]:
        return judgement
    return replace(
        judgement,
        sources=judgement.targets,
        targets=judgement.sources,
        named=tuple((b, a) for a, b in judgement.named),
    )


class _Places:
    """Where tokens stand in the passages with the given spans; the same nouns are around many triggers."""

    def __init__(self, tree: Tree, runs: Sequence[Span]) -> None:
        self.tree = tree
        self.starts = [run.start for run in runs]
        self.known: dict[int, tuple[int, Span]] = {}

    def of(self, i: int) -> tuple[int, Span]:
        """Return the place of the passage of token `i`, and the token's span in it."""
        found = self.known.get(i)
        if found is None:
            found = self.known[i] = self.local(self.tree.token(i).span)
        return found

    def local(self, span: Span) -> tuple[int, Span]:
        """Return the place of the passage that a span starts in, and the span counted from the passage's start."""
        run = bisect_right(self.starts, span.start) - 1
        return run, Span(span.start - self.starts[run], span.stop - self.starts[run])


def _case(candidate: Candidate, places: _Places, plover: bool) -> Case:
    """Return what is asked about a candidate."""
    sentence, trigger = candidate.sentence, candidate.trigger
    return Case(
        trigger=tuple(places.of(i)[1] for i in trigger.tokens if sentence.first <= i < sentence.stop),
        own=places.local(sentence.span)[1],
        slots=tuple((places.of(i)[1], word) for i, word in candidate.slots),
        named=tuple((*places.of(i), word) for i, _, word in candidate.named),
        allowed=trigger.types,
        nominal=trigger.nominal,
        phrasal=any(len(e.words) > 1 for e in trigger.entries),
        plover=plover,
    )
