"""One utterance is found whole, cut and in another translation; two people never said one statement."""

from datetime import date

import pytest

from detente.links import Said, link_interviews, link_statements, said_of, source_of
from detente.types import Link, Reading, Verdict
from tests.links.stock import speech

WORDS = "We signed nothing on herring in that room, and whoever claims the contrary was not sitting at the table"


def said(reading: Reading) -> Said:
    return said_of(reading, reading.statements[0])


def between(left: Reading, right: Reading) -> Link | None:
    return next(link_statements([said(left), said(right)]), None)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        pytest.param(WORDS, Verdict.SAME, id="whole"),
        pytest.param("whoever claims the contrary was not sitting at the table", Verdict.SAME, id="cut"),
        pytest.param(
            "In that room nothing was signed on herring; whoever claims the contrary did not sit at the table",
            Verdict.SAME,
            id="another translation",
        ),
        pytest.param(
            WORDS.replace("herring", "railways"),
            Verdict.UNSURE,
            id="the same turn about other things",
        ),
    ],
)
def test_one_speaker(other: str, verdict: Verdict) -> None:
    link = between(speech(WORDS, "Anton Varela", "a"), speech(other, "A. Varela", "b", published=date(2024, 5, 8)))
    assert link is not None and link.verdict is verdict and link.kind == "statement"


def test_two_speakers_never_said_one_statement() -> None:
    assert between(speech(WORDS, "Anton Varela", "a"), speech(WORDS, "Bruno Okker", "b")) is None


def test_long_equal_words_of_somebody_unnamed_are_the_same() -> None:
    link = between(speech(WORDS, "Anton Varela", "a"), speech(WORDS, None, "b"))
    assert link is not None and link.verdict is Verdict.SAME


def test_short_words_need_to_be_equal_and_a_speaker() -> None:
    short = speech("No comment", "Anton Varela", "a")
    link = between(short, speech("No comment", None, "b"))
    assert link is not None and link.verdict is Verdict.UNSURE
    assert between(short, speech("No comments", "Anton Varela", "c")) is None


def test_weeks_apart_near_words_are_said_once_more() -> None:
    other = "In that room nothing was signed on herring; whoever claims the contrary did not sit at the table"
    later = speech(other, "Anton Varela", "b", published=date(2024, 6, 20))
    assert between(speech(WORDS, "Anton Varela", "a"), later) is None


def interview(outlet: str, cites: tuple[str, ...], words: str = WORDS) -> list[Link]:
    pages = [speech(WORDS, "Anton Varela", "a", outlet="Wire", cites=("Wire", "Anton Varela"))]
    pages.append(speech(words, "Anton Varela", "b", outlet=outlet, cites=cites))
    told = [said(p) for p in pages]
    home = {s.statement: (s.article, len(s.words)) for s in told}
    sources = {p.page: source_of(p) for p in pages}
    return list(link_interviews(sources, home, link_statements(told)))


def test_an_interview_told_again_is_the_story_of_the_outlet_it_names() -> None:
    (link,) = interview("Courier", ("Courier", "Wire"))
    assert link.verdict is Verdict.SAME and link.kind == "copy" and "go back to wire" in link.reasons[1]


def test_shared_words_without_a_shared_source_are_no_story() -> None:
    assert interview("Courier", ("Courier",)) == []
    assert interview("Courier", ("Courier", "Anton Varela")) == []  # the speaker is no outlet


def test_few_shared_words_are_no_interview() -> None:
    assert interview("Courier", ("Courier", "Wire"), "whoever claims the contrary was not sitting") == []
