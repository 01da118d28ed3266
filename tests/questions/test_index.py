"""Pages are linked one by one: what comes out is what all at once gives, and no page touches more as records grow."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from bench.links import pages
from detente.lexicon import load_lexicon
from detente.questions.happenings import list_happenings
from detente.questions.index import bring_up_to_date
from detente.questions.persons import list_persons
from detente.questions.stories import list_stories
from detente.questions.utterances import list_utterances
from detente.record import Store, open_store
from detente.types import Reading
from evals.stories import Written, write_all
from tests.links.stock import enter

LEXICON = load_lexicon()


@pytest.fixture(scope="module")
def written() -> tuple[Written, ...]:
    made, _ = write_all(11)
    return made[:90]


def groups(store: Store) -> dict[str, object]:
    return {
        "happenings": list_happenings(store, LEXICON),
        "stories": [[p.article for p in row.pages] for row in list_stories(store, LEXICON)],
        "statements": {frozenset(p.row.id for p in row.places) for row in list_utterances(store, LEXICON)},
        "persons": {frozenset(p.id for p in row.profiles) for row in list_persons(store, LEXICON)},
    }


def test_page_by_page_gives_what_all_at_once_gives(tmp_path: Path, written: Sequence[Written]) -> None:
    whole, grown = open_store(str(tmp_path / "whole.db")), open_store(str(tmp_path / "grown.db"))
    for one in written:
        enter(whole, one.reading)
    for one in written:
        enter(grown, one.reading)
        bring_up_to_date(grown, LEXICON)
    made = groups(whole)
    assert made == groups(grown)
    assert len(made["stories"]) > 10 and len(made["statements"]) > 10  # type: ignore[arg-type]


def test_the_order_of_pages_does_not_matter(tmp_path: Path, written: Sequence[Written]) -> None:
    straight, shuffled = open_store(str(tmp_path / "straight.db")), open_store(str(tmp_path / "shuffled.db"))
    for one in written:
        enter(straight, one.reading)
    mixed = list(written)
    Random(3).shuffle(mixed)
    for one in mixed:
        enter(shuffled, one.reading)
        bring_up_to_date(shuffled, LEXICON)
    one, other = groups(straight), groups(shuffled)
    assert {h.tellings for h in one["happenings"]} == {h.tellings for h in other["happenings"]}  # type: ignore[attr-defined]
    assert one["statements"] == other["statements"] and one["persons"] == other["persons"]


def test_a_page_read_again_leaves_no_trace_of_its_first_reading(tmp_path: Path, written: Sequence[Written]) -> None:
    store, fresh = open_store(str(tmp_path / "again.db")), open_store(str(tmp_path / "fresh.db"))
    for one in written[:40]:
        enter(store, one.reading)
        enter(fresh, one.reading)
    bring_up_to_date(store, LEXICON)
    for one in written[10:20]:
        again = one.reading
        enter(store, Reading(**{f: getattr(again, f) for f in again.__slots__} | {"versions": {"code": "2"}}))
    assert bring_up_to_date(store, LEXICON).articles == 10
    one, other = groups(store), groups(fresh)
    assert {h.tellings for h in one["happenings"]} == {h.tellings for h in other["happenings"]}  # type: ignore[attr-defined]
    assert one["statements"] == other["statements"] and one["persons"] == other["persons"]
    profiles = {p.id: p for row in list_persons(store, LEXICON) for p in row.profiles}
    assert profiles == {p.id: p for row in list_persons(fresh, LEXICON) for p in row.profiles}


def test_what_a_page_touches_does_not_grow_with_the_record(tmp_path: Path) -> None:
    """Ten invented pages a day: the last thirty read and write as much in a record of 32 days as in one of eight."""
    touched = []
    for days in (8, 32):
        store = open_store(str(tmp_path / f"{days}.db"))
        made = list(pages(10 * days, 120, a_day=10))
        for one in made[:-30]:
            enter(store, one)
        bring_up_to_date(store, LEXICON)
        for one in made[-30:]:
            enter(store, one)
        touched.append(bring_up_to_date(store, LEXICON))
    few, many = touched
    assert few.articles == many.articles == 30 and few.findings > 20
    assert many.findings <= few.findings * 1.25 and many.written <= few.written * 1.25
    assert many.namesakes <= 3 * many.articles  # bearers of one surname, each counted once however often met
