"""A brief says the same in three formats, and words from pages stay words: no mark-up, no script, no odd address."""

import re
from dataclasses import replace

import pytest

from detente.export.brief import FORMATS, Brief, Entry, Section, to_html, to_markdown, to_text

EVIL = "<script>alert(1)</script> *bold* [x](javascript:alert(2)) \u202egnihton"
BRIEF = Brief(
    title=f"A – B {EVIL}",
    verdict="2025-03 improved: they met.",
    coverage="1 page.",
    sections=(
        Section(
            title="What happened",
            entries=(
                Entry(
                    text="They met:",
                    quote=EVIL,
                    source="Wire, 2025-03-11",
                    url="https://wire.example/a?b=1&c=2",
                    id="r-1",
                ),
                Entry(text="And again", source="Other", url="javascript:alert(3)"),
            ),
        ),
    ),
    method=("Scale: test.",),
)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_it_all(form: str) -> None:
    made = FORMATS[form](BRIEF)
    for words in ("improved: they met", "1 page.", "What happened", "They met:", "Wire, 2025-03-11", "Scale: test."):
        assert words in made
    assert "\u202e" not in made  # what turns the reading direction is made visible


def test_html_escapes_everything_and_links_only_to_the_web() -> None:
    made = to_html(BRIEF)
    assert "<script" not in made and "&lt;script&gt;" in made
    assert re.findall(r'href="([^"]+)"', made) == ["https://wire.example/a?b=1&amp;c=2"]
    assert "default-src 'none'" in made and 'id="r-1"' in made
    assert "src=" not in made.replace("default-src", "").replace("style-src", "")


def test_markdown_keeps_words_from_being_markup() -> None:
    made = to_markdown(BRIEF)
    assert r"\*bold\*" in made and r"\<script\>" in made and r"\[x\](javascript" in made
    assert "<https://wire.example/a?b=1&c=2>" in made and "<javascript" not in made


def test_plain_text_is_wrapped_for_an_e_mail() -> None:
    assert all(len(line) <= 100 or "http" in line for line in to_text(BRIEF).splitlines())


def test_an_empty_brief_is_still_one() -> None:
    bare = Brief(title="A – B", verdict="no page read", coverage="0 pages", sections=(), method=())
    assert all("no page read" in write(bare) for write in FORMATS.values())


def test_a_chart_scrolls_on_a_narrow_screen_and_does_not_shrink_to_nothing() -> None:
    made = to_html(replace(BRIEF, chart="<svg></svg>"))
    assert '<div class="chart"><svg></svg></div>' in made
    assert re.search(r"\.chart {[^}]*overflow-x: auto", made) and re.search(
        r"\.chart svg {[^}]*min-width: \d+rem", made
    )


def test_no_id_stands_twice_on_a_page() -> None:
    twice = Entry(text="a", id="r-1")
    brief = Brief(
        title="A & B", verdict="v", coverage="c", method=(), chart='<svg viewBox="0 0 1 1"></svg>',
        sections=(Section(title="one", entries=(twice, twice)), Section(title="two", entries=(twice,))),
    )  # fmt: skip
    page = to_html(brief)
    assert page.count('id="r-1"') == 1 and '<svg role="img" aria-label="A &amp; B" ' in page
