"""Hard cases on a record: verdicts and later pages, pages read again or lost, crowds of copies, one side open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.questions.dyad import gather_dyad
from detente.questions.happenings import find_happening, list_happenings
from detente.questions.overview import list_dyads
from detente.questions.persons import count_persons, find_person, list_persons
from detente.questions.stories import find_story, list_stories
from detente.questions.third import ask_network
from detente.questions.utterances import list_utterances
from detente.questions.verdicts import join, part, take_back
from detente.record import Store, open_store
from detente.relations import load_scale
from detente.types import Cast, Dated, Dyad, EventType, Page, Problem, Reading, Span, Status, Verdict
from evals.stories.paper import reported
from tests.links.stock import WIRE, article, enter, speech

LEXICON = load_lexicon()
PAIR = Dyad("NLD", "FRA")
DAY = date(2024, 5, 7)
OTHER_WORDS = (
    "A bench by the canal was all that the two delegations needed for their herring talks.",
    "Over paper plates the delegations sat for an hour of herring talks beside the canal.",
    "Herring was the matter when both delegations shared a table at the canal for talks.",
)


def telling_page(
    key: str,
    text: str,
    *,
    published: date = DAY,
    outlet: str = "",
    sides: tuple[str | None, str | None] = ("NLD", "FRA"),
    when: date | None = DAY,
    status: Status = Status.ACTUAL,
    version: str = "1",
) -> Reading:
    """A page whose first sentence tells that two states met."""
    made = article(text, key, published=published, outlet=outlet or f"Outlet {key}")
    clause = Span(0, text.index(".") + 1)
    trigger = Span(clause.stop - 6, clause.stop - 1)
    telling = reported(key, clause, EventType.CONSULT, *sides, f"e{key}", trigger=trigger, when=when, status=status)
    return Reading(page=key, url=made.url, article=made, tellings=(telling,), versions={"code": version})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(str(tmp_path / "x.db"))
    enter(made, telling_page("a1", " ".join(WIRE)))
    enter(made, telling_page("b2", OTHER_WORDS[0]))
    enter(made, telling_page("c3", OTHER_WORDS[1], published=DAY + timedelta(days=1)))
    return made


def sizes(store: Store) -> list[int]:
    return sorted(len(h.tellings) for h in list_happenings(store, LEXICON))


def agreed(store: Store) -> Sequence[tuple[str, ...]]:
    """The tellings of each happening, after a look that the relation, the list and the overview count alike."""
    listed = list_happenings(store, LEXICON, PAIR)
    material = gather_dyad(store, PAIR, LEXICON)
    assert material.happenings == listed
    assert set(material.rows) >= {key for h in listed for key in h.tellings}
    rows = {row.dyad: row for row in list_dyads(store, LEXICON)}
    assert rows[PAIR.joined()].happenings == len(listed)
    return sorted(h.tellings for h in listed)


# --------------------------------------------------------------------------- one count everywhere


def test_a_relation_counts_what_the_list_of_happenings_counts(store: Store) -> None:
    assert agreed(store) == [("ea1", "eb2", "ec3")]
    part(store, LEXICON, "happening", "ec3", who="u")
    assert agreed(store) == [("ea1", "eb2"), ("ec3",)]
    take_back(store, LEXICON, "happening", ["ec3"], who="u")
    assert agreed(store) == [("ea1", "eb2", "ec3")]


def test_a_users_join_counts_in_the_relation_and_in_the_network(store: Store) -> None:
    later = DAY + timedelta(days=30)
    enter(store, telling_page("d4", OTHER_WORDS[2], published=later, when=later))
    assert len(agreed(store)) == 2
    join(store, LEXICON, "happening", "ea1", "ed4", who="u")
    assert agreed(store) == [("ea1", "eb2", "ec3", "ed4")]
    (edge,) = ask_network(store, LEXICON, load_scale(LEXICON))
    assert edge.events == 1


def test_one_that_names_one_side_only_counts_with_the_happening_it_tells(store: Store) -> None:
    enter(store, telling_page("d4", OTHER_WORDS[2], sides=("NLD", None)))
    assert agreed(store) == [("ea1", "eb2", "ed4", "ec3")]
    assert "d4" in {r.article.id for r in gather_dyad(store, PAIR, LEXICON).readings if r.article}


def test_the_word_of_officials_alone_leaves_happenings_what_they_are(store: Store) -> None:
    told = telling_page("d4", OTHER_WORDS[2])
    enter(store, replace(told, tellings=(replace(told.tellings[0], vouched_by="nobody"),)))
    assert agreed(store) == [("ea1", "eb2", "ed4", "ec3")]
    (one,) = gather_dyad(store, PAIR, LEXICON, officials_only=True).happenings
    assert one.tellings == ("ea1", "eb2", "ec3")


def test_a_direction_leaves_out_what_is_told_the_other_way_round(store: Store) -> None:
    enter(store, telling_page("d4", OTHER_WORDS[2], sides=("FRA", "NLD")))
    one, other = (gather_dyad(store, d, LEXICON, directed=True) for d in (PAIR, Dyad("FRA", "NLD")))
    assert [h.tellings for h in one.happenings] == [("ea1", "eb2", "ec3")] and set(one.rows) == {"ea1", "eb2", "ec3"}
    assert [h.tellings for h in other.happenings] == [("ed4",)]


# --------------------------------------------------------------------------- users' verdicts and later pages


def test_a_split_holds_when_later_pages_resemble_both(store: Store) -> None:
    part(store, LEXICON, "happening", "ec3", who="u")
    for n in range(4):
        enter(store, telling_page(f"d{n}", OTHER_WORDS[n % 3], published=DAY + timedelta(days=1)))
    for one in list_happenings(store, LEXICON):
        assert not {"ea1", "ec3"} <= set(one.tellings) and not {"eb2", "ec3"} <= set(one.tellings)


def test_a_join_holds_when_later_pages_come(store: Store) -> None:
    later = DAY + timedelta(days=30)
    enter(store, telling_page("d4", OTHER_WORDS[2], published=later, when=later))
    join(store, LEXICON, "happening", "ea1", "ed4", who="u")
    enter(store, telling_page("e5", OTHER_WORDS[2] + " It rained.", published=later, when=later))
    assert {"ea1", "ed4"} <= set(find_happening(store, LEXICON, "ea1").happening.tellings)


def test_a_verdict_survives_the_page_being_read_again(store: Store) -> None:
    part(store, LEXICON, "happening", "ec3", who="u")
    join(store, LEXICON, "story", "a1", "b2", who="u")
    before = agreed(store)
    for key, text, published in (("a1", " ".join(WIRE), DAY), ("c3", OTHER_WORDS[1], DAY + timedelta(days=1))):
        enter(store, telling_page(key, text, published=published, version="2"))
    assert agreed(store) == before == [("ea1", "eb2"), ("ec3",)]
    assert [p.article for p in find_story(store, LEXICON, "a1").pages] == ["a1", "b2"]


# --------------------------------------------------------------------------- pages that are lost


def test_what_a_page_leaves_behind_when_nothing_is_read_of_it_any_more(store: Store) -> None:
    """A page that users have joined to others is read again, and no article comes of it."""
    enter(store, speech("We will never sign a paper that nobody has read aloud.", "Anton Varela", "s1"))
    enter(store, speech("The boats stay where they are until the storms are over.", "Anton Varela", "s2", outlet="Y"))
    join(store, LEXICON, "story", "a1", "b2", who="u")
    join(store, LEXICON, "statement", "s-s1", "s-s2", who="u")
    assert len(list_utterances(store, LEXICON)) == 1
    for key in ("b2", "s2"):
        lost = Problem(url=f"{key}.txt", stage="articles", kind="empty", detail=f"{key}.txt: nothing on it.")
        page = Page(sha=key, url=f"{key}.txt", body=key.encode(), media_type="text/plain")
        store.add(page, Reading(page=key, url=page.url, problems=(lost,), versions={"code": "2"}))
    assert agreed(store) == [("ea1", "ec3")]
    assert [p.article for p in find_story(store, LEXICON, "a1").pages] == ["a1"]
    assert all(len(row.pages) > 1 for row in list_stories(store, LEXICON))
    assert list_utterances(store, LEXICON) == ()
    assert [row.pages for row in list_persons(store, LEXICON, name="varela")] == [1]


# --------------------------------------------------------------------------- crowds and series


def test_a_crowd_of_copies_is_one_story_and_one_happening(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "crowd.db"))
    for n in range(120):
        text = " ".join(WIRE[: 6 - n % 3])
        enter(store, telling_page(f"p{n:03}", text, outlet=f"Paper {n}", published=DAY + timedelta(days=n % 2)))
    (story,) = list_stories(store, LEXICON)
    (one,) = list_happenings(store, LEXICON)
    assert len(story.pages) == len(one.tellings) == len(one.outlets) == 120 and one.stories == 1
    assert story.first == "Paper 0"


def test_two_outlets_at_the_same_minute_are_put_in_one_order_whatever_came_first(tmp_path: Path) -> None:
    firsts = []
    for turn, keys in enumerate((("x1", "y1"), ("y1", "x1"))):
        store = open_store(str(tmp_path / f"{turn}.db"))
        for key in keys:
            made = telling_page(key, " ".join(WIRE))
            assert made.article is not None and made.article.published is not None
            when = Dated(when=made.article.published.when, clock="09:15")
            enter(store, replace(made, article=replace(made.article, published=when)))
        (story,) = list_stories(store, LEXICON)
        firsts.append((story.id, story.first))
    assert firsts[0] == firsts[1]


def test_a_weekly_meeting_in_the_same_words_is_one_a_week(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "weekly.db"))
    for week in range(6):
        on = DAY + timedelta(days=7 * week)
        for n in range(3):
            text = OTHER_WORDS[n] + (" Rain fell." if week % 2 else "")
            enter(store, telling_page(f"w{week}{n}", text, published=on + timedelta(days=n % 2), when=on))
    assert sizes(store) == [3] * 6
    off = DAY + timedelta(days=42)
    called_off = telling_page("off", "The herring talks at the canal were called off.", published=off, when=off)
    enter(store, replace(called_off, tellings=(replace(called_off.tellings[0], status=Status.DENIED),)))
    made = list_happenings(store, LEXICON)
    assert sorted(len(h.tellings) for h in made) == [1] + [3] * 6
    assert [h.status for h in made if len(h.tellings) == 1] == [Status.DENIED]


# --------------------------------------------------------------------------- persons


def test_persons_are_found_by_name_and_id_without_the_others(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "p.db"))
    for key, name in (("f1", "Sergey Kostin"), ("f2", "Sergei Kostin"), ("f3", "Maria Okker")):
        enter(store, speech(f"Nobody of {key} will sign.", name, key))
    every = list_persons(store, LEXICON)
    assert [len(row.profiles) for row in every] == [2, 1] and count_persons(store, LEXICON) == 2
    assert list_persons(store, LEXICON, alone=False) == every[:1]
    assert list_persons(store, LEXICON, name="kostin") == every[:1]
    assert find_person(store, LEXICON, every[1].id[:10]) == find_person(store, LEXICON, "maria okker") == every[1]
    assert every[0].links[0].verdict is Verdict.SAME


# --------------------------------------------------------------------------- verdicts on what is read otherwise


def read_otherwise(store: Store, key: str, text: str, **options: object) -> None:
    """The page is read by another version, which gives its telling another id."""
    again = telling_page(key, text, version="2", **options)  # type: ignore[arg-type]
    enter(store, replace(again, tellings=tuple(replace(e, id=f"n{e.id}") for e in again.tellings)))


def test_a_split_goes_over_to_the_telling_in_the_place_and_is_taken_back_there(store: Store) -> None:
    part(store, LEXICON, "happening", "ec3", who="u")
    for key, text, published in (("a1", " ".join(WIRE), DAY), ("c3", OTHER_WORDS[1], DAY + timedelta(days=1))):
        read_otherwise(store, key, text, published=published)
    assert agreed(store) == [("eb2", "nea1"), ("nec3",)]
    with pytest.raises(QuestionError, match="nothing to take back"):
        take_back(store, LEXICON, "happening", ["nea1", "eb2"], who="u")
    take_back(store, LEXICON, "happening", ["nec3"], who="u")
    assert agreed(store) == [("eb2", "nea1", "nec3")]


def test_a_join_goes_over_and_a_later_word_on_the_new_finding_stands(store: Store) -> None:
    later = DAY + timedelta(days=30)
    enter(store, telling_page("d4", OTHER_WORDS[2], published=later, when=later))
    join(store, LEXICON, "happening", "ea1", "ed4", who="u")
    read_otherwise(store, "d4", OTHER_WORDS[2], published=later, when=later)
    assert agreed(store) == [("ea1", "eb2", "ec3", "ned4")]
    part(store, LEXICON, "happening", "ned4", who="v")
    assert sizes(store) == [1, 3]
    take_back(store, LEXICON, "happening", ["ned4"], who="v")
    assert sizes(store) == [1, 3]  # both words are taken back, and the machine holds them apart


def test_a_verdict_rests_where_nothing_stands_in_the_place_and_comes_back_with_it(store: Store) -> None:
    part(store, LEXICON, "happening", "ec3", who="u")
    day = DAY + timedelta(days=1)
    enter(store, replace(telling_page("c3", OTHER_WORDS[1], published=day, version="2"), tellings=()))
    assert agreed(store) == [("ea1", "eb2")]
    enter(store, telling_page("c3", OTHER_WORDS[1], published=day, version="3"))
    assert agreed(store) == [("ea1", "eb2"), ("ec3",)]


def test_verdicts_on_statements_and_persons_go_over_too(tmp_path: Path) -> None:
    made = open_store(str(tmp_path / "s.db"))
    words = "Nobody here has ever owed anybody a single herring"
    for key in ("p1", "p2"):
        enter(made, speech(words, "Ada Brandt", key))
    enter(made, speech("The harbour will be open on every day of this week", "A. Brandt", "p3"))
    part(made, LEXICON, "statement", "s-p2", who="u")
    name, initial = (find_person(made, LEXICON, each).id for each in ("Ada Brandt", "A. Brandt"))
    join(made, LEXICON, "person", name, initial, who="u")
    again = speech(words, "Ada Brandt", "p2")
    now = replace(again.statements[0], id="new")
    enter(made, replace(again, statements=(now,), versions={"code": "2"}))
    assert list_utterances(made, LEXICON) == ()
    third = speech("The harbour will be open on every day of this week", "A. Brandt", "p3")
    stated = replace(third.cast.actors[0], state="NLD")  # a state makes another profile of the name
    enter(made, replace(third, cast=Cast(actors=(stated,)), versions={"code": "2"}))
    (one,) = list_persons(made, LEXICON, name="Brandt")
    assert {p.name for p in one.profiles} == {"Ada Brandt", "A. Brandt"}
