"""Sport, film, markets, history, "if": pages full of states in which nothing happens between them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from detente.pages import intake
from detente.pipeline import Tools, read_page, read_sentence
from detente.types import Page, Status

EXAMPLES = Path(__file__).parents[1] / "examples" / "pages"
CASES = Path(__file__).parent / "cases" / "no_events" / "en.txt"
BAR = 0.03  # share of passages with an event that is said to have happened


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [(kind, text) for kind, text in (x.split("\t", 1) for x in lines if x.strip() and not x.startswith("#"))]


@pytest.fixture(scope="module")
def alarms(tools: Tools) -> list[tuple[str, str, list[str]]]:
    found = []
    for kind, text in cases():
        reading = read_sentence(text, tools)
        actual = [f"{e.type} {e.trigger.of(text)!r}" for e in reading.tellings if e.status is Status.ACTUAL]
        if actual:
            found.append((kind, text, actual))
    return found


def test_there_are_enough_passages_of_every_kind() -> None:
    kinds = Counter(kind for kind, _ in cases())
    assert sum(kinds.values()) >= 200 and len(kinds) >= 12


def test_false_alarms_stay_under_the_bar(alarms: list[tuple[str, str, list[str]]]) -> None:
    share = len(alarms) / len(cases())
    assert share < BAR, f"{share:.3f}\n" + "\n".join(f"{k}: {t} -> {e}" for k, t, e in alarms)


def test_words_on_a_match_are_not_about_the_states(tools: Tools) -> None:
    """The example page on a match has speech about "the guests"; none of it is counted for the two states."""
    page = next(p for p in intake([EXAMPLES / "2025-11-06-hrazdan-today-sport.html"]) if isinstance(p, Page))
    reading = read_page(page, tools)
    assert reading.statements and not reading.stances
    assert not any(s.about for s in reading.statements)
