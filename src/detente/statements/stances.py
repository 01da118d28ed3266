"""Statements become stances: how a speaker leans toward the states he speaks about.

An analyst's stance is his own: `official` tells whether the holder acts for a state, and nothing is ever counted
as the stance of a state because one of its citizens holds it.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.types import Cast, Dyad, Evidence, Stance, Statement, identity


def stances_of(article: str, cast: Cast, statements: Sequence[Statement]) -> tuple[Stance, ...]:
    """Return one stance for each holder and dyad: the sign of the tones of all his statements about it.

    A holder who says as much good as bad, or nothing of either, leans neither way (0).
    """
    grouped: dict[tuple[str, Dyad], list[Statement]] = {}
    for statement in statements:
        if statement.speaker is not None:
            for dyad in statement.about:
                grouped.setdefault((statement.speaker, dyad), []).append(statement)
    found = []
    for (holder, dyad), said in grouped.items():
        total = sum(s.tone for s in said)
        actor = cast.actor(holder)
        found.append(
            Stance(
                id=identity(article, "stance", holder, dyad.source, dyad.target),
                evidence=Evidence(
                    article=article, spans=tuple(part for s in said for part in s.content), rule="tone of statements"
                ),
                holder=holder,
                toward=(dyad.source, dyad.target),
                lean=(total > 0) - (total < 0),
                official=actor.official if actor else None,
            )
        )
    return tuple(found)
