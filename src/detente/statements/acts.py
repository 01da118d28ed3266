"""Verbal acts become reports: "promised to ...", "accused X of ...", "called it “...”", "asked for ..."."""

from __future__ import annotations

from detente.statements.cueing import frames_of, made, passive, somebody, source_of
from detente.statements.cues import Cues
from detente.statements.grammar import noun_phrase, past_perfect, runs
from detente.statements.quotes import is_name
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Span

_REQUESTING = frozenset(
    ["ask", "call", "appeal", "press", "plead", "thank", "apologise", "apologize", "praise", "threaten"]
)
_TIMES = frozenset(["morning", "evening", "day", "night", "afternoon", "week", "month", "time"])
_WANTING = frozenset(["want", "like", "prefer", "expect", "wish"])


def set_to(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "promised to ...", "urged them to ...", "wants X to ..."."""
    frames = frames_of(view, cues, verb)
    if "infinitive" not in frames or past_perfect(view, verb) or passive(view, verb):
        return None
    for child in view.children[verb]:
        if view.tokens[child].dep not in {"xcomp", "ccomp", "advcl"} or child < verb:
            continue
        lemma = view.lemma(verb)
        to = next((c for c in view.children[child] if view.tokens[c].tag == "TO"), None)
        if to is None and lemma in _WANTING and view.tokens[child].tag in {"VBN", "JJ"}:
            to = child
        if to is None or view.lemma(child) in {"know", "see", "hear", "name", "identify"}:
            continue
        kept = view.subtree(child)
        if lemma not in _WANTING:
            kept = [k for k in kept if k >= to]
        content = runs(view, kept)
        return made(
            view, verb, content, "infinitive", "infinitive", source_of(view, verb), attitude=lemma in cues.attitudes
        )
    return None


def done_so(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "accused X of doing", "denied having done"."""
    if "gerund" not in frames_of(view, cues, verb) or passive(view, verb) or past_perfect(view, verb):
        return None
    for child in view.children[verb]:
        token = view.tokens[child]
        if child < verb:
            continue
        if token.dep in {"prep", "agent"} and token.text.lower() in {"of", "for", "with", "over"}:
            inner = view.child(child, "pcomp", "pobj")
            if inner is not None:
                return made(view, verb, runs(view, view.subtree(inner)), "charge", "gerund", source_of(view, verb))
        having = any(view.tokens[c].text.lower() == "having" for c in view.children[child])
        if token.dep in {"xcomp", "ccomp", "dobj", "advcl"} and (token.tag == "VBG" or having):
            return made(view, verb, runs(view, view.subtree(child)), "charge", "gerund", source_of(view, verb))
    return None


def called_so(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "called it “a farce”", "described the talks as “frank”": a fragment in marks that names something."""
    if "naming" not in frames_of(view, cues, verb) or (passive(view, verb) and view.child(verb, "agent") is None):
        return None
    fragment = _fragment_behind(view, verb)
    if fragment is None or any(
        q.marked[0] == fragment and is_name(view, q) for q in view.marked_in(fragment.start, fragment.stop)
    ):
        return None
    thing = _named_thing(view, verb)
    inside = view.inside(fragment)
    if thing is not None and any(k in view.subtree(thing) for k in inside) and thing > verb:
        named = runs(view, view.subtree(thing))
        whole = any(part.overlaps(fragment) for part in named)
        return made(view, verb, named if whole else (fragment,), "name in marks", "naming", source_of(view, verb))
    content: tuple[Span, ...] = (fragment,)
    as_word = view.lemma(verb) in {"describe", "take", "regard", "view", "see", "depict", "portray", "characterise"}
    if thing is not None and verb < thing and view.tokens[thing].pos != "PRON" and not as_word:
        start = noun_phrase(view, thing).start
        if start < fragment.start and verb < view.inside(Span(start, fragment.stop)).start:
            content = (Span(start, fragment.stop),)
    return made(view, verb, content, "name in marks", "naming", source_of(view, verb))


def _named_thing(view: View, verb: int) -> int | None:
    """Return what is called something: the object, or the subject of a small clause behind the verb."""
    if passive(view, verb):
        return None
    thing = view.child(verb, "dobj")
    return (
        thing
        if thing is not None
        else next((c for c in view.children[verb] if c > verb and view.tokens[c].dep == "nsubj"), None)
    )


def _fragment_behind(view: View, verb: int) -> Span | None:
    """Return the quotation, with its marks, that stands in the same sentence behind the verb."""
    sentence = view.sentences[view.sentence_of[verb]]
    low, high = view.tokens[verb].span.stop, sentence.span.stop
    for quotation in view.marked_in(low, high):
        piece = quotation.marked[0]
        if low <= piece.start < high and quotation.kind != "turn":
            between = view.inside(Span(low, piece.start)) if low < piece.start else range(0)
            if any(view.tokens[k].text in {";", ":"} for k in between):
                return None
            return piece
    return None


def spoke_of(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "thanked them for ...", "spoke of ...", "asked for ...", "called for ..."."""
    frames = frames_of(view, cues, verb)
    source = source_of(view, verb)
    if "for" not in frames or past_perfect(view, verb) or passive(view, verb):
        return None
    if source is not None and view.tokens[source].text.lower() == "it":
        return None
    fragment = _fragment_behind(view, verb)
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.dep not in {"prep", "dative"} or child < verb:
            continue
        key = f"{view.lemma(verb)} {token.text.lower()}"
        if "for" not in cues.frames.get(key, ()) and "for" not in cues.frames.get(view.lemma(verb), ()):
            continue
        if token.text.lower() not in {"for", "of", "about", "with", "against", "on"}:
            continue
        thing = view.child(child, "pobj", "pcomp")
        if thing is None:
            continue
        content = runs(view, [k for k in view.subtree(thing) if not _timed(view, k, thing)])
        if view.lemma(verb) not in _REQUESTING and fragment is None:
            continue
        if (
            fragment is not None
            and content
            and fragment.start <= content[0].stop + 3
            and fragment.stop > content[0].start
        ):
            content = (
                (fragment,) if view.lemma(verb) == "thank" or content[0].start >= fragment.start - 1 else content
            )
        return made(view, verb, content, "theme", "for", source_of(view, verb))
    return None


def _timed(view: View, index: int, top: int) -> bool:
    """Tell whether a token stands in a phrase of time below `top`: "on the same morning"."""
    here = index
    while here != top and view.tokens[here].head != here:
        token = view.tokens[here]
        if token.dep == "prep" and token.text.lower() in {"on", "at", "in"}:
            noun = view.child(here, "pobj")
            if noun is not None and (view.tokens[noun].ent in {"DATE", "TIME"} or view.lemma(noun) in _TIMES):
                return True
        here = token.head
    return False


def judged(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "rejected the charge", "demanded the return of ...", "expressed gratitude": the object is the content."""
    if "object" not in frames_of(view, cues, verb) or past_perfect(view, verb):
        return None
    source = source_of(view, verb)
    thing = view.child(verb, "dobj")
    if thing is None or source is None or thing < verb or view.tokens[source].text.lower() == "it":
        return None
    if view.tokens[thing].text.lower() in {"it", "nothing", "him", "her", "them", "itself", "himself", "herself"}:
        return None
    if not somebody(view, source):
        return None
    if any(view.tokens[c].text.lower() in {"no", "neither"} for c in view.children[thing]):
        return None  # "offered no comment"
    content = runs(view, [k for k in view.subtree(thing) if k > verb])
    for child in view.children[verb]:
        token = view.tokens[child]
        if content and child > thing and token.dep == "prep" and not _dated(view, child):
            last = view.words(child, max(view.subtree(child)) + 1)
            if last.start <= content[-1].stop + 2:
                content = (Span(content[0].start, last.stop),)
    return made(view, verb, content, "object", "object", source)


def _dated(view: View, preposition: int) -> bool:
    time = view.child(preposition, "pobj")
    return time is not None and view.tokens[time].ent in {"DATE", "TIME"}
