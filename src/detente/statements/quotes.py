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
from detente.statements.grammar import finite, noun_phrase, subject_of, topmost
from detente.statements.report import Report
from detente.statements.told import addressee, occasion
from detente.statements.view import View
from detente.types import Form, Span

_STOP = re.compile(r"[.!?…]$")
_PRONOUNS = frozenset(["he", "she", "they", "i", "we", "it", "you", "who"])
_PLAIN = frozenset(["say", "reply", "answer", "respond", "write"])  # "he said “no”": one word is enough for these
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_TIMES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"])  # labels of what never speaks


UNCUED = "no cue of its own"  # the speaker is whoever spoke or acted last


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a quotation is attributed: verb (or None), head of the speaker's phrase, and by which rule."""

    verb: int | None
    source: int | None
    rule: str


@dataclass(slots=True)
class _Utterance:
    quotations: list[Quotation]
    cue: Cue | None
    paragraph: int  # of the last part
    stop: int  # end of the last part
    signs: set[str] = field(default_factory=set)
    label: Span | None = None  # the name in front of a turn


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation in its paragraph: the stretch before it and behind it up to the next quotations."""

    quotation: Quotation
    first: int  # paragraph of its first part
    last: int
    before: Span | None
    behind: Span | None


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


def _places(quotations: Sequence[Quotation], arena: Sequence[Span]) -> list[_Place]:
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
            _Place(
                q, first, last, Span(low, start) if low < start else None, Span(stop, high) if stop < high else None
            )
        )
    return places


def whole_speech(view: View, cues: Cues, place: _Place) -> bool:
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
        if last and _announces(view, cues, last[0]):
            return len(words.split()) > 2 or view.lemma(last[0]) in _PLAIN
    if not _STOP.search(ends) and not ends.endswith(",") and is_name(view, place.quotation):
        return False
    if first.islower() and lead.endswith(":") and len(words.split()) > 2 and place.before is not None:
        verbs = [k for k in view.inside(place.before)[-3:] if view.tokens[k].tag.startswith("VB")]
        if verbs and _announces(view, cues, verbs[-1]):
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


def _announces(view: View, cues: Cues, index: int) -> bool:
    """Tell whether the word right before a quotation can only introduce speech: "said", "with the words"."""
    lemma = view.lemma(index)
    if view.tokens[index].tag.startswith("VB"):
        passive = any(view.tokens[c].dep == "auxpass" for c in view.children[index])
        return "words" in cues.frames.get(lemma, ()) and not passive
    return lemma in cues.carriers and view.tokens[index].tag == "NNS"


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


def _take(view: View, cues: Cues, utterances: list[_Utterance], place: _Place) -> None:
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
            _prior_sentence(view, cues, place)
            or announced(view, cues, place.last, place.behind)
            or Cue(None, None, UNCUED)
        )
    utterances.append(
        _Utterance([place.quotation], cue, place.last, place.quotation.marked[-1].stop, set(_quality(place)))
    )


def _continues(view: View, here: _Utterance, place: _Place, lead: str, behind: Cue | None) -> bool:
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


def _quality(place: _Place) -> list[str]:
    return [] if place.quotation.whole else ["broken marks"]


def _clauses(view: View, span: Span) -> list[range]:
    """Cut a stretch between quotations into sentences, by its stops and the parser's sentence starts."""
    inside = view.inside(span)
    found, first = [], inside.start
    for k in inside:
        text = view.tokens[k].text
        ends = text in {".", "!", "?", "…", ";"} or (k + 1 in inside and _opens(view, k + 1) and text[-1] in ".!?")
        if ends:
            if k + 1 > first:
                found.append(range(first, k + 1))
            first = k + 1
    if first < inside.stop:
        found.append(range(first, inside.stop))
    return found


def _opens(view: View, index: int) -> bool:
    return view.sentences[view.sentence_of[index]].first == index


def tail_cue(view: View, cues: Cues, place: _Place) -> Cue | None:
    """Read the cue right behind a quotation: ", said X", ", X said on Monday"."""
    if place.behind is None:
        return None
    ends = place.quotation.content[-1].of(view.text)[-1]
    gap = place.behind.of(view.text).lstrip()
    if not gap or gap[0] in ".:;":
        return None
    clauses = _clauses(view, place.behind)
    if not clauses:
        return None
    clause = _bare(view, clauses[0])
    if not clause:
        return None
    opening = view.tokens[clause.start].text
    dashed = gap[0] in "—–-"
    if ends in ".…" and gap[0] != "," and not dashed and opening[0].isupper():
        return None
    verb = _cue_verb(view, cues, clause, last=False)
    if verb is None:
        return None
    source = _source_near(view, verb, clause)
    while source is not None and view.tokens[source].ent in _TIMES:  # ""..." announced in May, said Ann Lee"
        again = _cue_verb(view, cues, range(verb + 1, clause.stop), last=False)
        if again is None:
            return None
        verb, source = again, _source_near(view, again, range(again, clause.stop))
    known = cues.known(view.lemma(verb))
    if (
        ends in "!?."
        and gap[0] != ","
        and not dashed
        and opening[0].isupper()
        and (not known or opening.lower() in _PRONOUNS)
    ):
        return None
    if source is None and not known:
        return None
    return Cue(verb, source, "cue behind")


def lead_cue(view: View, cues: Cues, place: _Place) -> Cue | None:
    """Read the cue right before a quotation: "X said:", "X replied," or a bare "X:"."""
    if place.before is None:
        return None
    lead = (
        place.before.of(view.text).rstrip(" \u00a0—–-")
        if place.quotation.kind == "turn"
        else place.before.of(view.text).rstrip()
    )
    clauses = _clauses(view, place.before)
    if not clauses or not lead:
        return None
    clause = _bare(view, clauses[-1])
    if not clause or lead[-1] in ".!?…":
        return None
    verb = _cue_verb(view, cues, clause, last=True)
    if verb is None:
        head = _first_nominal(view, clause)
        return Cue(None, head, "name and colon") if lead.endswith(":") and head is not None else None
    last = clause.stop - 1
    if lead[-1].isalnum() and _announces(view, cues, last):
        verb = last if view.tokens[last].pos != "NOUN" else _governor(view, last)
        return Cue(verb, _source_near(view, verb, clause), "cue right before")
    if lead[-1] not in ":,—–" and not cues.known(view.lemma(verb)):
        return None
    return Cue(verb, _source_near(view, verb, clause), "cue before")


def _governor(view: View, index: int) -> int:
    """Climb from a noun to the verb that governs it: "posted a picture with the words"."""
    here = index
    while view.tokens[here].head != here and view.tokens[here].pos not in {"VERB", "AUX"}:
        here = view.tokens[here].head
    return here


def _prior_sentence(view: View, cues: Cues, place: _Place) -> Cue | None:
    """Let the subject of the sentence right before an unattributed quotation speak: "She has a theory. “...”"."""
    if place.before is None:
        return None
    clauses = [c for c in _clauses(view, place.before) if _bare(view, c)]
    if not clauses:
        return None
    clause = _bare(view, clauses[-1])
    verb = _cue_verb(view, cues, clause, last=False)
    if verb is None:
        return None
    source = _source_near(view, verb, clause)
    return Cue(verb, source, "sentence before") if source is not None else None


def announced(view: View, cues: Cues, paragraph: int, behind: Span | None) -> Cue | None:
    """Read who spoke from the sentence after the words: "The speaker is X", "With this remark X closed"."""
    span = behind
    if span is None and paragraph + 1 < len(view.paragraphs):
        span = view.paragraphs[paragraph + 1]
    clauses = _clauses(view, span) if span else []
    clause = _bare(view, clauses[0]) if clauses else range(0)
    if not clause:
        return None
    tokens = view.tokens
    pointing = any(points(view, cues, k) for k in clause)
    naming = [k for k in clause if tokens[k].dep in {"nsubj", "nsubjpass"} and view.lemma(k) in cues.speakers]
    if not pointing and not naming:
        return None
    verb = _cue_verb(view, cues, clause, last=False)
    if verb is None:
        return None
    if naming and view.lemma(tokens[naming[0]].head) == "be":
        verb = tokens[naming[0]].head
        said = view.child(verb, "attr")
        return Cue(verb, said, "named behind") if said is not None else None
    agent = view.child(verb, "agent")
    said = view.child(agent, "pobj") if agent is not None else subject_of(view, verb)
    if said is None or tokens[said].text.lower() in {"this", "that", "these", "it"}:
        return None
    return Cue(verb, said, "named behind")


def points(view: View, cues: Cues, index: int) -> bool:
    """Tell whether a token points to words said before: "this" alone, or "such a claim", "these words"."""
    token = view.tokens[index]
    if token.text.lower() not in {"this", "these", "such", "that"}:
        return False
    if token.dep in {"nsubjpass", "dobj", "pobj", "nsubj"}:
        return token.text.lower() != "such"
    noun = view.lemma(token.head)
    return noun in cues.nouns or noun in cues.speakers or noun in cues.carriers


def _bare(view: View, clause: range) -> range:
    """Drop punctuation and conjunctions at the start of a clause, punctuation at its end."""
    first, stop = clause.start, clause.stop
    while first < stop and view.tokens[first].pos in {"PUNCT", "CCONJ", "SYM", "SPACE"}:
        first += 1
    while stop > first and view.tokens[stop - 1].pos in {"PUNCT", "SYM"}:
        stop -= 1
    return range(first, stop)


def _cue_verb(view: View, cues: Cues, clause: range, *, last: bool) -> int | None:
    """Return the verb that reports: a known cue outside relative clauses, else a finite verb."""
    verbs = [k for k in clause if view.tokens[k].pos in {"VERB", "AUX"} or view.tokens[k].tag.startswith("VB")]
    verbs = [k for k in verbs if view.tokens[k].dep not in {"relcl", "aux", "auxpass", "amod"}]
    able = [k for k in verbs if finite(view, k) or view.tokens[k].tag == "VBG" or _led(view, k) or _past(view, k)]
    main = [
        k
        for k in able
        if view.tokens[k].dep not in {"advcl", "acl", "pcomp", "csubj"}
        and (view.tokens[k].dep != "ccomp" or view.tokens[k].head not in clause)
    ]
    ending = [k for k in able if last and k == clause.stop - 1 and cues.known(view.lemma(k))]
    groups = (
        ending,
        [k for k in main if cues.known(view.lemma(k))],
        main if last else [],
        [k for k in able if cues.known(view.lemma(k))],
        [k for k in able if finite(view, k)],
        [k for k in verbs if cues.known(view.lemma(k))],
    )
    for group in groups:
        if group:
            return group[-1] if last else group[0]
    return None


def _led(view: View, verb: int) -> bool:
    """Tell whether an infinitive hangs on a finite verb: "used to say"."""
    head = view.tokens[verb].head
    return view.tokens[verb].dep == "xcomp" and head != verb and finite(view, head)


def _past(view: View, verb: int) -> bool:
    """Tell whether a participle with a subject and no auxiliary is a past tense that was tagged wrongly."""
    deps = {view.tokens[c].dep for c in view.children[verb]}
    return view.tokens[verb].tag == "VBN" and "nsubj" in deps and not deps & {"aux", "auxpass"}


def _source_near(view: View, verb: int, clause: range) -> int | None:
    """Return the head of the speaker's noun phrase for a cue verb inside `clause`."""
    tokens = view.tokens
    own = subject_of(view, verb)
    if (
        own is not None
        and own in clause
        and tokens[own].pos in _NOMINAL | {"DET", "ADJ"}
        and (own < verb or verb - clause.start <= 2)
    ):
        return own
    before = [k for k in range(clause.start, verb) if tokens[k].pos in _NOMINAL]
    after = [k for k in range(verb + 1, clause.stop) if tokens[k].pos in _NOMINAL]
    free = [k for k in after if tokens[k].dep != "pobj" and tokens[tokens[k].head].dep != "pobj"]
    if verb - clause.start <= 1 and after:
        return topmost(view, (free or after)[0], verb + 1, clause.stop)
    if before:
        return topmost(view, before[0], clause.start, verb)
    if own is not None and tokens[own].pos in _NOMINAL:
        return own
    return topmost(view, after[0], verb + 1, clause.stop) if after else None


def _first_nominal(view: View, clause: range) -> int | None:
    found = next((k for k in clause if view.tokens[k].pos in _NOMINAL), None)
    return None if found is None else topmost(view, found, clause.start, clause.stop)


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
