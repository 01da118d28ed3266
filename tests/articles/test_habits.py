"""Pages of one outlet teach each other: how it writes dates, and which lines stand on all of its pages."""

from __future__ import annotations

from pathlib import Path

from detente.articles.habits import date_order, gains, memories
from detente.cli.reading import read_into
from detente.dates import iso
from detente.pipeline import Tools, page_of, read_page
from detente.record import open_store
from detente.settings import Settings
from detente.types import Article

STORY = (
    "{head}\n{day}\n\nThe foreign ministers of Georgia and Armenia met in Tbilisi and talked about {what} "
    "for two hours, the ministry said.\n\n"
    "They agreed to meet again in the autumn, when the road over the pass has been mended.\n\n"
    "Our readers can also follow the news of the Quiet Valley Gazette by post, every week, at no cost at all.\n\n"
    "© Quiet Valley Gazette"
)
DAYS = {"one": "25.03.2024", "two": "05.04.2024", "three": "19.06.2024", "four": "28.08.2024"}


def text_of(name: str) -> str:
    return STORY.format(head=f"Ministers talk, part {name}", day=DAYS[name], what=f"roads and bridges, part {name}")


def article_of(name: str, tools: Tools) -> Article:
    article = read_page(page_of(text_of(name).encode(), f"{name}.txt"), tools).article
    assert article is not None
    return article


def test_a_day_above_twelve_settles_the_order(tools: Tools) -> None:
    assert date_order([article_of(n, tools) for n in DAYS]) == "dmy"
    assert date_order([article_of("two", tools)]) is None


def test_fewer_than_three_pages_teach_nothing(tools: Tools) -> None:
    assert list(memories("x", [article_of(n, tools) for n in ("one", "two")])) == []


def test_a_line_on_all_pages_is_remembered_and_an_open_date_gains(tools: Tools) -> None:
    articles = [article_of(n, tools) for n in DAYS]
    found = dict(zip(DAYS, memories("Quiet Valley Gazette", articles), strict=True))
    article, memory = found["two"]
    assert memory.pages == 3 and memory.order == "dmy"
    shared = next(x for x in article.lines if x.span.of(article.text).startswith("Our readers"))
    assert memory.share(shared.span.of(article.text)) == 1.0
    own = next(x for x in article.lines if "part two" in x.span.of(article.text))
    assert memory.share(own.span.of(article.text)) == 0.0
    assert gains(article, memory)


def test_the_record_settles_an_earlier_ambiguous_date_by_later_pages(tmp_path: Path) -> None:
    from rich.console import Console

    settings = Settings(db=str(tmp_path / "x.db"), workers=1)
    quiet = Console(quiet=True)
    first = tmp_path / "two.txt"
    first.write_text(text_of("two"), encoding="utf-8")
    read_into([str(first)], settings, quiet)
    store = open_store(settings.db)
    (before,) = store.readings()
    assert before.article is not None and before.article.published is not None
    assert [iso(r) for r in before.article.published.rivals] == ["2024-05-04"]
    for name in ("one", "three", "four"):
        (tmp_path / f"{name}.txt").write_text(text_of(name), encoding="utf-8")
    report = read_into([str(tmp_path)], settings, quiet)
    assert report.again >= 1
    after = next(r.article for r in store.readings() if r.url.endswith("two.txt"))
    assert after is not None and after.published is not None
    assert iso(after.published.when) == "2024-04-05" and "outlet" in after.published.rule
    kinds = {x.kind.value for x in after.lines if x.span.of(after.text).startswith("Our readers")}
    assert kinds == {"furniture"}
