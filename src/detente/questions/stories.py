"""What is one story: the pages that print one text or report one interview, who was first, and why they are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import (
    Told,
    group,
    link_interviews,
    link_statements,
    one_story,
    said_of,
    source_of,
    standing,
    user_links,
)
from detente.questions.conditions import article_of, is_between
from detente.questions.index import bring_up_to_date, sketch_new, told_on
from detente.questions.pages import PageRow, page_row
from detente.record import Store, links_of
from detente.record.digests import links_at, reached
from detente.types import Dyad, Link, Reading, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story: its pages, who published first, and why they are one; the id is that of the first page."""

    id: str
    pages: tuple[PageRow, ...]
    outlets: tuple[str, ...]
    first: str | None  # the outlet that published first, where known
    reasons: tuple[str, ...]
    unsure: tuple[Link, ...]


def story_links(store: Store) -> tuple[Link, ...]:
    """Return the links between articles that are one story or only look so, users' last."""
    sketch_new(store)
    return (*links_of(store, "copy"), *user_links(store.decisions("copy"), "copy"))


def interview_links(readings: Iterable[Reading]) -> tuple[Link, ...]:
    """Return the links between articles that report one interview, from the statements that they share."""
    known = [r for r in readings if r.article is not None]
    said = [said_of(r, s) for r in known for s in r.statements]
    home = {s.statement: (s.article, len(s.words)) for s in said}
    sources = {article_of(r).id: source_of(r) for r in known}
    return tuple(link_interviews(sources, home, link_statements(said)))


def stories_at(store: Store, articles: Iterable[str] | None = None) -> tuple[Link, ...]:
    """Return the links of copies and interviews at these articles (at all, where none are given), users' last."""
    if articles is None:
        copies, interviews = links_of(store, "copy"), links_of(store, "interview")
    else:
        keys = list(articles)
        copies, interviews = links_at(store, ["copy"], keys), links_at(store, ["interview"], keys)
    return (*one_story(copies, interviews), *user_links(store.decisions("copy"), "copy"))


def list_stories(store: Store, lexicon: Lexicon, *, least: int = 2) -> tuple[StoryRow, ...]:
    """Return the stories with at least so many pages, those with most pages first."""
    bring_up_to_date(store, lexicon)
    links = stories_at(store)
    keys = store.article_ids() if least < 2 else dict.fromkeys(e for k in links for e in (k.left, k.right))
    order = {key: place for place, key in enumerate(store.article_ids())}
    groups = group(sorted((k for k in keys if k in order), key=order.__getitem__), links)
    by_end = _by_end(links)
    rows = [_story_row(store, g, by_end) for g in groups if len(g) >= least]
    return tuple(sorted(rows, key=lambda r: (-len(r.pages), r.pages[0].published or "", r.id)))


def find_story(store: Store, lexicon: Lexicon, page: str) -> StoryRow:
    """Return the story of a page, named by its id (or its beginning); QuestionError where no page fits."""
    hits = [key for key in store.article_ids() if key.startswith(page)]
    if not hits:
        raise QuestionError(f"No story holds a page {page!r}; `detente pages` lists the ids of pages.")
    bring_up_to_date(store, lexicon)
    users = user_links(store.decisions("copy"), "copy")
    near = reached(store, ["copy", "interview"], hits, users)
    links = stories_at(store, near)
    found = {g for g in group(near, links) if set(g) & set(hits)}
    if len(found) != 1:
        raise QuestionError(f"{len(found)} stories hold pages {page!r}; give more of the id.")
    return _story_row(store, found.pop(), _by_end(links))


def _by_end(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in standing(links).values():
        for key in (link.left, link.right):
            found.setdefault(key, []).append(link)
    return found


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


def tell(readings: Iterable[Reading], lexicon: Lexicon, dyad: Dyad | None = None) -> tuple[Told, ...]:
    """Return the tellings of the readings (of a pair of states, in either order) as the judgement needs them."""
    plain = frozenset(row["id"] for row in lexicon.table("languages/en/function_words"))
    return tuple(
        told
        for r in readings
        if r.article is not None
        for told in told_on(r, [e for e in r.tellings if dyad is None or is_between(e, dyad, False)], lexicon, plain)
    )
