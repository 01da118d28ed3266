"""What is one story: the pages that print one text or report one interview, who was first, and why they are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.questions.index import bring_up_to_date
from detente.questions.pages import PageRow, page_row
from detente.questions.standing import standing_at, standing_of
from detente.record import Store
from detente.types import Link, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story: its pages, who published first, and why they are one; the id is that of the first page."""

    id: str
    pages: tuple[PageRow, ...]
    outlets: tuple[str, ...]
    first: str | None  # the outlet that published first, where known
    reasons: tuple[str, ...]
    unsure: tuple[Link, ...]


def list_stories(store: Store, lexicon: Lexicon, *, least: int = 2) -> tuple[StoryRow, ...]:
    """Return the stories with at least so many pages, those with most pages first."""
    bring_up_to_date(store, lexicon)
    stand = standing_of(store, "copy")
    order = {key: place for place, key in enumerate(store.article_ids())}
    groups = [tuple(sorted(g, key=order.__getitem__)) for g in stand.groups]
    if least < 2:
        linked = {key for g in groups for key in g}
        groups += [(key,) for key in order if key not in linked]
    by_end = stand.by_end()
    rows = [_story_row(store, g, by_end) for g in groups if len(g) >= least]
    return tuple(sorted(rows, key=lambda r: (-len(r.pages), r.pages[0].published or "", r.id)))


def find_story(store: Store, lexicon: Lexicon, page: str) -> StoryRow:
    """Return the story of a page, named by its id (or its beginning); QuestionError where no page fits."""
    hits = [key for key in store.article_ids() if key.startswith(page)]
    if not hits:
        raise QuestionError(f"No story holds a page {page!r}; `detente pages` lists the ids of pages.")
    bring_up_to_date(store, lexicon)
    stand = standing_at(store, "copy", hits)
    found = {g for g in stand.groups if set(g) & set(hits)}
    if len(found) != 1:
        raise QuestionError(f"{len(found)} stories hold pages {page!r}; give more of the id.")
    return _story_row(store, found.pop(), stand.by_end())


def _story_row(store: Store, articles: Sequence[str], by_end: Mapping[str, list[Link]]) -> StoryRow:
    pages = sorted(
        (page_row(r) for r in store.readings(articles)), key=lambda p: (p.published or "9", p.clock or "24", p.url)
    )
    inside = set(articles)
    stand = list({(k.left, k.right): k for key in articles for k in by_end.get(key, ())}.values())
    same = [k for k in stand if k.verdict is Verdict.SAME and {k.left, k.right} <= inside]
    return StoryRow(
        id=pages[0].article,
        pages=tuple(pages),
        outlets=tuple(dict.fromkeys(p.outlet for p in pages if p.outlet)),
        first=pages[0].outlet if pages[0].published else None,
        reasons=tuple(dict.fromkeys("; ".join(k.reasons) for k in same)),
        unsure=tuple(k for k in stand if k.verdict is Verdict.UNSURE),
    )
