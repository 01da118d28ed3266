"""A quotation in its paragraph becomes a cue: the words right behind it, right before it, or in the next sentence."""

from __future__ import annotations

from dataclasses import dataclass

from detente.quotemarks import Quotation
from detente.statements.cues import Cues
from detente.statements.grammar import finite, subject_of, topmost
from detente.statements.turns import ANSWERERS
from detente.statements.view import View
from detente.types import Span

_PRONOUNS = frozenset(["he", "she", "they", "i", "we", "it", "you", "who"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_TIMES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"])  # labels of what never speaks


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a quotation is attributed: verb (or None), head of the speaker's phrase, and by which rule."""

    verb: int | None
    source: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in its paragraph: the stretch before it and behind it up to the next quotations."""

    quotation: Quotation
    first: int  # paragraph of its first part
    last: int
    before: Span | None
    behind: Span | None


def announces(view: View, cues: Cues, index: int) -> bool:
    """Tell whether the word right before a quotation can only introduce speech: "said", "with the words"."""
    lemma = view.lemma(index)
    if view.tokens[index].tag.startswith("VB"):
        passive = any(view.tokens[c].dep == "auxpass" for c in view.children[index])
        return "words" in cues.frames.get(lemma, ()) and not passive
    return lemma in cues.carriers and view.tokens[index].tag == "NNS"


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


def tail_cue(view: View, cues: Cues, place: Place) -> Cue | None:
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


def lead_cue(view: View, cues: Cues, place: Place) -> Cue | None:
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
        if lead.rstrip(": ").casefold() in ANSWERERS:
            return None  # "A:" names nobody
        return Cue(None, head, "name and colon") if lead.endswith(":") and head is not None else None
    last = clause.stop - 1
    if lead[-1].isalnum() and announces(view, cues, last):
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


def prior_sentence(view: View, cues: Cues, place: Place) -> Cue | None:
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
