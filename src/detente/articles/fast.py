"""A page of HTML becomes an article quickly: an outline by resiliparse, one small forest, no extractor.

Kinds and reasons are told as in the slower reading; lines far from the running text are not judged, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from detente.articles.cues import Cue, CueFinder, cue_finder
from detente.articles.decode import decode
from detente.articles.describe import describe_webpage, printed_headline
from detente.articles.finish import flipped, recurring_shares
from detente.articles.glance import Glance, glance
from detente.articles.headline import Headline, find_headline
from detente.articles.memory import OutletMemory
from detente.articles.metadata import metadata_of
from detente.articles.outline import Outline, outline
from detente.articles.score import drop_copies, drop_recurring, keep_lines
from detente.articles.shapes import measure
from detente.articles.sort import Evidence, other_stories, sort_lines
from detente.articles.stretch import OUTSIDE, stretch
from detente.lexicon import Lexicon
from detente.models.lines import LineModels
from detente.types import Article, Line, LineKind, Page, Span

FOREST = "fast"
_LONGEST = 120  # characters of a line in which furniture's phrases are looked for
_MISLED = 0.1  # share of the words of prose below which the forest's answer is not believed


def read_fast(
    page: Page,
    lexicon: Lexicon,
    models: LineModels | None,
    memory: OutletMemory | None,
    *,
    flips: Mapping[Span, LineKind],
) -> Article | None:
    """Return an HTML page as an article; None where the parser shows no line, for the slower reading to try."""
    found = outline(decode(page.body, html=True).text)
    if found is None:
        return None
    meta = metadata_of(found.declared, found.title, page.url)
    finder = cue_finder(lexicon)
    lines = [found.title, *found.lines] if found.title else found.lines
    text = "\n".join(lines)
    everywhere = _spans(lines)
    near, judged, cues, view = look(found, finder, meta.body)
    first = int(bool(found.title))
    seen = [*range(first), *range(near.start + first, near.stop + first)]
    spans = [everywhere[i] for i in seen]
    recurring = recurring_shares(text, spans, memory, lexicon, page)
    kept = _keep(text, spans, cues, view, models, titled=bool(found.title))
    kept = drop_copies(text, spans, view.shapes, drop_recurring(kept, view.shapes, recurring))
    headline = printed_headline(judged, kept, meta, titled=bool(found.title))
    shapes = view.shapes
    if headline is None:
        shapes = measure(text, spans, cues)
        headline = find_headline(text, spans, cues, shapes, kept)
    if headline is not None:
        kept = [keep and i != headline.line and i not in headline.repeats for i, keep in enumerate(kept)]
    lists = other_stories(cues, shapes, kept, headline)
    sorted_ = sort_lines(Evidence(text, spans, cues, shapes, kept, headline, recurring, (), lists))
    told, leads = _among_all(everywhere, seen, sorted_, cues)
    headline = headline and _moved(headline, seen)
    return describe_webpage(page, text, flipped(told, flips), leads, headline, meta, memory, lexicon, fast=True)


def look(found: Outline, finder: CueFinder, body: str) -> tuple[range, list[str], list[Cue], Glance]:
    """Return which lines of an outline are judged, all the lines judged, their cues and their features.

    The page's `<title>` is always judged, and first. `body` is the story as the mark-up gives it, where it does.
    """
    near = stretch(found.lines, found.linked)
    judged = [*([found.title] if found.title else []), *found.lines[near.start : near.stop]]
    cues = finder.find_lines(judged, _LONGEST)
    return near, judged, cues, glance(found.title, found, near, judged, cues, body)


def _spans(lines: Sequence[str]) -> list[Span]:
    sizes = [len(line) + 1 for line in lines]
    stops = [stop - 1 for stop in accumulate(sizes)]
    return list(map(Span, [0, *(stop + 1 for stop in stops[:-1])], stops))


def _keep(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], view: Glance, models: LineModels | None, *, titled: bool
) -> list[bool]:
    """Return which lines are main text: by the fast forest, else by the lines as such."""
    forest = models.forest(FOREST, view.names) if models else None
    shapes = view.shapes
    kept = (forest(view.values) >= forest.threshold).tolist() if forest is not None else [False] * len(spans)
    words = float(shapes.words[kept].sum())
    if words < _MISLED * float(shapes.words[shapes.prose].sum()) or not any(kept):
        other = keep_lines(text, spans, cues, measure(text, spans, cues), models)
        if not any(kept) or words < _MISLED * float(shapes.words[other].sum()):
            kept = other
    if titled:
        kept[0] = False
    return kept


def _among_all(
    everywhere: Sequence[Span], seen: Sequence[int], found: Sequence[Line], cues: Sequence[Cue]
) -> tuple[list[Line], list[str | None]]:
    """Return the lines judged among those that were not looked at, and the classes of the words they begin with."""
    lines: list[Line | None] = [None] * len(everywhere)
    leads: list[str | None] = [None] * len(everywhere)
    for place, line, cue in zip(seen, found, cues, strict=True):
        lines[place], leads[place] = line, cue.leads
    return [line or Line(everywhere[i], LineKind.FURNITURE, OUTSIDE) for i, line in enumerate(lines)], leads


def _moved(headline: Headline, seen: Sequence[int]) -> Headline:
    """Return the headline with the numbers that its lines have on the whole page."""
    return replace(headline, line=seen[headline.line], repeats=tuple(seen[i] for i in headline.repeats))
