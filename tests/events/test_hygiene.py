"""Passages about matches, films and markets are held back; news is not."""

from __future__ import annotations

import pytest

from detente.events.hygiene import acts_of_nature, elsewhere, elsewhere_page, fit_sentences
from detente.lexicon import load_lexicon
from detente.types import Sentence, Span

ENTRIES = load_lexicon().toml("languages/en/elsewhere")


def plain(marked: str) -> str:
    return marked.replace("[", "").replace("]", "")


@pytest.mark.parametrize("marked", [s for e in ENTRIES.values() if e["needed"] for s in e["fires"]])
def test_fires(marked: str) -> None:
    assert elsewhere(plain(marked), load_lexicon()) is not None


@pytest.mark.parametrize("marked", [s for e in ENTRIES.values() for s in e["holds"]])
def test_holds(marked: str) -> None:
    assert elsewhere(plain(marked), load_lexicon()) is None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("See also: Oslo closes the strait | Rome expels a consul", "list of other stories"),
        ("Malta beat Cyprus 3-1 in the rain.", "score"),
        ("Half a century ago the guards burned the bridge.", "history"),
        ("In her new novel Malta attacks Cyprus.", "fiction"),
    ],
)
def test_reasons(sentence: str, reason: str) -> None:
    assert elsewhere(sentence, load_lexicon()) == reason


def test_what_acts_may_be_nature() -> None:
    assert acts_of_nature("lightning", load_lexicon())
    assert not acts_of_nature("sniper", load_lexicon())


def test_a_page_of_sport_is_elsewhere_as_a_whole() -> None:
    assert elsewhere_page(["sport", None, "sport", None])
    assert not elsewhere_page(["sport", None, None, None])
    assert not elsewhere_page([])


def test_what_never_ends_is_no_sentence() -> None:
    text = "5 March 2024 " * 200
    endless = Sentence(Span(0, len(text) - 1), 0, 600, 0)
    short = Sentence(Span(0, 12), 0, 3, 0)
    assert fit_sentences([endless, short], text, load_lexicon()) == [short]
