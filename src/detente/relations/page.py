"""The statements and tellings of one page become directions: for each dyad better (1), worse (-1) or neither (0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from detente.types import Cast, Dyad, EventType, Statement, Status, Telling

COOPERATIVE = frozenset(
    [
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.CONCEDE,
        EventType.RETREAT,
    ]
)
# what a telling counts by its status; what is denied, wished or feared moves nothing
WEIGHTS: Mapping[Status, float] = MappingProxyType(
    {
        Status.ACTUAL: 1.0,
        Status.PLANNED: 0.5,
        Status.RECALLED: 0.25,
        Status.UNCERTAIN: 0.25,
        Status.HYPOTHETICAL: 0.0,
        Status.DENIED: 0.0,
    }
)
TONE = 0.5  # what the tone of one statement counts beside an actual event
LEAST = 0.75  # a balance up to this is neither better nor worse


def page_directions(
    statements: Sequence[Statement], tellings: Sequence[Telling], cast: Cast
) -> tuple[tuple[Dyad, int], ...]:
    """Return the undirected dyads of a page with their direction, the most spoken of first.

    The balance of a dyad is the number of cooperative minus conflictual tellings, weighed by status, plus the tones
    of the statements about it. Weights were chosen on hand-made records of training pages.
    """
    balance: dict[Dyad, float] = defaultdict(float)
    weight: dict[Dyad, float] = defaultdict(float)
    for telling in tellings:
        source, target = telling.source_state, telling.target_state
        if source and target and source != target:
            dyad = Dyad(source, target).joined()
            balance[dyad] += WEIGHTS[telling.status] * (1 if telling.type in COOPERATIVE else -1)
            weight[dyad] += 1.0
    for statement in statements:
        for dyad in statement.about:
            balance[dyad.joined()] += TONE * statement.tone
            weight[dyad.joined()] += 0.5
    ranked = sorted(weight, key=lambda dyad: (-weight[dyad], dyad.source, dyad.target))
    return tuple((dyad, _direction(balance[dyad])) for dyad in ranked)


def _direction(balance: float) -> int:
    return 0 if abs(balance) <= LEAST else 1 if balance > 0 else -1
