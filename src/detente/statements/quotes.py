"""Quotations become reports: which are speech, where their cue stands, and which belong to one utterance.

Every quotation is judged in its own paragraph by the words right behind it, then by the words right before it,
then by the sentence, the paragraph or the speaker nearest to it. Fragments ("a farce") are left to the frames.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.quotemarks import Quotation
from detente.statements.cues import Cues
from detente.statements.grammar import finite, noun_phrase
from detente.statements.quotecues import Cue, Place, announced, announces, lead_cue, prior_sentence, tail_cue
from detente.statements.report import Report
from detente.statements.told import addressee, occasion
from detente.statements.view import View
from detente.types import Form, Span

_STOP = re.compile(r"[.!?…]$")
_PLAIN = frozenset(["say", "reply", "answer", "respond", "write"])  # "he said “no”": one word is enough for these


UNCUED = "no cue of its own"  # the speaker is whoever spoke or acted last


@dataclass(slots=True)
class _Utterance:
    quotations: list[Quotation]
    cue: Cue | None
    paragraph: int  # of the last part
    stop: int  # end of the last part
    signs: set[str] = field(default_factory=set)
    label: Span | None = None  # the name in front of a turn


def read_quotes(view: View, cues: Cues) -> list[Report]:
    """Return one report for each quoted utterance, nested ones included, in text order."""
    found: list[Report] = []
    _read_level(view, cues, view.quotations, view.paragraphs, found)
    return sorted(found, key=lambda r: r.start)


def _read_level(
    view: View, cues: Cues, quotations: Sequence[Quotation], arena: Sequence[Span], found: list[Report]
) -> None:
    utterances: list[_Utterance] = []
    turns = {t.quotation: t for t in view.turns}
    for place in _places(quotations, arena):
        turn = turns.get(place.quotation)
        if turn and turn.label is not None and not turn.asks:
            utterances.append(
                _Utterance([place.quotation], None, place.last, place.quotation.span.stop, label=turn.label)
            )
        elif not (turn and turn.asks) and (turn or whole_speech(view, cues, place)):
            _take(view, cues, utterances, place)
    nested = arena is not view.paragraphs
    for utterance in utterances:
        if nested and (utterance.cue is None or utterance.cue.rule == UNCUED):
            continue  # a title or a word in marks, inside somebody's words
        found.append(_report(view, utterance))
    for quotation in quotations:
        if quotation.inner:
            _read_level(view, cues, quotation.inner, quotation.content, found)


def _places(quotations: Sequence[Quotation], arena: Sequence[Span]) -> list[Place]:
    pieces = sorted((piece.start, piece.stop) for q in quotations for piece in q.marked)
    begins, grounds = [a for a, _ in pieces], [p.start for p in arena]
    places = []
    for q in quotations:
        start, stop = q.marked[0].start, q.marked[-1].stop
        first, last = bisect_right(grounds, start) - 1, bisect_right(grounds, q.marked[-1].start) - 1
        if first < 0 or not (arena[first].covers(q.marked[0]) and arena[last].covers(q.marked[-1])):
            continue
        at, after = bisect_left(begins, start), bisect_left(begins, stop)
        low = max(pieces[at - 1][1] if at else 0, arena[first].start)
        high = min(begins[after] if after < len(begins) else arena[last].stop, arena[last].stop)
        places.append(
            Place(
                q, first, last, Span(low, start) if low < start else None, Span(stop, high) if stop < high else None
            )
        )
    return places


def whole_speech(view: View, cues: Cues, place: Place) -> bool:
    """Tell whether the quotation can stand as an utterance, not as a fragment, a title or a name in marks."""
    words = place.quotation.content[0].of(view.text)
    ends = place.quotation.content[-1].of(view.text)
    behind = place.behind.of(view.text).lstrip() if place.behind else ""
    lead = place.before.of(view.text).rstrip() if place.before else ""
    closed = ends[-1] in ".,!?…—–" or behind.startswith((",", "—", "–", "-"))
    if len(place.quotation.content) > 1:
        return True
    first = next((c for c in words if c.isalnum()), "")
    governed = bool(lead) and (lead[-1].isalnum() or lead[-1] in "’'%)(")
    if governed and place.before is not None:
        last = view.inside(place.before)[-1:]
        if last and announces(view, cues, last[0]):
            return len(words.split()) > 2 or view.lemma(last[0]) in _PLAIN
    if not _STOP.search(ends) and not ends.endswith(",") and is_name(view, place.quotation):
        return False
    if first.islower() and lead.endswith(":") and len(words.split()) > 2 and place.before is not None:
        verbs = [k for k in view.inside(place.before)[-3:] if view.tokens[k].tag.startswith("VB")]
        if verbs and announces(view, cues, verbs[-1]):
            return True  # "she used to say: “do not wait”"
    if first.islower():
        return closed and not governed and ends[-1] in ",!?." and len(words.split()) > 1
    if governed and not _STOP.search(ends) and not ends.endswith(","):
        return False
    if governed and len(words.split()) < 3:
        return False
    if closed:
        return True
    return lead.endswith((":", ",")) or (len(words.split()) > 3 and _has_verb(view, place.quotation))


def is_name(view: View, quotation: Quotation) -> bool:
    """Tell whether marked words are a title or a name: all long words with capitals, no finite verb."""
    words = [w for w in quotation.content[0].of(view.text).split() if len(w) > 3]
    return all(w[0].isupper() or not w[0].isalpha() for w in words) and not _has_verb(view, quotation)


def _has_verb(view: View, quotation: Quotation) -> bool:
    return any(
        view.tokens[k].pos in {"VERB", "AUX"} and finite(view, k)
        for part in quotation.content
        for k in view.inside(part)
    )


def _take(view: View, cues: Cues, utterances: list[_Utterance], place: Place) -> None:
    """Add the quotation to the utterance that it continues, or open a new one."""
    here = utterances[-1] if utterances else None
    behind = tail_cue(view, cues, place)
    before = lead_cue(view, cues, place)
    lead = place.before.of(view.text).strip() if place.before else ""
    if before and before.rule == "cue right before":
        behind = None
    if lead.endswith(":") and not place.quotation.content[-1].of(view.text).endswith(","):
        behind = None
    if here is not None and here.paragraph == place.first and _continues(view, here, place, lead, behind):
        here.quotations.append(place.quotation)
        here.paragraph, here.stop = place.last, place.quotation.marked[-1].stop
        if here.cue is None or here.cue.verb is None:
            here.cue = behind or before or here.cue
        return
    cue = behind or before
    if cue is None and len(place.quotation.content[0].of(view.text).split()) < 4 and place.quotation.kind != "turn":
        return
    if cue is None:
        cue = (
            prior_sentence(view, cues, place)
            or announced(view, cues, place.last, place.behind)
            or Cue(None, None, UNCUED)
        )
    utterances.append(
        _Utterance([place.quotation], cue, place.last, place.quotation.marked[-1].stop, set(_quality(place)))
    )


def _continues(view: View, here: _Utterance, place: Place, lead: str, behind: Cue | None) -> bool:
    """Tell whether the quotation goes on with the utterance before it in the same paragraph."""
    between = view.text[here.stop : place.quotation.marked[0].start].strip()
    if not between.strip(",.;–—- "):
        return True
    if here.cue is None or here.cue.rule != "cue behind" or between.endswith(":"):
        return False
    if between.endswith((",", "—", "–", "-", ";")) or (between[-1].isalnum() or between[-1] in ")’"):
        return True
    return behind is None and _one_clause(view, here.stop, place.quotation.marked[0].start)


def _one_clause(view: View, start: int, stop: int) -> bool:
    """Tell whether only one sentence stands between two offsets."""
    inside = view.inside(Span(start, stop)) if start < stop else range(0)
    return sum(1 for k in inside if view.tokens[k].text in {".", "!", "?"}) <= 1


def _quality(place: Place) -> list[str]:
    return [] if place.quotation.whole else ["broken marks"]


def _report(view: View, utterance: _Utterance) -> Report:
    cue = utterance.cue
    verb = cue.verb if cue else None
    source = cue.source if cue else None
    content = tuple(part for q in utterance.quotations for part in q.content)
    signs = set(utterance.signs)
    if cue is None:
        signs.add("no cue")
    if utterance.label is not None:
        head = next(iter(view.inside(utterance.label)), None)
        return Report(
            content=content,
            form=Form.DIRECT,
            rule="turn: name and colon",
            scheme="quotation",
            source=utterance.label,
            source_head=head,
        )
    return Report(
        content=tuple(sorted(content)),
        form=Form.DIRECT,
        rule=f"quotation: {cue.rule if cue else 'no cue'}",
        scheme="quotation",
        cue=view.tokens[verb].span if verb is not None else None,
        cue_token=verb,
        source=noun_phrase(view, source) if source is not None else None,
        source_head=source,
        lemma=view.lemma(verb) if verb is not None else "",
        signs=frozenset(signs),
        addressee=addressee(view, verb, content) if verb is not None else None,
        occasion=occasion(view, verb, content) if verb is not None else None,
    )
