"""Text pages: kinds and reasons of lines, headline, outlet, flips, memory, runs; invariants for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import OutletMemory, furniture_runs, read_article, read_bare, remember
from detente.articles.finish import BY_HAND
from detente.errors import ArticleError
from detente.lexicon import load_lexicon
from detente.pages import page_of
from detente.types import Article, LineKind

LEXICON = load_lexicon()
STORY = (
    "The foreign ministers of Nordland and Sudland met on Tuesday and agreed to reopen the border road.",
    "“We talked about the road, and only about the road,” the minister of Nordland told reporters after the talks.",
    "The road has been closed since the spring, when the two countries quarrelled over the price of timber and salt.",
)
PAGE = "\n".join(
    (
        "Home › Politics",
        "A- A A+",
        "Ministers of Nordland and Sudland agree to reopen border road",
        "2025-05-13 14:20",
        *STORY,
        "See also",
        "Flood closes harbour of Westport",
        "Two parties leave coalition in Ostland",
        "© 2025 Harbour Gazette. All rights reserved",
    )
)


def read(text: str, **options: object) -> Article:
    return read_article(page_of(text.encode(), "page.txt"), LEXICON, **options)  # type: ignore[arg-type]


def kinds(article: Article) -> dict[str, LineKind]:
    return {line.span.of(article.text): line.kind for line in article.lines}


def test_text_is_unchanged_and_every_line_has_a_reason() -> None:
    article = read(PAGE)
    assert article.text == PAGE
    assert [line.span.of(PAGE) for line in article.lines] == PAGE.split("\n")
    assert all(line.reason for line in article.lines)


def test_story_is_body_and_the_rest_is_not() -> None:
    found = kinds(read(PAGE))
    assert {line for line, kind in found.items() if kind is LineKind.BODY} == set(STORY)
    assert found["2025-05-13 14:20"] is LineKind.METADATA
    assert found["Flood closes harbour of Westport"] is LineKind.OTHER
    assert found["See also"] is LineKind.FURNITURE


def test_headline_date_and_outlet() -> None:
    article = read(PAGE)
    assert article.headline is not None
    assert article.headline.value == "Ministers of Nordland and Sudland agree to reopen border road"
    assert article.outlet is not None and article.outlet.value == "Harbour Gazette"
    assert article.dateline is not None and article.dateline.isoformat() == "2025-05-13"
    assert article.section is not None and article.section.value == "Politics"


def test_wire_copy_names_its_agency_and_may_have_no_headline() -> None:
    text = "\n\n".join(("WESTPORT, May 13, 2025 (Two Capes Wire) — " + STORY[0], *STORY[1:]))
    article = read(text)
    assert article.headline is None
    assert article.outlet is not None and article.outlet.value == "Two Capes Wire"
    assert all(line.kind is LineKind.BODY for line in article.lines)
    headed = read("Nordland and Sudland to reopen border road\n\n" + text)
    assert headed.headline is not None and headed.headline.value == "Nordland and Sudland to reopen border road"


def test_runs_of_furniture_are_maximal_and_leave_body_and_headline_out() -> None:
    article = read(PAGE)
    runs = furniture_runs(article)
    assert [PAGE[r.start : r.stop].split("\n")[0] for r in runs] == [
        "Home › Politics",
        "2025-05-13 14:20",
        "See also",
    ]
    kept = [line.span for line in article.body()]
    assert not any(run.overlaps(span) for run in runs for span in kept)


def test_a_flip_by_hand_wins() -> None:
    before = read(PAGE)
    span = next(x.span for x in before.lines if "Flood" in x.span.of(PAGE))
    after = read(PAGE, flips={span: LineKind.BODY})
    flipped = next(x for x in after.lines if x.span == span)
    assert (flipped.kind, flipped.reason) == (LineKind.BODY, BY_HAND)
    assert [x for x in after.lines if x.span != span] == [x for x in before.lines if x.span != span]


def test_lines_that_recur_at_the_outlet_are_furniture() -> None:
    notice = "Our reporters work in four countries so that you learn what was said and who said it in every dispute."
    pages = [read(PAGE.replace("border road", f"road {k}") + "\n" + notice) for k in range(4)]
    memory = remember("Harbour Gazette", pages)
    assert memory.share(notice) == 1.0
    text = "\n".join((*STORY, notice))
    found = {line.span.of(text): line for line in read(text, outlet_memory=memory).lines}
    assert found[notice].kind is LineKind.FURNITURE
    assert "100%" in found[notice].reason
    assert OutletMemory(outlet="x").share(notice) == 0.0


def test_second_printings_of_the_story_are_not_body() -> None:
    text = "\n".join((*STORY, " ".join(STORY), STORY[1]))
    assert [line.span.of(text) for line in read(text).body()] == list(STORY)


def test_bare_text_is_all_body() -> None:
    article = read_bare("One line.\nAnother line.")
    assert [line.kind for line in article.lines] == [LineKind.BODY, LineKind.BODY]
    assert article.headline is None and article.outlet is None and article.published is None


def test_reading_twice_gives_the_same_article() -> None:
    assert read(PAGE) == read(PAGE)


def test_other_encodings_are_read_and_broken_bytes_do_not_stop_the_page() -> None:
    turkish = "İlgili haberler\nBaşbakan dün akşam görüşmelerin sürdüğünü, ışıkların söndüğünü söyledi."
    article = read_article(page_of(turkish.encode("cp1254"), "a.txt"), LEXICON)
    assert article.text == turkish
    broken = read_article(page_of(b"caf\xe9 \xff\xfe talks went on", "b.txt"), LEXICON)
    assert "talks went on" in broken.text


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400))
def test_any_text_gives_ordered_lines_with_true_spans(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    try:
        page = page_of(body, "any.txt", media_type="text/plain")
        article = read_article(page, LEXICON)
    except Exception as fault:  # refused pages are refused with our own errors only
        from detente.errors import DetenteError

        assert isinstance(fault, DetenteError | ArticleError)
        return
    places = [(x.span.start, x.span.stop) for x in article.lines]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    for found in (article.headline, article.outlet, *article.authors, *article.chain):
        for span in found.spans if found else ():
            assert 0 <= span.start < span.stop <= len(article.text)


def test_the_longest_lines_tell_the_language() -> None:
    page = "Шарль и Джейхун: Баку ждёт\n\nМинистр заявил, что переговоры были полезными.\n\n" + "\n\n".join(STORY)
    assert read(page).language == "en"


def test_names_and_quotations_in_other_scripts_do_not_change_the_language() -> None:
    """Azerbaijani letters are Latin, and a Russian page with Latin names stays Russian."""
    names = "Foreign Minister Jeyhun Bayramov (Джейхун Байрамов) met Ararat Mirzoyan (Арарат Мирзоян) in Tbilisi"
    met = f"{names} (თბილისი) on Friday to talk about the road."
    assert read(f"{met}\n\nМинистр заявил, что переговоры были полезными.").language == "en"
    assert read("Министр Jeyhun Bayramov заявил, что переговоры были полезными для обеих сторон.").language == "ru"
    assert read("Xarici işlər naziri Ceyhun Bayramov bildirib ki, görüş faydalı olub.").language == "az"


def test_a_few_words_full_of_names_are_english_and_those_of_another_language_are_not() -> None:
    assert read("Russia attacked Ukraine.").language == "en"
    assert read("Azerbaijani Foreign Minister Ceyhun Bayramov met Mirzoyan.").language == "en"
    phoned = "Georgian Prime Minister Irakli Kobakhidze phoned Armenian Prime Minister Nikol Pashinyan on Wednesday."
    assert read(phoned).language == "en"
    assert read("Rusiya Ukraynaya hucum etdi.").language == "az"
    assert read("Der Minister reist heute nach Moskau.").language == "de"
