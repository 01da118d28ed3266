"""Content clauses become reports: "X said that ...", "..., X said", "A, he says, did B", "is convinced that ..."."""

from __future__ import annotations

from detente.statements.cueing import FINITE, frames_of, made, silent_source, source_of
from detente.statements.cues import Cues
from detente.statements.grammar import noun_phrase, opening, runs, topmost
from detente.statements.report import Report
from detente.statements.surface import behind_that, by_surface, over_colon, stretched
from detente.statements.told import TELLS
from detente.statements.view import View
from detente.types import Span


def said_that(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "X said (that) ...", "..., X said", and any verb with a content clause that is no verb of showing."""
    clause = _clause_of(view, verb)
    lemma = view.lemma(verb)
    frames = frames_of(view, cues, verb)
    source = source_of(view, verb)
    if "clause" not in frames or source is None or silent_source(view, source):
        return None
    attitude = lemma in cues.attitudes
    if clause is None or _asks_what(view, clause) or _in_question(view, verb):
        return None
    if lemma in cues.by_things and source not in view.bodies:
        return None
    content = _content(view, verb, clause)
    content = (
        _preposed(view, verb, source, content) if clause < verb else over_colon(view, stretched(view, verb, content))
    )
    return made(view, verb, content, "clause", "clause", source, attitude=attitude)


def said_loosely(view: View, cues: Cues, verb: int) -> Report | None:
    """Read a clause behind a cue from the surface, where the parser hung it elsewhere."""
    frames = frames_of(view, cues, verb)
    source = source_of(view, verb)
    if "clause" not in frames or source is None or silent_source(view, source) or _clause_of(view, verb) is not None:
        return None
    content = behind_that(view, cues, verb) or (by_surface(view, verb) if "words" in frames else ())
    return made(view, verb, content, "clause by surface", "clause", source)


def said_by_another_verb(view: View, cues: Cues, verb: int) -> Report | None:
    """Read a that-clause behind a verb that no lexicon knows, if somebody is its subject."""
    lemma = view.lemma(verb)
    clause = _clause_of(view, verb)
    if clause is None or clause < verb or lemma in cues.silent or cues.known(lemma):
        return None
    source = source_of(view, verb)
    that = any(view.tokens[c].dep == "mark" and view.tokens[c].text.lower() == "that" for c in view.children[clause])
    if (
        not that
        or source is None
        or source not in view.bodies
        or silent_source(view, source)
        or view.tokens[source].pos not in {"PROPN", "PRON", "NOUN"}
    ):
        return None
    content = stretched(view, verb, _content(view, verb, clause))
    return made(view, verb, content, "clause of another verb", "clause", source)


def is_convinced(view: View, cues: Cues, index: int) -> Report | None:
    """Read "is convinced that ...", "is sure (that) ..."."""
    token = view.tokens[index]
    if token.text.lower() not in cues.adjectives:
        return None
    verb = index if any(view.tokens[c].dep == "auxpass" for c in view.children[index]) else token.head
    if verb != index and view.lemma(verb) not in {"be", "feel", "seem", "remain", "become"}:
        return None
    clause = next(
        (c for x in (index, verb) for c in view.children[x] if view.tokens[c].dep == "ccomp" and c > index), None
    )
    source = view.child(verb, "nsubj", "nsubjpass")
    if clause is None or source is None or silent_source(view, source):
        return None
    content = stretched(view, index, _content(view, index, clause))
    return made(view, index, content, "adjective", "clause", source, attitude=True)


def put_between(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "A, X said, did B": the cue stands between commas inside the clause that it reports."""
    tokens = view.tokens
    if "words" not in frames_of(view, cues, verb) or tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    sentence = view.sentences[view.sentence_of[verb]]
    source = source_of(view, verb)
    if source is None or source > verb or source < sentence.first:
        return None
    first = view.inside(noun_phrase(view, source)).start
    stop = next((k for k in range(verb + 1, min(verb + 6, sentence.stop)) if tokens[k].text == ","), None)
    if stop is None or first <= sentence.first or tokens[first - 1].text != ",":
        return None
    if any(tokens[k].tag in FINITE or tokens[k].text == "that" for k in range(verb + 1, stop)):
        return None
    rest = [k for k in range(stop + 1, sentence.stop) if tokens[k].text != ";"]
    before = [k for k in range(sentence.first, first - 1) if tokens[k].text == ";"]
    start = before[-1] + 1 if before else opening(view, sentence)
    own_verb = any(tokens[k].tag in FINITE and tokens[k].dep != "relcl" for k in range(start, first - 1))
    if not rest or not any(tokens[k].tag in FINITE or view.quote_of[k] >= 0 for k in rest):
        return None
    if tokens[first - 2].text.lower() in {"that", "which", "who", "and", "but"}:
        span = view.trim(tokens[rest[0]].span.start, tokens[sentence.stop - 1].span.stop)
        return made(view, verb, (span,), "cue between commas", "clause", source) if span else None
    going_on = tokens[rest[0]].tag == "CC" and len(rest) > 1 and tokens[rest[1]].tag.startswith(("VB", "MD"))
    if own_verb and not going_on and tokens[rest[0]].tag not in {"VBD", "VBZ"}:
        return None
    spans = [view.trim(tokens[start].span.start, tokens[first - 2].span.stop)]
    spans.append(view.trim(tokens[rest[0]].span.start, tokens[sentence.stop - 1].span.stop))
    content = tuple(s for s in spans if s)
    return made(view, verb, content, "cue between commas", "clause", source) if len(content) == 2 else None


def put_last(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "..., X said." where the parser found no clause: a finite clause, a comma, and a short cue at the end."""
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[verb]]
    plural = tokens[verb].tag in {"NNS", "NNPS"}  # "the ministry informs": a verb that the tagger takes for a noun
    if plural and verb + 1 < sentence.stop and tokens[verb + 1].pos != "PUNCT":
        return None
    frames = cues.frames.get(view.lemma(verb), frozenset()) if plural else frames_of(view, cues, verb)
    if "words" not in frames or not (plural or tokens[verb].tag in {"VBD", "VBZ", "VBP"}):
        return None
    kids = {tokens[c].dep for c in view.children[verb]}
    if "mark" in kids or tokens[verb].dep in {"relcl", "acl"}:
        return None
    if "dobj" in kids and not plural and view.lemma(verb) not in TELLS:
        return None
    cut = next((k for k in range(verb - 1, sentence.first, -1) if tokens[k].text == ";"), sentence.first - 1)
    low = max(opening(view, sentence), cut + 1)
    found = _comma_before(view, low, verb)
    if found is None or any(tokens[k].tag in FINITE for k in range(verb + 1, sentence.stop)):
        return None
    comma, last_finite = found
    if tokens[comma + 1].pos == "CCONJ":
        return None
    if view.quote_of[last_finite] >= 0 or tokens[sentence.first].tag in {"VBN", "VBG"}:
        return None
    source = None if plural else source_of(view, verb)
    if source is None or not comma < source < sentence.stop:
        heads = [k for k in range(comma + 1, verb) if tokens[k].pos in {"NOUN", "PROPN", "PRON"}]
        source = topmost(view, heads[0], comma + 1, verb) if heads else None
    if source is None:
        return None
    phrase = noun_phrase(view, source)
    edge = tokens[comma + 1].span.start
    phrase = Span(edge, tokens[verb - 1].span.stop) if phrase.start < edge or plural else phrase
    span = view.trim(tokens[low].span.start, tokens[comma].span.start)
    return made(view, verb, (span,), "cue at the end", "clause", source, phrase=phrase) if span else None


def _comma_before(view: View, first: int, verb: int) -> tuple[int, int] | None:
    """Return the comma between a clause and the cue phrase behind it, and the last finite verb of the clause."""
    finite = next((k for k in range(verb - 1, first, -1) if view.tokens[k].tag in FINITE), None)
    if finite is None:
        return None
    comma = next((k for k in range(finite + 1, verb) if view.tokens[k].text == ","), None)
    return None if comma is None or verb - comma > 16 else (comma, finite)


def _clause_of(view: View, verb: int) -> int | None:
    """Return the content clause of a verb, if it is a clause and not an infinitive or a quotation."""
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.dep != "ccomp" or (view.quote_of[child] >= 0 and child < verb):
            continue
        if child < verb and any(view.tokens[k].text in {";", ":"} for k in range(child, verb)):
            continue  # two clauses side by side: "A closed; B said ..."
        tags = {view.tokens[c].tag for c in view.children[child]} | {token.tag}
        subject = any(view.tokens[c].dep in {"nsubj", "nsubjpass", "expl", "csubj"} for c in view.children[child])
        if (tags & {"VBD", "VBZ", "VBP", "MD"} and (subject or child < verb)) or any(
            view.tokens[c].dep == "mark" and view.tokens[c].text.lower() in {"that", "if", "whether"}
            for c in view.children[child]
        ):
            return child
    return None


def _in_question(view: View, verb: int) -> bool:
    """Tell whether the cue stands in a question of the page itself: "Do they suppose that ...?"."""
    sentence = view.sentences[view.sentence_of[verb]]
    return view.tokens[sentence.stop - 1].text == "?"


def _asks_what(view: View, clause: int) -> bool:
    """Tell whether the content is an indirect question: "asked who had won"."""
    first = view.subtree(clause)[0]
    if view.tokens[first].text.lower() == "that":
        return False
    return view.tokens[first].tag in {"WP", "WRB", "WDT", "WP$"} or view.tokens[first].text.lower() in {
        "whether",
        "if",
    }


def _content(view: View, verb: int, clause: int, drop: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Return a content clause without its "that" and without the cue phrase that may stand inside it."""
    kept = list(view.subtree(clause, frozenset([verb]) | drop))
    if kept and view.tokens[kept[0]].text.lower() == "that" and view.tokens[kept[0]].dep in {"mark", "nsubj"}:
        kept = kept[1:] if view.tokens[kept[0]].dep == "mark" else kept
    sentence = view.sentences[view.sentence_of[clause]]
    kept = [k for k in kept if sentence.first <= k < sentence.stop]
    return runs(view, kept)


def _preposed(view: View, verb: int, source: int | None, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Stretch content before its cue over all of the sentence up to the comma; the parser drops adjuncts there."""
    sentence = view.sentences[view.sentence_of[verb]]
    inside = [k for k in (verb, source) if k is not None and sentence.first <= k < sentence.stop]
    stop = min(min(view.inside(noun_phrase(view, k)), default=k) if k != verb else k for k in inside)
    while stop > sentence.first and view.tokens[stop - 1].text != "," and stop > min(inside) - 12:
        stop -= 1
    if stop <= sentence.first or view.tokens[stop - 1].text != ",":
        return content
    first = opening(view, sentence)
    while first < stop and view.tokens[first].pos in {"PUNCT", "SYM"}:
        first += 1
    if first >= stop:
        return content
    span = view.trim(view.tokens[first].span.start, view.tokens[stop - 1].span.start)
    return (span,) if span else content
