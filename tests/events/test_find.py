"""Sentences tell their events through `find_tellings`, with spans that quote the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.events import explain
from detente.events.find import find_tellings
from detente.events.pairs import IN_WORDS
from detente.lexicon import load_lexicon
from detente.models import load_typist
from detente.parses import parse
from detente.parses.english import load_english
from detente.types import Cast, EventType, Status, Telling
from tests.events.page import article_of, read

CASES = Path(__file__).parents[1] / "cases"
ROWS = [
    line.split("\t")
    for line in (CASES / "events" / "en.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TYPIST = load_typist()
trained = pytest.mark.skipif(TYPIST is None, reason="the event weights are not installed")


@trained
@pytest.mark.parametrize(("kind", "source", "target", "status", "text"), ROWS)
def test_one_event(kind: str, source: str, target: str, status: str, text: str) -> None:
    found = [t for t in read(text, TYPIST).tellings if t.type is EventType(kind)]
    assert found, "no telling of the type"
    telling = max(found, key=lambda t: t.confidence)
    assert telling.status is Status(status)
    for word, span in ((source, telling.source_span), (target, telling.target_span)):
        assert span is not None and word in span.of(text)


@trained
def test_lines_without_event_tell_almost_nothing() -> None:
    """The bar: fewer than three lines in a hundred tell an actual event."""
    lines = (CASES / "no_events" / "en.txt").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t", 1)[1] for line in lines if "\t" in line and not line.startswith("#")]
    false = [t for text in texts for t in actual(text)]
    assert len(false) < 0.03 * len(texts), [t.trigger for t in false][:20]


def actual(text: str) -> list[Telling]:
    return [t for t in read(text, TYPIST).tellings if t.status is Status.ACTUAL][:1]


def test_reading_twice_gives_the_same_ids() -> None:
    text = "Estonia expelled the Belarusian consul. Minsk closed the road to Narva on Monday."
    first, second = read(text), read(text)
    assert [t.id for t in first.tellings] == [t.id for t in second.tellings]
    assert len({t.id for t in first.tellings}) == len(first.tellings)


def test_without_a_typist_the_lexicon_speaks() -> None:
    found = read("Estonia expelled the Belarusian consul on Tuesday.").tellings
    assert [(t.type, t.source_state, t.target_state) for t in found] == [(EventType.SANCTION, "EST", "BLR")]


def test_every_span_quotes_the_page_and_the_cast_knows_every_party() -> None:
    text = "Thai coast guards arrested four Cambodian fishermen on Monday. Cambodia demanded their release."
    happenings = read(text, TYPIST)
    for telling in happenings.tellings:
        assert telling.clause.covers(telling.trigger)
        assert telling.clause.stop <= len(text)
        for key in (telling.source, telling.target):
            assert key is None or happenings.cast.actor(key) is not None


def test_an_empty_page_tells_nothing() -> None:
    article = article_of("")
    parsed = parse(article, load_english())
    assert find_tellings(article, parsed, Cast(), (), load_lexicon(), TYPIST).tellings == ()


def test_reasons_name_words_parties_status_and_time() -> None:
    text = "Estonia expelled the Belarusian consul on Tuesday."
    happenings = read(text, TYPIST, date(2026, 3, 12))
    reasons = explain(happenings.tellings[0], article_of(text), happenings.cast, load_lexicon())
    assert any("expelled" in r for r in reasons)
    assert any("EST" in r for r in reasons)
    assert any(r.startswith("Status actual") for r in reasons)
    assert any("2026-03-10" in r for r in reasons)


@trained
@pytest.mark.parametrize(
    "text",
    [
        "Lithuania and Belarus exchanged the bodies of nine border guards on Monday.",
        "A prisoner swap between Lithuania and Belarus took place on the bridge on Monday.",
    ],
)
def test_a_swap_is_a_release_by_each_side(text: str) -> None:
    found = {(t.source_state, t.target_state) for t in read(text, TYPIST).tellings if t.type is EventType.RETREAT}
    assert found == {("LTU", "BLR"), ("BLR", "LTU")}


@trained
@pytest.mark.parametrize(
    "text",
    [
        "The Georgian analyst Melik condemned Russia.",
        "The Georgian analyst Melik and the Turkish expert Orhan threatened Russia.",
    ],
)
def test_words_of_an_analyst_are_no_act_of_his_state(text: str) -> None:
    assert not read(text, TYPIST).tellings


def test_acts_in_words_are_the_verbal_types() -> None:
    quads = {row["type"]: row["quad"] for row in load_lexicon().table("events/scale") if not row["mode"]}
    assert {kind.value for kind in IN_WORDS} == {kind for kind, quad in quads.items() if quad in {"1", "3"}}


@trained
def test_an_analyst_is_no_party_of_what_he_tells() -> None:
    text = (
        "The Georgian political scientist Sergo Melik spoke to News. As for the agreements of 10 November 2020, "
        "Melik said that Turkey has implemented them. The Georgian political scientist noted that the agreements "
        "were reached after long talks with Turkey."
    )
    happenings = read(text, TYPIST)
    private = {a.id for a in happenings.cast.actors if a.official is False}
    assert happenings.tellings
    for telling in happenings.tellings:
        assert not {telling.source, telling.target} & private
        words = [s.of(text) for s in (telling.source_span, telling.target_span) if s]
        assert not any("Melik" in w or "Georgian" in w for w in words)


@trained
def test_a_deed_of_a_private_person_is_his_own() -> None:
    text = "The Georgian journalist Nino Okker sent food aid to Russia on Monday."
    happenings = read(text, TYPIST)
    people = {a.id for a in happenings.cast.actors if a.official is False}
    assert {t.source for t in happenings.tellings} <= people


@trained
def test_words_of_a_side_name_its_own_state() -> None:
    text = (
        "Pavel Orlik, the director of a Prague institute, spoke to us. As for the agreements with Hungary, the Czech "
        "political scientist Orlik said, they were signed in 2019 and Hungary has kept them."
    )
    for telling in read(text, TYPIST).tellings:
        for state, span in ((telling.source_state, telling.source_span), (telling.target_state, telling.target_span)):
            assert span is None or span.of(text) != "Hungary" or state == "HUN"
