"""What every statement keeps: exact spans, a stable id, a holder that exists; and what is said besides."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.mentions import find_cast
from detente.pages import intake
from detente.parses import parse
from detente.pipeline import Choice, Tools, load_tools, read_page
from detente.statements import find_statements
from detente.types import Dyad, Form, LineKind, Page, Span
from tests.conftest import EXAMPLES
from tests.statements.page import article_of, speech_of

WORDS = [
    "The minister said ",
    "that ",
    "the road is open",
    ". ",
    '"',
    "“",
    "”",
    "'",
    "\n",
    "— ",
    ": ",
    ", ",
    "she added ",
    "Ivan Lomov ",
    "not ",
    "«",
    "»",
    "according to ",
    "Q: ",
    "A: ",
    "? ",
    "😀 ",
    "é ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_exact_spans_and_known_holders(text: str) -> None:
    tools = load_tools(Choice())
    if not text.strip():
        return
    speech = speech_of(text, tools, tagger=True)
    ids = {s.id for s in speech.statements}
    known = {a.id for a in speech.cast.actors}
    for s in speech.statements:
        assert s.content and list(s.content) == sorted(s.content)
        for span in (*s.content, *filter(None, (s.cue, s.speaker_span, s.addressee, s.occasion)), *s.tone_cues):
            assert span.stop <= len(text) and span.of(text) == span.of(text).strip()
        assert s.within is None or s.within in ids
        assert s.speaker is None or s.speaker in known
        assert 0.0 <= s.confidence <= 1.0


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt"))[:6], ids=lambda p: p.stem)
def test_no_statement_stands_in_title_or_furniture(path: Path, tools: Tools) -> None:
    for page in intake([path]):
        assert isinstance(page, Page)
        reading = read_page(page, tools)
        assert reading.article is not None
        body = [line.span for line in reading.article.lines if line.kind is LineKind.BODY]
        for s in reading.statements:
            assert all(any(b.covers(part) for b in body) for part in s.content), [
                p.of(reading.article.text) for p in s.content
            ]


def test_reading_twice_gives_the_same(tools: Tools) -> None:
    text = 'The envoy said the road was open. "Drive slowly," he added.'
    assert speech_of(text, tools, tagger=True) == speech_of(text, tools, tagger=True)


def test_a_headline_gives_no_statement(tools: Tools) -> None:
    found = speech_of("Lorries wait at the bridge.", tools, title="Lomov: the bridge will be closed").statements
    assert not found


def test_nested_words_name_their_holder_and_the_chain(tools: Tools) -> None:
    text = '"My aunt told me: ‘Keep the key.’ I kept it," said Marta Lind.'
    outer, inner = speech_of(text, tools).statements
    assert inner.within == outer.id and outer.within is None
    assert outer.chain == ("Marta Lind",)
    assert inner.chain[0] == "Marta Lind" and len(inner.chain) == 2


def test_attitude_is_told_apart_from_speech(tools: Tools) -> None:
    (fear,) = speech_of("The mayor fears that the bridge will fall.", tools).statements
    (word,) = speech_of("The mayor warned that the bridge would fall.", tools).statements
    assert fear.attitude and not word.attitude


def test_who_is_told_and_where(tools: Tools) -> None:
    text = "The envoy told reporters at a briefing that the talks would go on."
    (said,) = speech_of(text, tools).statements
    assert said.addressee is not None and said.addressee.of(text) == "reporters"
    assert said.occasion is not None and "briefing" in said.occasion.of(text)


def test_no_source_is_an_answer(tools: Tools) -> None:
    (said,) = speech_of('"The road is open. Drive slowly, and keep to the right."', tools).statements
    assert said.form is Form.DIRECT and said.speaker is None and said.speaker_span is None
    assert said.confidence < 0.6


def test_the_states_that_words_are_about_and_their_tone(tools: Tools) -> None:
    text = "Poland's foreign minister accused Belarus of breaking the treaty."
    (charge,) = speech_of(text, tools).statements
    assert charge.about == (Dyad("BLR", "POL"),) and charge.tone == -1
    assert "accused" in {cue.of(text) for cue in charge.tone_cues}
    text = "Poland's foreign minister thanked Belarus for “patience and bread”."
    (thanks,) = speech_of(text, tools).statements
    assert thanks.about == (Dyad("BLR", "POL"),) and thanks.tone == 1


def test_a_denied_charge_has_no_tone(tools: Tools) -> None:
    text = "Belarus denied that its soldiers had attacked Poland."
    (denial,) = speech_of(text, tools).statements
    assert denial.tone == 0


def test_an_analysts_stance_is_his_own(tools: Tools) -> None:
    text = "Andrei Kruglov, a Russian political scientist, said that Armenia was an enemy of Russia."
    (stance,) = speech_of(text, tools).stances
    assert stance.holder == "andrei-kruglov" and stance.holder != "RUS"
    assert stance.toward == ("ARM", "RUS") and stance.lean == -1
    assert stance.official is not True


def test_without_the_tagger_more_is_unsure(tools: Tools) -> None:
    if tools.tagger is None:
        pytest.skip("the speech tagger is not installed")
    text = "The minister said that the road was open."
    (with_it,) = speech_of(text, tools, tagger=True).statements
    (without,) = speech_of(text, tools).statements
    assert with_it.content == without.content
    assert with_it.confidence > without.confidence


def test_a_long_page_costs_time_in_proportion(tools: Tools) -> None:
    block = '"We wait," said the mayor of Orsk. Ivan Lomov replied that nobody came. The envoy rejected the charge.\n'

    def seconds(times: int) -> float:
        article = article_of(block * times)
        analysis = parse(article, tools.engines["en"])
        cast = find_cast(article, analysis, tools.lexicon)
        started = time.process_time()
        speech = find_statements(article, analysis, cast, tools.lexicon)
        assert len(speech.statements) == 3 * times
        return time.process_time() - started

    seconds(2)
    assert seconds(160) < 12 * seconds(40) + 0.5


def test_spans_count_code_points_not_bytes(tools: Tools) -> None:
    text = "😀😀 Ərdoğan çıxışı. “Yol açıqdır, 😀 dostlar,” said the mayor."
    (said,) = speech_of(text, tools).statements
    assert said.content == (Span(text.index("Yol"), text.index("”")),)


def test_a_thing_that_somebody_tells_of_does_not_go_on_to_speak(tools: Tools) -> None:
    text = "The Norwegian minister said that two shells had hit the Malawian camp, and promised that Oslo would pay."
    speech = speech_of(text, tools)
    assert len(speech.statements) == 2
    assert {s.speaker for s in speech.statements} == {"norwegian-minister"}


def test_a_quoted_word_before_the_thing_that_is_refused_stays_within_the_page(tools: Tools) -> None:
    text = 'Spain rejected "roundly" those terms. It will not withdraw its ambassador.'
    for statement in speech_of(text, tools).statements:
        assert all(0 <= span.start < span.stop <= len(text) for span in statement.content)


@pytest.mark.parametrize("outlet", ["CNN", "the BBC", "TASS"])
def test_a_station_that_is_told_is_no_party(tools: Tools, outlet: str) -> None:
    (said,) = speech_of(
        f"Jordan's foreign minister told {outlet} that Israel had broken the truce.", tools
    ).statements
    assert said.about == (Dyad("ISR", "JOR"),)


@pytest.mark.parametrize("text", ["Yerevan condemned the arrest and his family called for his release."])
def test_no_statement_is_an_article_or_ends_in_a_conjunction(tools: Tools, text: str) -> None:
    for said in speech_of(text, tools, tagger=True).statements:
        for part in said.content:
            assert part.of(text).split()[-1] not in {"the", "and"}


def test_an_answer_behind_a_letter_is_that_of_whoever_is_interviewed(tools: Tools) -> None:
    text = (
        "Political scientist Rasa Jonaitytė spoke to Nemunas News about the closed border.\n"
        "Q: Will Lithuania reopen the border?\nA: I think that Lithuania will reopen two crossings by spring.\n"
        "Q: And what does Minsk offer?\nA: Minsk offers to take back the migrants."
    )
    speech = speech_of(text, tools)
    names = {a.name for s in speech.statements if (a := speech.cast.actor(s.speaker))}
    assert len(speech.statements) == 2 and names == {"Rasa Jonaitytė"}


ANSWERS = (
    "No, I do not think that Thailand wants a war.",
    "Cambodia will go to the court. Thailand will not come.",
    "Vietnam keeps quiet, and that is wise.",
)
ASKED = ("Is there going to be a war?", "What will Cambodia do?", "And the other neighbours?")


def test_questions_in_paragraphs_of_their_own_make_an_interview(tools: Tools) -> None:
    rows = [line for pair in zip(ASKED, ANSWERS, strict=True) for line in pair]
    text = "\n".join(["The expert Tomas Vell spoke to The Delta Post about the border quarrel.", *rows])
    speech = speech_of(text, tools)
    assert [s.content[0].of(text) for s in speech.statements] == list(ANSWERS)
    assert {a.name for s in speech.statements if (a := speech.cast.actor(s.speaker))} == {"Tomas Vell"}


def test_a_column_that_asks_is_no_interview(tools: Tools) -> None:
    rows = [line for pair in zip(ASKED, ("It may.", "It has a court.", "They wait."), strict=True) for line in pair]
    text = "\n".join(["The expert Tomas Vell knows the border.", *rows])
    assert not speech_of(text, tools).statements
