"""The packaged actors answer who held what on which day, who is meant by a name, and who belongs to what."""

from datetime import date
from pathlib import Path

import pytest

from detente.dates import from_iso
from detente.errors import LexiconError
from detente.lexicon import Lexicon, load_lexicon
from detente.lexicon.actors import (
    actors,
    holder,
    holders,
    members_of,
    person_by_name,
    persons_by_name,
    rival_names,
    terms_of,
)
from detente.lexicon.entries import Spell
from detente.lexicon.translated import state_names


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("office", "state", "on", "person"),
    [
        ("president", "AZE", date(2024, 5, 1), "ilham-aliyev"),
        ("foreign_minister", "AZE", date(2020, 7, 15), "elmar-mammadyarov"),
        ("foreign_minister", "AZE", date(2020, 7, 16), "jeyhun-bayramov"),
        ("prime_minister", "ARM", date(2018, 4, 20), "serzh-sargsyan"),
        ("foreign_minister", "TUR", date(2015, 10, 1), "feridun-sinirlioglu"),
        ("foreign_minister", "TUR", date(2016, 10, 1), "mevlut-cavusoglu"),
        ("president", "USA", date(2021, 1, 19), "donald-trump"),
        ("president", "USA", date(2021, 1, 20), "joe-biden"),
        ("foreign_minister", "USA", date(2022, 3, 1), "antony-blinken"),
        ("prime_minister", "DEU", date(2022, 3, 1), "olaf-scholz"),
        ("secretary_general", "UN", date(2016, 12, 31), "ban-ki-moon"),
        ("secretary_general", "NATO", date(2020, 1, 1), "jens-stoltenberg"),
        ("foreign_spokesperson", "RUS", date(2022, 3, 1), "maria-zakharova"),
        ("supreme_leader", "IRN", date(2020, 1, 1), "ali-khamenei"),
    ],
)
def test_who_held_the_office_on_the_day(lexicon: Lexicon, office: str, state: str, on: date, person: str) -> None:
    found = holder(lexicon, office, state, on)
    assert found is not None and found.id == person


def test_nobody_held_it_between_two_terms_or_before_the_first(lexicon: Lexicon) -> None:
    assert holder(lexicon, "foreign_minister", "ARM", date(2020, 11, 17)) is None
    assert holder(lexicon, "president", "RUS", date(1980, 1, 1)) is None
    assert holder(lexicon, "president", "ZZZ", date(2020, 1, 1)) is None


def test_an_imprecise_end_leaves_the_day_open_but_names_who_may_be_meant(tmp_path: Path) -> None:
    rows = (
        "id,name,surname,aliases,sex,state,office,since,until,precision,looked_up,source,note",
        "jane-doe,Jane Doe,Doe,,f,TUV,foreign_spokesperson,2014,2018,year,no,general knowledge,",
        "john-roe,John Roe,Roe,,m,TUV,foreign_spokesperson,2018,2022,year,no,general knowledge,",
    )
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "holders.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    lexicon = load_lexicon((tmp_path,))
    found = holders(lexicon, "foreign_spokesperson", "TUV", date(2018, 6, 1))
    assert {term.person for term in found} == {"jane-doe", "john-roe"}
    assert holder(lexicon, "foreign_spokesperson", "TUV", date(2018, 6, 1)) is None
    assert holder(lexicon, "foreign_spokesperson", "TUV", date(2019, 6, 1)) is not None


def test_offices_with_many_holders_give_them_all(lexicon: Lexicon) -> None:
    cochairs = holders(lexicon, "minsk_cochair", "OSCE", date(2015, 6, 1))
    assert {t.note for t in cochairs} == {"France", "Russia", "United States"}
    assert holder(lexicon, "minsk_cochair", "OSCE", date(2015, 6, 1)) is None


def test_a_career_in_order_and_on_a_day(lexicon: Lexicon) -> None:
    offices = [t.office for t in terms_of(lexicon, "vladimir-putin")]
    assert offices == ["president", "president", "prime_minister"]
    assert [t.office for t in terms_of(lexicon, "vladimir-putin", date(2010, 1, 1))] == ["prime_minister"]
    assert terms_of(lexicon, "nobody") == ()


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ilham Aliyev", "ilham-aliyev"),
        ("İlham Əliyev", "ilham-aliyev"),
        ("SERGEI LAVROV", "sergey-lavrov"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Mohammed bin Salman", "mohammed-bin-salman"),
    ],
)
def test_a_person_is_found_by_any_spelling(lexicon: Lexicon, name: str, person: str) -> None:
    found = person_by_name(lexicon, name)
    assert found is not None and found.id == person


def test_a_surname_alone_is_no_name(lexicon: Lexicon) -> None:
    assert persons_by_name(lexicon, "Aliyev") == ()
    assert person_by_name(lexicon, "Xi Jinping") is not None
    assert actors(lexicon).persons["xi-jinping"].surname == "Xi"


def test_members_come_and_go(lexicon: Lexicon) -> None:
    assert "GBR" in members_of(lexicon, "EU", date(2020, 1, 31))
    assert "GBR" not in members_of(lexicon, "EU", date(2020, 2, 1))
    assert len(members_of(lexicon, "EU", date(2024, 1, 1))) == 27
    assert len(members_of(lexicon, "NATO", date(2024, 3, 7))) == 32
    assert members_of(lexicon, "CSTO", date(2024, 1, 1)) == ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")


def test_rival_names_of_a_place_with_their_sides(lexicon: Lexicon) -> None:
    sides = {c.name: c.used_by for c in rival_names(lexicon, "stepanakert")}
    assert set(sides) == {"Khankendi", "Stepanakert"}
    assert "AZE" in sides["Khankendi"] and "ARM" in sides["Stepanakert"]
    assert rival_names(lexicon, "Paris") == ()


def test_a_spell_knows_what_it_does_not_know() -> None:
    spell = Spell(since=from_iso("2019-05"), until=from_iso("2021"))
    answers = [spell.covers(date(y, m, d)) for y, m, d in [(2019, 4, 30), (2019, 5, 10), (2020, 1, 1), (2021, 6, 1)]]
    assert answers == [False, None, True, None]
    assert spell.covers(date(2022, 1, 1)) is False
    assert Spell().covers(date(1, 1, 1)) is True
    assert not spell.overlaps(Spell(since=from_iso("2021")))
    assert spell.overlaps(Spell(since=from_iso("2020-06-01")))


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Azerbaijan"), ("ru", "Азербайджан"), ("az", "Azərbaycan"), ("tr", "Azerbaycan"), ("de", "Aserbaidschan"),
     ("fr", "Azerbaïdjan"), ("es", "Azerbaiyán"), ("uk", "Азербайджан"), ("ka", "აზერბაიჯანი"), ("hy", "Ադրբեջան")],
)  # fmt: skip
def test_states_have_names_in_the_languages_of_the_region(lexicon: Lexicon, language: str, name: str) -> None:
    assert state_names(lexicon, language)["AZE"] == name


def test_every_member_of_the_united_nations_has_a_name_in_persian(lexicon: Lexicon) -> None:
    names = state_names(lexicon, "fa")
    assert {s.id for s in actors(lexicon).states.values() if s.kind == "member"} <= names.keys()


def test_an_unknown_language_is_refused(lexicon: Lexicon) -> None:
    with pytest.raises(LexiconError, match="'zz9'"):
        state_names(lexicon, "zz9")


def test_sixty_bodies_have_members_by_date() -> None:
    members = actors(load_lexicon()).members
    assert len({member.body for member in members}) >= 60
    assert "SWE" not in members_of(load_lexicon(), "NATO", date(2024, 3, 1))
    assert "SWE" in members_of(load_lexicon(), "NATO", date(2024, 4, 1))
    assert "KOR" in members_of(load_lexicon(), "OECD", date(2000, 1, 1))
    assert members_of(load_lexicon(), "WARSAWPACT", date(1995, 1, 1)) == ()


def test_sixty_states_have_spokespersons_in_every_year_since_2015() -> None:
    known = actors(load_lexicon())
    speakers = [t for t in known.terms if known.offices[t.office].kind == "spokesperson" and t.state in known.states]
    for year in range(2015, 2026):
        states = {t.state for t in speakers if t.spell.covers(date(year, 7, 1)) is not False}
        assert len(states) >= 60, year


def test_names_of_states_in_the_languages_of_the_region() -> None:
    lexicon = load_lexicon()
    for language in ("en", "ru", "az", "tr", "hy", "ka", "uk", "fa", "fr", "de", "es"):
        names = state_names(lexicon, language)
        assert len(names) >= 190
        assert len({names[code] for code in ("AZE", "ARM", "GEO", "RUS", "TUR", "IRN", "UKR")}) == 7


def test_contested_places_say_whose_press_uses_which_name() -> None:
    places: dict[str, set[str]] = {}
    for contested in actors(load_lexicon()).contested:
        places.setdefault(contested.place, set()).add(contested.name)
    both = [place for place, names in places.items() if len(names) > 1]
    assert len(both) >= 90
    assert {name.name for name in rival_names(load_lexicon(), "Stepanakert")} >= {"Stepanakert", "Khankendi"}
