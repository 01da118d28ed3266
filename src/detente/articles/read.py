"""A page becomes an article: decoded, cut into visible lines, each with kind and reason, metadata with places."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from detente.articles.byline import find_authors, find_section
from detente.articles.chain import find_chain
from detente.articles.cues import CLASSES, Cue, cue_finder
from detente.articles.decode import decode
from detente.articles.fast import read_fast
from detente.articles.finish import BY_HAND, date_order, flipped, language_of, recurring_shares
from detente.articles.headline import Headline, find_headline
from detente.articles.live import with_entries
from detente.articles.memory import OutletMemory
from detente.articles.outlet import name_outlet
from detente.articles.published import vote
from detente.articles.score import keep_lines
from detente.articles.shapes import measure
from detente.articles.sidecar import filled
from detente.articles.sort import Evidence, other_stories, sort_lines
from detente.articles.webpage import read_webpage
from detente.errors import ArticleError
from detente.lexicon import Lexicon
from detente.models.lines import LineModels, load_lines
from detente.text import line_spans, squeeze
from detente.types import Article, Found, Line, LineKind, Page, Span, identity


def read_article(
    page: Page,
    lexicon: Lexicon,
    *,
    models: LineModels | None = None,
    outlet_memory: OutletMemory | None = None,
    fast: bool = False,
    flips: Mapping[Span, LineKind] | None = None,
) -> Article:
    """Return the page as an article: lines with kinds and reasons, headline, date, outlet, authors, chain.

    `models` are the weights of the line model (None: those installed, or rules where there are none);
    `outlet_memory` is what other pages of the outlet have shown; `fast` reads HTML by the mark-up
    alone; `flips` are kinds that a user has set for lines, which stand above ours. What the page does not say of
    itself is taken from its sidecar. Raises ArticleError where the page holds no visible line.
    """
    weights = models if models is not None else load_lines()
    if page.media_type == "text/html":
        article = read_fast(page, lexicon, weights, outlet_memory, flips=flips or {}) if fast else None
        return filled(article or read_webpage(page, lexicon, weights, outlet_memory, flips=flips or {}), page)
    text = decode(page.body, html=False).text
    spans = line_spans(text)
    if not spans:
        raise ArticleError(f"{page.url}: the page holds no visible line; save the page again.")
    cues = cue_finder(lexicon).find(text, spans)
    recurring = recurring_shares(text, spans, outlet_memory, lexicon, page)
    shapes = measure(text, spans, cues)
    kept = with_entries(text, spans, keep_lines(text, spans, cues, shapes, weights, recurring))
    headline = find_headline(text, spans, cues, shapes, kept)
    if headline is not None:
        kept = [keep and i != headline.line and i not in headline.repeats for i, keep in enumerate(kept)]
    lists = other_stories(cues, shapes, kept, headline)
    lines = sort_lines(Evidence(text, spans, cues, shapes, kept, headline, recurring, (), lists))
    lines = flipped(lines, flips or {})
    return filled(describe(page, text, lines, cues, headline, outlet_memory, lexicon), page)


def describe(
    page: Page,
    text: str,
    lines: Sequence[Line],
    cues: Sequence[Cue],
    headline: Headline | None,
    memory: OutletMemory | None,
    lexicon: Lexicon,
) -> Article:
    """Return the article of a text page: what its sorted lines say of headline, date, outlet, people."""
    language = language_of(text, lines)
    title = _headline(text, lines, headline)
    notice = CLASSES.index("copyright")
    leads = [c.leads or ("copyright" if c.covers[notice] >= 0.3 else None) for c in cues]
    outlet = name_outlet(text, lines, leads, url=page.url, english=language in {None, "en"})
    order, custom = date_order(lexicon, outlet, page.url, memory)
    published, ballots = vote(
        text, lines, url=page.url, fetched=page.fetched, order=order, custom=custom, language=language
    )
    return Article(
        id=identity(page.sha, "article"),
        page=page.sha,
        url=page.url,
        text=text,
        lines=tuple(lines),
        language=language,
        headline=title,
        authors=find_authors(text, lines),
        section=find_section(text, lines),
        outlet=outlet,
        published=published,
        ballots=ballots,
        chain=find_chain(text, lines, outlet, lexicon),
    )


def _headline(text: str, lines: Sequence[Line], headline: Headline | None) -> Found | None:
    """Return the headline with its line; a line that the user made the title wins."""
    by_hand = [k for k, x in enumerate(lines) if x.kind is LineKind.TITLE and x.reason == BY_HAND]
    place = by_hand[-1] if by_hand else headline.line if headline else None
    if place is None or lines[place].kind is not LineKind.TITLE:
        return None
    span = lines[place].span
    return Found(value=squeeze(span.of(text)), spans=(span,), rule=lines[place].reason)


def read_bare(text: str) -> Article:
    """Return bare text as an article: every line is body, with no headline, date or outlet."""
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    spans = line_spans(text)
    lines = tuple(Line(s, LineKind.BODY, "bare text: every line is body") for s in spans)
    language = language_of(text, lines) if len(re.findall(r"\w+", text)) >= 20 else "en"
    return Article(id=identity(sha, "article"), page=sha, url="", text=text, lines=lines, language=language)
