"""One actor over pages: where he is mentioned, what others say of him, which offices the lexicon knows."""

from __future__ import annotations

import pytest

from detente.lexicon import load_lexicon
from detente.pipeline import Choice, load_tools, page_of, read_page
from detente.questions import actor_pages, list_actors, offices_of, said_about
from detente.record import Store, open_store

PAGES = {
    "a.txt": "Two capitals talk\n12 July 2021\nNikol Pashinyan, the prime minister of Armenia, said on Monday that "
    "Ilham Aliyev had kept his word.\n",
    "b.txt": "A visit\nBAKU, 13 July 2021 (Caspian Wire) - The Azerbaijani president left for Ankara on Tuesday, his "
    "office said. He will meet the Turkish president there, and the two will talk about a railway.\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(str(tmp_path_factory.mktemp("record") / "pages.db"))
    tools = load_tools(Choice())
    for name, text in PAGES.items():
        page = page_of(text.encode(), name, media_type="text/plain")
        store.add(page, read_page(page, tools))
    return store


def test_an_office_and_a_name_are_one_row(store: Store) -> None:
    (row,) = list_actors(store, name="Aliyev")
    assert (row.name, row.entry, row.pages) == ("Ilham Aliyev", "ilham-aliyev", 2)


def test_pages_are_listed_by_day_with_what_they_call_him(store: Store) -> None:
    assert [(page.published, page.name) for page in actor_pages(store, "Aliyev")] == [
        ("2021-07-12", "Ilham Aliyev"),
        ("2021-07-13", "Azerbaijani president"),
    ]


def test_what_others_say_of_him_is_found(store: Store) -> None:
    assert "Nikol Pashinyan" in [row.speaker for row in said_about(store, "Aliyev")]
    assert said_about(store, "Pashinyan") == ()


def test_offices_come_from_the_lexicon_by_date() -> None:
    offices = offices_of(load_lexicon(), "ilham-aliyev")
    assert [office.since for office in offices] == sorted(office.since or "" for office in offices)
    assert ("president", "2003-10-31", None) in {(office.office, office.since, office.until) for office in offices}
