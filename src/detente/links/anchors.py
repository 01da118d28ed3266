"""A finding becomes an anchor, and an anchor the finding that stands in its place once the page was read again.

A finding that another version reads otherwise has another id. What a user said of it is then held to be said of the
finding that stands at the same words: a text quote and position selector (W3C Web Annotation), the type and sides
where several stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.types import Article, Reading, Span

_AROUND = 32  # characters before and after, by which words are found that have moved
_LEAST = {"happening": 0.0, "statement": 0.5}  # share of characters beyond which it stands in the place


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a finding stands: its article, span and words with those around, and what it says (type, sides, speaker).

    A person has no span: `exact` is the name, `says` are the articles that bear it.
    """

    kind: str
    finding: str
    article: str
    span: Span | None
    exact: str
    prefix: str = ""
    suffix: str = ""
    says: tuple[str, ...] = ()


def anchors_of(reading: Reading, kind: str) -> Iterator[Anchor]:
    """Yield the anchors of a page's findings of a kind, "happening" (its tellings) or "statement"."""
    article = reading.article
    if article is None:
        return
    if kind == "happening":
        for telling in reading.tellings:
            sides = (telling.source_state or "", telling.target_state or "")
            yield _anchor(kind, article, telling.id, telling.trigger, (telling.type.value, *sides))
    else:
        for one in reading.statements:
            whole = Span(min(s.start for s in one.content), max(s.stop for s in one.content))
            yield _anchor(kind, article, one.id, whole, (one.speaker or "",))


def _anchor(kind: str, article: Article, finding: str, span: Span, says: tuple[str, ...]) -> Anchor:
    text = article.text
    return Anchor(
        kind=kind,
        finding=finding,
        article=article.id,
        span=span,
        exact=span.of(text),
        prefix=text[max(span.start - _AROUND, 0) : span.start],
        suffix=text[span.stop : span.stop + _AROUND],
        says=says,
    )


def successor(lost: Anchor, text: str, found: Iterable[Anchor]) -> str | None:
    """Return the id of the one finding that stands where a lost one stood; None where none does, or several alike.

    `text` is that of the article as it is read now; `found` are the anchors of its findings.
    """
    place = _place(lost, text)
    if place is None:
        return None
    fits = [(_share(place, a.span), sum(map(str.__eq__, a.says, lost.says)), a.finding) for a in found if a.span]
    fits = sorted((fit for fit in fits if fit[0] > _LEAST[lost.kind]), reverse=True)
    if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
        return None
    return fits[0][2]


def _place(lost: Anchor, text: str) -> Span | None:
    """Return where the words stand now: where they stood, else the one place with the same words around."""
    if lost.span is None:
        return None
    if lost.span.of(text) == lost.exact:
        return lost.span
    whole = f"{lost.prefix}{lost.exact}{lost.suffix}"
    at = text.find(whole)
    if at < 0 or text.find(whole, at + 1) >= 0:
        return None
    start = at + len(lost.prefix)
    return Span(start, start + len(lost.exact))


def _share(one: Span, other: Span) -> float:
    """Return the characters of both by those of either, 0..1."""
    both = min(one.stop, other.stop) - max(one.start, other.start)
    return max(both, 0) / (max(one.stop, other.stop) - min(one.start, other.start))
