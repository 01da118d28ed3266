"""Status cues fire and hold back in their own examples; dates have the last word; the rules work without a model."""

from __future__ import annotations

import re
from datetime import date

import pytest

from detente.dates import day
from detente.events.scan import Candidate
from detente.events.status import Ruling, Setting, dated_status, status_cues, status_of
from detente.events.triggers import find_triggers, trigger_table
from detente.lexicon import load_lexicon
from detente.types import Status
from tests.events.page import tree_of

ENTRIES = load_lexicon().toml("languages/en/status")
MARK = re.compile(r"\[(.+?)\]")


def ruling_at(marked: str) -> Ruling:
    """Return the ruling of the rules alone on the bracketed word."""
    place = MARK.search(marked)
    assert place
    tree = tree_of(MARK.sub(r"\1", marked))
    for sentence in tree.parse.sentences:
        for trigger in find_triggers(tree, sentence, trigger_table(load_lexicon())):
            if tree.token(trigger.index).span.start == place.start():
                asked = tree.text.rstrip().endswith("?")
                return status_of(Setting(tree, Candidate(trigger, sentence, ()), status_cues(load_lexicon()), asked))
    raise AssertionError(f"no trigger at the bracketed word of {marked!r}")


DATED = {"background"}  # told by dates, not by words alone


@pytest.mark.parametrize(
    ("status", "marked"), [(e["status"], s) for n, e in ENTRIES.items() if n not in DATED for s in e["fires"]]
)
def test_fires(status: str, marked: str) -> None:
    assert ruling_at(marked).status is Status(status)


@pytest.mark.parametrize(("status", "marked"), [(e["status"], s) for e in ENTRIES.values() for s in e["holds"]])
def test_holds(status: str, marked: str) -> None:
    assert ruling_at(marked).status is not Status(status)


@pytest.mark.parametrize(
    ("said", "when", "standing"),
    [
        (Status.ACTUAL, date(2026, 3, 11), Status.ACTUAL),
        (Status.ACTUAL, date(2025, 3, 11), Status.RECALLED),
        (Status.RECALLED, date(2026, 3, 10), Status.ACTUAL),
        (Status.ACTUAL, date(2026, 4, 1), Status.PLANNED),
        (Status.HYPOTHETICAL, date(2025, 1, 1), Status.HYPOTHETICAL),
        (Status.DENIED, date(2025, 1, 1), Status.DENIED),
    ],
)
def test_dates_have_the_last_word(said: Status, when: date, standing: Status) -> None:
    assert dated_status(Ruling(said, (), "test"), day(when), day(date(2026, 3, 12))).status is standing


def test_without_dates_the_words_stand() -> None:
    assert dated_status(Ruling(Status.ACTUAL, (), "test"), None, None).rule == "test"
