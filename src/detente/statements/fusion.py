"""Rules and tagger become one: the tagger's spans confirm reports, replace doubtful ones and add what rules miss.

Quotations stand whatever the tagger says: marks are harder evidence than a model. What only a rule of weak evidence
reads, and the tagger sees nothing like, is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.statements.cueing import form_of, silent_source, with_marks
from detente.statements.report import Report, likeness, shared
from detente.statements.view import View
from detente.text import Nearby
from detente.types import Article, Form, LineKind, Span

if TYPE_CHECKING:
    from detente.models import Attribution, Tagger

ALIKE = 0.5  # Jaccard over code points from which two contents count as one
ADDED = 0.5  # least confidence of an attribution that no rule reads
SWAPPED = 0.6  # least confidence to give a doubtful report the tagger's bounds
_EMPTY = frozenset(["DET", "CCONJ", "PUNCT", "SPACE"])
_STANDING = frozenset(["quotation", "noun", "words", "behind"])


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution of the tagger in article offsets."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float


def tag(article: Article, tagger: Tagger) -> list[Tagged]:
    """Return what the tagger attributes in title and body (it was trained on both), the body's part alone."""
    kept = [line for line in article.lines if line.kind in {LineKind.TITLE, LineKind.BODY}]
    text = "\n".join(line.span.of(article.text) for line in kept)
    starts: list[tuple[int, int, LineKind]] = []
    at = 0
    for line in kept:
        starts.append((at, line.span.start, line.kind))
        at += line.span.stop - line.span.start + 1
    found = []
    for attribution in tagger.attributions(text, scheme="speech", threshold=0.0):
        placed = _placed(attribution, starts)
        if placed is not None:
            found.append(placed)
    return found


def _placed(attribution: Attribution, starts: list[tuple[int, int, LineKind]]) -> Tagged | None:
    def place(start: int, stop: int) -> tuple[Span, LineKind]:
        base, origin, kind = next(row for row in reversed(starts) if row[0] <= start)
        return Span(origin + start - base, origin + stop - base), kind

    content = [place(a, b) for a, b in attribution.content if a < b]
    if not content or any(kind is LineKind.TITLE for _, kind in content):
        return None
    source = [place(a, b)[0] for a, b in attribution.source if a < b]
    cue = [place(a, b)[0] for a, b in attribution.cue if a < b]
    return Tagged(
        content=tuple(span for span, _ in content),
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        confidence=attribution.confidence,
    )


def fuse(view: View, reports: list[Report], tagged: list[Tagged]) -> list[tuple[Report, float | None]]:
    """Return the reports that stand, each with the tagger's confidence in it (0.0: it sees nothing like it)."""
    out: list[tuple[Report, float | None]] = []
    used: set[int] = set()
    places = Nearby(t.content for t in tagged)
    for report in reports:
        near = {k: tagged[k] for k in places.about(*report.content)}
        support, at = max(
            ((t.confidence, k) for k, t in near.items() if _alike(report, t)),
            default=(0.0, -1),
        )
        if at < 0 and report.scheme not in _STANDING:
            swap = _better(report, near, used)
            if swap is None and not _touched(report, near.values()):
                continue
            if swap is not None:
                report, at, support = _rebounded(view, report, tagged[swap]), swap, tagged[swap].confidence
        used.add(at)
        out.append((report, support))
    done = Nearby(r.content for r, _ in out)
    for k, t in enumerate(tagged):
        if k in used or t.confidence < ADDED:
            continue
        if any(likeness(out[n][0].content, t.content) >= ALIKE for n in done.about(*t.content)):
            continue
        added = _read(view, t)
        if added is not None and not any(_same_words(out[n][0], added) for n in done.about(*added.content)):
            out.append((added, t.confidence))
            done.add(added.content)
    return sorted(out, key=lambda pair: (pair[0].start, -pair[0].length))


def _touched(report: Report, tagged: Iterable[Tagged]) -> bool:
    """Tell whether the tagger sees a piece of a reported clause; less will not do to keep it."""
    return report.scheme in {"clause", "phrase"} and any(
        t.confidence >= ADDED and shared(report.content, t.content) for t in tagged
    )


def _alike(report: Report, tagged: Tagged) -> bool:
    """Tell whether an attribution, or a part of one that joins too much, holds the words of a report."""
    return likeness(report.content, tagged.content) >= ALIKE or any(
        likeness(report.content, (part,)) >= ALIKE for part in tagged.content
    )


def _better(report: Report, tagged: Mapping[int, Tagged], used: set[int]) -> int | None:
    """Return the attribution that overlaps a doubtful report with other bounds, if the tagger is sure of it."""
    best = [
        (t.confidence, k)
        for k, t in tagged.items()
        if k not in used and t.confidence >= SWAPPED and shared(report.content, t.content) and _other(report, t)
    ]
    return max(best)[1] if best else None


def _other(report: Report, tagged: Tagged) -> bool:
    """Tell whether an attribution is more than a piece of a clause that the parse reads whole."""
    piece = shared(report.content, tagged.content) >= 0.9 * sum(s.stop - s.start for s in tagged.content)
    carried = report.signs & {"carried on"}
    return not piece or bool(carried) or report.scheme not in {"clause", "phrase"}


def _rebounded(view: View, report: Report, tagged: Tagged) -> Report:
    content = with_marks(view, tagged.content) or report.content
    same_cue = tagged.cue is None or (report.cue is not None and report.cue.overlaps(tagged.cue))
    if same_cue:
        return replace(
            report, content=content, form=form_of(view, content), signs=report.signs | {"bounds of the tagger"}
        )
    return _read(view, tagged) or replace(report, content=content, form=form_of(view, content))


def _same_words(report: Report, added: Report) -> bool:
    """Tell whether an added report would tell again, in other bounds, what a quotation or its own cue tells."""
    both = shared(report.content, added.content)
    if not both:
        return False
    same_cue = report.cue is not None and added.cue is not None and report.cue.overlaps(added.cue)
    nested = both == added.length and added.cue is not None and any(p.covers(added.cue) for p in report.content)
    return same_cue or not nested


def _read(view: View, tagged: Tagged) -> Report | None:
    """Make a report of an attribution that no rule reads."""
    content = with_marks(view, _worded(view, tagged.content))
    if not content:
        return None
    if any(turn.asks and any(turn.quotation.span.overlaps(part) for part in content) for turn in view.turns):
        return None
    head = None
    if tagged.source is not None:
        inside = view.inside(tagged.source)
        head = next((k for k in inside if view.tokens[k].head not in inside), inside[-1] if inside else None)
        if head is not None and silent_source(view, head) and view.quote_of[head] < 0:
            return None
    verb = None
    if tagged.cue is not None:
        verb = next((k for k in view.inside(tagged.cue) if view.tokens[k].pos in {"VERB", "NOUN", "AUX"}), None)
    return Report(
        content=content,
        form=Form.DIRECT if _quoted(view, content) else form_of(view, content),
        rule="tagger",
        scheme="tagged",
        cue=tagged.cue,
        cue_token=verb,
        source=tagged.source,
        source_head=head,
        lemma=view.lemma(verb) if verb is not None else "",
    )


def _worded(view: View, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the parts that say something, none with an article or conjunction at its end: not "the arrest and"."""
    out = []
    for part in content:
        inside = view.inside(part)
        while inside and view.tokens[inside[-1]].pos in _EMPTY:
            inside = inside[:-1]
        if inside:
            last = view.tokens[inside[-1]].span.stop
            rest = [k for k in view.inside(part) if k > inside[-1] and view.tokens[k].pos != "PUNCT"]
            out.append(Span(part.start, last) if rest else part)
    return tuple(out)


def _quoted(view: View, content: tuple[Span, ...]) -> bool:
    """Tell whether every part fills a quotation from mark to mark."""
    inner = [part for q in view.marked_in(content[0].start, content[-1].stop) for part in q.marked]
    return all(
        any(mark.covers(part) and part.stop - part.start >= mark.stop - mark.start - 6 for mark in inner)
        for part in content
    )
