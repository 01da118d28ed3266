"""Words behind a cue become content by the surface: a clause that the parser hung elsewhere, or one that runs on."""

from __future__ import annotations

from detente.statements.cueing import FINITE
from detente.statements.cues import Cues
from detente.statements.told import TELLS
from detente.statements.view import View
from detente.types import Span


def _bare_object(view: View, verb: int) -> bool:
    """Tell whether the verb has no object of its own that a following "that" could belong to."""
    return all(view.tokens[c].dep not in {"dobj", "attr"} for c in view.children[verb])


def behind_that(view: View, cues: Cues, verb: int) -> tuple[Span, ...]:
    """Read a that-clause that the parser hung elsewhere: "has denied since Monday that ..."."""
    sentence = view.sentences[view.sentence_of[verb]]
    tokens = view.tokens
    for k in range(verb + 1, min(verb + 14, sentence.stop)):
        if tokens[k].text in {";", ":"} or tokens[k].tag in FINITE or view.quote_of[k] >= 0:
            return ()
        if tokens[k].text.lower() == "that" and (
            tokens[k].tag == "IN" or view.lemma(verb) in TELLS or _bare_object(view, verb)
        ):
            if view.lemma(k - 1) in cues.silent_nouns:
                return ()  # "on condition that"
            if k + 1 < sentence.stop and tokens[k + 1].tag in FINITE:
                return ()  # a relative pronoun: "theories that have gone round"
            stop = next((x for x in range(k, sentence.stop) if tokens[x].text == ";"), sentence.stop)
            if not any(tokens[x].tag in FINITE for x in range(k + 1, stop)):
                return ()
            span = view.trim(tokens[k].span.stop, tokens[stop - 1].span.stop)
            return (span,) if span else ()
    return ()


def by_surface(view: View, verb: int) -> tuple[Span, ...]:
    """Read the clause behind a cue where the parser found none: up to a semicolon or the end of the sentence."""
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[verb]]
    k = verb + 1
    skipped = [
        c
        for c in view.children[verb]
        if c > verb and tokens[c].dep in {"dobj", "dative", "prep", "npadvmod", "advmod"}
    ]
    for child in sorted(skipped):
        tree = view.subtree(child)
        if tree[0] != k or any(tokens[x].tag in {"VBD", "VBZ", "VBP", "MD"} for x in tree):
            break
        if tokens[child].dep == "dobj" and view.lemma(verb) not in TELLS:
            if view.lemma(verb) != "say":
                return ()  # "recalled its ambassador"
            break
        k = tree[-1] + 1
    if k < sentence.stop and tokens[k].text.lower() == "that":
        k += 1
    stop = next(
        (x for x in range(k, sentence.stop) if tokens[x].text in {";", ":"} and view.quote_of[x] < 0), sentence.stop
    )
    if k < stop and tokens[k].text.lower() in {"nothing", "little", "so", "much", "yes", "no"}:
        return ()
    if k >= stop or tokens[k].pos not in {"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ", "ADV", "SCONJ"}:
        return ()
    if tokens[k].tag in {"WP", "WRB", "WDT", "IN"} or not any(
        tokens[x].tag in {"VBD", "VBZ", "VBP", "MD"} for x in range(k + 1, stop)
    ):
        return ()
    span = view.trim(tokens[k].span.start, tokens[stop - 1].span.stop)
    return (span,) if span else ()


def over_colon(view: View, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Let a clause run on over a colon to the end of its sentence: "thinks that talk helps: silence comes first"."""
    if not content or view.text[content[-1].stop : content[-1].stop + 1] != ":":
        return content
    paragraph = view.paragraph_at(content[-1].stop)
    if paragraph < 0:
        return content
    rest = view.inside(Span(content[-1].stop + 1, view.paragraphs[paragraph].stop))
    if not rest or view.quote_of[rest.start] >= 0:
        return content
    stop = next((k for k in rest if view.tokens[k].text in {".", "!", "?", ";"}), rest.stop)
    closing = view.trim(content[-1].start, view.tokens[max(stop - 1, rest.start)].span.stop)
    return (*content[:-1], closing) if closing else content


def _marked_rest(view: View, content: Span) -> Span | None:
    """Return words in marks that go on with a clause: "replied that nobody came: “they were afraid”"."""
    for quotation in view.marked_in(content.start, content.stop + 40):
        piece = quotation.marked[0]
        if quotation.kind == "turn" or not content.start <= piece.start or content.stop >= piece.stop:
            continue
        between = view.text[content.stop : piece.start] if content.stop < piece.start else ""
        words = quotation.content[0].of(view.text)
        small = words[:1].islower() or between.strip().endswith(("and", "but", "that"))
        joined = between.strip(" ,:—–-").lower() in {"", "and", "but", "but that", "and that", "that"}
        return piece if small and joined and "\n" not in between else None
    return None


def stretched(view: View, verb: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Let content behind its cue run on to where the cue's own clause goes on, or the sentence ends.

    The parser loses second conjuncts and words in marks ("said the text was “beneath an answer”").
    """
    if not content:
        return content
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[verb]]
    inside = view.inside(content[-1])
    if not inside:
        return content
    last = inside[-1]
    stop = sentence.stop
    for k in range(last + 1, sentence.stop):
        token = tokens[k]
        if token.text in {";"} and view.quote_of[k] < 0:
            stop = k
            break
        if (
            token.dep in {"conj", "advcl", "parataxis", "ccomp"}
            and view.quote_of[k] < 0
            and not _says_that(view, k)  # a second that-clause goes on
            and token.head in (verb, tokens[verb].head)
        ):
            first = min(x for x in view.subtree(k) if x > last)
            stop = first
            break
    if stop == sentence.stop:
        marked = _marked_rest(view, content[-1])
        if marked is not None:
            return (*content[:-1], Span(content[-1].start, marked.stop))
    while stop > last + 1 and tokens[stop - 1].pos in {"CCONJ", "PUNCT", "SCONJ"} and view.quote_of[stop - 1] < 0:
        stop -= 1
    if stop <= last + 1 or stop - last > 60:
        return content
    closing = view.trim(content[-1].start, tokens[stop - 1].span.stop)
    return (*content[:-1], closing) if closing else content


def _says_that(view: View, clause: int) -> bool:
    return any(view.tokens[c].dep == "mark" and view.tokens[c].text.lower() == "that" for c in view.children[clause])
