"""Sentences become passages: runs of neighbours that are read together, so that each is judged in its context."""

from __future__ import annotations

from collections.abc import Sequence

from detente.types import Sentence, Span

REACH = 1000  # characters of a passage, about 220 word pieces; a longer sentence is a passage of its own


def passages(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences in runs of at most REACH characters, in text order."""
    runs: list[list[Sentence]] = []
    for sentence in sentences:
        if runs and sentence.span.stop - runs[-1][0].span.start <= REACH:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def span_of(run: Sequence[Sentence]) -> Span:
    """Return the span from the start of the first sentence of a run to the stop of its last."""
    return Span(run[0].span.start, run[-1].span.stop)
