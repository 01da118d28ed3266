"""A trigger becomes vouched for: the innermost statement that holds it, and the speaker whose word it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.types import Cast, Span, Statement


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word it is: the statement that holds the words, its speaker, and whether he acts for a state.

    `own` tells that the trigger is the cue of the statement itself: the page, not the speaker, reports the act.
    """

    statement: Statement | None = None
    speaker: str | None = None
    state: str | None = None
    official: bool | None = None


def voice_of(span: Span, statements: Sequence[Statement], cast: Cast) -> Voice:
    """Return the voice of the words at `span`; no statement means that the outlet itself says so."""
    holding = [s for s in statements if any(c.covers(span) for c in s.content)]
    if not holding:
        return Voice()
    inner = min(holding, key=lambda s: sum(c.stop - c.start for c in s.content))
    actor = cast.actor(inner.speaker)
    return Voice(inner, inner.speaker, actor.state if actor else None, actor.official if actor else None)


def utterer(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement whose cue holds the trigger at `span`: an act of words is done by who says them."""
    return next((s for s in statements if s.cue is not None and s.speaker and s.cue.covers(span)), None)
