"""Hostile and broken pages: read or refused in time, with every line's place true; wrong encodings noticed."""

from __future__ import annotations

import time

import pytest

from detente.articles import read_article
from detente.articles.decode import decode, is_garbled
from detente.articles.flatten import flatten
from detente.errors import ArticleError
from detente.lexicon import load_lexicon
from detente.pages import page_of
from detente.pipeline import Tools, read_page
from detente.types import Article

LEXICON = load_lexicon()
STORY = (
    "Ministers of Nordland and Sudland met on Tuesday and agreed to reopen the border road, which has been closed "
    "since the spring, when the two countries quarrelled over the price of timber."
)
RUSSIAN = "Министры встретились во вторник и договорились снова открыть дорогу через границу, закрытую с весны."
TURKISH = "Başbakan dün akşam görüşmelerin sürdüğünü, ışıkların söndüğünü ve yarın açıklama yapılacağını söyledi."

TEXTS = {
    "quotation marks alone": '"' * 65_000,
    "one line of a megabyte": (STORY + " ") * 5_000,
    "one word": "x" * 800_000,
    "dates in one line": "12.03.2024 " * 15_000,
    "dates in many lines": "12.03.2024\n" * 5_000,
    "short lines": "ab\n" * 30_000,
    "signatures": "By Mara Lind\n" * 8_000,
    "copyright signs": "© Harbour Gazette 2024\n" * 8_000,
    "blanks": "a" + " " * 400_000 + "b",
    "words for publishing": "published " * 30_000 + "12.03.2024",
}
PAGES = {
    "deep blocks": "<div>" * 30_000 + STORY + "</div>" * 30_000,
    "deep inline": "<b>" * 20_000 + STORY,
    "a long list": "<ul>" + "<li><a href=x>link text here</a></li>" * 12_000 + "</ul><p>" + STORY,
    "open brackets": "<" * 200_000,
    "JSON-LD without end": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>" + STORY,
    "one class name of many kilobytes": '<div class="' + "ad " * 50_000 + '">' + STORY + "</div>",
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(5_000)) + ">" + STORY,
}
SECONDS = 30  # of processor time, on the slowest machine: each takes two or less, and took minutes before its guard


def read(body: bytes, kind: str, *, fast: bool = False) -> Article:
    article = read_article(page_of(body, "https://x.example/a", media_type=kind), LEXICON, fast=fast)
    for line in article.lines:
        assert 0 <= line.span.start < line.span.stop <= len(article.text)
    return article


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read_in_time(name: str) -> None:
    begun = time.process_time()
    assert read(TEXTS[name].encode(), "text/plain").lines
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_hostile_html_is_read_in_time(name: str, fast: bool) -> None:
    begun = time.process_time()
    article = read(PAGES[name].encode(), "text/html", fast=fast)
    assert time.process_time() - begun < SECONDS
    if STORY in PAGES[name]:
        assert STORY in article.text


def test_html_that_shows_nothing_is_refused() -> None:
    with pytest.raises(ArticleError):
        read(b"<!--" * 20_000 + b"hidden", "text/html")


def test_pages_nested_too_deep_or_too_long_are_kept_from_the_extractors() -> None:
    assert flatten(PAGES["deep inline"]).hostile and flatten(PAGES["a long list"]).hostile
    assert not flatten(f"<html><body><div><p>{STORY}</p></div></body></html>").hostile


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-8-sig"),
        (STORY, "utf-16-le"),
        (STORY, "utf-16-be"),
    ],
)
def test_encodings_of_the_region_are_told_with_and_without_a_declaration(text: str, encoding: str) -> None:
    assert read((f"{text}\r\n" * 3).encode(encoding), "text/plain").text.lstrip("\ufeff").startswith(text)
    if not encoding.startswith("utf"):
        name = {"cp1251": "windows-1251", "cp1254": "iso-8859-9"}[encoding]
        html = f'<html><head><meta charset="{name}"></head><body><p>{text}</p></body></html>'
        assert text in read(html.encode(encoding), "text/html").text


def test_a_declaration_that_is_wrong_or_unknown_does_not_stop_the_page() -> None:
    for name in ("utf-8", "x-unknown", "us-ascii"):
        html = f'<html><head><meta charset="{name}"></head><body><p>{RUSSIAN}</p><p>{RUSSIAN}</p></body></html>'
        found = decode(html.encode("cp1251"), html=True)
        assert "<p>" in found.text and found.reason


def test_line_ends_of_windows_stay_and_belong_to_no_line() -> None:
    text = f"{STORY}\r\n\r\n{RUSSIAN}\r\n"
    article = read(text.encode(), "text/plain")
    assert article.text == text
    assert [x.span.of(text) for x in article.lines] == [STORY, RUSSIAN]


def test_letters_once_read_in_a_wrong_encoding_are_noticed(tools: Tools) -> None:
    garbled = RUSSIAN.encode().decode("latin-1")
    assert is_garbled(garbled) is not None
    assert is_garbled(TURKISH.encode().decode("cp1252", "replace") * 2) is not None
    accents = ("Ça va à Öland, señor: “così è”, dit-il. " * 10, "ÅÄÖ GÅR TILL ÄLVEN " * 20)
    for fine in (STORY, RUSSIAN, TURKISH, *accents):
        assert is_garbled(fine) is None
    reading = read_page(page_of(f"{garbled}\n\n{garbled}".encode(), "x.txt"), tools)
    assert "encoding" in {p.kind for p in reading.problems}
