"""Mark-up and address of a page become ballots for its day of publication.

JSON-LD of the article and the usual meta tags are what the outlet itself declares; `time` tags may belong to other
stories; htmldate always answers, so alone it weighs little; an address with a day in it is nearly always right.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from detente.articles.jsonld import loaded
from detente.articles.markup import HtmlDates
from detente.dates import day
from detente.dates.printed import find_printed
from detente.types import Ballot, When

_META = {
    "article:published_time": 0.9, "og:article:published_time": 0.9, "og:published_time": 0.85, "datepublished": 0.85,
    "parsely-pub-date": 0.9, "sailthru.date": 0.8, "pubdate": 0.85, "publishdate": 0.85, "publish-date": 0.85,
    "publish_date": 0.85, "article.published": 0.85, "published_at": 0.85, "publication_date": 0.85,
    "date.issued": 0.85, "dc.date.issued": 0.85, "dcterms.date": 0.75, "dcterms.created": 0.75, "dc.date": 0.75,
    "dc.date.created": 0.75, "article_date_original": 0.85, "cxenseparse:recs:publishtime": 0.9,
    "cxenseparse:publishtime": 0.9, "bt:pubdate": 0.85, "vr:published_time": 0.85, "originalpublicationdate": 0.9,
    "datecreated": 0.6, "uploaddate": 0.6, "date": 0.6, "article:created_time": 0.6, "created": 0.6, "dat": 0.4,
    "rnews:datepublished": 0.9, "last-published": 0.5, "citation_publication_date": 0.85, "timestamp": 0.5,
    "date_published": 0.85, "publish_time": 0.85, "article.created": 0.6, "displaydate": 0.7, "pdate": 0.7,
}  # fmt: skip
_ARTICLE = re.compile(r"article|posting|report|webpage|videoobject|discussion|creativework|review|liveblog", re.I)
_STRONG = re.compile(r"article|posting|report|liveblog", re.I)
_IN_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]00:?00)\s*$")
_PLAIN = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?:T\d\d|\s|$)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\d{6}\b|$)")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"),
)
_LOOSE_DATE = re.compile(r'"date(?:Published|Created)"\s*:\s*"([^"]{8,40})"')


def markup_ballots(html: HtmlDates, *, order: str | None, fetched: date | None) -> tuple[Ballot, ...]:
    """Return the votes of JSON-LD, meta tags, time tags and htmldate."""
    ballots = [*_json_ld(html.json_ld), *_meta_tags(html.meta), *_time_tags(html.time_tags)]
    guess = () if _settled(ballots) else _htmldate(html.raw)
    return tuple(b for b in (*ballots, *guess) if fetched is None or (b.when.start - fetched).days <= 1)


def address_ballots(url: str | None) -> tuple[Ballot, ...]:
    """Return the vote of a year, month and day in the path of an address."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url or "")
    for pattern, weight in zip(_IN_ADDRESS, (0.75, 0.5), strict=True):
        found = pattern.search(path)
        if found:
            try:
                when = day(date(int(found[1]), int(found[2]), int(found[3])))
            except ValueError:
                continue
            said = f"the address holds “{found[0]}”"
            return (Ballot(when=when, voter="address", weight=weight, evidence=said),)
    return ()


@lru_cache(maxsize=1024)  # the same instants stand in several places of a page
def read_instant(written: str) -> tuple[date, bool] | None:
    """Return the day of a machine-written instant and whether it is given in UTC; None if there is none."""
    utc = _IN_UTC.search(written) is not None
    if plain := _PLAIN.match(written):
        try:
            return date(int(plain[1]), int(plain[2]), int(plain[3])), utc
        except ValueError:
            pass  # a month of 13, say: the careful reading below decides
    compact = _COMPACT.search(written)
    if compact:
        try:
            return date(int(compact[1]), int(compact[2]), int(compact[3])), utc
        except ValueError:
            return None
    found = find_printed(written)
    return (found[0].when.start, utc) if found else None


def _json_ld(blocks: tuple[str, ...]) -> Iterator[Ballot]:
    """Yield one vote for each day that the JSON-LD objects of articles declare."""
    seen: dict[date, Ballot] = {}
    for block in blocks:
        held = loaded(block.strip())
        if held is None:
            things: list[Mapping[str, Any]] = [
                {"@type": "Article", "datePublished": d} for d in _LOOSE_DATE.findall(block)[:1]
            ]
        else:
            things = list(_objects(held))
        for thing in things:
            kind = " ".join(str(k) for k in _listed(thing.get("@type")))
            for key, weight in (("datePublished", 0.95), ("dateCreated", 0.6), ("uploadDate", 0.5)):
                value = next((v for v in _listed(thing.get(key)) if isinstance(v, str)), None)
                instant = read_instant(value) if value and _ARTICLE.search(kind) else None
                if instant is None:
                    continue
                weight = weight if _STRONG.search(kind) else weight * 0.6
                if seen and not _STRONG.search(kind):
                    weight *= 0.5
                vote = Ballot(
                    when=day(instant[0]),
                    voter="JSON-LD",
                    weight=round(weight - 0.02 * len(seen) - (0.05 if instant[1] else 0), 3),
                    evidence=f"JSON-LD {kind or 'object'} says {key} {value}",
                )
                if instant[0] not in seen or seen[instant[0]].weight < vote.weight:
                    seen[instant[0]] = vote
                break
    yield from seen.values()


def _objects(node: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Walk JSON-LD: objects first, then what they hold, lists of other items left out."""
    if depth > 8:
        return
    if isinstance(node, list):
        for item in node:
            yield from _objects(item, depth + 1)
    elif isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key in {"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} and key != "itemListElement":
                yield from _objects(value, depth + 1)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _meta_tags(pairs: tuple[tuple[str, str], ...]) -> Iterator[Ballot]:
    """Yield one vote for each meta tag that names the day of publication; of several with one name the first."""
    seen = set()
    for name, content in pairs:
        weight = _META.get(name.lower())
        instant = read_instant(content) if weight and name not in seen else None
        if weight and instant:
            seen.add(name)
            yield Ballot(
                when=day(instant[0]),
                voter="meta tag",
                weight=round(weight - (0.05 if instant[1] else 0), 3),
                evidence=f"the meta tag {name} says {content.strip()}",
            )


def _time_tags(tags: tuple[tuple[str, str], ...]) -> Iterator[Ballot]:
    """Yield the vote of the first time tag: it weighs more where it is the only one on the page."""
    dated = [(at, shown) for at, shown in tags if read_instant(at) or read_instant(shown)]
    if not dated:
        return
    at, shown = dated[0]
    local = read_instant(shown) or read_instant(at)
    if local:
        alone = len({read_instant(a) or read_instant(s) for a, s in dated}) == 1
        says = f"the {'only' if alone else 'first'} time tag says {(at or shown).strip()}"
        yield Ballot(when=day(local[0]), voter="time tag", weight=0.65 if alone else 0.4, evidence=says)


def declares_one_day(ballots: Sequence[Ballot]) -> bool:
    """Tell whether the outlet itself declares one day in its mark-up, and only one."""
    return len(_declared(ballots)) == 1


def _declared(ballots: Sequence[Ballot]) -> set[When]:
    return {b.when for b in ballots if b.voter in {"JSON-LD", "meta tag"} and b.weight >= 0.8}


def _settled(ballots: Sequence[Ballot]) -> bool:
    """Tell whether one day is declared and nothing of weight says another: then no guess can add to it."""
    declared = _declared(ballots)
    return len(declared) == 1 and all(b.when in declared for b in ballots if b.weight >= 0.5)


def _htmldate(raw: str) -> Iterator[Ballot]:
    """Yield the guess of htmldate; it always answers, so it weighs little where nothing else speaks."""
    if not raw:
        return
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        careful = find_date(raw, original_date=True, extensive_search=False)
        guess = careful or find_date(raw, original_date=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    if guess:
        when = day(datetime.strptime(guess, "%Y-%m-%d").date())
        weight = 0.6 if careful else 0.45
        yield Ballot(when=when, voter="htmldate", weight=weight, evidence=f"htmldate reads {guess}")
