"""The two pages where it began, as an acceptance test; skipped where ../shared/seeds is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.dates import iso
from detente.pages import intake
from detente.pipeline import Tools, read_page
from detente.questions import ask_relation
from detente.questions.third import ask_third
from detente.record import Store, open_store
from detente.relations.nouns import Movement
from detente.types import Dyad, EventType, Form, LineKind, Page, Reading, Status


@pytest.fixture(scope="module")
def readings(seeds: Path, tools: Tools) -> tuple[Reading, Reading]:
    pages = [p for p in intake([seeds]) if isinstance(p, Page)]
    assert len(pages) == 2
    first, second = (read_page(p, tools) for p in pages)
    assert not first.problems and not second.problems
    return first, second


@pytest.fixture(scope="module")
def store(seeds: Path, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(str(tmp_path_factory.mktemp("db") / "seeds.db"))
    for page in intake([seeds]):
        assert isinstance(page, Page)
        made.add(page, read_page(page, tools))
    return made


def test_days_of_publication(readings: tuple[Reading, Reading]) -> None:
    days = [iso(r.article.published.when) for r in readings if r.article and r.article.published]
    assert days == ["2025-03-11", "2021-07-23"]
    first = readings[0].article
    assert first is not None and first.published is not None and first.published.clock == "17:24"


def test_outlets_and_headlines(readings: tuple[Reading, Reading]) -> None:
    first, second = (r.article for r in readings)
    assert first and second and first.outlet and second.outlet
    assert (first.outlet.value, second.outlet.value) == ("Axar.az", "News.Az")
    assert first.headline is not None and first.headline.value.startswith("Markov:")
    assert second.headline is None


def test_five_direct_quotations_all_by_markov(readings: tuple[Reading, Reading]) -> None:
    direct = [
        (reading.cast.actor(s.speaker), s)
        for reading in readings
        for s in reading.statements
        if s.form is Form.DIRECT and s.within is None
    ]
    assert len(direct) == 5
    assert all(actor is not None and actor.name.split()[-1] == "Markov" for actor, _ in direct)


def test_the_first_page_has_indirect_speech_attributed_by_the_next_paragraph(
    readings: tuple[Reading, Reading],
) -> None:
    reading = readings[0]
    assert reading.article is not None
    text = reading.article.text
    holding = [s for s in reading.statements for c in s.content if "refrain from making negative" in c.of(text)]
    assert holding
    speaker = reading.cast.actor(holding[0].speaker)
    assert holding[0].form is not Form.DIRECT
    assert speaker is not None and speaker.name == "Sergey Markov"


@pytest.mark.parametrize("word", ["Iran", "Pakistan", "drone", "Fidan", "Khojaly", "Ramadan", "Hungary", "Riyadh"])
def test_nothing_comes_out_of_see_also_and_widgets(store: Store, word: str) -> None:
    assert store.search(word) == ()


def test_no_record_touches_furniture(readings: tuple[Reading, Reading]) -> None:
    for reading in readings:
        assert reading.article is not None
        grey = [x.span for x in reading.article.lines if x.kind in {LineKind.FURNITURE, LineKind.OTHER}]
        spans = [c for s in reading.statements for c in s.content] + [e.clause for e in reading.tellings]
        assert not [s for s in spans for g in grey if s.overlaps(g)]


def test_the_award_was_yesterday(readings: tuple[Reading, Reading]) -> None:
    reading = readings[0]
    assert reading.article is not None
    awards = [e for e in reading.tellings if "Order of Friendship" in e.clause.of(reading.article.text)]
    assert awards
    award = awards[0]
    assert award.type is EventType.SUPPORT and award.status is Status.ACTUAL
    assert (award.source_state, award.target_state) == ("RUS", "AZE")
    assert award.when is not None and iso(award.when.when) == "2025-03-10"


def test_fight_again_is_no_assault_that_happened(readings: tuple[Reading, Reading]) -> None:
    reading = readings[1]
    hard = {EventType.ASSAULT, EventType.THREATEN, EventType.COERCE}
    assert not [e for e in reading.tellings if e.type in hard and e.status is Status.ACTUAL]


def test_the_relation_is_two_points_and_a_gap(store: Store, tools: Tools) -> None:
    answer = ask_relation(store, Dyad("AZE", "RUS"), tools.lexicon)
    read = [p for p in answer.series.points if not p.gap]
    assert [iso(p.when) for p in read] == ["2021-07", "2025-03"]
    assert sum(p.gap for p in answer.series.points) == 43
    assert answer.pages == 2 and answer.officials == 0 and set(answer.outlets) == {"Axar.az", "News.Az"}


def test_whose_voices_these_are_in_one_line(store: Store, tools: Tools) -> None:
    note = ask_relation(store, Dyad("AZE", "RUS"), tools.lexicon).note
    assert note.startswith("2 pages, 1 speaker, 2 outlets, both Azerbaijani, 0 officials quoted.")


def test_march_2025_has_improved_by_a_reason_that_quotes(store: Store, tools: Tools) -> None:
    answer = ask_relation(store, Dyad("AZE", "RUS"), tools.lexicon)
    last = answer.reasons[-1]
    assert iso(last.when) == "2025-03" and last.movement is Movement.IMPROVED
    assert last.against is None and "word of the pages alone" in last.line  # the gap says nothing
    assert "awarded the Speaker of the Azerbaijani Parliament" in last.line
    award = last.cites[0]
    article = store.reading(award.article).article
    assert article is not None and award.span.of(article.text) == award.words


def test_two_pages_are_too_few_for_turns_and_regimes(store: Store, tools: Tools) -> None:
    answer = ask_relation(store, Dyad("AZE", "RUS"), tools.lexicon)
    assert answer.turns.little.startswith("too little to say") and answer.regimes.little.startswith(
        "too little to say"
    )


def test_no_official_leaves_only_what_the_outlets_tell(store: Store, tools: Tools) -> None:
    answer = ask_relation(store, Dyad("AZE", "RUS"), tools.lexicon, officials_only=True)
    assert answer.speakers == () and all(row.word_of == "outlet" for row in answer.rows)


def test_external_players_are_blamed_by_the_analyst(store: Store, tools: Tools) -> None:
    found = {t.who: t for t in ask_third(store, Dyad("AZE", "RUS"), tools.lexicon).thirds}
    assert "external players" in found and found["external players"].by == ("Sergey Markov",)
