"""Scored lines become kinds with reasons: title, body, metadata, furniture, other story.

The order of the questions is the order of the functions in `_QUESTIONS`; the first that answers gives the kind
and the reason, so that every line can say why it was kept or greyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from detente.articles.cues import REASONS, Cue
from detente.articles.headline import Headline
from detente.articles.memory import STANDING
from detente.articles.shapes import Shapes
from detente.types import Line, LineKind, Span

Answer = tuple[LineKind, str] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about the lines of one page when their kinds are decided."""

    text: str
    spans: Sequence[Span]
    cues: Sequence[Cue]
    shapes: Shapes
    kept: Sequence[bool]
    headline: Headline | None
    recurring: Sequence[float] = ()
    voters: Sequence[str] = ()
    lists: frozenset[int] = field(default_factory=frozenset)
    words: Sequence[float] = ()  # columns of `shapes` as plain numbers, which are asked one by one
    titled: Sequence[float] = ()
    seen: Sequence[float] = ()
    first: int = 0  # first line of the body
    last: int = -1  # last line of the body; before `first` where there is none

    def line(self, i: int) -> str:
        """Return the text of line i."""
        return self.spans[i].of(self.text)


def sort_lines(evidence: Evidence) -> list[Line]:
    """Return the lines of a page with kind and reason."""
    body = [k for k, keep in enumerate(evidence.kept) if keep]
    shapes = evidence.shapes
    evidence = replace(
        evidence,
        words=shapes.words.tolist(),
        titled=shapes.column("titled_share").tolist(),
        seen=shapes.column("seen").tolist(),
        first=body[0] if body else 0,
        last=body[-1] if body else -1,
    )
    lines = []
    for i, span in enumerate(evidence.spans):
        kind, reason = next(answer for ask in _QUESTIONS if (answer := ask(evidence, i)) is not None)
        lines.append(Line(span, kind, reason))
    return lines


def other_stories(
    cues: Sequence[Cue], shapes: Shapes, kept: Sequence[bool], headline: Headline | None
) -> frozenset[int]:
    """Return the lines that stand in a list of other stories: below a "see also" line, title-like, not kept."""
    found: set[int] = set()
    titles = {headline.line, *headline.repeats} if headline else set()
    opened = False
    for i, cue in enumerate(cues):
        if kept[i] or i in titles:
            opened = False
            continue
        heading = cue.leads == "related" and (cue.total >= 0.5 or shapes.words[i] <= 4)
        if heading:
            opened = True
        elif opened and (cue.total > 0.5 or _ends_list(cue)):
            opened = False
        elif opened and shapes.words[i] >= 2:
            found.add(i)
    return frozenset(found)


def _ends_list(cue: Cue) -> bool:
    return cue.leads in {"copyright", "tags", "cookie", "comments", "account", "advertisement", "subscribe"}


def _is_title(e: Evidence, i: int) -> Answer:
    if e.headline is None:
        return None
    if i == e.headline.line:
        return LineKind.TITLE, e.headline.reason
    if i in e.headline.repeats:
        return LineKind.TITLE, "repeats the headline"
    return None


def _is_recurring(e: Evidence, i: int) -> Answer:
    if e.kept[i] or not e.recurring or e.recurring[i] <= 0:
        return None
    if e.recurring[i] >= STANDING:
        return LineKind.FURNITURE, "the outlet prints this line under its stories"
    return LineKind.FURNITURE, f"stands on {e.recurring[i]:.0%} of the other pages of this outlet"


def _is_body(e: Evidence, i: int) -> Answer:
    if not e.kept[i]:
        return None
    if e.voters and e.voters[i]:
        return LineKind.BODY, f"text of the article: {e.voters[i]}"
    if e.shapes.prose[i]:
        return LineKind.BODY, "a paragraph of the running text"
    return LineKind.BODY, "a short line inside the running text"


_LABEL_ONLY = 0.6


def _is_metadata(e: Evidence, i: int) -> Answer:
    cue = e.cues[i]
    if i in e.lists:
        return None
    if e.shapes.dateish[i] and e.words[i] <= 16 and cue.leads not in {"related", "copyright", "cookie"}:
        return LineKind.METADATA, "gives the date"
    if cue.leads == "date_label" and e.words[i] <= 8:
        return LineKind.METADATA, "label or count beside the date"
    if cue.leads == "author_label" and e.words[i] <= 10:
        return LineKind.METADATA, "names the author or source"
    if i and e.cues[i - 1].leads == "author_label" and e.cues[i - 1].total >= _LABEL_ONLY and e.words[i] <= 5:
        return LineKind.METADATA, "stands below the author label"
    return None


def _is_other_story(e: Evidence, i: int) -> Answer:
    cue = e.cues[i]
    if i in e.lists:
        return LineKind.OTHER, "in a list of other stories"
    if cue.leads == "related" and e.words[i] >= 5 and cue.total < 0.75:
        return LineKind.OTHER, f"points to another story (“{cue.phrase}”)"
    return None


_JOINTS = re.compile(r"\s[›»>/|•·–—▪]\s")


def _is_breadcrumb(e: Evidence, i: int) -> Answer:
    line = e.line(i)
    if e.words[i] <= 14 and len(_JOINTS.findall(line)) >= 2:
        return LineKind.FURNITURE, "a row of sections"
    return None


def _is_cued(e: Evidence, i: int) -> Answer:
    cue = e.cues[i]
    kind = cue.leads or cue.ends
    if kind is None and cue.total >= 0.3:
        kind = max(zip(cue.covers, REASONS, strict=True))[1]
    if kind is None:
        return None
    said = f" (“{cue.phrase}”)" if cue.phrase else ""
    return LineKind.FURNITURE, REASONS[kind] + said


def _is_elsewhere(e: Evidence, i: int) -> Answer:
    """Say of a line with no mark of its own where it stands: before, inside or after the text."""
    if e.last < e.first:
        return LineKind.FURNITURE, "no running text was found on this page"
    if e.words[i] >= 5 and i > e.last and e.titled[i] < 0.95:
        return LineKind.OTHER, "a headline or teaser below the article"
    if e.words[i] >= 6 and e.seen[i] > 0:
        return LineKind.FURNITURE, "repeats a line above"
    if i < e.first:
        return LineKind.FURNITURE, "stands above the article and is no part of its text"
    if i > e.last:
        return LineKind.FURNITURE, "stands below the article"
    return LineKind.FURNITURE, "breaks into the article: not like the lines around it"


_QUESTIONS: tuple[Callable[[Evidence, int], Answer], ...] = (
    _is_title, _is_body, _is_recurring, _is_metadata, _is_other_story, _is_breadcrumb, _is_cued, _is_elsewhere,
)  # fmt: skip
