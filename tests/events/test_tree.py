"""Who does what a verb without a subject of its own says."""

from __future__ import annotations

import pytest

from tests.events.page import tree_of

SENTENCES = [
    ("Ruritania accused Graustark of shelling two villages.", "shelling", "Graustark"),
    ("The ministry thanked Poland for sending two pumps.", "sending", "Poland"),
    ("Guards prevented the convoy from crossing the bridge.", "crossing", "convoy"),
    ("Ruritania suspected Graustark of hiding two rifles.", "hiding", "Graustark"),
    ("Graustark apologised for shelling two villages.", "shelling", "Graustark"),
    ("Graustark was accused of shelling two villages.", "shelling", "Graustark"),
    ("Ruritania answered the raid by closing the bridge.", "closing", "Ruritania"),
    ("Ruritania urged Graustark to open the bridge.", "open", "Graustark"),
    ("Ruritania promised Graustark to open the bridge.", "open", "Ruritania"),
]


@pytest.mark.parametrize(("sentence", "verb", "who"), SENTENCES)
def test_the_understood_subject(sentence: str, verb: str, who: str) -> None:
    tree = tree_of(sentence)
    (index,) = (t.index for t in tree.tokens if t.text == verb)
    found = tree.subject(index)
    assert found is not None and tree.token(found[0]).text == who


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("The US, Russia, and Switzerland met yesterday.", ["US", "Russia", "Switzerland"]),
        ("Iran, Iraq, and Syria signed an accord.", ["Iran", "Iraq", "Syria"]),
        ("The minister, Elena Popa, met the envoy.", ["minister"]),
    ],
)
def test_a_series_of_names_is_one_whatever_the_parser_makes_of_its_commas(text: str, members: list[str]) -> None:
    tree = tree_of(text)
    first = next(t.index for t in tree.tokens if t.text == members[0])
    assert [tree.token(i).text for i in tree.conjuncts(first)] == members
