"""Reports reach beyond their sentence: words carried on without a cue, and words attributed only afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.statements.cues import Cues
from detente.statements.grammar import subject_of
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
