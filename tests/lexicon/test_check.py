"""The packaged lexicon is sound, and every kind of fault in a user's layer is named with its remedy."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import LexiconError
from detente.lexicon import load_lexicon
from detente.lexicon.actors import actors
from detente.lexicon.check import check_lexicon, clashes
from detente.lexicon.load import PACKAGED

HOLDERS = "id,name,surname,aliases,sex,state,office,since,until,precision,looked_up,source,note"
STATES = "id,alpha2,name,formal,aliases,adjectives,national,nationals,capitals,metonyms,organs,kind"
STATES += ",since,until,note,source"
GROUPS = "id,name,aliases,states,kind,since,until,note,source"

Faults = Callable[[str, str], tuple[str, ...]]


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Return the faults of the packaged lexicon with one file of the user's laid over it."""

    def check(name: str, text: str) -> tuple[str, ...]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return check_lexicon(load_lexicon((tmp_path,)))

    return check


def test_the_packaged_lexicon_is_sound() -> None:
    assert check_lexicon(load_lexicon()) == ()


def test_the_packaged_tables_are_as_large_as_they_should_be() -> None:
    known = actors(load_lexicon())
    kinds = Counter(state.kind for state in known.states.values())
    assert kinds["member"] == 193 and kinds["observer"] == 2 and kinds["contested"] >= 9
    assert len(known.bodies) >= 80 and len(known.groups) >= 80 and len(known.terms) >= 900
    assert len({term.state for term in known.terms}) >= 60
    assert sum(path.stat().st_size for path in PACKAGED.rglob("*.csv")) < 2_700_000  # the letters of names: 0.67 MB


def test_every_entry_says_where_it_is_from() -> None:
    lexicon = load_lexicon()
    for table in ("states", "bodies", "groups", "offices", "titles", "holders", "members"):
        assert not [row["id"] for row in lexicon.table(f"actors/{table}") if not row["source"]]
    assert not [t.person for t in actors(lexicon).terms if t.looked_up and t.source == "general knowledge"]


def test_two_holders_of_one_office_on_one_day(faults: Faults) -> None:
    found = faults(
        "actors/holders.csv",
        f"{HOLDERS}\nrival,Rival Person,Person,,m,FRA,president,2020-01-01,,day,no,own,\n",
    )
    assert any("rival" in f and "overlaps that of emmanuel-macron" in f for f in found)


def test_standing_in_for_somebody_is_no_overlap(faults: Faults) -> None:
    row = "rival,Rival Person,Person,,m,FRA,president,2020-01-01,2020-02-01,day,no,own,acting\n"
    assert faults("actors/holders.csv", f"{HOLDERS}\n{row}") == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("p,P Q,Q,,x,FRA,mayor,2020,2021,year,no,own,", "has sex 'x'; write one of f, m"),
        ("p,P Q,Q,,m,FRA,mayor,2020-13,,month,no,own,", "cannot be read"),
        ("p,P Q,Q,,m,FRA,mayor,2021,2020,year,no,own,", "ends (2020) before it starts (2021)"),
        ("p,P Q,Q,,m,FRA,mayor,2020,2021,day,no,own,", "precision 'day' does not fit"),
        ("p,P Q,Q,,m,FRA,mayor,,2021,year,no,own,", "a term needs a start"),
        ("p,P Q,Q,,m,ZZZ,mayor,2020,,year,no,own,", "'ZZZ' is no entry"),
        ("p,P Q,Q,,m,FRA,king-of-cats,2020,,year,no,own,", "'king-of-cats' is no entry"),
        ("p,P Q,Q,,m,FRA,mayor,2020,,year,no,own,\np,P R,R,,m,FRA,mayor,2015,2016,year,no,own,", "is named P R"),
    ],
)
def test_a_faulty_term_is_named(faults: Faults, row: str, fault: str) -> None:
    found = faults("actors/holders.csv", f"{HOLDERS}\n{row}\n")
    assert len(found) == 1 and fault in found[0] and "p" in found[0]


def test_a_name_that_two_states_claim(faults: Faults) -> None:
    found = faults("actors/states.csv", f"{STATES}\nXQQ,,Ruritania,,France,,,,,,,territory,,,,own\n")
    assert found == ("actors: 'France' is the name of states FRA, XQQ alike; give it to one of them, or to none.",)


def test_a_group_of_no_known_kind_or_state(faults: Faults) -> None:
    found = faults("actors/groups.csv", f"{GROUPS}\nG1,Some Group,,ZZZ,club,,,,own\n")
    assert len(found) == 2 and "has kind 'club'" in found[0] and "'ZZZ' is no entry" in found[1]


def test_a_scale_without_numbers(faults: Faults) -> None:
    found = faults("events/scale.csv", "id,type,mode,points,quad,source,our_correction,note\nAID,AID,,much,2,own,,\n")
    assert found == ("events/scale.csv, AID: points go from -10 to 10 and a quad from 1 to 4; correct the row.",)


def test_a_file_that_cannot_be_read(faults: Faults) -> None:
    found = faults("languages/xx/broken.toml", "words = [")
    assert len(found) == 1 and "broken.toml is not valid TOML" in found[0]


def test_namesakes_are_listed_and_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "actors" / "holders.csv"
    path.parent.mkdir()
    path.write_text(f"{HOLDERS}\nother-merz,Friedrich Merz,Merz,,m,CHE,mayor,2020,,year,no,own,\n", encoding="utf-8")
    lexicon = load_lexicon((tmp_path,))
    assert check_lexicon(lexicon) == ()
    found = {(c.kind, c.ids) for c in clashes(lexicon)}
    assert ("person", ("friedrich-merz", "other-merz")) in found
    assert found - {("person", ("friedrich-merz", "other-merz"))} == {
        (c.kind, c.ids) for c in clashes(load_lexicon())
    }


def test_a_faulty_layer_stops_the_look_ups(tmp_path: Path) -> None:
    path = tmp_path / "actors" / "groups.csv"
    path.parent.mkdir()
    path.write_text(f"{GROUPS}\nG1,Some Group,,FRA,club,,,,own\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="G1: the entry has kind 'club'"):
        actors(load_lexicon((tmp_path,)))


def test_a_table_that_lacks_columns_is_named_and_breaks_nothing(faults: Faults) -> None:
    assert any("needs a start" in fault for fault in faults("actors/holders.csv", "id\nx\n"))


@pytest.mark.parametrize("name", ["nope.csv", "actors/states.toml", "languages/en/nothing.toml"])
def test_a_file_that_nobody_reads_is_named(faults: Faults, name: str) -> None:
    assert any("no such file is read" in fault for fault in faults(name, ""))


def test_a_language_may_have_the_files_of_another(faults: Faults) -> None:
    assert faults("languages/xx/furniture.toml", "") == ()
