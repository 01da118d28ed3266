"""Stories and happenings are answered from a record; the user's word changes the answer until it is taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import QuestionError
from detente.lexicon import load_lexicon
from detente.questions.happened import happened_row
from detente.questions.happenings import find_happening, list_happenings
from detente.questions.index import bring_up_to_date, sketch_new
from detente.questions.stories import find_story, list_stories
from detente.questions.verdicts import join, part, take_back
from detente.record import Store, open_store
from detente.types import Dyad, EventType, Reading, Span, Status
from evals.stories.paper import reported
from tests.links.stock import WIRE, article, enter

LEXICON = load_lexicon()
WHOLE = " ".join(WIRE)
DAY = date(2025, 3, 2)
OWN = (
    "A bench by the canal was all the protocol that the two delegations needed for their herring talks. "
    "They sat down on Tuesday, ate from paper plates, and rose again with nothing to show to the cameras. "
)
COLUMN = "Yesterday's papers wrap today's fish, and nobody will miss a treaty that no fisherman has ever read aloud."


def put(
    store: Store,
    key: str,
    text: str,
    outlet: str,
    published: date,
    trigger: str | None,
    when: date | None,
    status: Status = Status.ACTUAL,
) -> None:
    """A page of this text; where a trigger is given, two states meet there."""
    made = article(text, key, published=published, outlet=outlet)
    tellings = []
    if trigger is not None:
        at = text.index(trigger)
        span = Span(at, at + len(trigger))
        tellings.append(reported(key, span, EventType.CONSULT, "NLD", "FRA", f"e{key}", when=when, status=status))
    enter(store, Reading(page=key, url=made.url, article=made, tellings=tuple(tellings)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(str(tmp_path / "x.db"))
    met, published = date(2024, 5, 7), date(2024, 5, 7)
    put(made, "aaaa1", WHOLE, "Reuters", published, "met", met)
    put(made, "bbbb2", " ".join(WIRE[:4]), "Courier", date(2024, 5, 8), "met", met)
    put(made, "cccc3", OWN, "Ledger", date(2024, 5, 8), "sat down", met)
    put(made, "dddd4", COLUMN, "Ledger", date(2024, 5, 9), None, None)
    return made


def test_a_story_has_its_pages_in_order_and_says_who_was_first(store: Store) -> None:
    (story,) = list_stories(store, LEXICON)
    assert [p.article for p in story.pages] == ["aaaa1", "bbbb2"]
    assert story.first == "Reuters" and story.id == "aaaa1" and story.reasons
    assert find_story(store, LEXICON, "bbbb").id == "aaaa1"
    assert [p.article for p in find_story(store, LEXICON, "dddd").pages] == ["dddd4"]


def test_a_page_once_in_the_index_is_not_compared_again(store: Store) -> None:
    assert sketch_new(store) == 4
    assert sketch_new(store) == 0
    assert bring_up_to_date(store, LEXICON).articles == 4
    assert bring_up_to_date(store, LEXICON).written == 0


def test_a_happening_is_counted_once_with_pages_stories_and_outlets_beside(store: Store) -> None:
    (one,) = list_happenings(store, LEXICON)
    row = find_happening(store, LEXICON, one.id)
    assert (len(one.tellings), len(one.articles), one.stories) == (3, 3, 2)
    assert one.outlets == ("Reuters", "Courier", "Ledger") and one.countries == ("GBR",)
    assert [t.sentence for t in row.tellings] == ["met", "met", "sat down"]
    assert row.links and all(k.reasons for k in row.links)
    assert list_happenings(store, LEXICON, Dyad("RUS", "AZE")) == ()
    assert find_happening(store, LEXICON, "ecccc3").happening.id == one.id
    assert find_happening(store, LEXICON, one.id[:6]).happening.id == one.id


def test_a_split_stands_above_the_machine_until_it_is_taken_back(store: Store) -> None:
    part(store, LEXICON, "happening", "ecccc3", who="u", why="another bench")
    assert [len(h.tellings) for h in list_happenings(store, LEXICON)] == [2, 1]
    take_back(store, LEXICON, "happening", ["ecccc3"], who="u")
    assert [len(h.tellings) for h in list_happenings(store, LEXICON)] == [3]
    assert {d.value for d in store.decisions("happening")} == {"different", "back"}


def test_a_join_stands_above_the_machine_until_it_is_taken_back(store: Store) -> None:
    join(store, LEXICON, "story", "aaaa1", "cccc3", who="u")
    assert len(find_story(store, LEXICON, "aaaa1").pages) == 3
    take_back(store, LEXICON, "story", ["aaaa1", "cccc3"], who="u")
    assert len(find_story(store, LEXICON, "aaaa1").pages) == 2


def test_a_split_can_be_joined_again(store: Store) -> None:
    part(store, LEXICON, "story", "bbbb2", who="u")
    assert list_stories(store, LEXICON) == ()
    join(store, LEXICON, "story", "aaaa1", "bbbb2", who="u")
    assert len(find_story(store, LEXICON, "bbbb2").pages) == 2


def test_what_cannot_be_done_is_said(store: Store) -> None:
    with pytest.raises(QuestionError, match="No story holds"):
        find_story(store, LEXICON, "zzzz")
    with pytest.raises(QuestionError, match="No happening fits"):
        find_happening(store, LEXICON, "zzzz")
    with pytest.raises(QuestionError, match="one story already"):
        join(store, LEXICON, "story", "aaaa1", "bbbb2", who="u")
    with pytest.raises(QuestionError, match="no page of a story with others"):
        part(store, LEXICON, "story", "dddd4", who="u")
    with pytest.raises(QuestionError, match="nothing to take back"):
        take_back(store, LEXICON, "story", ["aaaa1"], who="u")


def test_who_began_is_said_of_one_happening_as_in_the_list_of_all(tmp_path: Path) -> None:
    """The other side's telling of the exchange is another happening, to which no link leads."""
    made = open_store(str(tmp_path / "blows.db"))
    for key, pair in (("ours", ("ARM", "AZE")), ("theirs", ("AZE", "ARM"))):
        text = "Their guns fired at our posts beside the lake at dawn on Sunday and fell silent at noon."
        page = article(text, key, published=DAY, outlet=key)
        blow = reported(key, Span(0, 40), EventType.ASSAULT, *pair, f"e{key}", when=DAY)
        enter(made, Reading(page=key, url=key, article=page, tellings=(blow,)))
    listed = list_happenings(made, LEXICON)
    assert [c.field for h in listed for c in h.contradictions] == ["who began", "who began"]
    for each in listed:
        assert find_happening(made, LEXICON, each.id).happening == each


def test_an_event_is_cited_by_the_address_that_its_page_gives_itself() -> None:
    made = replace(article(OWN, "k"), canonical="https://ledger.example/herring")
    told = reported("k", Span(0, 20), EventType.CONSULT, "NLD", "FRA", "e")
    assert happened_row(Reading(page="k", url="k.html", article=made), told).url == "https://ledger.example/herring"
