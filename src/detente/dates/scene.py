"""What an expression is read against, and what comes of it: the two nouns that all rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.dates.tense import points_ahead
from detente.types import When


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is read against: the text, the dateline and the expression before it, if any."""

    text: str
    dateline: date | None
    previous: When | None
    news: When | None = None  # the last day near the dateline that the text's own voice named
    close: bool = False  # the previous expression stands in the same sentence

    def ahead(self, match: re.Match[str]) -> bool | None:
        """Tell whether the verbs around a match point ahead of the dateline."""
        return points_ahead(self.text, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Read:
    """One expression read: the interval, the rule's name, the day it was counted from, and other readings."""

    when: When
    rule: str
    anchor: date | None = None
    rivals: tuple[When, ...] = ()
    sure: float = 1.0


Rule = Callable[[re.Match[str], Scene], Read | None]
Row = tuple[re.Pattern[str], Rule, frozenset[str]]  # the words (lower case) of which every match holds one


def chosen(scene: Scene, match: re.Match[str], behind: When, ahead: When, rule: str, default: When) -> Read:
    """Choose between the reading behind and the one ahead by the verbs; the other one stays a rival."""
    future = scene.ahead(match)
    when = default if future is None else ahead if future else behind
    rivals = tuple(w for w in (behind, ahead) if w != when)
    return Read(when, rule, scene.dateline, rivals, 0.75 if future is None else 0.9)
