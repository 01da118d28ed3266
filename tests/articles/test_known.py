"""Known outlets: by name, script and host; their country, and how they print days in digits."""

from __future__ import annotations

import pytest

from detente.articles import known_outlet, outlet_country, read_article
from detente.articles.known import Standing, country_order, known_outlets
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


def published(day: str, url: str, *more: str) -> tuple[str, str]:
    page = "\n".join([*PAGE.splitlines()[:1], day, *PAGE.splitlines()[2:], *more])
    found = read_article(page_of(page.encode(), url, media_type="text/plain"), LEXICON).published
    assert found is not None
    return iso(found.when), " ".join([found.rule, *map(iso, found.rivals)])


def test_where_nothing_else_settles_the_order_the_country_of_the_outlet_does() -> None:
    day, why = published("05/04/2024 08:00", "https://www.axios.com/roads")
    assert day == "2024-05-04"
    assert "usual in the outlet's country" in why and "2024-04-05" in why  # the other reading is not forgotten
    assert published("05/04/2024 08:00", "https://harbour.co.uk/roads")[0] == "2024-04-05"
    assert published("05/04/2024 08:00", "https://harbour.co.uk/roads")[1].count("usual") == 1
    assert published("05/04/2024 08:00", "https://harbour.example/roads")[1].count("usual") == 0
    assert published("05/04/2024 08:00", "https://harbour.hu/roads")[1].count("usual") == 0


def test_what_the_page_shows_stands_above_the_custom_of_the_country() -> None:
    more = ("Ships in the port", "28/03/2024")
    assert published("05/04/2024 08:00", "https://www.axios.com/roads", *more)[0] == "2024-04-05"
    assert published("Friday, 05/04/2024 08:00", "https://www.axios.com/roads")[0] == "2024-04-05"


def test_orders_of_countries_are_of_states_that_the_lexicon_knows() -> None:
    states = {row["id"] for row in LEXICON.table("actors/states")}
    orders = LEXICON.toml("places/date_orders")
    assert {*orders["mdy"], *orders["unsettled"]} <= states
    assert [country_order(LEXICON, c) for c in ("USA", "GBR", "AZE", "HUN", None)] == [
        "mdy",
        "dmy",
        "dmy",
        None,
        None,
    ]


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
