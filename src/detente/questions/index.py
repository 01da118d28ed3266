"""A record's index of links is brought up to date: each new page is compared with its neighbours, and with no other.

Copies first, then what is said and who says it, then what happened, which leans on both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from detente import wire
from detente.lexicon import Lexicon
from detente.links import (
    REACH,
    SHARED_BANDS,
    Profile,
    Said,
    Source,
    Stories,
    Told,
    chosen,
    clues_of_statement,
    clues_of_telling,
    gather,
    judge_copy,
    judge_happening,
    judge_interview,
    judge_person,
    judge_statement,
    one_story,
    pack,
    said_of,
    same_id,
    sketch,
    source_of,
    together,
    told_of,
    unpack,
)
from detente.questions.conditions import article_of
from detente.questions.outlets import home_of
from detente.record import Store, keep, near, unsketched
from detente.record.digests import (
    Borne,
    Digest,
    Entry,
    buckets,
    digests,
    digests_of,
    enter,
    links_at,
    undigested,
)
from detente.record.profiles import bearers, namesakes, orphans, profiles
from detente.types import Link, Reading, Telling, Verdict

Noun = TypeVar("Noun", Said, Told)
_NAMESAKES = 200  # profiles of one surname that each is compared with


@dataclass(slots=True)
class Touched:
    """What an update of the index touched: articles put in, findings and names of others read, rows written."""

    articles: int = 0
    findings: int = 0
    namesakes: int = 0
    written: int = 0


def sketch_new(store: Store) -> int:
    """Put articles that are not in the index of stories into it, each with its links, and return how many."""
    fresh = unsketched(store)
    for key in fresh:
        made = sketch(store.article(key))
        bands = [int(band) for band in made.bands]
        judged = (judge_copy(unpack(data), made) for data in near(store, key, bands, SHARED_BANDS).values())
        keep(store, key, pack(made), bands, [link for link in judged if link is not None])
    return len(fresh)


def bring_up_to_date(store: Store, lexicon: Lexicon) -> Touched:
    """Put articles that are not in the index of links into it, each compared with its neighbours only."""
    sketch_new(store)
    touched = Touched()
    lost = orphans(store)
    if lost:
        entry = Entry(article=None)
        whole = [_folded(bearers(store, key)) for key in lost]
        _judge_persons(store, entry, [(one, one) for one in whole], touched)
        touched.written += enter(store, entry)
    plain = frozenset(row["id"] for row in lexicon.table("languages/en/function_words"))
    for key in undigested(store):
        reading = store.reading(key)
        entry = Entry(article=key)
        _say(store, entry, reading, touched)
        _tell(store, entry, reading, lexicon, plain, touched)
        _people(store, entry, reading, touched)
        touched.written += enter(store, entry)
        touched.articles += 1
    return touched


def told_on(reading: Reading, tellings: Iterable[Telling], lexicon: Lexicon, plain: frozenset[str]) -> Iterator[Told]:
    """Yield tellings of a reading as the judgement needs them."""
    article = article_of(reading)
    outlet = article.outlet.value if article.outlet else None
    country = home_of(lexicon, outlet, article.url)
    return (told_of(reading, e, plain=plain, country=country) for e in tellings)


def _say(store: Store, entry: Entry, reading: Reading, touched: Touched) -> None:
    """Enter what is said on a page, where it has its words from, and the interviews that it tells again."""
    article = article_of(reading)
    source = source_of(reading)
    entry.digests.append(Digest(id=article.id, article=article.id, kind="source", data=wire.dumps(source)))
    shared: dict[str, list[tuple[Link, int]]] = {}
    for statement in reading.statements:
        new = said_of(reading, statement)
        clues = clues_of_statement(new)
        for old in _met(store, clues.asks, Said, touched):
            link = judge_statement(old, new)
            if link is not None:
                entry.links.append(link)
                if link.verdict is Verdict.SAME:
                    shared.setdefault(old.article, []).append((link, min(len(old.words), len(new.words))))
        entry.digests.append(
            Digest(id=new.statement, article=article.id, kind="statement", data=wire.dumps(new), posts=clues.posts)
        )
    for each in digests_of(store, shared):
        if each.kind == "source":
            links = shared[each.id]
            other = wire.from_json(Source, json.loads(each.data))
            found = judge_interview(other, source, [link for link, _ in links], sum(words for _, words in links))
            if found is not None:
                entry.interviews.append(found)


def _tell(
    store: Store, entry: Entry, reading: Reading, lexicon: Lexicon, plain: frozenset[str], touched: Touched
) -> None:
    """Enter what a page tells of, judged beside the stories of the page and of those that it copies."""
    article = article_of(reading)
    if not reading.tellings:
        return
    mine = links_at(store, ["copy"], [article.id])
    copied = [key for k in mine if k.verdict is Verdict.SAME for key in (k.left, k.right)]
    others = links_at(store, ["interview"], copied)
    known = Stories(one_story({*mine, *links_at(store, ["copy"], copied)}, {*entry.interviews, *others}))
    here: list[tuple[Told, frozenset[int]]] = []
    for new in told_on(reading, reading.tellings, lexicon, plain):
        clues = clues_of_telling(new)
        asks = frozenset(clues.asks)
        before = [old for old, posts in here if asks & posts]
        for old in (*_met(store, clues.asks, Told, touched), *before):
            link = judge_happening(old, new, known.between(old.article, new.article), different=False)
            if link is not None:
                entry.links.append(link)
        here.append((new, frozenset(clues.posts)))
        entry.digests.append(
            Digest(
                id=new.telling.id,
                article=article.id,
                kind="happening",
                data=wire.dumps(new),
                posts=clues.posts,
                alias=same_id(new.telling.id),
            )
        )


def _met(store: Store, asks: Sequence[int], kind: type[Noun], touched: Touched) -> list[Noun]:
    """Return the findings of other pages that share a clue, as nouns."""
    found = digests(store, chosen(buckets(store, asks, REACH)))
    touched.findings += len(found)
    return [wire.from_json(kind, json.loads(each.data)) for each in found]


def _people(store: Store, entry: Entry, reading: Reading, touched: Touched) -> None:
    """Enter the persons of a page, each compared with those of one surname as all pages so far give them."""
    published = article_of(reading).published
    day = published.when.start if published else None
    seen = gather((actor, day) for actor in reading.cast.actors)
    mine = [replace(one, articles=1) for one in seen if one.named]
    known = profiles(store, [one.id for one in mine])
    pairs = []
    for one in mine:
        old = known.get(one.id)
        pairs.append((one, together(wire.from_json(Profile, json.loads(old)), one) if old else one))
    _judge_persons(store, entry, pairs, touched)


def _judge_persons(store: Store, entry: Entry, changed: Sequence[tuple[Profile, Profile]], touched: Touched) -> None:
    """Judge profiles that have changed, given as the page and as all pages give them, against their namesakes."""
    fresh = {whole.id: whole for _, whole in changed}
    done: dict[tuple[str, str], Link] = {}
    for here, whole in changed:
        others = namesakes(store, whole.block, _NAMESAKES)
        touched.namesakes += len(others)
        known = {key: wire.from_json(Profile, json.loads(data)) for key, data in others.items() if key not in fresh}
        beside = [p for p in fresh.values() if set(p.block) & set(whole.block)]
        for other in (*known.values(), *beside):
            link = judge_person(other, whole)
            if link is not None:
                done[link.left, link.right] = link
        entry.profiles.append(
            Borne(
                id=whole.id,
                name=whole.name,
                here=wire.dumps(here),
                whole=wire.dumps(whole),
                parts=whole.block,
            )
        )
    entry.links += done.values()


def _folded(data: Iterable[str]) -> Profile:
    first, *rest = (wire.from_json(Profile, json.loads(each)) for each in data)
    for each in rest:
        first = together(first, each)
    return first
