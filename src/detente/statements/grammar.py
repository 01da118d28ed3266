"""Dependencies become phrases: the subject of a cue, the noun phrase around a head, the runs of a clause.

Labels are spaCy's (CLEAR style). The small parser errs often around quotation marks, so that every question has a
second answer read from the surface.
"""

from __future__ import annotations

import re

from detente.statements.view import View
from detente.types import Sentence, Span

# "KYIV, 3 May 2025 (Agency) — ", "ISLAMABAD: "
_DATELINE = re.compile(
    r"(?=[^\W\d_]{3})[^\n.!?]{0,20}[A-Z]{2}[^\n!?]{0,100}?[\d)]\s*[—–-]+\s+|[A-Z]{3,}(?:[ -][A-Z]{2,})*:\s+"
)
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_CLAUSAL = ("relcl", "advcl", "ccomp", "acl", "conj", "cc", "punct", "appos")


def subject_of(view: View, verb: int, depth: int = 0) -> int | None:
    """Return the token that heads the subject of `verb`, inherited over conjuncts, participles and infinitives."""
    tokens = view.tokens
    subjects = [c for c in view.children[verb] if tokens[c].dep in {"nsubj", "nsubjpass"}]
    own = min(subjects, key=lambda c: abs(c - verb), default=None)  # a dateline may pass for another
    if own is not None:
        if tokens[own].text.lower() in _RELATIVE and tokens[verb].dep == "relcl":
            return tokens[verb].head
        return own
    if depth > 4 or tokens[verb].head == verb:
        return None
    if tokens[verb].dep == "relcl" and tokens[verb].tag in {"VBD", "VBZ", "VBP"}:
        return None
    if tokens[verb].dep == "acl" and tokens[verb].tag == "VBG":
        return tokens[verb].head
    if tokens[verb].dep in {"conj", "xcomp", "advcl", "pcomp", "dep", "aux"}:
        above = tokens[verb].head
        while tokens[above].pos == "ADP" and tokens[above].head != above:
            above = tokens[above].head
        if tokens[above].pos in {"VERB", "AUX", "ADJ", "NOUN"}:
            return subject_of(view, above, depth + 1)
    return None


def noun_phrase(view: View, head: int) -> Span:
    """Return the noun phrase around `head` as written: modifiers, title and name, without what an aside adds."""
    tokens = view.tokens
    kept = [head]
    for child in view.children[head]:
        token = tokens[child]
        if token.dep in {"appos"} and child > head:
            if _named(view, child) or not _named(view, head):
                kept += _inner(view, child)
            continue
        if token.dep in _CLAUSAL:
            if token.dep in {"relcl", "acl"} and child > head and not _comma_before(view, child, head):
                kept += view.subtree(child)
            elif token.dep == "conj" and child > head:
                kept += _inner(view, child)
            continue
        kept += _inner(view, child) if child > head else view.subtree(child)
    sentence = view.sentences[view.sentence_of[head]]
    kept = [k for k in kept if sentence.first <= k < sentence.stop]
    first, last = min(kept), max(kept)
    while first < head and tokens[first].pos in {"PUNCT", "CCONJ", "ADV"}:
        first += 1
    stop = view.tokens[last].span.stop
    while view.text[stop : stop + 1] == "-" and view.text[stop + 1 : stop + 2].isalnum():
        stop += 1  # the tokeniser cuts compounds: "the Vice-Premier"
        while stop < len(view.text) and view.text[stop].isalnum():
            stop += 1
    return Span(tokens[first].span.start, stop)


def _inner(view: View, index: int) -> list[int]:
    """Return the subtree up to the first comma-led clause."""
    found = [index]
    for child in view.children[index]:
        if view.tokens[child].dep in {"relcl", "advcl"} and _comma_before(view, child, index):
            continue
        if view.tokens[child].dep == "punct" and view.tokens[child].text not in "-'’":
            continue
        found += _inner(view, child)
    return found


def _comma_before(view: View, child: int, head: int) -> bool:
    first = min(view.subtree(child))
    return first > 0 and any(view.tokens[k].text == "," for k in range(max(head, first - 1), first + 1))


def _named(view: View, index: int) -> bool:
    return view.tokens[index].pos == "PROPN"


def runs(view: View, indexes: list[int]) -> tuple[Span, ...]:
    """Join token indexes into spans, one for each unbroken run of tokens; punctuation at the edges is left out."""
    spans: list[Span] = []
    group: list[int] = []
    for k in [*indexes, -1]:
        if group and k != group[-1] + 1:
            span = _clean(view, group)
            if span:
                spans.append(span)
            group = []
        if k >= 0:
            group.append(k)
    return tuple(spans)


def _clean(view: View, group: list[int]) -> Span | None:
    first, stop = 0, len(group)
    tokens = view.tokens
    while first < stop and tokens[group[first]].text in ",;:.–—-…":
        first += 1
    while stop > first and tokens[group[stop - 1]].text in ",;:.–—-…":
        stop -= 1
    return view.words(group[first], group[stop - 1] + 1) if first < stop else None


def nominal(view: View, index: int) -> bool:
    """Tell whether the token can head a source: noun, name, pronoun, or a number or adjective used as one."""
    return view.tokens[index].pos in _NOMINAL


def opening(view: View, sentence: Sentence) -> int:
    """Return the first token of a sentence, behind the dateline if it opens a paragraph with one."""
    paragraph = view.paragraph_of[sentence.first]
    if paragraph < 0 or view.paragraphs[paragraph].start != view.tokens[sentence.first].span.start:
        return sentence.first
    found = _DATELINE.match(view.text, sentence.span.start, sentence.span.stop)
    if found is None:
        return sentence.first
    return next(
        (k for k in range(sentence.first, sentence.stop) if view.tokens[k].span.start >= found.end()), sentence.first
    )


def topmost(view: View, index: int, low: int, high: int) -> int:
    """Climb from a token to the head of its noun phrase, staying between tokens `low` and `high`."""
    tokens = view.tokens
    here = index
    while True:
        above = tokens[here].head
        if above == here or not low <= above < high:
            return here
        if tokens[here].dep in {"compound", "poss", "amod", "det", "nmod", "nummod", "flat", "case", "quantmod"} or (
            tokens[here].dep == "appos" and tokens[above].pos in _NOMINAL
        ):
            here = above
        else:
            return here


def finite(view: View, verb: int) -> bool:
    """Tell whether the verb, or its auxiliary, is finite."""
    if view.tokens[verb].tag in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(
        view.tokens[c].dep in {"aux", "auxpass"} and view.tokens[c].tag in {"VBD", "VBZ", "VBP", "MD"}
        for c in view.children[verb]
    )


def negated(view: View, verb: int) -> bool:
    """Tell whether the verb is negated."""
    return any(view.tokens[c].dep == "neg" for c in view.children[verb])


def past_perfect(view: View, verb: int) -> bool:
    """Tell whether the verb stands in the past perfect, the tense of background."""
    return any(
        view.tokens[c].dep in {"aux", "auxpass"} and view.tokens[c].text.lower() == "had" for c in view.children[verb]
    )
