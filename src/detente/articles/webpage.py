"""A page of HTML becomes an article: visible lines, judged by shape, mark-up and the vote of extractors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.articles.again import judge
from detente.articles.byline import find_authors, find_section
from detente.articles.chain import find_chain
from detente.articles.cues import Cue, cue_finder
from detente.articles.decode import decode
from detente.articles.finish import BY_HAND, date_order, flipped, language_of, recurring_shares
from detente.articles.flatten import Block, Flattened, flatten
from detente.articles.headline import Headline, find_headline, headline_key
from detente.articles.marks import mark_columns
from detente.articles.memory import OutletMemory
from detente.articles.metadata import Metadata, read_metadata
from detente.articles.outlet import name_outlet
from detente.articles.published import vote
from detente.articles.score import drop_copies, drop_recurring, keep_lines
from detente.articles.shapes import Matrix, Shapes, measure
from detente.articles.sort import Evidence, other_stories, sort_lines
from detente.articles.stretch import OUTSIDE, stretch
from detente.articles.votes import hold_vote
from detente.errors import ArticleError
from detente.lexicon import Lexicon
from detente.models.lines import LineModels
from detente.text import squeeze
from detente.types import Article, Found, Line, LineKind, Page, Span, identity

VOTING = ("trafilatura", "resiliparse")
FAST: tuple[str, ...] = ()  # the marks of the page say what a quick extractor would: it adds nothing beside them
_MISLED = (
    0.1  # of the words that the lines as such would keep; below it an answer without a paragraph is not believed
)


def read_webpage(
    page: Page,
    lexicon: Lexicon,
    models: LineModels | None,
    memory: OutletMemory | None,
    *,
    fast: bool,
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
    everywhere = _spans(lines)
    seen = looked_at(flat, fast=fast)
    spans = [everywhere[i] for i in seen]
    title = bool(flat.title)
    blocks = [flat.blocks[i - title] for i in seen if i or not title]
    meta = read_metadata(flat.root, flat.title, page.url, source)
    cues = cue_finder(lexicon).find(text, spans)
    shapes = measure(text, spans, cues)
    asked = () if fast or flat.hostile else VOTING
    taken = {**hold_vote(source, flat.root, asked), "articleBody": meta.body}
    recurring = recurring_shares(text, spans, memory, lexicon, page)
    kept = _keep(text, spans, cues, shapes, blocks, title, taken, models, fast)
    kept = drop_copies(text, spans, shapes, drop_recurring(kept, shapes, recurring))
    headline = _headline(text, spans, cues, shapes, kept, meta, title)
    if headline is not None:
        kept = [keep and i != headline.line and i not in headline.repeats for i, keep in enumerate(kept)]
    lists = other_stories(cues, shapes, kept, headline)
    said = () if models or fast else [f"taken by {VOTING[0]}"] * len(spans)
    found = sort_lines(Evidence(text, spans, cues, shapes, kept, headline, recurring, said, lists))
    names = [c.leads for c in cues]
    if len(seen) < len(everywhere):
        found, names = _among_all(everywhere, seen, found, names)
        headline = headline and _moved(headline, seen)
    brief = fast or flat.hostile
    return _describe(page, text, flipped(found, flips), names, headline, meta, memory, lexicon, fast=brief)


def looked_at(flat: Flattened, *, fast: bool) -> list[int]:
    """Return the numbers of the lines that are judged: all, or in a fast reading those around the running text.

    Line 0 is the page's `<title>`, where it has one; it is always looked at.
    """
    title = bool(flat.title)
    near = stretch(flat.blocks) if fast else range(len(flat.blocks))
    return [0] * title + [i + title for i in near]


def _among_all(
    everywhere: Sequence[Span], seen: Sequence[int], found: Sequence[Line], names: Sequence[str | None]
) -> tuple[list[Line], list[str | None]]:
    """Return the lines judged among those that were not looked at, and the classes of the words they begin with."""
    lines = [Line(span, LineKind.FURNITURE, OUTSIDE) for span in everywhere]
    leads: list[str | None] = [None] * len(lines)
    for place, line, name in zip(seen, found, names, strict=True):
        lines[place], leads[place] = line, name
    return lines, leads


def _moved(headline: Headline, seen: Sequence[int]) -> Headline:
    """Return the headline with the numbers that its lines have on the whole page."""
    return replace(headline, line=seen[headline.line], repeats=tuple(seen[i] for i in headline.repeats))


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
    fast: bool,
) -> list[bool]:
    """Return which lines are main text: by the model, or without weights by the first voter or by rules."""
    asked = FAST if fast else VOTING
    voters = (*asked, "articleBody")
    values, names = page_features(shapes, blocks, title, taken, voters)
    kept = judge("fast" if fast else "page", text, spans, cues, values, names, models)
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


def _headline(
    text: str,
    spans: Sequence[Span],
    cues: Sequence[Cue],
    shapes: Shapes,
    kept: Sequence[bool],
    meta: Metadata,
    title: bool,
) -> Headline | None:
    """Return the lines that print a title of the mark-up, the best backed; else the headline as on a text page.

    `title` tells whether the first line is the page's `<title>`, which no reader sees on the page.
    """
    wanted = {key: -k for k, title in enumerate(meta.titles) if len(key := headline_key(title)) >= 4}
    longest = max(map(len, meta.titles), default=0) + 20
    keys = {i: headline_key(s.of(text)) for i, s in enumerate(spans) if s.stop - s.start <= longest}
    printed = [keys[i] for i in keys if keys[i] in wanted and (i or not title)]
    if not printed:
        return find_headline(text, spans, cues, shapes, kept)
    best = max(printed, key=lambda k: wanted[k])
    twins = [i for i, key in keys.items() if key == best]
    body = next((i for i, keep in enumerate(kept) if keep and i not in twins), len(kept))
    above = [i for i in twins if i < body] or twins[:1]
    line = above[-1]
    return Headline(line, tuple(i for i in twins if i != line), f"the headline: {meta.title_rule}", 2.0)


def _describe(
    page: Page,
    text: str,
    lines: Sequence[Line],
    leads: Sequence[str | None],
    headline: Headline | None,
    meta: Metadata,
    memory: OutletMemory | None,
    lexicon: Lexicon,
    *,
    fast: bool,
) -> Article:
    """Return the article of an HTML page: mark-up first, then what the lines say."""  # fmt: skip
    language = language_of(text, lines)
    address = page.url if "://" in page.url else meta.canonical or ""
    outlet = name_outlet(text, lines, leads, url=address, declared=meta.outlets, english=False)
    order, custom = date_order(lexicon, outlet, address, memory)
    declared = fast and any("datePublished" in block for block in meta.dates.json_ld)
    published, ballots = vote(
        text,
        () if declared else lines,  # a fast reading believes a declared date and asks no further
        html=replace(meta.dates, raw="") if fast else meta.dates,
        url=address or None,
        fetched=page.fetched,
        order=order,
        custom=custom,
        language=language,
    )
    authors = tuple(_found(text, name, rule) for name, rule in meta.authors)
    section = Found(value=meta.section, rule="mark-up") if meta.section else find_section(text, lines)
    return Article(
        id=identity(page.sha, "article"),
        page=page.sha,
        url=page.url,
        text=text,
        lines=tuple(lines),
        language=language,
        headline=_title(text, lines, headline, meta),
        standfirst=_found(text, meta.standfirst, "mark-up") if meta.standfirst else None,
        authors=authors or find_authors(text, lines),
        section=section,
        outlet=outlet,
        canonical=meta.canonical,
        published=published,
        ballots=ballots,
        chain=find_chain(text, lines, outlet, lexicon),
    )


def _title(text: str, lines: Sequence[Line], headline: Headline | None, meta: Metadata) -> Found | None:
    by_hand = [x for x in lines if x.kind is LineKind.TITLE and x.reason == BY_HAND]
    if by_hand:
        return Found(value=squeeze(by_hand[-1].span.of(text)), spans=(by_hand[-1].span,), rule=BY_HAND)
    spans = (lines[headline.line].span,) if headline and lines[headline.line].kind is LineKind.TITLE else ()
    if meta.title:
        return Found(value=meta.title, spans=spans, rule=meta.title_rule)
    return Found(value=squeeze(spans[0].of(text)), spans=spans, rule=headline.reason) if headline and spans else None


def _found(text: str, value: str, rule: str) -> Found:
    """Return a value of the mark-up with the first place where a visible line shows it."""
    at = text.find(value)
    return Found(value=value, spans=(Span(at, at + len(value)),) if at >= 0 else (), rule=rule)
