"""Looking only near the words that a rule needs hides no match of it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.dates.english import FEAST_WORDS, FEASTS, NUMBERS, ORDINALS
from detente.dates.near import matches
from detente.dates.rules import RULES

ROOT = Path(__file__).parents[2]
CASES = (ROOT / "tests" / "cases" / "dates" / "en.txt").read_text(encoding="utf-8")
MORE = (  # for rules that no case needs
    "They met on the last weekend of October 2023.",
    "A second accord (1992) followed.",
    "It was signed in 1992 and 1994.",
    "\n14:05 The border was closed.",
    "It was open again within hours.",
    "Later that day he left.",
)
SENTENCES = sorted({line.split(" | ")[0].replace("<", "").replace(">", "") for line in CASES.splitlines() if line})
NEEDED = sorted({word for _, _, needed in RULES for word in needed})
LINKS = ["the", "of", "in", "on", "last", "that", "same", "first", "half", "-", ",", "\n", "27th", "2024", "5", "–16"]
WORDS = st.sampled_from([*NEEDED, *NUMBERS, *ORDINALS, *LINKS])


def everywhere(text: str) -> list[tuple[int, int, int]]:
    found = [
        (m.start(), -m.end(), order)
        for order, (pattern, _, _) in enumerate(RULES)
        for m in pattern.finditer(text)
        if m[0]
    ]
    return sorted(found)


def test_no_match_is_hidden_on_the_example_pages() -> None:
    for path in sorted((ROOT / "examples" / "pages").rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert [f[:3] for f in matches(text, RULES)] == everywhere(text), path.name


def test_no_match_is_hidden_in_the_cases() -> None:
    text = " ".join([*SENTENCES, *MORE])
    found = [f[:3] for f in matches(text, RULES)]
    assert found == everywhere(text)
    assert {order for _, _, order in found} == set(range(len(RULES)))  # every rule is tried by some case


@given(st.lists(st.one_of(WORDS, st.sampled_from(SENTENCES)), max_size=30).map(" ".join))
def test_no_match_is_hidden_in_words_thrown_together(text: str) -> None:
    assert [f[:3] for f in matches(text, RULES)] == everywhere(text)


def test_every_feast_is_looked_for() -> None:
    words = [set(name.replace("'", " ").split()) for name in (*FEASTS, "easter monday", "good friday")]
    assert all(FEAST_WORDS & found for found in words)
