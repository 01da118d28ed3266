"""Quotation marks, written as examples: what is paired, what nests, and what a broken mark costs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.quotemarks import Quotation, every, pair_marks
from detente.text import line_spans


def contents(text: str) -> list[list[str]]:
    """Return the words of the outermost quotations, one list of paragraphs for each."""
    return [[part.of(text) for part in q.content] for q in pair_marks(text, line_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said. "No."', [["Yes,"], ["No."]]),
        ("“Yes,” he said, ‘as you’d say’.", [["Yes,"], ["as you’d say"]]),
        ("« Oui, » dit-il, « non »", [["Oui,"], ["non"]]),
        ("„Ja“, sagte er. „Nein” und »doch«", [["Ja"], ["Nein"], ["doch"]]),
        ("``Yes,'' he said, ``no''", [["Yes,"], ["no"]]),
        ("''Yes,'' he said, ''no''", [["Yes,"], ["no"]]),
        ("「はい」と「いいえ」", [["はい"], ["いいえ"]]),
        ('" spaced " and " out ."', [["spaced"], ["out ."]]),
        ('said:"We go."Then:"Home."', [["We go."], ["Home."]]),
        ('“mixed" and "mixed”', [["mixed"], ["mixed"]]),
        ("The workers' union calls it John's 'big day'.", [["big day"]]),
        ("'The workers' union is no club,' she said.", [["The workers' union is no club,"]]),
        ("the ’90s and rock ’n’ roll", []),
        ('a wall of 6\'2" and the "big" gate', [["big"]]),
        ('"One.\n"Two.\n"Three." And more.', [["One.", "Two.", "Three."]]),
        ("«One.\n«Two «x» y.\n«Three.» And more.", [["One.", "Two «x» y.", "Three."]]),
        ('"One.\nTwo.\nThree." And more.', [["One.", "Two.", "Three."]]),
        ('"Never closed, he said.\nOther words.\n"Closed," she said.', [["Never closed, he said."], ["Closed,"]]),
        ('"Never closed, he said. "Closed," she said.', [["Never closed, he said."], ["Closed,"]]),
        ('Never opened," he said. "Opened," she said.', [["Never opened,"], ["Opened,"]]),
        ('""', []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[list[str]]) -> None:
    assert contents(text) == expected


def test_nesting_is_a_tree() -> None:
    text = '"He told me: ‘She called it "mad".’ I left," said the guard.'
    (outer,) = pair_marks(text, line_spans(text))
    assert [q.content[0].of(text) for q in every((outer,))] == [
        'He told me: ‘She called it "mad".’ I left,',
        'She called it "mad".',
        "mad",
    ]
    assert len(outer.inner) == 1 and len(outer.inner[0].inner) == 1


def test_broken_ends_are_told() -> None:
    text = 'Never opened," he said.\n"Never closed, he said.'
    first, second = pair_marks(text, line_spans(text))
    assert (first.opened, first.closed) == (False, True)
    assert (second.opened, second.closed) == (True, False)
    assert not first.whole and not second.whole


def test_only_the_given_paragraphs_are_read() -> None:
    text = '"One.\nADVERTISEMENT "cheap" flights\n"Two."'
    lines = line_spans(text)
    (whole,) = pair_marks(text, (lines[0], lines[2]))
    assert [s.of(text) for s in whole.content] == ["One.", "Two."]


@given(st.text(alphabet=st.sampled_from("ab s.,\n\"'“”‘’«»„`—"), max_size=60))
def test_any_marks_give_ordered_spans_inside_their_parents(text: str) -> None:
    found = pair_marks(text, line_spans(text))
    starts = [q.marked[0].start for q in found]
    assert starts == sorted(starts)
    for q in every(found):
        _check(text, q)


def _check(text: str, q: Quotation) -> None:
    assert len(q.content) == len(q.marked)
    for words, marked in zip(q.content, q.marked, strict=True):
        assert marked.covers(words) and words.of(text) == words.of(text).strip() != ""
    for inner in q.inner:
        assert q.span.covers(inner.span)


@pytest.mark.parametrize("piece", ['"', '"a ', "' ", "“a ” ", "a' 'b ", "«", "«a» «"])
def test_a_line_of_a_megabyte_is_read_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        pair_marks(text, line_spans(text))
        return time.process_time() - started

    small, large = seconds(100_000), seconds(1_000_000)
    assert large < 30 * small + 1
