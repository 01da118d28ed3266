"""Shared statements and a shared source make two articles reports of one interview, however much else differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from detente.types import ActorKind, Link, Reading, Verdict

BY = "detente.links.interviews"
_DAYS = 10  # an interview is retold for about so long
_WORDS = 12  # that must be shared at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article has its words from: its own outlet, and whom it cites, outermost first."""

    article: str
    outlet: str | None
    cites: frozenset[str]
    published: date | None


def source_of(reading: Reading) -> Source:
    """Return where a reading's article has its words from; the speakers at the end of its chain are left out.

    Raises ValueError where the reading has no article.
    """
    if reading.article is None:
        raise ValueError("a reading without an article has no source")
    article = reading.article
    persons = {_key(a.name) for a in reading.cast.actors if a.kind is ActorKind.PERSON}
    return Source(
        article=article.id,
        outlet=article.outlet.value if article.outlet else None,
        cites=frozenset(found.value for found in article.chain if _key(found.value) not in persons),
        published=article.published.when.start if article.published else None,
    )


def judge_interview(left: Source, right: Source, shared: Iterable[Link], words: int) -> Link | None:
    """Judge whether two articles report one interview: they share statements, and one names the other or its source.

    `shared` are standing SAME links between their statements, `words` the words of the shorter of each, together.
    """
    links = list(shared)
    if not links or words < _WORDS or _far(left.published, right.published):
        return None
    here, there = _sources(left), _sources(right)
    if not here & there or (left.outlet is not None and _key(left.outlet) == _key(right.outlet)):
        return None
    a, b = sorted((left.article, right.article))
    reasons = (f"{len(links)} statements are shared ({words} words)", f"both go back to {min(here & there)}")
    return Link(left=a, right=b, verdict=Verdict.SAME, reasons=reasons, by=BY, kind="copy", score=0.6)


def _sources(source: Source) -> set[str]:
    return {_key(source.outlet), *map(_key, source.cites)} - {""}


def _key(name: str | None) -> str:
    return "".join(c for c in (name or "").casefold() if c.isalnum())


def _far(left: date | None, right: date | None) -> bool:
    return left is not None and right is not None and abs(left - right) > timedelta(days=_DAYS)


def one_story(copies: Iterable[Link], interviews: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links between articles, one for each pair: an interview stands above what its copy left unsure."""
    found = {(k.left, k.right): k for k in interviews}
    found |= {
        (k.left, k.right): k for k in copies if k.verdict is not Verdict.UNSURE or (k.left, k.right) not in found
    }
    return tuple(found.values())


def link_interviews(
    sources: Mapping[str, Source], home: Mapping[str, tuple[str, int]], statements: Iterable[Link]
) -> Iterator[Link]:
    """Yield the links between articles that report one interview.

    `sources` are by article; `home` gives each statement's article and its number of words; `statements` are links.
    """
    shared: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in statements:
        if link.verdict is Verdict.SAME and link.left in home and link.right in home:
            a, b = sorted((home[link.left][0], home[link.right][0]))
            shared[a, b].append(link)
    for (left, right), links in shared.items():
        words = sum(min(home[k.left][1], home[k.right][1]) for k in links)
        found = judge_interview(sources[left], sources[right], links, words)
        if found is not None:
            yield found
