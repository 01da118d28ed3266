"""Article and engine become a parse: title and body lines go in as passages, offsets come out in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.errors import ParseError
from detente.parses.engine import Engine, RawToken
from detente.types import Article, LineKind, Parse, Sentence, Span, Token

_READ = {LineKind.TITLE, LineKind.BODY}
_LIMIT = 20_000  # characters of one passage: longer lines are cut at white space, so that memory stays bounded
_NOISE = re.compile(r"[^\w\s]{150,}")  # a run of marks without a word: engines take time that grows with its square
_PIECE = 150  # characters of such a run that are parsed at one go
_ENDS = re.compile(r"""[.!?:;…។。]['"”’»)\]]*\s*$""")


def passages(article: Article) -> tuple[tuple[Span, int], ...]:
    """Return what is parsed at one go: (span, index of its first line), in text order.

    A passage is one line of kind title or body. Hard-wrapped lines (no empty line between, the first does not
    end a sentence, the second goes on in lower case) are one passage; over-long lines are cut at white space,
    endless runs of marks into pieces.
    """
    found: list[tuple[Span, int]] = []
    before = None
    for index, line in enumerate(article.lines):
        if line.kind not in _READ:
            before = None
            continue
        span = line.span
        if before is not None and line.kind is LineKind.BODY and _wrapped(article.text, found[-1][0], span):
            found[-1] = (Span(found[-1][0].start, span.stop), found[-1][1])
        else:
            found.append((span, index))
        before = index if line.kind is LineKind.BODY else None
    return tuple(
        (piece, index)
        for span, index in found
        for part in _cut(article.text, span)
        for piece in _quiet(article.text, part)
    )


def _wrapped(text: str, above: Span, below: Span) -> bool:
    between = text[above.stop : below.start].replace("\r\n", "\n")
    return (
        between.count("\n") == 1
        and above.stop - above.start > 40
        and text[below.start].islower()
        and not _ENDS.search(text[max(above.start, above.stop - 8) : above.stop])
    )


def _cut(text: str, span: Span) -> list[Span]:
    pieces = []
    start = span.start
    while span.stop - start > _LIMIT:
        blank = max(text.rfind(" ", start, start + _LIMIT), text.rfind("\n", start, start + _LIMIT))
        stop = blank if blank > start else start + _LIMIT
        pieces.append(Span(start, stop))
        start = stop + 1 if blank > start else stop
    if start < span.stop:
        pieces.append(Span(start, span.stop))
    return pieces


def _quiet(text: str, span: Span) -> list[Span]:
    """Cut endless runs of marks out of a passage, and into pieces."""
    pieces = []
    start = span.start
    for noise in _NOISE.finditer(text, span.start, span.stop):
        if noise.start() > start:
            pieces.append(Span(start, noise.start()))
        for at in range(noise.start(), noise.end(), _PIECE):
            pieces.append(Span(at, min(at + _PIECE, noise.end())))
        start = noise.end()
    if start < span.stop:
        pieces.append(Span(start, span.stop))
    return pieces


def parse(article: Article, engine: Engine) -> Parse:
    """Return the parse of the article's title and body lines by `engine`.

    A sentence never crosses a passage. Raises ParseError where the engine fails on the text.
    """
    pieces = passages(article)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    # line breaks inside a passage are blanks to the parser: same length, so offsets hold
    texts = (re.sub(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", span.of(article.text)) for span, _ in pieces)
    try:
        for (span, line), raw in zip(pieces, engine.analyse(texts), strict=True):
            _add(raw, span, line, tokens, sentences)
    except (ValueError, MemoryError) as fault:
        raise ParseError(f"{article.url}: {engine.name} could not parse the text ({fault}).") from fault
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return Parse(
        article=article.id,
        engine=engine.name,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        children=tuple(tuple(c) for c in children),
    )


def _add(
    raw: Sequence[RawToken],
    span: Span,
    line: int,
    tokens: list[Token],
    sentences: list[Sentence],
) -> None:
    base = len(tokens)
    opens = base
    for place, item in enumerate(raw):
        start = span.start + item.start
        token = Token(
            base + place,
            Span(start, start + len(item.text)),
            item.text,
            item.lemma,
            item.pos,
            item.tag,
            item.dep,
            base + item.head,
            item.ent,
            item.iob,
            item.space,
        )
        if item.opens and place:
            sentences.append(_sentence(tokens, opens, line))
            opens = base + place
        tokens.append(token)
    if len(tokens) > opens:
        sentences.append(_sentence(tokens, opens, line))


def _sentence(tokens: list[Token], first: int, line: int) -> Sentence:
    return Sentence(Span(tokens[first].span.start, tokens[-1].span.stop), first, len(tokens), line)
