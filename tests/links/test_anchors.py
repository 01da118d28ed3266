"""What stands in the place of a lost finding is found by its words, and only where one thing stands there."""

from __future__ import annotations

from dataclasses import replace

from detente.links import Anchor, anchors_of, successor
from detente.types import EventType, Reading, Span
from evals.stories.paper import reported
from tests.links.stock import article, speech

TEXT = "Lusitania accused Burgundia of poaching herring, and the two met in Harlem the day after."
ACCUSED, MET = Span(10, 17), Span(61, 64)


def anchors(*said: tuple[str, EventType, Span, str, str], text: str = TEXT) -> list[Anchor]:
    tellings = tuple(reported("a", at, kind, one, other, key, trigger=at) for key, kind, at, one, other in said)
    return list(anchors_of(Reading(page="a", url="a", article=article(text, "a"), tellings=tellings), "happening"))


(LOST,) = anchors(("old", EventType.ACCUSE, ACCUSED, "PRT", "FRA"))


def test_another_reading_of_the_same_words_stands_in_the_place() -> None:
    now = anchors(("new", EventType.REJECT, ACCUSED, "PRT", "FRA"), ("other", EventType.CONSULT, MET, "PRT", "FRA"))
    assert LOST.exact == "accused" and successor(LOST, TEXT, now) == "new"


def test_of_several_at_one_place_the_one_that_says_most_of_the_same_is_it() -> None:
    right, wrong = ("new", EventType.ACCUSE, ACCUSED, "PRT", "ESP"), ("no", EventType.REJECT, ACCUSED, "FRA", "PRT")
    assert successor(LOST, TEXT, anchors(right, wrong)) == "new"


def test_where_two_fit_alike_or_none_stands_there_nobody_is_it() -> None:
    pairs = [(key, EventType.ACCUSE, ACCUSED, "PRT", other) for key, other in (("x", "ESP"), ("y", "ITA"))]
    assert successor(LOST, TEXT, anchors(*pairs)) is None
    assert successor(LOST, TEXT, anchors(("other", EventType.CONSULT, MET, "PRT", "FRA"))) is None
    assert successor(LOST, "The page says something else now.", []) is None


def test_words_that_have_moved_are_found_by_those_around_them() -> None:
    moved = f"Harbour Gazette\n\n{TEXT}"
    at = Span(ACCUSED.start + 17, ACCUSED.stop + 17)
    (new,) = anchors(("new", EventType.ACCUSE, at, "PRT", "FRA"), text=moved)
    assert successor(LOST, moved, [new]) == "new"
    assert successor(replace(LOST, prefix="", suffix=" the"), f"{moved} {TEXT}", [new]) is None


def test_a_statement_is_the_same_while_most_of_its_words_are() -> None:
    reading = speech("Nobody here has ever owed anybody a single herring", "Ada Brandt", "a")
    assert reading.article is not None
    (whole,) = anchors_of(reading, "statement")
    cut = replace(whole, finding="cut", span=Span(1, 40), exact="")
    part = replace(whole, finding="part", span=Span(1, 12), exact="")
    assert successor(whole, reading.article.text, [cut]) == "cut"
    assert successor(whole, reading.article.text, [part]) is None
