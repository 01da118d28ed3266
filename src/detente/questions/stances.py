"""Who leans how: stances as rows, an analyst's told apart from his state's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.dates import iso
from detente.questions.conditions import article_of, is_named, published_within, readings_of
from detente.questions.said import SaidRow, said_row
from detente.record import Store
from detente.types import Dyad


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRow:
    """How one holder leans (-1, 0, 1) toward a pair of states on one page, with the statements it rests on.

    `official` tells whether the holder acts for his state; None: the page does not say, and nothing is assumed.
    """

    id: str
    holder: str
    state: str | None
    official: bool | None
    toward: Dyad
    lean: int
    article: str
    outlet: str | None
    published: str | None
    statements: tuple[SaidRow, ...]

    @property
    def speaks_for(self) -> str:
        """Say whose stance it is, in plain words."""
        if self.official is None:
            return "own word; not known to act for a state"
        return (
            f"acts for {self.state}"
            if self.official and self.state
            else "own view"
            if not self.official
            else "official"
        )


def list_stances(
    store: Store,
    *,
    by: str | None = None,
    toward: Dyad | None = None,
    since: date | None = None,
    until: date | None = None,
    officials_only: bool = False,
    min_confidence: float = 0.0,
) -> tuple[StanceRow, ...]:
    """Return the stances that fit every condition, by page; one without a sure enough statement is left out."""
    found = []
    for reading in readings_of(store, None):
        if not published_within(reading.article, since, until):
            continue
        article = article_of(reading)
        for stance in reading.stances:
            holder = reading.cast.actor(stance.holder)
            dyad = Dyad(*stance.toward).joined() if len(stance.toward) == 2 else None
            if holder is None or dyad is None or (toward and dyad != toward.joined()):
                continue
            if (by and not is_named(by, holder.name)) or (officials_only and not stance.official):
                continue
            said = tuple(
                said_row(reading, s)
                for s in reading.statements
                if s.speaker == stance.holder
                and dyad in {d.joined() for d in s.about}
                and s.confidence >= min_confidence
            )
            if not said:
                continue
            found.append(
                StanceRow(
                    id=stance.id,
                    holder=holder.name,
                    state=holder.state,
                    official=stance.official,
                    toward=dyad,
                    lean=stance.lean,
                    article=article.id,
                    outlet=article.outlet.value if article.outlet else None,
                    published=iso(article.published.when) if article.published else None,
                    statements=said,
                )
            )
    return tuple(found)
