"""Statements over many pages become links: one utterance whole, cut, or in another translation of the same words.

Neighbours are found by runs of words, and by speaker, week and the longest words; then the words themselves are
aligned. Different speakers never said one statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from detente.links.words import lower_words, spelling, stem, words_of
from detente.types import Form, Link, Reading, Statement, Verdict

BY = "detente.links.quotations"
_DAYS = 10  # a statement is retold for about so long
_FRESH = 4  # days within which near words are the same words translated, and not said once more
_FEW = 5  # words below which only an equal statement is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with what a judgement of sameness needs: its words in order, and who said it when.

    `speaker` is the key of the speaker's surname, `state` his state; None where the page names nobody.
    """

    statement: str
    article: str
    outlet: str | None
    published: date | None
    speaker: str | None
    state: str | None
    form: Form
    words: tuple[str, ...]


def said_of(reading: Reading, statement: Statement) -> Said:
    """Return a statement of a reading as the judgement needs it; ValueError where the reading has no article."""
    if reading.article is None:
        raise ValueError("a statement without its article has no words")
    article = reading.article
    actor = reading.cast.actor(statement.speaker)
    parts = words_of(actor.name) if actor else []
    return Said(
        statement=statement.id,
        article=article.id,
        outlet=article.outlet.value if article.outlet else None,
        published=article.published.when.start if article.published else None,
        speaker=spelling(parts[-1]) if parts else None,
        state=actor.state if actor else None,
        form=statement.form,
        words=tuple(w for span in statement.content for w in lower_words(span.of(article.text))),
    )


def judge_statement(left: Said, right: Said) -> Link | None:
    """Judge whether two statements are one utterance; None where their words have too little in common.

    Same: equal, one a part of the other, or near enough by one speaker within days. Unsure: near, but the speaker or
    the day is not known, or the words are only akin.
    """
    if left.statement == right.statement or left.article == right.article:
        return None
    if left.speaker and right.speaker and left.speaker != right.speaker:
        return None
    known = left.speaker is not None and left.speaker == right.speaker
    few = min(len(left.words), len(right.words))
    if not few:
        return None
    if left.words == right.words:
        verdict = Verdict.SAME if known or few >= 8 else Verdict.UNSURE
        return _link(left, right, verdict, ("the same words",), 1.0)
    if few < _FEW:
        return None
    aligned = _aligned(left.words, right.words)
    replaced = _replaced(left.words, right.words)
    if aligned >= 0.9 and not replaced:
        why = f"one is a part of the other ({aligned:.0%} of its words in order)"
        return _link(left, right, Verdict.SAME if known or few >= 8 else Verdict.UNSURE, (why,), aligned)
    if aligned >= 0.8 and replaced:
        why = "one turn of phrase about other things"
        return _link(left, right, Verdict.UNSURE, (why,), aligned) if known else None
    near, gap = _akin(left.words, right.words), _days_apart(left, right)
    if not known or near < 0.4 or gap > _DAYS:
        return None
    when = f"within {gap} days" if gap > 1 else "within a day" if gap else "on one day"
    why = f"one speaker {when}, and {near:.0%} of the words that carry content agree"
    enough = near >= 0.6 and few >= 8 and gap <= _FRESH
    return _link(left, right, Verdict.SAME if enough else Verdict.UNSURE, (why,), near)


def _aligned(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the share of the shorter's words that stand in the longer in the same order, in runs of two or more."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size > 1) / min(len(left), len(right))


def _replaced(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether each has a longer word that the other lacks: then the one is no mere cut of the other."""
    a, b = ({stem(w) for w in words if len(w) > 3} for words in (left, right))
    return bool(a - b) and bool(b - a)


def _akin(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the overlap of content (Dice over stems of the longer words), for another translation of the words."""
    a, b = ({stem(w) for w in words if len(w) > 3} for words in (left, right))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _days_apart(left: Said, right: Said) -> int:
    return abs((left.published - right.published).days) if left.published and right.published else 0


def _link(left: Said, right: Said, verdict: Verdict, reasons: tuple[str, ...], score: float) -> Link:
    a, b = sorted((left.statement, right.statement))
    return Link(left=a, right=b, verdict=verdict, reasons=reasons, by=BY, kind="statement", score=round(score, 4))


def how_told(one: Said, fullest: Said) -> str:
    """Return how a statement's words stand to the fullest wording: "whole", "cut" or "other words"."""
    if one.words == fullest.words:
        return "whole"
    is_part = _aligned(one.words, fullest.words) >= 0.9 and not _replaced(one.words, fullest.words)
    return "cut" if is_part and len(one.words) <= len(fullest.words) else "other words"
