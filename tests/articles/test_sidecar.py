"""What came beside a page fills what it leaves open, and never overrides it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente.articles import read_article
from detente.articles.sidecar import RULE
from detente.dates import iso
from detente.lexicon import load_lexicon
from detente.pages import intake, page_of
from detente.types import Article, Page

LEXICON = load_lexicon()
BARE = "Ghana and Togo signed a fishing pact on Friday, after a quarrel over nets that had lasted for two years."
DATED = f"Pact signed in Lomé\nVolta Wire\nPublished: 4 March 2025\n\n{BARE}"
BESIDE = {"date": "2025-02-03", "title": "Two neighbours sign", "outlet": "Another Wire"}


def read(text: str, sidecar: dict[str, str]) -> Article:
    return read_article(replace(page_of(text.encode(), "a.txt", media_type="text/plain"), sidecar=sidecar), LEXICON)


def test_a_page_that_says_nothing_of_itself_takes_it_from_the_sidecar() -> None:
    article = read(BARE, BESIDE)
    assert article.published is not None and iso(article.published.when) == "2025-02-03"
    assert article.headline is not None and article.headline.value == "Two neighbours sign"
    assert article.outlet is not None and article.outlet.rule == RULE and not article.outlet.spans


def test_what_the_page_says_stands_and_the_sidecar_is_one_vote_beside_it() -> None:
    plain, beside = read(DATED, {}), read(DATED, BESIDE)
    assert plain.published is not None and plain.headline is not None
    assert (beside.published, beside.headline) == (plain.published, plain.headline)
    assert [b.voter for b in beside.ballots if b not in plain.ballots] == ["sidecar"]


@pytest.mark.parametrize(
    ("date", "day"),
    [("2025-02-03T23:10:00+01:00", "2025-02-03"), ("20250203", "2025-02-03"), ("2025-02", "2025-02"), ("soon", None)],
)
def test_dates_of_exports_are_read_or_left(date: str, day: str | None) -> None:
    published = read(BARE, {"date": date}).published
    assert (iso(published.when) if published else None) == day


def test_the_keys_of_ngec_rows_reach_the_article(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "x2", "event_text": BARE, "date": "2025-02-03"}) + "\n", encoding="utf-8")
    (page,) = intake([path])
    assert isinstance(page, Page)
    article = read_article(page, LEXICON)
    assert article.dateline is not None and article.dateline.isoformat() == "2025-02-03"
