"""Lines are found whatever ends them, and nothing invisible reaches a terminal unseen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text import Nearby, counted, fold, line_spans, squeeze, visible
from detente.types import Span

ODD = "ab \t\r\n\n\v\f\x85\u2028\u2029\u00a0\ufeff\u200b\u00ad😀é́שלום\u202e"


@given(st.text(alphabet=st.sampled_from(ODD), max_size=60) | st.text(max_size=200))
def test_lines_hold_every_visible_character_once_and_in_order(text: str) -> None:
    spans = line_spans(text)
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    kept = "".join(span.of(text) for span in spans)
    skipped = set("\ufeff\u200b\u2060\u00ad")

    def bare(s: str) -> str:
        return "".join(c for c in s if not c.isspace() and c not in skipped)

    assert bare(kept) == bare(text)
    assert all(span.of(text).strip() for span in spans)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_every_line_end_ends_a_line(end: str) -> None:
    text = f"one{end}two"
    assert [s.of(text) for s in line_spans(text)] == ["one", "two"]


def test_a_byte_order_mark_is_no_character_of_the_line() -> None:
    assert [s.of("\ufeffHead\n") for s in line_spans("\ufeffHead\n")] == ["Head"]


def test_names_fold_over_accents_but_not_over_letters() -> None:
    assert fold("İlham") == fold("Ilham") == "ilham"
    assert fold("Erdoğan") == fold("Erdogan")
    assert fold("Əliyev") == "aliyev"
    assert fold("Sergei") != fold("Sergey")  # a transliteration is a matter for links, with a reason


def test_hidden_characters_are_shown() -> None:
    assert visible("a\u202eb\x1b[31m\u200b") == "a<U+202E>b<U+001B>[31m<U+200B>"
    assert visible("tab\tand\nbreak") == "tab\tand\nbreak"


def test_squeeze_is_one_blank() -> None:
    assert squeeze(" a \n\u00a0 b\t") == "a b"


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 9_000), st.integers(1, 3_000))


@given(st.lists(st.lists(SPANS, max_size=3), max_size=12), SPANS)
def test_what_is_nearby_holds_all_that_meets_a_span(things: list[list[Span]], asked: Span) -> None:
    meeting = [n for n, spans in enumerate(things) if any(s.overlaps(asked) for s in spans)]
    found = Nearby(things).about(asked)
    assert set(meeting) <= set(found) and found == sorted(set(found))


def test_what_is_far_is_not_nearby() -> None:
    places = Nearby((Span(n, n + 20),) for n in range(0, 400_000, 100))
    assert len(places.about(Span(200_000, 200_050))) <= 20


def test_a_number_stands_with_its_noun() -> None:
    assert [counted(n, w) for n, w in ((1, "story"), (2, "story"), (0, "page"), (3, "day"))] == [
        "1 story", "2 stories", "0 pages", "3 days",
    ]  # fmt: skip
