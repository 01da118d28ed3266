"""What a relation is made of: points with bands and coverage, turns, regimes, judgements, third parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from detente.types import Dyad, EventType, When

Measure = Literal["balance", "net"]
MEASURES: tuple[Measure, ...] = ("balance", "net")
LEVEL = 0.9  # of every interval


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate with its interval: 5 %, mean and 95 % of the draws."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One page that concerns the dyad: when and by whom it was published, of which story, and who speaks on it."""

    published: date
    outlet: str | None
    speakers: tuple[str, ...] = ()
    country: str | None = None  # where the outlet is at home
    officials: tuple[str, ...] = ()  # those of the speakers who act for a state
    story: str | None = None  # copies of one story share it; None: a story of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One statement about the dyad: its day, its tone toward it (-1, 0, 1), and who says it."""

    id: str
    day: date
    tone: int
    speaker: str | None = None
    official: bool | None = None  # None: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Statements about the dyad in one period, by tone; `tone` is their mean, -1 to 1, with its interval."""

    worse: int = 0
    neutral: int = 0
    better: int = 0
    tone: Band | None = None

    @property
    def statements(self) -> int:
        """How many."""
        return self.worse + self.neutral + self.better


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period of a relation: what was counted, on how much reading, and how sure the sums are.

    `cooperation` and `conflict` are summed scale points as counted. Bands are estimates of what would be counted
    without errors of the coder, with count noise; None where nothing can be said. `balance` is points a happening.
    `pages` = 0 means that nothing was read: the period is a gap, never a zero. `types` and `quads` count happenings
    (quads 1 to 4: verbal and material cooperation, verbal and material conflict). `tellings` is how often the
    happenings are told, on whatever page; `denials`, how often it is told that they did not happen, are no part.
    """

    when: When
    pages: int
    tellings: int = 0
    denials: int = 0
    events: int = 0
    cooperation: float = 0.0
    conflict: float = 0.0
    types: tuple[tuple[EventType, int], ...] = ()
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)
    stories: int = 0
    outlets: int = 0
    countries: tuple[str, ...] = ()
    speakers: int = 0
    officials: int = 0
    happenings: tuple[str, ...] = ()
    official_words: Words = Words()
    other_words: Words = Words()
    cooperation_band: Band | None = None
    conflict_band: Band | None = None
    net_band: Band | None = None
    balance_band: Band | None = None

    @property
    def gap(self) -> bool:
        """True where no page of the record covers the period."""
        return self.pages == 0

    @property
    def net(self) -> float | None:
        """Cooperation and conflict points together; None in a gap."""
        return None if self.gap else self.cooperation + self.conflict

    @property
    def balance(self) -> float | None:
        """Points a happening; None where none was counted."""
        return (self.cooperation + self.conflict) / self.events if self.events else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A relation over time: one point for every period between the first and the last, gaps included.

    `origin` says whose coding it is; `errors` names the measurement of the coder that the bands rest on ("" where
    they hold count noise alone).
    """

    dyad: Dyad
    scale: str
    points: tuple[Point, ...]
    step: str = "month"
    directed: bool = False
    origin: str = "detente"
    errors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of level: the last period of the old level, the first of the new, both levels, and what made it.

    Where pages are missing between the two, the turn lies anywhere in `between`. `gain` is what the split explains,
    in units of the noise, and `penalty` what it had to exceed. `happenings` are the ids that move the level most.
    """

    between: When
    first: When
    before: float
    after: float
    gain: float
    penalty: float
    happenings: tuple[str, ...] = ()

    @property
    def better(self) -> bool:
        """Whether the relation smooths."""
        return self.after > self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The turns of a series, or why none can be told (`little`): too few points is an answer."""

    turns: tuple[Turn, ...] = ()
    little: str = ""
    penalty: float = 0.0
    rule: str = ""
    measure: Measure = "balance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimes:
    """A Markov-switching model: levels from tense to smooth, and how likely each period belongs to each.

    `probabilities` are smoothed, one row for each period counted, in the order of `levels`. `bic` holds the criterion
    by number of regimes (the least was taken). `little` says why there is no model.
    """

    levels: tuple[float, ...] = ()
    periods: tuple[When, ...] = ()
    probabilities: tuple[tuple[float, ...], ...] = ()
    stays: tuple[float, ...] = ()  # expected length of a stay in each regime, in periods counted
    bic: tuple[tuple[int, float], ...] = ()
    little: str = ""


class Movement(StrEnum):
    """How a relation moved in a period, as readers of CrisisWatch know it."""

    IMPROVED = "improved"
    DETERIORATED = "deteriorated"
    UNCHANGED = "unchanged"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one period: the movement, against which baseline, by how much, and the records it rests on.

    `against` are the periods compared with; None where there were too few, so that only the pages' own word counts.
    `why` is the ground in plain words; `cites` are ids of happenings, then of statements, the weightiest first.
    """

    when: When
    movement: Movement
    why: str
    against: When | None = None
    difference: Band | None = None
    cites: tuple[str, ...] = ()
    measure: Measure = "balance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One relation in a network of relations: what was counted between the two in the period."""

    dyad: Dyad
    events: int
    cooperation: float
    conflict: float
    happenings: tuple[str, ...] = ()

    @property
    def balance(self) -> float:
        """Points a happening."""
        return (self.cooperation + self.conflict) / self.events


@dataclass(frozen=True, slots=True, kw_only=True)
class Third:
    """Somebody beside the two: in which part (mediator, blamed), how often, and by which records."""

    who: str
    part: Literal["mediator", "blamed"]
    count: int
    cites: tuple[str, ...]
    by: tuple[str, ...] = ()  # for blame: whose word it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Two dyads that move together (or against one another): rank correlation over the periods both were read in."""

    left: Dyad
    right: Dyad
    periods: int
    rho: float
    chance: float  # share of shuffles that give at least so strong a correlation
