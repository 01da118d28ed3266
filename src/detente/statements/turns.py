"""Paragraphs become turns of talk: the dash of an interview, the name and colon of a transcript.

A turn is a quotation without marks. Questions of an interviewer are turns as well, so that nothing else reads
them, but they give no statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.quotemarks import Quotation
from detente.types import Span

_DASH = re.compile(r"[\u2013\u2014\u2015-]\s+(?=\S)")
# blanks are counted, so that a page of nothing else takes no time that grows with its square
_INNER = re.compile(r"(?:(?<=[,.!?…;:\"”»’'])\s{1,9}|\s{0,9},\s{0,9})[\u2013\u2014\u2015-]\s+")
_COLON_DASH = re.compile(r":\s+[\u2013\u2014\u2015]\s+(?=[^\W\d_])")
_LABEL = re.compile(
    r"(?:<(?:b|strong|i|em)>|[*_]{1,3})?\s{0,9}(?P<name>[^\W\d_][\w.’'()-]*(?:[ \u00a0][^\W_][\w.’'()-]*){0,4})"
    r"\s{0,9}(?:</(?:b|strong|i|em)>|[*_]{1,3})?\s{0,9}:\s{0,9}(?:</(?:b|strong|i|em)>|[*_]{1,3})?\s{0,9}(?=\S)"
)
_QUESTIONERS = frozenset(
    ["q", "question", "questioner", "reporter", "journalist", "host", "interviewer", "moderator"]
)
ANSWERERS = frozenset(["a", "answer"])
_QUESTION = re.compile(r"[^“”«»\"?]{8,220}\?")  # one question, and nothing else, outside quotation marks
_OWN = re.compile(r"\b(?:I|we|We|my|My|our|Our)\b")
_ASKED = 3  # questions from which a page of questions and answers is an interview
_LONGEST = 5  # paragraphs from one question to the next
_APPLAUSE = re.compile(r"\s{0,9}[(\[][^()\[\]]{1,40}[.!][)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its words as a quotation, the label in front of it, whether it only asks, and its kind."""

    quotation: Quotation
    label: Span | None
    asks: bool
    kind: str  # "label", "dash" or "asked"


def read_turns(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> tuple[Turn, ...]:
    """Return the turns of transcripts and interviews in page order; quotations inside them become nested ones."""
    labelled = _labelled(text, paragraphs, quotations)
    dashed = [] if labelled else _dashed(text, paragraphs, quotations)
    asked = [] if labelled or dashed else _asked(text, paragraphs, quotations)
    return tuple(sorted([*labelled, *dashed, *asked], key=lambda t: t.quotation.marked[0].start))


def beside(quotations: Sequence[Quotation], turns: Sequence[Turn]) -> tuple[Quotation, ...]:
    """Return all outermost quotations: turns, and the quotations that stand in no turn."""
    spans = [t.quotation.span for t in turns]
    free = [q for q in quotations if not any(s.overlaps(q.span) for s in spans)]
    return tuple(sorted([*free, *(t.quotation for t in turns)], key=lambda q: q.marked[0].start))


def _labelled(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> list[Turn]:
    found = []
    for paragraph in paragraphs:
        label = _LABEL.match(text, paragraph.start, paragraph.stop)
        if label and not any(q.span.start < label.end() for q in quotations if paragraph.covers(q.marked[0])):
            found.append((paragraph, label))
    names: dict[str, list[Span]] = {}
    for paragraph, label in found:
        if label.group("name")[0].isupper():
            names.setdefault(label.group("name").casefold(), []).append(paragraph)
    if len(found) < 3 or len(names) < 2 or all(len(spans) == 1 for spans in names.values()):
        return []
    asking = {name for name, spans in names.items() if _asks(text, name, spans)}
    turns = []
    for paragraph, label in found:
        name = label.group("name").casefold()
        if name not in names or (len(names[name]) == 1 and len(found) < 4):
            continue
        start, stop = label.end(), paragraph.stop
        cut = _APPLAUSE.search(text, start, stop)
        stop = cut.start() if cut else stop
        if start >= stop:
            continue
        # "A:" names nobody: whoever is interviewed answers
        span = None if name in ANSWERERS else Span(*label.span("name"))
        turns.append(Turn(_spoken(Span(start, stop), quotations), span, name in asking, "label"))
    return turns


def _asks(text: str, name: str, spans: list[Span]) -> bool:
    if name in _QUESTIONERS:
        return True
    if name in ANSWERERS:
        return False
    questions = sum(1 for s in spans if text[s.stop - 1] == "?" or text[s.stop - 2 : s.stop - 1] == "?")
    return questions * 2 > len(spans)


def _dashed(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> list[Turn]:
    found = []
    for k, paragraph in enumerate(paragraphs):
        dash = _DASH.match(text, paragraph.start, paragraph.stop)
        if dash and not any(q.span.start <= dash.end() for q in quotations if paragraph.covers(q.marked[0])):
            found.append((k, paragraph, dash.end()))
    turns = []
    for paragraph in paragraphs:
        late = _COLON_DASH.search(text, paragraph.start, paragraph.stop)
        if late and not any(q.span.start <= late.start() < q.span.stop for q in quotations):
            turns.append(Turn(_spoken(Span(late.end(), paragraph.stop), quotations), None, False, "dash"))
    asks = False
    for number, (k, paragraph, start) in enumerate(found):
        cut = _APPLAUSE.search(text, start, paragraph.stop)
        pieces = _pieces(text, start, cut.start() if cut else paragraph.stop)
        answered = number + 1 < len(found) and found[number + 1][0] == k + 1
        after = number > 0 and found[number - 1][0] == k - 1 and asks  # an answer may end in a question
        asks = len(pieces) == 1 and text[pieces[0].stop - 1] == "?" and answered and not after
        turns += [Turn(_spoken(piece, quotations), None, asks, "dash") for piece in pieces]
    return turns


def _asked(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> list[Turn]:
    """Read an interview whose questions stand in paragraphs of their own: all else from the first on is answers.

    A column asks too; so there must be several questions, each with an answer, and somebody who says "I" or "we".
    """
    asks = [_QUESTION.fullmatch(p.of(text)) is not None for p in paragraphs]
    places = [k for k, ask in enumerate(asks) if ask]
    if len(places) < _ASKED or any(after - k > _LONGEST for k, after in pairwise(places)):
        return []
    first, last = places[0], min(places[-1] + 2, len(paragraphs))
    answers = [p for k, p in enumerate(paragraphs[first:last], first) if not asks[k]]
    if first == 0 or any(asks[k + 1] for k in places if k + 1 < last) or len(answers) < len(places):
        return []
    if not any(_OWN.search(p.of(text)) for p in answers):
        return []
    return [
        Turn(_spoken(p, quotations), None, asks[k], "asked")
        for k, p in enumerate(paragraphs[first:last], first)
        if not any(q.span.start <= p.start < q.span.stop for q in quotations)
    ]


def _pieces(text: str, start: int, stop: int) -> list[Span]:
    """Cut "words, — said X. — More words" at its dashes; every second piece is speech."""
    cuts = [m.span() for m in _INNER.finditer(text, start, stop)]
    bounds = [start, *(x for cut in cuts for x in cut), stop]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if len(parts) == 1 or (len(parts[1][1:]) and parts[1][0] >= parts[1][1]):
        return [Span(start, stop)]
    if text[cuts[0][0] : cuts[0][1]].strip()[0] == "," or text[cuts[0][0] - 1] in ",!?…":
        first = text[parts[1][0]]
        if first.islower():
            return [Span(a, b + (text[b : b + 1] == ",")) for a, b in parts[::2] if a < b]
    return [Span(start, stop)]


def _spoken(span: Span, quotations: Sequence[Quotation]) -> Quotation:
    inner = tuple(q for q in quotations if span.covers(q.span))
    return Quotation(content=(span,), marked=(span,), kind="turn", inner=inner)


def shortened(quotation: Quotation, stop: int, text: str) -> Quotation:
    """Return a quotation without a closing mark, cut at `stop`."""
    while stop > quotation.content[-1].start and text[stop - 1].isspace():
        stop -= 1
    content = (*quotation.content[:-1], Span(quotation.content[-1].start, stop))
    marked = (*quotation.marked[:-1], Span(quotation.marked[-1].start, stop))
    return replace(
        quotation, content=content, marked=marked, inner=tuple(q for q in quotation.inner if q.span.stop <= stop)
    )
