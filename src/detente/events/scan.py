"""Sentences become candidates: every trigger with the slots around it and, where there is a typist, its judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.events.slots import slots
from detente.events.tree import Tree
from detente.events.triggers import Trigger, TriggerTable, find_triggers
from detente.models.typing import Case, Judgement, Typist
from detente.types import Sentence, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in its sentence: (token, slot) pairs around it, and the model's judgement if there is a model."""

    trigger: Trigger
    sentence: Sentence
    slots: tuple[tuple[int, str], ...]
    judgement: Judgement | None = None


def scan(
    tree: Tree,
    sentences: Sequence[Sentence],
    table: TriggerTable,
    typist: Typist | None,
    *,
    plover: bool = False,
    worth: frozenset[int] | None = None,
) -> list[Candidate]:
    """Return the candidates of all sentences; `worth` limits verbs that no lexicon line knows to sentences named."""
    found: list[Candidate] = []
    for place, sentence in enumerate(sentences):
        for trigger in find_triggers(tree, sentence, table):
            if not trigger.entries and (typist is None or (worth is not None and place not in worth)):
                continue
            around = tuple(slots(tree, sentence, trigger.index, trigger.tokens).items())
            found.append(Candidate(trigger, sentence, around))
    return judged(tree, found, typist, plover) if typist else found


def judged(tree: Tree, found: list[Candidate], typist: Typist, plover: bool) -> list[Candidate]:
    """Return the candidates with the typist's judgements."""
    by_sentence: dict[Span, list[Candidate]] = {}
    for candidate in found:
        by_sentence.setdefault(candidate.sentence.span, []).append(candidate)
    questions = [(span.of(tree.text), [_case(tree, c, plover) for c in group]) for span, group in by_sentence.items()]
    answers = typist.judge(questions)
    out: list[Candidate] = []
    for group, row in zip(by_sentence.values(), answers, strict=True):
        out.extend(Candidate(c.trigger, c.sentence, c.slots, j) for c, j in zip(group, row, strict=True))
    return out


def _case(tree: Tree, candidate: Candidate, plover: bool) -> Case:
    base = candidate.sentence.span.start
    trigger = candidate.trigger

    def local(i: int) -> Span:
        span = tree.token(i).span
        return Span(span.start - base, span.stop - base)

    return Case(
        trigger=tuple(local(i) for i in trigger.tokens if candidate.sentence.first <= i < candidate.sentence.stop),
        slots=tuple((local(i), word) for i, word in candidate.slots),
        allowed=trigger.types,
        nominal=trigger.nominal,
        phrasal=any(len(e.words) > 1 for e in trigger.entries),
        plover=plover,
    )
