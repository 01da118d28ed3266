"""Reports reach beyond their sentence: words carried on without a cue, and words attributed only afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.statements.cueing import form_of, silent_source
from detente.statements.cues import Cues
from detente.statements.grammar import noun_phrase, subject_of
from detente.statements.quotes import is_name
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Sentence, Span

_DATED = frozenset(["DATE", "TIME"])
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow"]
)
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_CARRYING = frozenset(["clause", "phrase", "noun", "behind"])


def carry_on(view: View, cues: Cues, reports: list[Report], others: Sequence[Report] = ()) -> list[Report]:
    """Stretch each reported clause over the sentences behind it that go on in the same voice.

    Free indirect speech is told by its tense: the past perfect or "would" behind a past cue, the timeless present
    behind any; a date, a new cue or a quotation ends it.
    """
    busy = {view.sentence_of[r.cue_token] for r in [*reports, *others] if r.cue_token is not None}
    out = []
    for report in reports:
        if report.scheme in _CARRYING and report.cue_token is not None:
            report = _stretch(view, cues, report, busy)
        out.append(report)
    return out


def _stretch(view: View, cues: Cues, report: Report, busy: set[int]) -> Report:
    number = view.sentence_of[report.cue_token or 0]
    if not _ends_sentence(view, report, number):
        return report
    content, k = list(report.content), number + 1
    while k < len(view.sentences):
        sentence = view.sentences[k]
        first = sentence.first
        if view.paragraph_of[first] != view.paragraph_of[report.cue_token or 0] or k in busy:
            break
        if any(
            view.quote_of[x] >= 0 and not is_name(view, view.quotations[view.quote_of[x]]) for x in _tokens(sentence)
        ):
            break
        if not (_goes_on(view, cues, k, report) if k == number + 1 else _stays(view, k)):
            break
        span = view.trim(sentence.span.start, sentence.span.stop)
        if span is None:
            break
        content.append(span)
        k += 1
    if len(content) == len(report.content):
        return report
    return replace(report, content=_welded(view, content), signs=report.signs | {"carried on"})


def _tokens(sentence: Sentence) -> range:
    return range(sentence.first, sentence.stop)


def _welded(view: View, spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that only a stop and a blank part."""
    out = [spans[0]]
    for span in spans[1:]:
        if len(out) > 1 and not view.text[out[-1].stop : span.start].strip(" .!?\n\r"):
            out[-1] = Span(out[-1].start, span.stop)
        else:
            out.append(span)
    return tuple(out)


def _ends_sentence(view: View, report: Report, number: int) -> bool:
    """Tell whether report and cue fill their sentence up to its end."""
    sentence = view.sentences[number]
    if report.scheme == "behind":
        return True
    last = max([*view.inside(report.content[-1]), report.cue_token or 0])
    rest = range(last + 1, sentence.stop)
    if report.source is not None:
        rest = range(max([last, *view.inside(report.source)]) + 1, sentence.stop)
    return sum(1 for k in rest if view.tokens[k].pos != "PUNCT") <= 4


def _main_verb(view: View, number: int) -> int | None:
    sentence = view.sentences[number]
    root = next((k for k in range(sentence.first, sentence.stop) if view.tokens[k].head == k), None)
    if root is None or view.tokens[root].pos in {"VERB", "AUX"}:
        return root
    return next((k for k in range(sentence.first, sentence.stop) if view.tokens[k].pos in {"VERB", "AUX"}), None)


def _tense(view: View, verb: int) -> str:
    words = {view.tokens[c].text.lower() for c in view.children[verb] if view.tokens[c].dep in {"aux", "auxpass"}}
    tag = view.tokens[verb].tag
    if "had" in words or "would" in words or (tag == "VBD" and view.tokens[verb].text.lower() == "had"):
        return "shifted"
    if words & {"has", "have", "will", "is", "are", "must", "may", "can", "should"} or tag in {"VBZ", "VBP"}:
        return "present"
    return "past"


def _goes_on(view: View, cues: Cues, number: int, report: Report) -> bool:
    verb = _main_verb(view, number)
    if verb is None:
        return False
    tense = _tense(view, verb)
    if tense == "shifted":
        return report.cue_token is not None and not _names_day(view, number)
    if tense == "past":
        return view.tokens[view.sentences[number].first].text == "What" and not _names_day(view, number)
    if _names_day(view, number):
        return False
    sentence = view.sentences[number]
    if any(view.lemma(k) in cues.nouns for k in _tokens(sentence)):
        return False  # the page itself talks about what was said
    subject = subject_of(view, verb)
    return subject is None or view.tokens[subject].pos != "PROPN"


def _stays(view: View, number: int) -> bool:
    verb = _main_verb(view, number)
    return verb is not None and not (_tense(view, verb) != "shifted" and _names_day(view, number))


def _names_day(view: View, number: int) -> bool:
    """Tell whether a sentence is pinned to a day: news of the outlet's own, as a rule."""
    sentence = view.sentences[number]
    words = {
        view.tokens[k].text.lower() for k in range(sentence.first, sentence.stop) if view.tokens[k].ent in _DATED
    }
    return bool(words & _DAYS or words & _MONTHS)


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
            found.append(
                Report(
                    content=content,
                    form=form_of(view, content),
                    rule="attributed behind",
                    scheme="behind",
                    cue=view.tokens[cue].span,
                    cue_token=cue,
                    source=noun_phrase(view, source),
                    source_head=source,
                    lemma=view.lemma(cue),
                )
            )
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
