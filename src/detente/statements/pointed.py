"""Words that a later sentence points back to become reports: '... This was the view of the envoy.'"""

from __future__ import annotations

from detente.statements.cueing import by_cue, silent_source
from detente.statements.cues import Cues
from detente.statements.grammar import subject_of
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Span


def said_before(view: View, cues: Cues, reports: list[Report]) -> list[Report]:
    """Read sentences that attribute what stands before them: "This was stated by X"."""
    busy = {
        view.sentence_of[k]
        for r in reports
        if r.scheme in {"quotation", "clause", "phrase", "noun"}
        for part in r.content
        for k in view.inside(part)
    }
    with_cue = {view.sentence_of[r.cue_token] for r in reports if r.cue_token is not None and r.scheme != "clause"}
    found = []
    for number, sentence in enumerate(view.sentences):
        if view.paragraph_of[sentence.first] < 0 or number in with_cue:
            continue
        pointed = _pointer(view, cues, number)
        if pointed is None:
            continue
        cue, source = pointed
        content = _words_before(view, number, busy, view.tokens[cue].span.start)
        if content and not silent_source(view, source):
            found.append(by_cue(view, content, cue, source, rule="attributed behind", scheme="behind"))
    return found


def _pointer(view: View, cues: Cues, number: int) -> tuple[int, int] | None:
    """Return the cue and the source of a sentence that points back to words."""
    sentence = view.sentences[number]
    tokens = view.tokens
    for k in range(sentence.first, sentence.stop):
        token = tokens[k]
        if view.quote_of[k] >= 0:
            continue
        word = token.text.lower()
        if token.pos == "NOUN" and view.lemma(k) in cues.nouns:
            dets = {tokens[c].text.lower() for c in view.children[k]}
            owned = view.lemma(token.head) in {"belong", "be"} and token.dep == "nsubj" and "the" in dets
            if dets & {"this", "that", "such", "these", "another"} or owned:
                source = _owner_of(view, k, owned)
                if source is not None and (
                    owned or dets & {"this", "that", "such", "these"} or _points(view, sentence.first)
                ):
                    return k, source
        if (
            token.tag in {"DT", "PRP", "RB"}
            and word in {"this", "that", "so", "it"}
            and token.dep in {"nsubjpass", "dobj", "pobj", "nsubj", "advmod"}
        ):
            verb = token.head if tokens[token.head].tag.startswith("VB") else tokens[token.head].head
            said = "words" in cues.frames.get(view.lemma(verb), ()) or view.lemma(verb) in {"sum", "put", "see"}
            if word == "it" and token.dep != "nsubjpass":
                continue
            if said and not any(tokens[c].dep in {"ccomp", "xcomp"} for c in view.children[verb]):
                source = _agent_or_subject(view, verb)
                if source is not None and source != k:
                    return verb, source
    return None


def _points(view: View, first: int) -> bool:
    return view.tokens[first].text.lower() in {"this", "that", "these", "such", "it"}


def _owner_of(view: View, noun: int, owned: bool) -> int | None:
    tokens = view.tokens
    verb = tokens[noun].head
    if owned and view.lemma(verb) == "belong":
        to = next((c for c in view.children[verb] if tokens[c].text.lower() == "to"), None)
        return view.child(to, "pobj") if to is not None else None
    if owned:
        attr = view.child(verb, "attr", "acomp")
        return (
            attr
            if attr is not None
            and (tokens[attr].tag == "PRP$" or tokens[attr].text.lower() in {"hers", "his", "theirs"})
            else None
        )
    if tokens[noun].dep == "dobj":
        return _agent_or_subject(view, verb)
    for child in view.children[noun]:
        if tokens[child].text.lower() in {"of", "by"}:
            found = view.child(child, "pobj")
            if found is not None and tokens[found].pos in {"PROPN", "NOUN", "PRON"}:
                return found
    while not tokens[verb].tag.startswith("VB") and tokens[verb].head != verb:
        verb = tokens[verb].head
    source = _agent_or_subject(view, verb)
    return source if source != noun else None


def _agent_or_subject(view: View, verb: int) -> int | None:
    if any(view.tokens[c].dep == "nsubjpass" for c in view.children[verb]):
        agent = view.child(verb, "agent")
        return view.child(agent, "pobj") if agent is not None else None
    found = subject_of(view, verb)
    if found is not None and view.tokens[found].text.lower() in {"this", "that", "it", "these", "so"}:
        later = next(
            (
                c
                for c in view.children[verb]
                if c > verb
                and view.tokens[c].pos in {"PROPN", "NOUN"}
                and view.tokens[c].dep in {"dobj", "attr", "nsubj", "npadvmod"}
            ),
            None,
        )
        inner = [
            x
            for c in view.children[verb]
            for x in [subject_of(view, c)]
            if view.tokens[c].dep in {"ccomp", "advcl"} and x
        ]
        return later if later is not None else (inner[0] if inner else None)
    return found


def _words_before(view: View, number: int, busy: set[int], cue_start: int) -> tuple[Span, ...]:
    """Return what the pointing sentence attributes: its own words before a colon, else the sentences before it."""
    here = view.sentences[number]
    colon = next(
        (k for k in range(here.first, here.stop) if view.tokens[k].text == ":" and view.quote_of[k] < 0), None
    )
    if colon is not None and view.tokens[colon].span.start < cue_start:
        span = view.trim(here.span.start, view.tokens[colon].span.start)
        return (span,) if span else ()
    paragraph = view.paragraph_of[here.first]
    low = view.paragraphs[paragraph].start
    if view.text[low : here.span.start].strip(" \t-—–"):
        first = number
        while first > 0 and view.paragraph_of[view.sentences[first - 1].first] == paragraph and first - 1 not in busy:
            first -= 1
        if first == number:
            return ()
        span = view.trim(view.sentences[first].span.start, here.span.start)
        return (span,) if span else ()
    if paragraph == 0:
        return ()
    before = view.paragraphs[paragraph - 1]
    inside = {view.sentence_of[k] for k in view.inside(before)}
    if inside & busy or not before.of(view.text).rstrip().endswith((".", "!", "?", "…", "”", '"')):
        return ()
    span = view.trim(before.start, before.stop)
    return (span,) if span else ()
