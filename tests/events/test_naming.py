"""Which states a sentence is shown that it does not name."""

from __future__ import annotations

import math

import pytest

from detente.events.naming import HERE, Naming
from detente.events.parties import Company
from detente.events.scan import Candidate, scan
from detente.events.triggers import trigger_table
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.models import load_typist
from detente.parses import parse
from detente.parses.english import load_english
from tests.events.page import article_of, tree_of

TEXT = (
    "Peru accused Chile of stealing water. The ministry asked for an explanation. "
    "Peru has closed the gate. Bolivia was not asked."
)


def company_of(text: str) -> Company:
    article = article_of(text)
    return Company(tree_of(text), find_cast(article, parse(article, load_english()), load_lexicon()))


def shown_in(text: str) -> list[list[tuple[str, str, str]]]:
    """For each sentence the words that it is shown, with their state and slot."""
    company = company_of(text)
    sentences = company.tree.parse.sentences
    naming = Naming(company, sentences)
    return [
        [(company.tree.token(i).span.of(text), state, slot) for i, state, slot in naming.around(s)] for s in sentences
    ]


def test_a_sentence_is_shown_its_names_and_the_nearest_of_every_state_it_does_not_name() -> None:
    shown = shown_in(TEXT)
    assert shown[0] == [("Peru", "PER", HERE), ("Chile", "CHL", HERE), ("Bolivia", "BOL", "elsewhere: after")]
    assert ("Chile", "CHL", "elsewhere: sentence before, main") in shown[1]
    assert ("Peru", "PER", "elsewhere: sentence before, main") in shown[1]
    assert ("Peru", "PER", HERE) in shown[2] and ("Chile", "CHL", "elsewhere: before, main") in shown[2]
    assert ("Bolivia", "BOL", HERE) in shown[3]


def test_a_sentence_is_shown_who_acts_in_it_and_who_acted_before() -> None:
    shown = shown_in(TEXT)
    assert ("ministry", "PER", HERE) in shown[1]
    assert ("ministry", "PER", "elsewhere: noun 1 back, subject") in shown[2]
    assert ("ministry", "PER", "elsewhere: noun 2 back, subject") in shown[3]
    assert len({word for row in shown for word, _, _ in row}) == 4  # and nothing else


def test_a_page_without_states_shows_nothing() -> None:
    company = company_of("The baker asked for flour. He got it.")
    sentences = company.tree.parse.sentences
    naming = Naming(company, sentences)
    assert [naming.around(s) for s in sentences] == [[], []]


def asked_at(text: str, lemma: str) -> Candidate:
    """The candidate at a verb, as the typist that is shown the names judges it."""
    company = company_of(text)
    sentences = company.tree.parse.sentences
    found = scan(
        company.tree, sentences, trigger_table(load_lexicon()), load_typist(), naming=Naming(company, sentences)
    )
    return next(c for c in found if company.tree.lemma(c.trigger.index) == lemma)


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_the_typist_scores_every_place_that_it_is_shown() -> None:
    asked = asked_at(TEXT, "ask")
    assert asked.judgement is not None and len(asked.judgement.named) == len(asked.named) + 1 == 5
    for column in range(2):  # the names and "none of them" share out one certainty
        assert sum(math.exp(pair[column]) for pair in asked.judgement.named) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_a_name_of_another_sentence_is_meant_where_the_sentence_names_nobody() -> None:
    text = "Peru shut the bridge to Chile on Monday. On Tuesday it expelled the Chilean consul."
    expelled = asked_at(text, "expel")
    assert expelled.judgement is not None
    as_source = {
        state: pair[0] for (_, state, _), pair in zip(expelled.named, expelled.judgement.named, strict=False)
    }
    assert as_source["PER"] > as_source["CHL"]
