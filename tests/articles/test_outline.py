"""HTML as an outline: the lines of `flatten`, what the head declares, where a line stands; no bracket misleads it."""

from __future__ import annotations

import pytest

from detente.articles.classwords import ELEMENT_BIT, WORDS
from detente.articles.flatten import flatten
from detente.articles.metadata import declared_in
from detente.articles.outline import Outline, outline
from tests.articles.test_webpage import HTML

ODD = {
    "brackets in attributes": '<p title="a > b < c">One</p><p data-x=\'{"y": "<b>"}\'>Two</p>',
    "a script that writes tags": '<p>One</p><script>document.write("<p>never</p><!--")</script><p>Two</p>',
    "a comment with tags": "<p>One</p><!-- <p>never</p> > --><p>Two</p><!----><p>Three</p>",
    "a comment that opens a script": "<p>One</p><!-- <script> --><p>Two</p>",
    "a style": "<p>One</p><style>p > b { color: red }</style><p>Two</p>",
    "references": "<p>Fish &amp; chips &lt;3 &quot;so&quot; caf&eacute;&nbsp;bar</p><p>AT&amp;amp;T</p>",
    "capitals": "<DIV><P>One<BR>Two</DIV>",
    "paragraphs left open": "<ul><li>One<li>Two</ul><p>Three<p>Four",
    "inline elements": "<p>Th<b>re</b>e <i>words</i> <span>here</span></p>",
    "an element of the site's own": "<x-card><p>One</p>tail</x-card>",
    "hard spaces alone": "<p>One</p><p>&nbsp;</p><p>Two</p>",
}


def told(html: str) -> Outline:
    found = outline(f"<html><head><title>T</title></head><body>{html}</body></html>")
    assert found is not None
    return found


@pytest.mark.parametrize("name", ODD)
def test_the_lines_are_those_of_the_slower_reading(name: str) -> None:
    slower = flatten(f"<html><head><title>T</title></head><body>{ODD[name]}</body></html>")
    assert told(ODD[name]).lines == [block.text for block in slower.blocks]


def test_a_page_gives_the_same_lines_title_and_links() -> None:
    slower, found = flatten(HTML), outline(HTML)
    assert found is not None
    assert found.lines == [block.text for block in slower.blocks]
    assert found.title == slower.title
    assert found.linked == [block.linked for block in slower.blocks]


def test_the_page_declares_the_same() -> None:
    html = HTML.replace(
        "<h1>", '<a rel="author" href="/m">Mara  Lind</a><time datetime="2025-05-13">13 <b>May</b></time><h1>', 1
    )
    slower, found = declared_in(flatten(html).root), outline(html)
    assert found is not None
    ours = found.declared
    assert (ours.json_ld, ours.metas, ours.canonical) == (slower.json_ld, slower.metas, slower.canonical)
    assert (ours.headings, ours.times, ours.authors()) == (slower.headings, slower.times, slower.authors())


def test_where_a_line_stands() -> None:
    found = told('<nav><a href="/">Home</a></nav><article><div class="story-body"><p>One</p></div></article>')
    home, one = found.stood(range(2))
    assert home[0] & ELEMENT_BIT["nav"] and not one[0] & ELEMENT_BIT["nav"]
    assert one[0] & ELEMENT_BIT["article"] and one[1] >> WORDS.index("body") & 1
    assert (home[5], one[5]) == ("nav", "p")
    assert one[8] == "p in div.story-body"
    assert found.linked == [1.0, 0.0]


def test_a_page_without_a_visible_line_has_no_outline() -> None:
    assert outline("<html><body><script>1</script></body></html>") is None
