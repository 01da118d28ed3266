"""What is kept: sure enough, between states, and told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.events.kept import LEAST, LEAST_ACTUAL, between_states, kept_weights, once, sure_enough
from detente.lexicon import load_lexicon
from detente.types import EventType, Evidence, Span, Status, Telling

PLAIN = Telling(
    id="t", evidence=Evidence(article="a", spans=(Span(0, 20),), rule="test"), trigger=Span(3, 6),
    type=EventType.SANCTION, source="NOR", target="RUS", source_state="NOR", target_state="RUS",
    status=Status.ACTUAL, confidence=0.9,
)  # fmt: skip


def test_what_is_said_to_have_happened_must_be_surer() -> None:
    assert LEAST < LEAST_ACTUAL
    between = (LEAST + LEAST_ACTUAL) / 2
    assert not sure_enough(replace(PLAIN, confidence=between), typed=True)
    assert sure_enough(replace(PLAIN, confidence=between, status=Status.PLANNED), typed=True)
    assert not sure_enough(replace(PLAIN, confidence=LEAST - 0.01, status=Status.PLANNED), typed=True)


@pytest.mark.parametrize(
    ("kind", "source", "target", "told"),
    [
        ("SANCTION", "NOR", "RUS", True),
        ("SANCTION", "NOR", None, False),
        ("ASSAULT", None, "RUS", True),
        ("CONSULT", None, "RUS", False),
        ("CONSULT", "RUS", "RUS", False),
        ("PROTEST", "RUS", "RUS", True),
    ],
)
def test_between_states(kind: str, source: str | None, target: str | None, told: bool) -> None:
    telling = replace(PLAIN, type=EventType(kind), source_state=source, target_state=target)
    assert between_states(telling) is told


def test_a_twin_in_an_overlapping_clause_is_kept_at_its_surer_telling() -> None:
    surer = replace(PLAIN, id="u", confidence=0.95, trigger=Span(8, 12))
    elsewhere = replace(PLAIN, id="v", evidence=Evidence(article="a", spans=(Span(40, 60),), rule="test"))
    other = replace(PLAIN, id="w", type=EventType.ACCUSE)
    assert {t.id for t in once([PLAIN, surer, elsewhere, other])} == {"u", "v", "w"}


def test_weights_know_the_steps() -> None:
    weights = kept_weights(load_lexicon())
    assert weights["sides"] > 0 and weights["type"] > 0
