"""HTML pages: visible lines, metadata of the mark-up, title without the site's name, hostile nesting."""

from __future__ import annotations

import json

from detente.articles import read_article
from detente.articles.flatten import flatten
from detente.articles.headline import without_site
from detente.articles.metadata import read_metadata
from detente.articles.votes import vote_of
from detente.lexicon import load_lexicon
from detente.pages import page_of
from detente.types import Article, LineKind

LEXICON = load_lexicon()
DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Envoys of Nordland and Sudland sign timber accord",
            "author": [{"@type": "Person", "name": "Mara Lind"}, {"@type": "Person", "name": "Ole Brandt"}],
            "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
            "datePublished": "2025-05-13T14:20:00+02:00",
            "articleSection": "World",
        }
    ],
}
PARAGRAPHS = (
    "Envoys of Nordland and Sudland signed an accord on timber in Westport on Tuesday after two years.",
    "“Nobody won, and that is why it will last,” said the envoy of Sudland, who had led the talks.",
    "The accord lets forty thousand trunks a year cross the border without duty, half of them by rail.",
    "Both parliaments must agree to it before the summer, and in Sudland the farmers' party objects.",
)
HTML = f"""<!doctype html><html><head>
<title>Envoys of Nordland and Sudland sign timber accord | Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette"><meta property="og:description" content="A quarrel ends.">
<link rel="canonical" href="https://harbour-gazette.example/world/timber">
<script>var x = "<p>never shown</p>";</script>
<script type="application/ld+json">{json.dumps(DATA)}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Envoys of Nordland and Sudland sign timber accord</h1><p class="byline">By Mara Lind and Ole Brandt</p>
<div class="article-body">{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</div></article>
<aside class="related"><h2>Read also</h2><a href="/a">Harbour strike enters third week</a></aside>
<footer>© 2025 Harbour Gazette</footer></body></html>"""


def read(html: str, **options: object) -> Article:
    page = page_of(html.encode(), "https://harbour-gazette.example/world/timber", media_type="text/html")
    return read_article(page, LEXICON, **options)  # type: ignore[arg-type]


def test_lines_are_the_visible_blocks_and_body_is_the_story() -> None:
    article = read(HTML)
    assert "never shown" not in article.text
    assert [x.span.of(article.text) for x in article.body()] == list(PARAGRAPHS)
    assert article.text.split("\n") == [x.span.of(article.text) for x in article.lines]


def test_fast_reading_keeps_the_story_too() -> None:
    article = read(HTML, fast=True)
    assert [x.span.of(article.text) for x in article.body()] == list(PARAGRAPHS)


def test_metadata_comes_from_the_mark_up() -> None:
    article = read(HTML)
    assert article.headline is not None
    assert article.headline.value == "Envoys of Nordland and Sudland sign timber accord"
    assert article.headline.spans[0].of(article.text) == article.headline.value
    assert [a.value for a in article.authors] == ["Mara Lind", "Ole Brandt"]
    assert article.outlet is not None and article.outlet.value == "Harbour Gazette"
    assert article.section is not None and article.section.value == "World"
    assert article.canonical == "https://harbour-gazette.example/world/timber"
    assert article.standfirst is not None and article.standfirst.value == "A quarrel ends."
    assert article.dateline is not None and article.dateline.isoformat() == "2025-05-13"


def test_related_headlines_are_other_stories() -> None:
    article = read(HTML)
    found = {x.span.of(article.text): x.kind for x in article.lines}
    assert found["Harbour strike enters third week"] is LineKind.OTHER


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    deep = "<div>" * 5000 + PARAGRAPHS[0] + "</div>" * 5000
    flat = flatten(f"<html><body>{deep}<p>{PARAGRAPHS[1]}</p></body></html>")
    assert [b.text for b in flat.blocks] == [PARAGRAPHS[0], PARAGRAPHS[1]]


def test_script_like_text_stays_text() -> None:
    html = HTML.replace("Nobody won", "Nobody &lt;script&gt;alert(1)&lt;/script&gt; won")
    assert "<script>alert(1)</script>" in read(html).text


def test_broken_json_ld_costs_nothing_else() -> None:
    html = HTML.replace('{"@context"', "{broken")
    article = read(html)
    assert article.headline is not None
    assert article.headline.value == "Envoys of Nordland and Sudland sign timber accord"


def test_site_names_are_cut_off_titles() -> None:
    assert without_site("Talks go on | Harbour Gazette", ["Harbour Gazette"]) == "Talks go on"
    assert without_site("Lee: talks go on – but slowly", ["Harbour Gazette"]) == "Lee: talks go on – but slowly"


def test_a_vote_asks_for_letters_not_for_lines() -> None:
    lines = ["Envoys signed an accord on timber.", "Share", PARAGRAPHS[0] + " " + PARAGRAPHS[1]]
    votes = vote_of(lines, "Envoys  signed an accord on timber.\n" + PARAGRAPHS[0])
    assert votes[0] == 1.0 and votes[1] == 0.0 and 0.3 < votes[2] < 0.8


def test_json_ld_before_meta_tags() -> None:
    flat = flatten(HTML)
    meta = read_metadata(flat.root, flat.title, "", HTML)
    assert meta.title_rule.startswith("title by JSON-LD headline")
    assert meta.dates.json_ld and not meta.body
