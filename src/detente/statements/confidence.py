"""What was read and how it was confirmed become a confidence: the share of such readings that was right before.

The counts are data (`lexicons/speech_confidence.csv`), measured by `bench/statements.py --counts` on pages with a
record made by hand; a reading is right where content and speaker both are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from detente.lexicon import Lexicon
from detente.statements.report import Report
from detente.statements.speakers import Voice

_GROUPS = {
    "quotation": "quotation",
    "clause": "clause",
    "phrase": "clause",
    "noun": "clause",
    "behind": "behind",
    "tagged": "tagged",
}
_PRIOR = (3.0, 1.0)  # right and wrong readings imagined before any is counted
UNKNOWN = 0.5


def reading(report: Report, support: float | None) -> str:
    """Return the kind of reading: scheme and how far the tagger confirms it ("clause sure", "act alone")."""
    group = _GROUPS.get(report.scheme, "act")
    if "no cue" in report.rule:
        group = "uncued"
    if "broken marks" in report.signs:
        group = "broken"
    if support is None:
        return f"{group} alone"
    if support <= 0.0:
        return f"{group} unseen"
    return f"{group} sure" if support >= 0.7 else f"{group} likely"


def voice_kind(voice: Voice) -> str:
    """Return the kind of identification ("name", "pronoun", "goes on", "none")."""
    if voice.actor is None:
        return "voice none"
    return f"voice {voice.rule.removeprefix('speaker: ').partition(',')[0]}"


def confidence(lexicon: Lexicon, report: Report, support: float | None, voice: Voice) -> float:
    """Return the chance, 0..1, that content and speaker are both right."""
    counts = _counts(lexicon)
    return round(share(counts, reading(report, support)) * share(counts, voice_kind(voice)), 3)


def share(counts: Mapping[str, tuple[int, int]], kind: str) -> float:
    """Return the share of a kind that was right, drawn towards three of four where few were counted."""
    if kind not in counts:
        return UNKNOWN
    right, wrong = counts[kind]
    return (right + _PRIOR[0]) / (right + wrong + sum(_PRIOR))


@lru_cache(maxsize=8)
def _counts(lexicon: Lexicon) -> dict[str, tuple[int, int]]:
    return {row["id"]: (int(row["right"]), int(row["wrong"])) for row in lexicon.table("speech_confidence")}
