"""Every trigger with examples fires where it says so and holds back where it says so."""

from __future__ import annotations

import re

import pytest

from detente.events.triggers import Trigger, find_triggers, trigger_table
from detente.lexicon import load_lexicon
from detente.types import EventType, Status
from tests.events.page import tree_of

ENTRIES = load_lexicon().toml("languages/en/triggers")
MARK = re.compile(r"\[(.+?)\]")


def trigger_at(marked: str) -> Trigger | None:
    """Return the trigger that stands at the bracketed word."""
    place = MARK.search(marked)
    assert place, f"no bracketed word in {marked!r}"
    tree = tree_of(MARK.sub(r"\1", marked))
    found = [t for s in tree.parse.sentences for t in find_triggers(tree, s, trigger_table(load_lexicon()))]
    return next((t for t in found if tree.token(t.index).span.start == place.start()), None)


@pytest.mark.parametrize(("kind", "marked"), [(e["type"], s) for e in ENTRIES.values() for s in e["fires"]])
def test_fires(kind: str, marked: str) -> None:
    found = trigger_at(marked)
    assert found is not None and EventType(kind) in found.types


@pytest.mark.parametrize(("kind", "marked"), [(e["type"], s) for e in ENTRIES.values() for s in e["holds"]])
def test_holds(kind: str, marked: str) -> None:
    found = trigger_at(marked)
    assert found is None or EventType(kind) not in found.types


def test_every_type_has_many_words() -> None:
    rows = load_lexicon().table("languages/en/triggers", key="term")
    assert len({row["term"] for row in rows}) >= 900
    for kind in EventType:
        assert sum(row["type"] == kind.value for row in rows) >= 30, kind


def test_modes_are_those_of_the_types_file() -> None:
    about = load_lexicon().toml("events/types")
    assert set(about) == {kind.value for kind in EventType}
    for row in load_lexicon().table("languages/en/triggers", key="term"):
        assert not row["mode"] or row["mode"] in about[row["type"]]["modes"], row


def test_status_classes_name_a_status() -> None:
    for name, entry in load_lexicon().toml("languages/en/status").items():
        assert Status(entry["status"]) and entry["words"] and entry["fires"] and entry["holds"], name


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The pull-out of the northern brigade had begun.", "pull-out", EventType.RETREAT),
        ("The cease-fire held for a week.", "cease-fire", EventType.RETREAT),
        ("A hand-over of the prisoners followed.", "hand-over", EventType.RETREAT),  # the lexicon writes "handover"
        ("The two navies test-fired a missile.", "test-fired", EventType.MOBILIZE),
        ("Both states co-operate closely.", "co-operate", EventType.COOPERATE),
    ],
)
def test_a_word_with_hyphens_is_one_word(text: str, words: str, kind: EventType) -> None:
    tree = tree_of(text)
    (sentence,) = tree.parse.sentences
    found = {
        tree.span(list(t.tokens)).of(text): t for t in find_triggers(tree, sentence, trigger_table(load_lexicon()))
    }
    assert kind in found[words].types
    assert not {word for word in found if word != words and word in words}


def test_where_a_part_tells_the_same_the_part_stays() -> None:
    tree = tree_of("A counter-attack failed.")
    (sentence,) = tree.parse.sentences
    found = find_triggers(tree, sentence, trigger_table(load_lexicon()))
    assert "attack" in {tree.span(list(t.tokens)).of(tree.text) for t in found}


@pytest.mark.parametrize(
    "marked",
    [
        "Denmark apologised for what Oslo [called] a “sad misunderstanding” in its waters.",
        "Lima rejected what it [described] as piracy.",
    ],
)
def test_a_name_given_in_passing_is_no_act(marked: str) -> None:
    assert trigger_at(marked) is None
    assert trigger_at("Oslo [called] the boarding piracy.") is not None
