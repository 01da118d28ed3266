"""The override rules of the PLOVER manual, each on a clause of its own; the words keep their own examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.events.manual import AS_CODED, cameo_code, exercised, manual_view
from detente.lexicon import load_lexicon
from detente.types import EventType, Evidence, Span, Status, Telling

LEXICON = load_lexicon()
ENTRIES = LEXICON.toml("languages/en/manual")


def told(text: str, kind: str, status: str = "actual", target: str | None = "ARM") -> Telling:
    whole = Span(0, len(text))
    return Telling(
        id="t", evidence=Evidence(article="a", spans=(whole,), rule="test"), trigger=whole, type=EventType(kind),
        source="AZE", target=target, source_state="AZE", target_state=target, status=Status(status),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "status", "target", "view", "rule"),
    [
        ("Baku cancelled the visit of the envoy", "CONSULT", "actual", "ARM", "REJECT", "a cancelled meeting"),
        ("Baku moved the visit to Friday", "CONSULT", "actual", "ARM", "CONSULT", AS_CODED),
        ("the ministers will meet on Friday", "CONSULT", "planned", "ARM", "AGREE", "a future act of cooperation"),
        ("Baku would send flour", "AID", "hypothetical", "ARM", "AGREE", "a future act of cooperation"),
        ("the ministers met on Friday", "CONSULT", "recalled", "ARM", "CONSULT", AS_CODED),
        ("troops will leave by May", "RETREAT", "planned", "ARM", "CONCEDE", "an announced withdrawal"),
        ("troops left in May", "RETREAT", "actual", "ARM", "RETREAT", AS_CODED),
        ("Baku will close the border", "SANCTION", "planned", "ARM", "THREATEN", "an announced act of conflict"),
        ("Baku closed the border", "SANCTION", "actual", "ARM", "SANCTION", AS_CODED),
        ("Baku sent no flour", "AID", "denied", "ARM", "REJECT", "cooperation refused"),
        ("the army captured three soldiers", "COERCE", "actual", "ARM", "ASSAULT", "captured fighters"),
        ("the police arrested three drivers", "COERCE", "actual", "ARM", "COERCE", AS_CODED),
        ("both held a joint exercise", "MOBILIZE", "actual", "TUR", "COOPERATE", "a joint exercise"),
        ("Baku held an exercise", "MOBILIZE", "actual", None, "MOBILIZE", AS_CODED),
        ("Baku held an exercise", "COOPERATE", "actual", None, "MOBILIZE", "one side's own exercise"),
        ("soldiers came after the earthquake", "MOBILIZE", "actual", "ARM", "AID", "troops for relief"),
        ("soldiers came to the border", "MOBILIZE", "actual", "ARM", "MOBILIZE", AS_CODED),
    ],
)  # fmt: skip
def test_each_rule_fires_and_holds(
    text: str, kind: str, status: str, target: str | None, view: str, rule: str
) -> None:
    found = manual_view(told(text, kind, status, target), text, LEXICON)
    assert (found.type.value, found.rule) == (view, rule)


def test_an_exercise_on_the_soil_of_another_has_no_partner() -> None:
    text = "Baku held an exercise in Alaska"
    alone = replace(told(text, "COOPERATE"), target=None, target_state="USA")  # a place that no actor stands for
    assert exercised(alone, text, LEXICON).type is EventType.MOBILIZE
    with_one = told("Baku held an exercise with Ankara", "COOPERATE", target="TUR")
    assert exercised(with_one, "Baku held an exercise with Ankara", LEXICON) == with_one


@pytest.mark.parametrize(("entry", "text"), [(n, t) for n, e in ENTRIES.items() for t in e["fires"]])
def test_words_fire(entry: str, text: str) -> None:
    assert any(word.lower() in text.lower() for word in ENTRIES[entry]["words"])


@pytest.mark.parametrize(("entry", "text"), [(n, t) for n, e in ENTRIES.items() for t in e["holds"]])
def test_words_hold(entry: str, text: str) -> None:
    words = f" {text.lower().rstrip('.')} "
    assert not any(f" {word.lower()} " in words for word in ENTRIES[entry]["words"])


def test_a_mode_without_a_code_of_its_own_takes_that_of_the_type() -> None:
    assert cameo_code(EventType.CONSULT, "visit", LEXICON) == "042"
    assert cameo_code(EventType.CONSULT, "no such mode", LEXICON) == cameo_code(EventType.CONSULT, None, LEXICON)
    assert all(cameo_code(kind, None, LEXICON) for kind in EventType)
