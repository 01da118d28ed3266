"""Many reports become few: doubles go, participles join their sentence, leftover words in marks find their verb."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.quotemarks import Quotation
from detente.statements.cueing import by_cue, frames_of, silent_source
from detente.statements.cues import Cues
from detente.statements.grammar import subject_of
from detente.statements.quotes import is_name
from detente.statements.report import Report, likeness, shared
from detente.statements.view import View
from detente.text import Nearby
from detente.types import Form, Span

# which scheme wins where two reports cover the same words
_RANK = {
    "quotation": 0,
    "clause": 1,
    "phrase": 2,
    "noun": 3,
    "infinitive": 3,
    "naming": 4,
    "gerund": 4,
    "behind": 4,
    "for": 5,
    "words": 5,
    "object": 6,
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_ACTS = frozenset(["infinitive", "gerund", "for", "object", "naming"])


def settle(reports: list[Report]) -> list[Report]:
    """Keep one report for the same words or the same cue, the more telling one, in text order."""
    kept: list[Report] = []
    cues: set[int] = set()  # of those kept that are no quotations
    places = Nearby()
    for report in sorted(reports, key=lambda r: (_RANK.get(r.scheme, 9), -r.length, r.start)):
        cue = report.cue_token if report.scheme != "quotation" else None
        near = (kept[n] for n in places.about(*report.content))
        if cue in cues or any(likeness(report.content, r.content) > 0.6 and not _two_voices(report, r) for r in near):
            continue
        kept.append(report)
        places.add(report.content)
        if cue is not None:
            cues.add(cue)
    return sorted(kept, key=lambda r: (r.start, -r.length))


def _two_voices(left: Report, right: Report) -> bool:
    """Tell whether two sources speak: "X rejected the claim of Y that ..." holds words of both."""
    heads = left.source_head, right.source_head
    apart = None not in heads and heads[0] != heads[1] and left.cue_token != right.cue_token
    return apart and "noun" in {left.scheme, right.scheme}


def told_within(reports: list[Report]) -> list[Report]:
    """Leave out verbal acts that somebody's reported clause tells of: they are events, not words of the page."""
    hosts = [r for r in reports if r.scheme in {"clause", "phrase", "noun"} and r.form is not Form.DIRECT]
    places = Nearby(h.content for h in hosts)

    def is_told(report: Report) -> bool:
        near = (hosts[n] for n in places.about(*report.content))
        return any(h is not report and shared(h.content, report.content) == report.length < h.length for h in near)

    return [r for r in reports if r.scheme not in _ACTS or _marked(r) or not is_told(r)]


def _marked(report: Report) -> bool:
    return report.form is Form.MIXED


def of_the_past(view: View, reports: list[Report]) -> list[Report]:
    """Leave out verbal acts that the page dates to another year: background, which is an event and no statement."""
    return [r for r in reports if r.scheme not in _ACTS or r.cue_token is None or not _old(view, r, r.cue_token)]


def _old(view: View, report: Report, cue: int) -> bool:
    sentence = view.sentences[view.sentence_of[cue]]
    return any(
        view.tokens[k].ent == "DATE"
        and _YEAR.fullmatch(view.tokens[k].text)
        and not any(part.covers(view.tokens[k].span) for part in report.content)
        for k in range(sentence.first, sentence.stop)
    )


def join_participles(view: View, reports: list[Report]) -> list[Report]:
    """Join "..., calling it “baseless”" to the report that the same sentence makes of the same source."""
    out: list[Report] = []
    for report in sorted(reports, key=lambda r: r.cue_token if r.cue_token is not None else -1):
        host = None
        if report.scheme == "naming" and report.cue_token is not None and view.tokens[report.cue_token].tag == "VBG":
            host = next(
                (
                    r
                    for r in out
                    if r.source_head == report.source_head
                    and r.cue_token is not None
                    and view.sentence_of[r.cue_token] == view.sentence_of[report.cue_token]
                ),
                None,
            )
        if host is None:
            out.append(report)
            continue
        marked = view.marked_in(report.start, report.stop)
        words = [q.marked[0] for q in marked if any(p.covers(q.marked[0]) for p in report.content)]
        added = tuple(words[:1]) or report.content
        if shared(host.content, added):
            continue
        out[out.index(host)] = replace(host, content=tuple(sorted((*host.content, *added))), form=Form.MIXED)
    return out


def leftover_words(view: View, cues: Cues, reports: list[Report]) -> list[Report]:
    """Give words in marks that no report covers to the verb that governs them: "blamed “those on the other bank”"."""
    found: list[Report] = []
    for quotation in view.quotations:
        if quotation.kind in {"turn", "single"} or len(quotation.content) > 1 or is_name(view, quotation):
            continue
        if any(shared(r.content, quotation.content) for r in [*reports, *found]):
            continue
        report = _as_put(view, cues, quotation) or _governed(view, cues, quotation)
        if report is not None:
            found.append(report)
    return found


def _as_put(view: View, cues: Cues, quotation: Quotation) -> Report | None:
    """Read ", as X put it, “...”": the cue stands between commas right before the words."""
    start = quotation.marked[0].start
    paragraph = view.paragraph_at(start)
    low = view.paragraphs[paragraph].start if paragraph >= 0 else start
    before = view.inside(Span(low, start)) if low < start else range(0)
    tail = list(before)[-16:]
    if not tail or view.tokens[tail[-1]].text != ",":
        return None
    opens = next((k for k in reversed(tail[:-1]) if view.tokens[k].text.lower() == "as"), None)
    if opens is None or (opens > before.start and view.tokens[opens - 1].text not in {",", "and", "—", "–"}):
        return None
    verb = next(
        (k for k in range(opens, tail[-1]) if view.tokens[k].tag.startswith("VB") and frames_of(view, cues, k)), None
    )
    source = subject_of(view, verb) if verb is not None else None
    if verb is None or source is None or silent_source(view, source):
        return None
    return _marked_report(view, quotation, verb, source)


def _governed(view: View, cues: Cues, quotation: Quotation) -> Report | None:
    inside = view.inside(quotation.marked[0])
    outer = [k for k in inside if view.tokens[k].head not in inside]
    if not outer or view.paragraph_of[inside[0]] < 0:
        return None
    verb = outer[0]
    for _ in range(4):
        verb = view.tokens[verb].head
        if view.tokens[verb].tag.startswith("VB") and verb not in inside:
            break
    if not view.tokens[verb].tag.startswith("VB") or verb in inside or verb > inside[0]:
        return None
    if not frames_of(view, cues, verb):
        return None
    source = subject_of(view, verb)
    if source is None or silent_source(view, source) or view.tokens[source].pos not in {"NOUN", "PROPN", "PRON"}:
        return None
    return _marked_report(view, quotation, verb, source)


def _marked_report(view: View, quotation: Quotation, verb: int, source: int) -> Report:
    return by_cue(view, (quotation.marked[0],), verb, source, rule="words in marks", scheme="words")
