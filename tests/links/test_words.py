"""Words are found alike by bytes and by pattern, in any script, and know how they begin and where a sentence ends."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.links.words import (
    CAPITAL,
    NUMBER,
    OTHER,
    SMALL,
    content_stems,
    lower_words,
    traits_of,
    word_code,
    words_of,
)

# what a word is, said once more as one pattern: letters, digits and marks within; possession is left out
WORD = re.compile(r"(\w+(?:['’](?!s\b)\w+)*)(?:['’]s\b)?")
TEXTS = st.text(st.sampled_from("aBs1_'’ \"”.!?-–éİıßΣəЖҐქშ٣ \n\t\0\ud800") | st.characters(), max_size=40)


@given(TEXTS)
def test_words_are_those_of_the_pattern(text: str) -> None:
    assert words_of(text) == WORD.findall(text)


@given(TEXTS)
def test_every_word_has_its_code_and_its_form(text: str) -> None:
    text = text.replace("\0", " ")
    traits, sentences = traits_of([text])
    words = WORD.findall(text)
    assert [int(t) & 0xFFFFFFFF for t in traits] == [word_code(w) for w in words]
    assert [int(t) >> 32 & 3 for t in traits] == [form(w[0]) for w in words]
    assert len(sentences) == len(words)


def form(first: str) -> int:
    return NUMBER if first.isdigit() else CAPITAL if first.isupper() else SMALL if first.islower() else OTHER


def test_marks_of_possession_go_and_marks_within_words_stay() -> None:
    assert words_of("Baku’s envoy didn't say 'no' to O’Brien's men") == [
        *("Baku", "envoy", "didn't", "say", "no", "to", "O’Brien", "men")
    ]


def test_sentences_end_at_their_marks_and_at_lines_and_not_at_a_comma() -> None:
    _, sentences = traits_of(["One came. “Two left.” Three,", "four stayed"])
    assert sentences.tolist() == [0, 0, 1, 1, 2, 3, 3]


def test_a_name_in_two_scripts_of_one_page_keeps_its_case() -> None:
    traits, _ = traits_of(["Путин met Əliyev in баку on 5 March"])
    forms = [int(t) >> 32 & 3 for t in traits]
    assert forms == [CAPITAL, SMALL, CAPITAL, SMALL, SMALL, SMALL, NUMBER, CAPITAL]
    assert [int(t) >> 40 for t in traits] == [0, 0, 0, 0, 0, 0, 0, 1]  # the month


def test_content_leaves_out_short_and_plain_words() -> None:
    assert content_stems("They withdrew from the Karabakh region", frozenset({"they", "from"})) == {
        *("withdr", "the", "karaba", "region")
    }
    assert list(lower_words("The Kremlin’s WORD")) == ["the", "kremlin", "word"]
