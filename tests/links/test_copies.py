"""One story in print is found cut, re-ordered and respelled; last week's report in the same words is another."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.links import Sketch, judge_copy, link_copies, overlap, pack, sketch, unpack
from detente.links.copies import neighbours
from detente.types import Link, Verdict
from tests.links.stock import WIRE, article

WHOLE = " ".join(WIRE)


def judged(left: str, right: str, days: int = 0) -> Link | None:
    a = article(left, "a")
    return judge_copy(sketch(a), sketch(article(right, "b", published=date(2024, 5, 7 + days))))


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(WHOLE, id="whole"),
        pytest.param(WHOLE.upper(), id="in capitals"),
        pytest.param(" ".join(WIRE[:4]), id="cut from below by a third"),
        pytest.param(" ".join([WIRE[0], *reversed(WIRE[1:])]), id="re-ordered"),
        pytest.param(WHOLE.replace("40 boats", "43 boats"), id="a number mended"),
        pytest.param(WHOLE.replace("Varela", "Warela"), id="a name spelled otherwise"),
        pytest.param("By our own desk. " + WHOLE + " Follow us on every channel.", id="framed"),
    ],
)
def test_copies_are_one_story(edited: str) -> None:
    link = judged(WHOLE, edited)
    assert link is not None and link.verdict is Verdict.SAME
    assert link.kind == "copy" and link.by.startswith("detente.") and "of the shorter" in link.reasons[0]


def test_the_same_words_with_other_days_names_and_numbers_are_another_story() -> None:
    changed = WHOLE.replace("Tuesday", "Thursday").replace("Harlem", "Delft")
    changed = changed.replace("6 hours", "3 hours").replace("40 boats", "25 boats")
    link = judged(WHOLE, changed, days=2)
    assert link is not None and link.verdict is Verdict.DIFFERENT
    assert "other names, days or numbers" in link.reasons[1]


def test_a_follow_up_with_the_old_background_is_not_joined() -> None:
    news = (
        "Two weeks of silence ended when Burgundia published its own map of the banks this morning. "
        "It draws the line further south than any draft before it, and cod is mentioned for the first time. "
        "Nobody in Lusitania has answered, though lights burned late in the ministry. "
    )
    link = judged(WHOLE, news + " ".join(WIRE[4:]))
    assert link is None or link.verdict is not Verdict.SAME


def test_weeks_later_only_the_whole_text_is_a_copy() -> None:
    again = judged(WHOLE, WHOLE + " ", days=20)
    assert again is not None and again.verdict is Verdict.SAME
    snow = "Snow fell on the harbour and the boats lay still under it all week long."
    part = judged(WHOLE, " ".join([*WIRE[:4], snow]), 20)
    assert part is not None and part.verdict is Verdict.UNSURE and "20 days" in part.reasons[1]


def test_unlike_texts_have_no_link() -> None:
    assert judged(WHOLE, "A bakery on the corner sells rye bread with caraway from five until it is gone.") is None


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    assert judged("Talks have ended in Harlem.", "Talks have ended in Harlem!") is not None
    assert judged("Talks have ended in Harlem.", "Talks have ended in Delft today.") is None


def test_an_article_without_words_is_nobodys_copy() -> None:
    assert list(link_copies([sketch(article("", "a")), sketch(article("", "b")), sketch(article("…", "c"))])) == []


def test_links_are_found_among_many_and_do_not_depend_on_order() -> None:
    others = [article(" ".join(f"{w}{n}" for w in WHOLE.split()), f"o{n}") for n in range(40)]
    made = [sketch(a) for a in [article(WHOLE, "a"), *others, article(" ".join(WIRE[:5]), "b")]]
    (link,) = link_copies(made)
    assert (link.left, link.right) == ("a", "b")
    assert list(link_copies(reversed(made))) == [link]


def test_the_overlap_counts_shingles_exactly() -> None:
    found = overlap(sketch(article("one two three four five")), sketch(article("one two three four six")))
    assert found.contained == pytest.approx(2 / 3) and found.jaccard == pytest.approx(2 / 4)


def test_neighbours_share_at_least_two_bands() -> None:
    bands = np.array([[1, 2, 3], [1, 9, 8], [1, 2, 7]], dtype=np.int64)
    assert neighbours(bands) == [(0, 2)]


def test_a_crowd_in_one_bucket_is_bounded() -> None:
    bands = np.ones((500, 4), dtype=np.int64)
    assert len(neighbours(bands)) <= 500 * 16


@given(st.text(max_size=300))
def test_every_text_has_a_sketch_that_survives_packing(text: str) -> None:
    made = sketch(article(text, "a"))
    again = unpack(pack(made))
    assert isinstance(again, Sketch) and again.published == made.published and again.article == "a"
    for name in ("shingles", "lead", "slots", "fillings", "weights", "bands"):
        assert np.array_equal(getattr(made, name), getattr(again, name))
    same = judge_copy(made, sketch(article(text, "b")))
    assert same is None or same.verdict is Verdict.SAME
