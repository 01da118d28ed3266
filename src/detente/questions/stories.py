"""What is one: stories that many outlets print, and happenings that many pages tell, with the reasons for it.

The index of stories is kept in the record and brought up to date before it is asked; a new page is compared with its
neighbours only. What users join and split stands above what the machine judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import (
    BACK,
    SHARED_BANDS,
    Told,
    group,
    group_happenings,
    joining,
    judge_copy,
    link_field,
    link_happenings,
    link_interviews,
    link_statements,
    pack,
    said_of,
    sketch,
    source_of,
    splitting,
    standing,
    told_of,
    unpack,
    user_links,
)
from detente.questions.conditions import article_of, is_between
from detente.questions.happened import HappenedRow, happened_row
from detente.questions.pages import PageRow, page_row
from detente.record import Store, keep, links_of, near, unsketched
from detente.text import fold
from detente.types import Decision, Dyad, Happening, Link, Reading, Telling, Verdict

What = Literal["story", "happening"]
_KIND = {"story": "copy", "happening": "happening"}  # what a user names, and the kind of link that it is


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story: its pages, who published first, and why they are one; the id is that of the first page."""

    id: str
    pages: tuple[PageRow, ...]
    outlets: tuple[str, ...]
    first: str | None  # the outlet that published first, where known
    reasons: tuple[str, ...]
    unsure: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningRow:
    """One happening: what it is, every telling of it with its sentence, and the judgements between them."""

    happening: Happening
    tellings: tuple[HappenedRow, ...]
    links: tuple[Link, ...]


def bring_up_to_date(store: Store) -> int:
    """Put articles that are not in the index of stories into it, each with its links, and return how many."""
    fresh = unsketched(store)
    for key in fresh:
        made = sketch(article_of(store.reading(key)))
        bands = [int(band) for band in made.bands]
        others = near(store, bands, SHARED_BANDS)
        judged = (judge_copy(unpack(data), made) for other, data in others.items() if other != key)
        keep(store, key, pack(made), bands, [link for link in judged if link is not None])
    return len(fresh)


def story_links(store: Store) -> tuple[Link, ...]:
    """Return the links between articles that are one story or only look so, users' last."""
    bring_up_to_date(store)
    return (*links_of(store, "copy"), *user_links(store.decisions("copy"), "copy"))


def interview_links(readings: Iterable[Reading]) -> tuple[Link, ...]:
    """Return the links between articles that report one interview, from the statements that they share."""
    known = [r for r in readings if r.article is not None]
    said = [said_of(r, s) for r in known for s in r.statements]
    home = {s.statement: (s.article, len(s.words)) for s in said}
    sources = {article_of(r).id: source_of(r) for r in known}
    return tuple(link_interviews(sources, home, link_statements(said)))


def list_stories(store: Store, *, least: int = 2) -> tuple[StoryRow, ...]:
    """Return the stories with at least so many pages, those with most pages first."""
    readings = {article_of(r).id: r for r in store.readings() if r.article is not None}
    links = (*interview_links(readings.values()), *story_links(store))
    groups = group(readings, links)
    rows = [_story_row([readings[key] for key in g], links) for g in groups if len(g) >= least]
    return tuple(sorted(rows, key=lambda r: (-len(r.pages), r.pages[0].published or "", r.id)))


def find_story(store: Store, page: str) -> StoryRow:
    """Return the story of a page, named by its id (or its beginning); QuestionError where no page fits."""
    hits = [row for row in list_stories(store, least=1) if any(p.article.startswith(page) for p in row.pages)]
    if len(hits) != 1:
        found = f"{len(hits)} stories hold pages" if hits else "No story holds a page"
        raise QuestionError(f"{found} {page!r}; `detente pages` lists the ids of pages.")
    return hits[0]


def _story_row(readings: Sequence[Reading], links: Iterable[Link]) -> StoryRow:
    pages = sorted((page_row(r) for r in readings), key=lambda p: (p.published or "9", p.clock or "24", p.url))
    inside = {p.article for p in pages}
    stand = standing(links).values()
    same = [k for k in stand if k.verdict is Verdict.SAME and {k.left, k.right} <= inside]
    unsure = [k for k in stand if k.verdict is Verdict.UNSURE and {k.left, k.right} & inside]
    return StoryRow(
        id=pages[0].article,
        pages=tuple(pages),
        outlets=tuple(dict.fromkeys(p.outlet for p in pages if p.outlet)),
        first=pages[0].outlet if pages[0].published else None,
        reasons=tuple(dict.fromkeys("; ".join(k.reasons) for k in same)),
        unsure=tuple(unsure),
    )


# --------------------------------------------------------------------------- happenings


def tell(readings: Iterable[Reading], lexicon: Lexicon, dyad: Dyad | None = None) -> tuple[Told, ...]:
    """Return the tellings of the readings (of a pair of states, in either order) as the judgement needs them."""
    plain = frozenset(row["id"] for row in lexicon.table("languages/en/function_words"))
    outlets = {fold(row["name"]): row["state"] for row in lexicon.table("languages/en/media", key="name")}
    return tuple(
        told_of(r, e, plain=plain, country=outlets.get(fold(r.article.outlet.value)) if r.article.outlet else None)
        for r in readings
        if r.article is not None
        for e in r.tellings
        if dyad is None or is_between(e, dyad, False)
    )


def list_happenings(store: Store, lexicon: Lexicon, dyad: Dyad | None = None) -> tuple[HappeningRow, ...]:
    """Return the happenings (between two states, in either order), by day."""
    articles = store.telling_articles([dyad.source, dyad.target]) if dyad else None
    readings = list(store.readings(articles))
    told = tell(readings, lexicon, dyad)
    stories = (*interview_links(readings), *story_links(store))
    links = tuple(link_happenings(told, stories))
    users = user_links(store.decisions("happening"), "happening")
    found = group_happenings(told, stories=stories, users=users)
    rows = {e.id: (r, e) for r in readings for e in r.tellings}
    between: dict[str, list[Link]] = {}
    for link in standing((*links, *users)).values():
        for key in (link.left, link.right):
            between.setdefault(key, []).append(link)
    return tuple(_happening_row(h, rows, between) for h in found)


def _happening_row(
    one: Happening, rows: dict[str, tuple[Reading, Telling]], between: dict[str, list[Link]]
) -> HappeningRow:
    inside = set(one.tellings)
    near_by = {(k.left, k.right): k for key in one.tellings for k in between.get(key, ())}
    telling_links = [k for k in near_by.values() if {k.left, k.right} <= inside or k.verdict is Verdict.UNSURE]
    return HappeningRow(
        happening=one,
        tellings=tuple(happened_row(*rows[key]) for key in one.tellings),
        links=tuple(sorted(telling_links, key=lambda k: (-k.score, k.left, k.right))),
    )


def find_happening(store: Store, lexicon: Lexicon, key: str) -> HappeningRow:
    """Return the happening with this id, or the one that holds this event; the beginning of an id will do."""
    hits = [
        row
        for row in list_happenings(store, lexicon)
        if row.happening.id.startswith(key) or any(t.startswith(key) for t in row.happening.tellings)
    ]
    if len(hits) != 1:
        found = "No happening fits" if not hits else f"{len(hits)} happenings fit"
        raise QuestionError(f"{found} {key!r}; `detente happening` lists their ids.")
    return hits[0]


# --------------------------------------------------------------------------- the user's word


def join(store: Store, lexicon: Lexicon, what: What, first: str, second: str, *, who: str, why: str = "") -> str:
    """Write down that two stories or happenings are one, and return one sentence on it; `take_back` undoes it."""
    left, right = (_members(store, lexicon, what, key) for key in (first, second))
    if left == right:
        raise QuestionError(f"{first!r} and {second!r} are one {what} already.")
    _decide(store, what, joining(left, right), Verdict.SAME.value, who, why)
    return f"{len(left)} and {len(right)} are one {what} now, by {who}; with --back that is undone."


def part(store: Store, lexicon: Lexicon, what: What, member: str, *, who: str, why: str = "") -> str:
    """Write down that one page (or event) does not belong to its story (or happening), and return one sentence."""
    members = _members(store, lexicon, what, member)
    out = [key for key in members if key.startswith(member)]
    if len(members) < 2 or len(out) != 1:
        noun = "page" if what == "story" else "event"
        raise QuestionError(f"{member!r} is no {noun} of a {what} with others; name one {noun} by its id.")
    _decide(store, what, splitting(members, out), Verdict.DIFFERENT.value, who, why)
    return f"{out[0][:8]} is no part of that {what} now, by {who}; with --back that is undone."


def take_back(store: Store, lexicon: Lexicon, what: What, keys: Sequence[str], *, who: str, why: str = "") -> str:
    """Take back what users decided on these members (of one group, or of two), and return one sentence."""
    kind = _KIND[what]
    groups = [_members(store, lexicon, what, key) for key in keys]
    if len(keys) == 1:
        inside = {key for key in groups[0] if key.startswith(keys[0])} or set(groups[0])
    else:
        inside = {key for g in groups for key in g}
    mine = [
        (k.left, k.right)
        for k in user_links(store.decisions(kind), kind)
        if ({k.left, k.right} & inside if len(keys) == 1 else {k.left, k.right} <= inside)
    ]
    if not mine:
        raise QuestionError(f"Nobody has decided anything on {' and '.join(keys)}; there is nothing to take back.")
    _decide(store, what, mine, BACK, who, why)
    return f"{len(mine)} decisions are taken back, by {who}; the machine's word stands again."


def _members(store: Store, lexicon: Lexicon, what: What, key: str) -> tuple[str, ...]:
    if what == "story":
        return tuple(p.article for p in find_story(store, key).pages)
    return find_happening(store, lexicon, key).happening.tellings


def _decide(store: Store, what: What, pairs: Iterable[tuple[str, str]], verdict: str, who: str, why: str) -> None:
    """Append a decision on each pair; an earlier one on the same pair is thereby taken back."""
    kind = _KIND[what]
    known = {(k.left, k.right): k.verdict.value for k in user_links(store.decisions(kind), kind)}
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    for left, right in pairs:
        store.decide(
            Decision(
                about=kind,
                field=link_field(left, right),
                value=verdict,
                was=known.get((left, right), "machine"),
                who=who,
                at=now,
                why=why,
            )
        )
