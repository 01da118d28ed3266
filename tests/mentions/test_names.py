"""Names: the matcher, spellings, namesakes, holders by date, and first-person words once the speaker is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.dates import day
from detente.lexicon import load_lexicon
from detente.mentions import find_cast, first_person
from detente.mentions.matcher import sights
from detente.mentions.offices import Holders
from detente.mentions.spelling import name_key, same_given
from detente.mentions.vocabulary import NameKind, vocabulary
from detente.parses import parse
from detente.parses.english import load_english
from detente.types import (
    ActorKind,
    Article,
    Cast,
    Dated,
    Evidence,
    Form,
    Line,
    LineKind,
    Parse,
    Span,
    Statement,
)


def article_of(text: str, today: date | None = None) -> Article:
    return Article(
        id="page",
        page="page",
        url="page",
        text=text,
        lines=(Line(Span(0, len(text)), LineKind.BODY, "test"),),
        published=Dated(when=day(today)) if today else None,
    )


def cast_of(text: str, today: date | None = None) -> tuple[Article, Parse, Cast]:
    article = article_of(text, today)
    parsed = parse(article, load_english())
    return article, parsed, find_cast(article, parsed, load_lexicon())


def said(text: str, content: str, speaker: str) -> Statement:
    start = text.index(content)
    span = Span(start, start + len(content))
    return Statement(
        id="s",
        evidence=Evidence(article="page", spans=(span,), rule="test"),
        content=(span,),
        form=Form.DIRECT,
        speaker=speaker,
        speaker_span=None,
    )


def test_matcher_takes_the_longest_name_between_word_boundaries() -> None:
    found = sights("South Korea, Koreans and the Bakunin museum", vocabulary(load_lexicon()))
    assert (found[0].entry.kind, found[0].entry.code) == (NameKind.STATE, "KOR")
    assert not [s for s in found if s.entry.code == "AZE"]


@pytest.mark.parametrize("text", ["Türkiye", "Turkiye", "TÜRKİYE"])
def test_matcher_folds_marks_and_keeps_offsets(text: str) -> None:
    (only,) = sights(text, vocabulary(load_lexicon()), offset=7)
    assert (only.span, only.entry.code) == (Span(7, 7 + len(text)), "TUR")


@pytest.mark.parametrize(
    ("left", "right"),
    [("Sergei", "Sergey"), ("Aliyev", "Aliev"), ("Aliyev", "Əliyev"), ("Guliyev", "Quliyev"), ("Dmitri", "Dmitry")],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


def test_ilham_is_never_heydar() -> None:
    assert not same_given("Ilham", "Heydar")
    text = "A monument to Heydar Aliyev was opened. Ilham Aliyev, the president, was there."
    _, _, cast = cast_of(text, date(2025, 3, 11))
    people = [a for a in cast.actors if a.kind is ActorKind.PERSON]
    assert sorted(a.entry or "" for a in people) == ["heydar-aliyev", "ilham-aliyev"]


def test_an_office_goes_to_its_holder_on_the_day() -> None:
    holders = Holders(load_lexicon())
    assert (found := holders.in_office(["president"], "AZE", date(2021, 7, 23))) and found.id == "ilham-aliyev"
    assert (found := holders.in_office(["president"], "AZE", date(2001, 7, 23))) and found.id == "heydar-aliyev"
    assert holders.in_office(["president"], "AZE", None) is None


def test_an_office_is_linked_to_the_name_on_the_page() -> None:
    text = "The Azerbaijani president left on Monday. Ilham Aliyev will return on Friday."
    _, _, cast = cast_of(text, date(2021, 7, 23))
    (office,) = [m for m in cast.mentions if m.role == "president"]
    assert office.actor == next(a.id for a in cast.actors if a.name == "Ilham Aliyev")


def test_two_people_of_one_surname_stay_two() -> None:
    text = (
        "Deputy minister Giorgi Kapanadze of Georgia praised the deal. "
        "Economist Levan Kapanadze, no relation, did not. The deputy minister left early."
    )
    _, _, cast = cast_of(text)
    names = {a.name: a for a in cast.actors}
    assert {"Giorgi Kapanadze", "Levan Kapanadze"} <= set(names)
    assert names["Giorgi Kapanadze"].official and not names["Levan Kapanadze"].official
    last = max((m for m in cast.mentions if m.role and "minister" in m.role), key=lambda m: m.span.start)
    assert last.actor == names["Giorgi Kapanadze"].id


def test_first_person_is_the_speaker_and_his_state_if_he_acts_for_it() -> None:
    text = '"I came because we want peace," said Armenian foreign minister Aram Danielyan on Monday.'
    article, parsed, cast = cast_of(text)
    speaker = next(a.id for a in cast.actors if a.name == "Aram Danielyan")
    after = first_person(article, parsed, cast, (said(text, "I came because we want peace", speaker),))
    found = {m.span.of(text): (m.actor, m.state) for m in after.mentions if m.rule.startswith("first person")}
    assert found == {"I": (speaker, "ARM"), "we": ("ARM", "ARM")}


def test_we_of_a_private_person_stays_open_but_our_country_does_not() -> None:
    text = '"We are tired, and our country is poor," said Armenian economist Aram Danielyan on Monday.'
    article, parsed, cast = cast_of(text)
    speaker = next(a.id for a in cast.actors if a.name == "Aram Danielyan")
    after = first_person(article, parsed, cast, (said(text, "We are tired, and our country is poor", speaker),))
    found = {m.span.of(text): m.actor for m in after.mentions if m.span.stop < text.index("said")}
    assert found["We"] is None
    assert found["our country"] == "ARM"


def test_every_mention_quotes_the_page_and_names_a_rule() -> None:
    text = "Russian border guards turned back two Georgian lorries. The ministry in Tbilisi summoned the ambassador."
    _, _, cast = cast_of(text)
    assert cast.mentions
    for mention in cast.mentions:
        assert 0 <= mention.span.start < mention.span.stop <= len(text)
        assert mention.rule
        assert mention.actor is None or cast.actor(mention.actor) is not None


def test_an_office_known_alone_gets_the_holder_of_the_day_and_keeps_its_words() -> None:
    for on, entry in ((date(2021, 7, 23), "ilham-aliyev"), (date(2003, 6, 1), "heydar-aliyev")):
        _, _, cast = cast_of("The Azerbaijani president left for Ankara on Monday.", on)
        (person,) = [actor for actor in cast.actors if actor.kind is ActorKind.PERSON]
        assert (person.name, person.entry) == ("Azerbaijani president", entry)
    _, _, cast = cast_of("A former Azerbaijani president left for Ankara on Monday.", date(2021, 7, 23))
    assert [actor.entry for actor in cast.actors if actor.kind is ActorKind.PERSON] == [None]


def test_a_users_layer_gives_a_state_a_foreign_minister(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    header = "id,name,surname,aliases,sex,state,office,since,until,precision,looked_up,source,note"
    row = "jane-doe,Jane Doe,Doe,,f,PLW,foreign_minister,2031-02-03,,day,no,own list,"
    (folder / "holders.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    layered = load_lexicon((tmp_path,))
    assert Holders(layered).in_office(["foreign minister"], "PLW", date(2031, 3, 1)) is not None
    article, parsed, _ = cast_of("Doe met the foreign minister of Palau.", date(2031, 3, 1))
    cast = find_cast(article, parsed, layered)
    assert "jane-doe" in {actor.entry for actor in cast.actors}


def test_half_a_name_is_no_state_without_its_neighbour_or_inside_another_name() -> None:
    states = {m.state for m in cast_of("Mali's army left the North on Monday.")[2].mentions}
    assert "PRK" not in states and "KOR" not in states
    _, _, cast = cast_of("South Korea sent a ship to the North Sea, and the North of Mali is dry.")
    assert {m.state for m in cast.mentions} <= {"KOR", "MLI", None}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Trump announced new tariffs on Canada.", "Trump", "USA"),
        ("Blinken demanded that Azerbaijan open the road.", "Blinken", "USA"),
        ("Macron met the Armenian minister.", "Macron", "FRA"),
    ],
)
def test_whom_everybody_knows_by_surname_has_a_state_that_the_page_does_not_name(
    text: str, name: str, state: str
) -> None:
    article = article_of(text, date(2023, 9, 20) if name == "Blinken" else date(2025, 6, 1))
    cast = find_cast(article, parse(article, load_english()), load_lexicon())
    assert [a.state for a in cast.actors if a.name == name] == [state]
