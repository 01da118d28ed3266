"""Words become a tone: -1, 0 or 1 towards the states they are about, with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from detente.lexicon import Lexicon
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Span


@dataclass(frozen=True, slots=True)
class ToneWords:
    """The language's `tone.toml`: weight of each lemma, plain and negated; cues that cancel; negations."""

    weights: Mapping[str, tuple[int, int]]
    cancels: frozenset[str]
    negations: frozenset[str]


@lru_cache(maxsize=8)
def load_tone(lexicon: Lexicon, language: str = "en") -> ToneWords:
    """Compile the tone words of a language; a language without a file has none."""
    data: Mapping[str, Any] = lexicon.toml(f"languages/{language}/tone")
    weights = {
        word: (int(entry["weight"]), int(entry["negated"]))
        for entry in data.get("cues", {}).values()
        for word in entry["words"]
    }
    return ToneWords(
        weights=weights,
        cancels=frozenset(data.get("cancels", {}).get("words", ())),
        negations=frozenset(data.get("negations", {}).get("words", ())),
    )


def read_tone(view: View, words: ToneWords, report: Report) -> tuple[int, tuple[Span, ...]]:
    """Return the tone of a report and the spans of the words that give it, the cue's among them."""
    if report.lemma in words.cancels:
        return 0, (report.cue,) if report.cue else ()
    total = 0
    hits: list[Span] = []
    if report.lemma in words.weights and report.cue is not None:
        total += words.weights[report.lemma][0]
        hits.append(report.cue)
    for part in report.content:
        for index in view.inside(part):
            push = _push(view, words, index)
            if push is not None:
                total += push
                hits.append(view.tokens[index].span)
    return (total > 0) - (total < 0), tuple(sorted(hits))


def _push(view: View, words: ToneWords, index: int) -> int | None:
    """Return the push of one token, or None where it says nothing; negations count within its clause."""
    lemma = view.lemma(index)
    if lemma not in words.weights or view.tokens[index].pos in {"PROPN", "ADP"}:
        return None
    plain, negated = words.weights[lemma]
    return negated if _negated(view, words, index) else plain


def _negated(view: View, words: ToneWords, index: int) -> bool:
    near = [index, *(c for c in view.children[index])]
    head = view.tokens[index].head
    if head != index:
        near += [c for c in view.children[head] if view.tokens[c].dep in {"neg", "det", "nsubj", "nsubjpass"}]
    return any(view.tokens[k].text.lower() in words.negations for k in near if k != index)
