"""A view becomes reports: every reader of this room in its order, before anybody is identified."""

from __future__ import annotations

from detente.statements.carried import carry_on
from detente.statements.colons import read_colons
from detente.statements.cues import Cues
from detente.statements.named import read_named
from detente.statements.pointed import said_before
from detente.statements.quotes import read_quotes
from detente.statements.report import Report
from detente.statements.reported import read_clauses
from detente.statements.settle import join_participles, leftover_words, of_the_past, settle, told_within
from detente.statements.view import View


def _passes_on(report: Report, behind: Report) -> bool:
    spans = report.content if report.scheme == "clause" and report.cue != behind.cue else ()
    return behind.cue is not None and any(part.covers(behind.cue) for part in spans)


def read_reports(view: View, cues: Cues) -> list[Report]:
    """Return all reports that rules find, in text order.

    Quotations come first and their cues are taken; clauses, phrases and colons follow; then what reaches beyond a
    sentence: words carried on, words attributed behind.
    """
    quoted = read_quotes(view, cues)
    taken = frozenset(r.cue_token for r in quoted if r.cue_token is not None)
    loose = read_clauses(view, cues, taken) + read_named(view, cues, taken) + read_colons(view, cues, taken)
    found = of_the_past(view, told_within(settle(quoted + loose)))
    found = join_participles(view, found)
    found += leftover_words(view, cues, found)
    found = carry_on(view, cues, found)
    behind = said_before(view, cues, found)
    # "the agency reports that this was stated by X" passes words on; its own clause holds none
    found = [r for r in found if not any(_passes_on(r, b) for b in behind)]
    found += carry_on(view, cues, behind, found)
    return settle(found)
