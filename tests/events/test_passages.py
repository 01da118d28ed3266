"""Runs of sentences: nothing is lost or doubled, and none is longer than its reach unless one sentence is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.events.passages import REACH, passages, span_of
from detente.types import Sentence, Span


@given(st.lists(st.integers(1, 2 * REACH), max_size=40))
def test_every_sentence_is_in_one_run_in_order(lengths: list[int]) -> None:
    sentences, at = [], 0
    for k, length in enumerate(lengths):
        sentences.append(Sentence(Span(at, at + length), k, k + 1, 0))
        at += length + 1
    runs = passages(sentences)
    assert [s for run in runs for s in run] == sentences
    for run in runs:
        span = span_of(run)
        assert span.stop - span.start <= REACH or len(run) == 1
