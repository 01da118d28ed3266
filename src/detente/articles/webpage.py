"""A page of HTML becomes an article: visible lines, judged by shape, mark-up and the vote of extractors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.articles.again import judge
from detente.articles.cues import Cue, cue_finder
from detente.articles.decode import decode
from detente.articles.describe import describe_webpage, printed_headline
from detente.articles.finish import flipped, recurring_shares
from detente.articles.flatten import Block, flatten
from detente.articles.headline import find_headline
from detente.articles.marks import mark_columns
from detente.articles.memory import OutletMemory
from detente.articles.metadata import read_metadata
from detente.articles.score import drop_copies, drop_recurring, keep_lines
from detente.articles.shapes import Matrix, Shapes, measure
from detente.articles.sort import Evidence, other_stories, sort_lines
from detente.articles.votes import hold_vote
from detente.errors import ArticleError
from detente.lexicon import Lexicon
from detente.models.lines import LineModels
from detente.types import Article, LineKind, Page, Span

VOTING = ("trafilatura", "resiliparse")
_MISLED = (
    0.1  # of the words that the lines as such would keep; below it an answer without a paragraph is not believed
)


def read_webpage(
    page: Page,
    lexicon: Lexicon,
    models: LineModels | None,
    memory: OutletMemory | None,
    *,
    flips: Mapping[Span, LineKind],
) -> Article:
    """Return an HTML page as an article; its text is the visible lines joined by line breaks.

    Raises ArticleError where the page shows nothing.
    """  # fmt: skip
    source = decode(page.body, html=True).text
    flat = flatten(source)
    lines = ([flat.title] if flat.title else []) + [b.text for b in flat.blocks]
    if not lines or flat.root is None:
        raise ArticleError(f"{page.url}: the HTML shows no visible text; save the page again, with its text loaded.")
    text = "\n".join(lines)
    spans = _spans(lines)
    title = bool(flat.title)
    meta = read_metadata(flat.root, flat.title, page.url, source)
    cues = cue_finder(lexicon).find(text, spans)
    shapes = measure(text, spans, cues)
    asked = () if flat.hostile else VOTING
    taken = {**hold_vote(source, flat.root, asked), "articleBody": meta.body}
    recurring = recurring_shares(text, spans, memory, lexicon, page)
    kept = _keep(text, spans, cues, shapes, flat.blocks, title, taken, models)
    kept = drop_copies(text, spans, shapes, drop_recurring(kept, shapes, recurring))
    headline = printed_headline(lines, kept, meta, titled=title) or find_headline(text, spans, cues, shapes, kept)
    if headline is not None:
        kept = [keep and i != headline.line and i not in headline.repeats for i, keep in enumerate(kept)]
    lists = other_stories(cues, shapes, kept, headline)
    said = () if models else [f"taken by {VOTING[0]}"] * len(spans)
    found = sort_lines(Evidence(text, spans, cues, shapes, kept, headline, recurring, said, lists))
    leads = [c.leads for c in cues]
    return describe_webpage(
        page, text, flipped(found, flips), leads, headline, meta, memory, lexicon, fast=flat.hostile
    )


def _spans(lines: Sequence[str]) -> list[Span]:
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def page_features(
    shapes: Shapes, blocks: Sequence[Block], title: bool, taken: Mapping[str, str], voters: Sequence[str]
) -> tuple[Matrix, tuple[str, ...]]:
    """Return the features of the lines of an HTML page, and their names."""
    columns = mark_columns(title, blocks, shapes, taken, voters)
    values = np.concatenate([shapes.values, np.stack(list(columns.values()), axis=1)], axis=1)
    return values.astype(np.float32), shapes.names + tuple(columns)


def _keep(
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    shapes: Shapes,
    blocks: Sequence[Block],
    title: bool,
    taken: Mapping[str, str],
    models: LineModels | None,
) -> list[bool]:
    """Return which lines are main text: by the model, or without weights by the first voter or by rules."""
    voters = (*VOTING, "articleBody")
    values, names = page_features(shapes, blocks, title, taken, voters)
    kept = judge("page", text, spans, cues, values, names, models)
    if kept is not None:
        kept = _unless_misled(kept, text, spans, cues, shapes, models)
    else:
        votes = values[:, names.index(f"vote_{voters[0]}")]
        kept = [bool(v >= 0.5) for v in votes]
    if not any(kept):
        return keep_lines(text, spans, cues, shapes, models)
    if title:
        kept[0] = False
    return kept


def _unless_misled(
    kept: list[bool],
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    shapes: Shapes,
    models: LineModels | None,
) -> list[bool]:
    """Return the lines kept; where no paragraph is among them, those that the lines as such would keep, if many more.

    Mark-up that hides the whole story, or names it like a widget, misleads extractors and forest alike.
    """
    if shapes.prose[kept].any():
        return kept
    words = float(shapes.words[kept].sum())
    other = judge("text", text, spans, cues, shapes.values, shapes.names, models)
    return other if other and words < _MISLED * float(shapes.words[other].sum()) else kept
