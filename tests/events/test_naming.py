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


def test_a_sentence_is_shown_its_names_and_the_nearest_of_every_state_it_does_not_name() -> None:
    company = company_of(TEXT)
    sentences = company.tree.parse.sentences
    naming = Naming(company, sentences)
    shown = [
        {state: (company.tree.token(i).span.of(TEXT), slot) for i, state, slot in naming.around(s)} for s in sentences
    ]
    assert shown[0] == {"PER": ("Peru", HERE), "CHL": ("Chile", HERE), "BOL": ("Bolivia", "elsewhere: after")}
    assert shown[1]["CHL"] == ("Chile", "elsewhere: sentence before, main")
    assert shown[1]["PER"] == ("Peru", "elsewhere: sentence before, main")
    assert shown[2]["PER"] == ("Peru", HERE) and shown[2]["CHL"][1] == "elsewhere: before, main"
    assert shown[3]["BOL"] == ("Bolivia", HERE)


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
    assert asked.judgement is not None and len(asked.judgement.named) == len(asked.named) + 1 == 4
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
