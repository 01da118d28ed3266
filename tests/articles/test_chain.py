"""The reporting chain: whom a page cites, and what is no medium; outlets in scripts without capitals."""

from __future__ import annotations

import pytest

from detente.articles import read_article
from detente.articles.chain import find_chain
from detente.lexicon import load_lexicon
from detente.pages import page_of
from detente.types import Found, Line, LineKind, Span


def _chain(sentence: str, outlet: str = "Harbour.News") -> list[str]:
    lines = [Line(Span(0, len(sentence)), LineKind.BODY, "")]
    found = find_chain(sentence, lines, Found(value=outlet), load_lexicon())
    assert all(s.of(sentence) == f.value for f in found[1:] for s in f.spans)
    return [f.value for f in found[1:]]


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("The envoy told the Westport weekly Salt Road that talks go on.", ["Salt Road"]),
        ("She spoke of timber in the programme “Two Oars” of the channel Fjord TV.", ["Fjord TV"]),
        ("The price will fall, he said in a conversation for Radio Skerry.", ["Radio Skerry"]),
        ("The views were expressed to the portal “Amber”.", ["Amber"]),
        ("“We wait,” the envoy told Harbour.News. The talks go on.", []),
        ("The envoy told Mara Lind that talks go on.", []),
        ("The minister told reporters that the road is open.", []),
        ("Police searched the newspaper Salt Road on Monday.", []),
        ("The bridge will open in May, the governor said, the agency Tidewire reported.", ["Tidewire"]),
        ("The bridge will open, the governor said, the news agency Tidewire reported on Monday.", ["Tidewire"]),
        ("“We shall wait,” said the envoy, the Westport newspaper “Salt Road” reports.", ["Salt Road"]),
        ("On Monday Reuters reported that the envoy had left.", ["Reuters"]),
        ("Fjord TV quoted the envoy as saying that talks go on.", ["Fjord TV"]),
        ("The TV channel Amber, on Tuesday evening, reported that talks go on.", ["Amber"]),
        ("Talks go on, the Skerry Courier reported, citing two diplomats.", ["Skerry Courier"]),
        ("The envoy told Al Jazeera that talks go on.", ["Al Jazeera"]),
        ("The envoy told the Skerry Courier that talks go on.", ["Skerry Courier"]),
        ("The agency Seawatch reported four crossings.", []),
        ("Mara Lind reported that talks go on.", []),
        ("The Ministry of Salt reported a fire in the port.", []),
        ("The envoy reported to the Times Committee.", []),
        ("Harbour.News reported that talks go on.", []),
    ],
)
def test_cited_media_are_found_and_persons_are_not(sentence: str, cited: list[str]) -> None:
    assert _chain(sentence) == cited


def test_outlets_are_found_in_georgian_and_below_the_story() -> None:
    story = (
        "The foreign ministers of Nordland and Sudland met on Tuesday and agreed to reopen the border road.",
        "The road has been closed since the spring, when the two countries quarrelled over timber and salt.",
    )
    georgian = "\n".join(
        ("ნავსადგურის გაზეთი", "Ministers agree to reopen border road", *story, "© ნავსადგურის გაზეთი")
    )
    signed = "\n".join((*story, "", "Harbour Gazette"))
    names = [
        article.outlet.value if article.outlet else None
        for page in (georgian, signed)
        for article in [read_article(page_of(page.encode(), "page.txt"), load_lexicon())]
    ]
    assert names == ["ნავსადგურის გაზეთი", "Harbour Gazette"]


def test_a_host_does_not_outvote_the_name_that_it_holds() -> None:
    html = (
        "<html><head><meta property='og:site_name' content='Harbour Gazette'>"
        "<link rel='canonical' href='https://harbourgazette.example/road'></head><body><h1>Road opens again</h1>"
        "<p>The foreign ministers met on Tuesday and agreed to reopen the border road after a year.</p></body></html>"
    )
    article = read_article(page_of(html.encode(), "page.html", media_type="text/html"), load_lexicon())
    assert article.outlet is not None and article.outlet.value == "Harbour Gazette"
