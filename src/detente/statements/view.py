"""Article and parse become one indexed view: paragraphs, quotations, and which token stands where.

Rules ask the view ("what is the subtree of this token, without the words inside quotation marks?") and never walk
the raw lists themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from detente.quotemarks import Quotation, pair_marks
from detente.statements.cues import Cues
from detente.statements.mended import mended
from detente.statements.turns import Turn, beside, read_turns
from detente.types import Article, Cast, LineKind, MentionKind, Parse, Sentence, Span, Token

_MARKS = "\"'`“”„‟«»‹›‘’‚‛「」『』＂"
_EDGE = " \t\r\n\u00a0\u200b,;:.–—―-…" + _MARKS


@dataclass(frozen=True, slots=True)
class View:
    """One article with what the rules of speech need at hand; all indexes are positions in `tokens`."""

    article: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
    paragraphs: tuple[Span, ...]  # body lines, in page order
    quotations: tuple[Quotation, ...]  # outermost, turns of talk among them
    turns: tuple[Turn, ...]
    paragraph_starts: tuple[int, ...]
    quote_starts: tuple[int, ...]
    starts: tuple[int, ...]  # start offset of each token
    sentence_of: tuple[int, ...]
    paragraph_of: tuple[int, ...]  # index into `paragraphs`, -1 outside the body
    bodies: frozenset[int]  # tokens that head a mention of somebody: a person, state, body, organisation or group
    quote_of: tuple[int, ...]  # index into `quotations` of the double-marked quotation around a token, else -1

    def words(self, first: int, stop: int) -> Span:
        """Return the span from token `first` up to, not including, token `stop`."""
        return Span(self.tokens[first].span.start, self.tokens[stop - 1].span.stop)

    def inside(self, span: Span) -> range:
        """Return the indexes of the tokens that lie wholly inside `span`."""
        first = bisect_left(self.starts, span.start)
        stop = bisect_left(self.starts, span.stop)
        while stop > first and self.tokens[stop - 1].span.stop > span.stop:
            stop -= 1
        return range(first, stop)

    def at(self, offset: int) -> int | None:
        """Return the index of the token that covers `offset`, or None."""
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self.tokens[k].span.stop else None

    def subtree(self, index: int, without: frozenset[int] = frozenset()) -> list[int]:
        """Return the token and all its descendants in text order; branches in `without` are left out."""
        found, waiting = [], [index]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting += [c for c in self.children[here] if c not in without]
        return sorted(found)

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent whose label is one of `deps`, or None."""
        return next((c for c in self.children[index] if self.tokens[c].dep in deps), None)

    def marked_in(self, low: int, high: int) -> tuple[Quotation, ...]:
        """Return the outermost quotations, turns among them, that share an offset with [low, high)."""
        first = max(0, bisect_right(self.quote_starts, low) - 1)
        stop = bisect_left(self.quote_starts, high)
        return tuple(q for q in self.quotations[first:stop] if q.span.stop > low)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that covers `offset`, or -1."""
        k = bisect_right(self.paragraph_starts, offset) - 1
        return k if k >= 0 and offset < self.paragraphs[k].stop else -1

    def trim(self, start: int, stop: int, *, marks: bool = False) -> Span | None:
        """Return the stretch without blanks and stops at its edges (with `marks`: without quotation marks too)."""
        text = self.text
        edge = _EDGE if marks else "".join(c for c in _EDGE if c not in _MARKS)
        while start < stop and (text[start] in edge or text[start].isspace()) and text[start] not in "-–—…":
            start += 1
        while start < stop and text[start] in "–—―-" and text[start + 1 : start + 2].isspace():
            start += 1
            while start < stop and text[start].isspace():
                start += 1
        while stop > start and (text[stop - 1] in edge or text[stop - 1].isspace()):
            stop -= 1
        return Span(start, stop) if start < stop else None

    def lemma(self, index: int) -> str:
        """Return the lower-case lemma of a token."""
        return self.tokens[index].lemma.lower()


def build_view(article: Article, parse: Parse, cues: Cues, cast: Cast) -> View:
    """Index the body of the article: the headline is neither furniture nor body and gives no statement."""
    paragraphs = tuple(line.span for line in article.lines if line.kind is LineKind.BODY)
    marked = pair_marks(article.text, paragraphs)
    starts = tuple(t.span.start for t in parse.tokens)
    marked = tuple(whole for q in marked for whole in mended(article.text, parse, starts, cues, q))
    turns = read_turns(article.text, paragraphs, marked)
    quotations = beside(marked, turns)
    sentence_of = [-1] * len(parse.tokens)
    for number, sentence in enumerate(parse.sentences):
        for k in range(sentence.first, sentence.stop):
            sentence_of[k] = number
    paragraph_of = [-1] * len(parse.tokens)
    for number, paragraph in enumerate(paragraphs):
        for k in range(bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.stop)):
            paragraph_of[k] = number
    quote_of = [-1] * len(parse.tokens)
    for number, quotation in enumerate(quotations):
        for piece in quotation.marked:
            for k in range(bisect_left(starts, piece.start), bisect_left(starts, piece.stop)):
                quote_of[k] = number
    return View(
        article=article.id,
        text=article.text,
        tokens=parse.tokens,
        sentences=parse.sentences,
        children=parse.children,
        paragraphs=paragraphs,
        quotations=quotations,
        paragraph_starts=tuple(p.start for p in paragraphs),
        quote_starts=tuple(q.span.start for q in quotations),
        turns=turns,
        starts=starts,
        sentence_of=tuple(sentence_of),
        paragraph_of=tuple(paragraph_of),
        quote_of=tuple(quote_of),
        bodies=frozenset(
            m.head for m in cast.mentions if m.head is not None and m.actor and m.kind is not MentionKind.PLACE
        ),
    )
