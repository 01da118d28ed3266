"""Cue verbs become reports: every frame in its order of trust, for every verb outside quotation marks.

Each rule is a function `(view, cues, verb) -> Report | None`; the first that fires for a cue gives its report. Rules
do not ask who speaks or whether it matters; they say what is reported and by which words.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.statements.acts import called_so, done_so, judged, set_to, spoke_of
from detente.statements.clauses import (
    is_convinced,
    put_between,
    put_last,
    said_by_another_verb,
    said_loosely,
    said_that,
)
from detente.statements.cueing import keeps_silent
from detente.statements.cues import Cues
from detente.statements.report import Report
from detente.statements.view import View

Rule = Callable[[View, Cues, int], Report | None]

# a clause says more than an object
RULES: tuple[Rule, ...] = (
    put_between,
    is_convinced,
    said_that,
    set_to,
    called_so,
    done_so,
    spoke_of,
    put_last,
    said_loosely,
    said_by_another_verb,
    judged,
)


def read_clauses(view: View, cues: Cues, taken: frozenset[int]) -> list[Report]:
    """Return one report for each cue verb outside quotations; `taken` are verbs that attribute quotations."""
    found = []
    for index, token in enumerate(view.tokens):
        cue = token.tag.startswith(("VB", "NNS")) or token.text.lower() in cues.adjectives
        if not cue or index in taken or view.paragraph_of[index] < 0 or view.quote_of[index] >= 0:
            continue
        if token.dep == "amod" or keeps_silent(view, cues, index):
            continue
        rules = RULES if not token.tag.startswith("NNS") else (put_last,)
        report = next((r for rule in rules if (r := rule(view, cues, index)) is not None and r.content), None)
        if report is not None:
            found.append(report)
    return found
