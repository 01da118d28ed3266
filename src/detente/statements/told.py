"""A cue verb becomes whom the words were told to and on what occasion, where the text says so."""

from __future__ import annotations

from detente.statements.grammar import noun_phrase
from detente.statements.view import View
from detente.types import Span

TELLS = frozenset(["tell", "inform", "assure", "remind", "brief", "warn", "advise", "notify"])
_PLACES = frozenset(["at", "in", "during", "on", "after"])
_NO_OCCASION = frozenset(["DATE", "TIME", "GPE"])


def addressee(view: View, verb: int, content: tuple[Span, ...]) -> Span | None:
    """Return who is told: the object of "told", the "to" phrase of "said"."""
    if view.lemma(verb) in TELLS:
        told = view.child(verb, "dobj", "dative", "iobj")
        if told is not None:
            return _clear(view, noun_phrase(view, told), content)
    for child in view.children[verb]:
        if view.tokens[child].text.lower() == "to" and view.tokens[child].dep in {"prep", "dative"}:
            told = view.child(child, "pobj")
            if told is not None:
                return _clear(view, noun_phrase(view, told), content)
    return None


def occasion(view: View, verb: int, content: tuple[Span, ...]) -> Span | None:
    """Return where it was said: "at a briefing", "in a statement", "on X"; a day or a place alone is none.

    The parser often hangs it on the addressee: "told reporters at a briefing".
    """
    told = [c for c in view.children[verb] if view.tokens[c].dep in {"dobj", "dative", "iobj"}]
    for child in (*view.children[verb], *(c for t in told for c in view.children[t])):
        token = view.tokens[child]
        if token.dep != "prep" or token.text.lower() not in _PLACES or child < verb:
            continue
        place = view.child(child, "pobj")
        if place is not None and view.tokens[place].ent not in _NO_OCCASION:
            return _clear(view, view.words(child, max(view.inside(noun_phrase(view, place))) + 1), content)
    return None


def _clear(view: View, span: Span, content: tuple[Span, ...]) -> Span | None:
    """Cut a phrase where the reported words begin, or where its own preposition begins an occasion."""
    stop = span.stop
    for part in content:
        if span.start <= part.start < stop:
            stop = part.start
    words = list(view.inside(Span(span.start, stop))) if span.start < stop else []
    for k in words[1:]:
        if view.tokens[k].text.lower() in _PLACES and view.tokens[words[0]].text.lower() not in _PLACES:
            words = [w for w in words if w < k]
            break
    while words and (
        view.tokens[words[-1]].pos in {"PUNCT", "SCONJ"} or view.tokens[words[-1]].text.lower() == "that"
    ):
        words.pop()
    return view.words(words[0], words[-1] + 1) if words else None
