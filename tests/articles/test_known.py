"""Known outlets: by name, script and host; their country, and how they print days in digits."""

from __future__ import annotations

import pytest

from detente.articles import known_outlet, outlet_country, read_article
from detente.articles.known import Standing, known_outlets
from detente.dates import iso
from detente.lexicon import load_lexicon
from detente.pages import page_of

LEXICON = load_lexicon()
PAGE = """Ministers of Nordland and Sudland agree to reopen border road
05/04/2024 08:00
The foreign ministers of Nordland and Sudland met on Tuesday and agreed to reopen the border road at last.
The road has been closed since the spring, when the two countries quarrelled over the price of timber and salt."""


@pytest.mark.parametrize(
    ("named", "country"),
    [
        ("AZERTAC", "AZE"),
        ("azertag.az", "AZE"),
        ("https://en.armenpress.am/eng/news/1.html", "ARM"),
        ("РИА Новости", "RUS"),
        ("Anadolu Ajansı", "TUR"),
        ("ТАСС (tass.ru)", "RUS"),
        ("Harbour Gazette", None),
        ("nottass.ru", None),
        ("", None),
    ],
)
def test_names_and_hosts_lead_to_the_country(named: str, country: str | None) -> None:
    assert outlet_country(LEXICON, named) == country


def test_every_entry_is_whole_and_no_name_or_host_is_two_outlets() -> None:
    outlets = known_outlets(LEXICON)
    assert len(outlets) >= 12
    states = {row["id"] for row in LEXICON.table("actors/states")}
    for outlet in outlets:
        assert outlet.country in states
        assert outlet.order in {None, "dmy", "mdy", "ymd"}
        for name in (outlet.name, *outlet.also, *outlet.hosts):
            assert known_outlet(LEXICON, name) == outlet


def test_the_order_of_a_known_outlet_settles_digits_that_allow_two_days() -> None:
    def published(url: str) -> tuple[str, float]:
        found = read_article(page_of(PAGE.encode(), url, media_type="text/plain"), LEXICON).published
        assert found is not None
        return iso(found.when), found.sure

    day, sure = published("https://ria.ru/story.html")
    assert day == "2024-04-05" and sure > published("page.txt")[1]


def test_lines_that_the_lexicon_knows_of_an_outlet_are_furniture_there_and_only_there() -> None:
    known = next(x for o in known_outlets(LEXICON) if o.id == "oc-media" for x in o.furniture)
    notice = known.begins.capitalize() + " when we write of places whose standing is in dispute between states."
    text = f"{PAGE}\n{notice}\n"

    def kind(url: str) -> tuple[str, str]:
        article = read_article(page_of(text.encode(), url, media_type="text/plain"), LEXICON)
        return next((x.kind.value, x.reason) for x in article.lines if x.span.of(text) == notice)

    assert kind("https://oc-media.org/story/") == ("furniture", "the outlet prints this line under its stories")
    assert kind("https://example.org/story/")[1] != "the outlet prints this line under its stories"


def test_a_standing_line_counts_only_while_the_outlet_printed_it() -> None:
    line = Standing("our reporters work", since="2020-01-01", until="2022-01-01")
    assert [line.on(d) for d in ("2019-12-31", "2020-01-01", "2021-12-31", "2022-01-01", "")] == [
        False, True, True, False, True,
    ]  # fmt: skip
