"""A colon becomes a report: "He threatened: the gate would close", "Border guards: nobody was shot"."""

from __future__ import annotations

from detente.statements.cueing import form_of, silent_source
from detente.statements.cues import Cues
from detente.statements.grammar import noun_phrase, subject_of, topmost
from detente.statements.report import Report
from detente.statements.view import View

_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_NOMINAL = frozenset(["NOUN", "PROPN"])


def read_colons(view: View, cues: Cues, taken: frozenset[int]) -> list[Report]:
    """Return a report for each colon outside quotations with a cue or a bare name before it and a clause behind."""
    found = []
    for index, token in enumerate(view.tokens):
        if token.text == ":" and view.quote_of[index] < 0 and view.paragraph_of[index] >= 0:
            report = _at(view, cues, index, taken)
            if report is not None:
                found.append(report)
    return found


def _at(view: View, cues: Cues, colon: int, taken: frozenset[int]) -> Report | None:
    tokens = view.tokens
    paragraph = view.paragraph_of[colon]
    first = colon
    while (
        first > 0 and view.paragraph_of[first - 1] == paragraph and tokens[first - 1].text not in {".", "!", "?", ";"}
    ):
        first -= 1
    stop = colon + 1
    while (
        stop < len(tokens)
        and view.paragraph_of[stop] == paragraph
        and not (tokens[stop].text in {".", "!", "?"} and view.quote_of[stop] < 0)
    ):
        stop += 1
    lead = [k for k in range(first, colon) if tokens[k].pos not in {"PUNCT", "SPACE"}]
    tail = [k for k in range(colon + 1, stop) if tokens[k].pos != "PUNCT"]
    if not lead or not tail or view.quote_of[colon + 1] >= 0:
        return None
    verbs = [k for k in lead if tokens[k].tag in _FINITE and tokens[k].dep not in {"relcl", "aux", "auxpass"}]
    clausal = any(tokens[k].tag in _FINITE for k in tail)
    cue: int | None = None
    if verbs:
        cue = next((k for k in reversed(verbs) if _opens_words(view, cues, k)), None)
        if cue is None or cue in taken:
            return None
        source = subject_of(view, cue)
        if source is not None and view.lemma(source) in cues.nouns and not view.tokens[source].text[0].isupper():
            source = view.child(source, "poss")  # "Rome's answer was: no"
    else:
        if len(lead) > 8 or tokens[lead[0]].text[0].islower() or not clausal:
            return None
        heads = [k for k in lead if tokens[k].pos in _NOMINAL]
        source = topmost(view, heads[0], first, colon) if heads else None
        if (
            source is not None
            and tokens[source].ent not in {"ORG", "PERSON", "NORP", "GPE"}
            and tokens[source].pos != "PROPN"
        ):
            return None
        if paragraph < 2 and tokens[lead[0]].ent != "PERSON" and all(tokens[k].text.isupper() for k in lead):
            return None  # the place of a dateline: "ISLAMABAD: The ministry said"
    if source is None or silent_source(view, source) or not (clausal or len(tail) < 3):
        return None
    span = view.trim(tokens[tail[0]].span.start, tokens[stop - 1].span.stop)
    if span is None:
        return None
    return Report(
        content=(span,),
        form=form_of(view, (span,)),
        rule="clause behind a colon",
        scheme="clause",
        cue=tokens[cue].span if cue is not None else None,
        cue_token=cue,
        source=noun_phrase(view, source),
        source_head=source,
        lemma=view.lemma(cue) if cue is not None else "",
    )


def _opens_words(view: View, cues: Cues, verb: int) -> bool:
    lemma = view.lemma(verb)
    frames = cues.frames.get(lemma, frozenset())
    subject = subject_of(view, verb)
    noun = subject is not None and view.lemma(subject) in cues.nouns
    return "words" in frames or lemma in {"put", "refute", "deny", "assert", "threaten"} or noun
