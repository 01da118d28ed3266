"""Whose voices a set of pages carries, in one line; an outlet's country by lexicon, media list or domain."""

import pytest

from detente.lexicon import load_lexicon
from detente.questions.outlets import home_of, whose_voice

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("name", "url", "home"),
    [
        ("Reuters", "", "GBR"),  # of the media that pages cite
        ("Gazeta.example.ge", "", "GEO"),  # a name that is a host
        ("Some Paper", "https://www.paper.com.tr/1", "TUR"),
        ("Some Paper", "https://paper.co.uk/1", "GBR"),
        ("Some Paper", "https://paper.com/1", None),
        ("Some Paper", "file.txt", None),
        (None, "https://paper.am/", None),
    ],
)
def test_homes(name: str | None, url: str, home: str | None) -> None:
    assert home_of(LEXICON, name, url) == home


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        ({"A": "AZE"}, "1 page, 2 speakers, 1 outlet, Azerbaijani, 0 officials quoted"),
        ({"A": "AZE", "B": "AZE"}, "1 page, 2 speakers, 2 outlets, both Azerbaijani, 0 officials quoted"),
        ({"A": "AZE", "B": "AZE", "C": "AZE"}, "1 page, 2 speakers, 3 outlets, all Azerbaijani, 0 officials quoted"),
        (
            {"A": "ARM", "B": "AZE", "C": "AZE", "D": None},
            "1 page, 2 speakers, 4 outlets, of them 2 Azerbaijani, 1 Armenian, 1 of unknown country, "
            "0 officials quoted",
        ),
        ({"A": None}, "1 page, 2 speakers, 1 outlet, 0 officials quoted"),
        ({}, "1 page, 2 speakers, 0 outlets, 0 officials quoted"),
    ],
)
def test_one_line(homes: dict[str, str | None], expected: str) -> None:
    assert whose_voice(LEXICON, 1, 2, homes, 0) == expected
