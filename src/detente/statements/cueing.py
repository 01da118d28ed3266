"""A cue verb is asked which frames it has, who speaks by it, to whom and where; the answers make a report."""

from __future__ import annotations

from detente.quotemarks import every
from detente.statements.cues import Cues
from detente.statements.grammar import negated, noun_phrase, subject_of
from detente.statements.quotes import is_name
from detente.statements.report import Report
from detente.statements.told import addressee, occasion
from detente.statements.view import View
from detente.types import Form, Span

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def keeps_silent(view: View, cues: Cues, verb: int) -> bool:
    """Tell whether the cue tells of silence: "declined to comment", "did not say"."""
    lemma = view.lemma(verb)
    said = subject_of(view, verb)
    if said is not None and silent_source(view, said):
        return True
    to_do = view.child(verb, "xcomp")
    if to_do is not None and lemma in {"decline", "refuse", "fail"}:
        unsaid = cues.silence | cues.undiscussed if lemma == "decline" else cues.silence
        if view.lemma(to_do) in unsaid:
            return True
    return negated(view, verb) and lemma in cues.silence


def cue_keys(view: View, verb: int) -> list[str]:
    """Return the lemma of the cue, alone and with each particle, preposition or short object."""
    lemma = view.lemma(verb)
    keys = [lemma]
    for child in view.children[verb]:
        if child > verb and view.tokens[child].dep in {"prt", "prep", "dative", "advmod", "dobj", "acomp", "ccomp"}:
            keys.append(f"{lemma} {view.tokens[child].text.lower()}")
    return keys


def frames_of(view: View, cues: Cues, verb: int) -> frozenset[str]:
    """Return the frames that the lexicon gives the cue, alone and with its particles."""
    return frozenset(frame for key in cue_keys(view, verb) for frame in cues.frames.get(key, ()))


def passive(view: View, verb: int) -> bool:
    return any(view.tokens[c].dep in {"auxpass", "nsubjpass"} for c in view.children[verb])


def source_of(view: View, verb: int) -> int | None:
    """Return who speaks: the agent of a passive, else the subject; dummies and things speak for nobody."""
    if passive(view, verb):
        agent = view.child(verb, "agent")
        return view.child(agent, "pobj") if agent is not None else None
    said = subject_of(view, verb)
    if said is None:
        return _noun_before(view, verb)
    return None if view.tokens[said].dep == "expl" else _above_things(view, verb, said)


def _above_things(view: View, verb: int, said: int) -> int:
    """Return who tells of a thing where the parser lets it go on to speak: "X said that shells fell, and asked"."""
    tokens = view.tokens
    if said in view.bodies or tokens[said].pos != "NOUN" or tokens[verb].dep != "conj":
        return said
    first = verb
    while tokens[first].dep == "conj" and tokens[first].head != first:
        first = tokens[first].head
    if tokens[first].dep != "ccomp":
        return said
    teller = subject_of(view, tokens[first].head)
    return teller if teller is not None and teller in view.bodies else said


def _noun_before(view: View, verb: int) -> int | None:
    """Return the noun right before a finite verb that the parser left without a subject."""
    if view.tokens[verb].tag not in {"VBD", "VBZ", "VBP"} or view.tokens[verb].dep in {"relcl", "conj"}:
        return None
    sentence = view.sentences[view.sentence_of[verb]]
    k = verb - 1
    while k >= sentence.first and view.tokens[k].pos in {"ADV", "AUX"}:
        k -= 1
    return k if k >= sentence.first and view.tokens[k].pos in {"NOUN", "PROPN", "PRON"} else None


def made(
    view: View,
    verb: int,
    content: tuple[Span, ...],
    rule: str,
    scheme: str,
    source: int | None,
    *,
    attitude: bool = False,
    phrase: Span | None = None,
) -> Report | None:
    if not content:
        return None
    content = with_marks(view, content)
    return Report(
        content=content,
        form=form_of(view, content),
        rule=rule,
        scheme=scheme,
        cue=view.tokens[verb].span,
        cue_token=verb,
        source=phrase or (noun_phrase(view, source) if source is not None else None),
        source_head=source,
        lemma=view.lemma(verb),
        attitude=attitude,
        addressee=addressee(view, verb, content),
        occasion=occasion(view, verb, content),
    )


def by_cue(view: View, content: tuple[Span, ...], cue: int, source: int, *, rule: str, scheme: str) -> Report:
    """Return the report of words whose cue and source are single tokens of the page."""
    return Report(
        content=content,
        form=form_of(view, content),
        rule=rule,
        scheme=scheme,
        cue=view.tokens[cue].span,
        cue_token=cue,
        source=noun_phrase(view, source),
        source_head=source,
        lemma=view.lemma(cue),
    )


def somebody(view: View, index: int) -> bool:
    """Tell whether a token can be somebody who acts: a mention's head, a name, or a personal pronoun."""
    token = view.tokens[index]
    return index in view.bodies or token.pos == "PROPN" or token.text.lower() in {"he", "she", "they", "both"}


def form_of(view: View, content: tuple[Span, ...]) -> Form:
    """Return mixed where quoted words stand in a reported clause, else indirect."""
    for quotation in every(view.marked_in(content[0].start, content[-1].stop)):
        if quotation.kind == "turn" or not any(part.overlaps(quotation.marked[0]) for part in content):
            continue
        if not is_name(view, quotation):
            return Form.MIXED
    return Form.INDIRECT


def with_marks(view: View, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Stretch spans over quotations that they cut and over words that the tokeniser cut at a hyphen."""
    text = view.text
    out: list[Span] = []
    for span in content:
        start, stop = span.start, span.stop
        while text[stop : stop + 1] in {"-", "‑"} and text[stop + 1 : stop + 2].isalnum():
            stop += 1
            while stop < len(text) and text[stop].isalnum():
                stop += 1
        for quotation in view.marked_in(start, stop):
            piece = quotation.marked[0]
            if quotation.kind == "turn" or len(quotation.marked) > 1 or quotation.kind == "single":
                continue
            if start <= piece.start < stop < piece.stop:
                stop = piece.stop
            elif piece.start < start < piece.stop <= stop:
                start = piece.start
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        while start < stop and text[start].isspace():
            start += 1
        if start < stop:
            out.append(Span(start, stop))
    return tuple(s for k, s in enumerate(out) if k == 0 or not s.overlaps(out[k - 1]))


def silent_source(view: View, source: int) -> bool:
    """Tell whether the subject is nobody, or the author himself: "we", "I" outside quotation marks."""
    token = view.tokens[source]
    if token.text.lower() in {
        "nobody",
        "none",
        "neither",
        "nothing",
        "we",
        "us",
        "i",
        "me",
        "one",
        "there",
        "you",
        "who",
    }:
        return True
    owners = {"no", "neither", "our", "my"}
    if any(view.tokens[c].text.lower() in owners for c in view.children[source]) or token.text.lower() in owners:
        return True
    return (
        token.text.lower() == "one" and source + 1 < len(view.tokens) and view.tokens[source - 1].text.lower() == "no"
    )
