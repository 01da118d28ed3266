"""Verdicts and turns become sentences that cite: what moved, by how much, and the words of the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.dates import iso
from detente.questions.happened import HappenedRow
from detente.questions.said import SaidRow
from detente.relations.nouns import Judgement, Movement, Turn
from detente.text import squeeze
from detente.types import Happening, Span, Status, When

_LONG = 180  # characters of a quotation in a reason line; the record holds all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One record as a reason cites it: what it is, its words on the page, and where they stand."""

    id: str
    what: str  # "SUPPORT RUS → AZE", or the speaker of a statement
    words: str
    outlet: str | None
    published: str | None
    url: str
    article: str
    span: Span
    status: Status | None = None  # of events; None for statements
    kind: str = "happening"  # or event, statement: which command opens the id

    @property
    def source(self) -> str:
        """Where it stands: outlet, day, characters of the page, and the id of the record."""
        place = f"{self.outlet or 'unknown outlet'}, {self.published or 'no date'}"
        return f"{place}, {self.article[:8]} at {self.span.start}–{self.span.stop}, {self.kind} {self.id[:8]}"

    @property
    def short(self) -> str:
        """What it is and its words, cut, in quotation marks."""
        words = squeeze(self.words)
        words = words if len(words) <= _LONG else words[: _LONG - 1].rsplit(" ", 1)[0] + " …"
        status = f", {self.status.value}" if self.status and self.status is not Status.ACTUAL else ""
        return f"{self.what}{status}: “{words}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A verdict in one line, with the records that it cites."""

    when: When
    movement: Movement
    line: str
    cites: tuple[Cited, ...]
    against: When | None = None


def cite(
    keys: Iterable[str],
    happenings: Mapping[str, Happening],
    rows: Mapping[str, HappenedRow],
    said: Mapping[str, SaidRow],
) -> tuple[Cited, ...]:
    """Return the records behind ids of happenings and statements, in their order; unknown ids are left out."""
    found = []
    for key in keys:
        if key in happenings:
            told = [rows[t] for t in happenings[key].tellings if t in rows]
            if told:
                best = max(told, key=lambda r: (r.status is happenings[key].status, r.confidence))
                found.append(cite_event(best, key))
        elif key in said:
            found.append(cite_words(said[key]))
    return tuple(found)


def cite_event(row: HappenedRow, key: str | None = None) -> Cited:
    """Return an event as told as a citation, under the id of its happening where one is given."""
    parties = f"{row.source_state or '?'} → {row.target_state or '?'}"
    return Cited(
        id=key or row.id,
        what=f"{row.type.value}{f' {row.mode}' if row.mode else ''} {parties}",
        words=row.sentence,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        article=row.article,
        span=row.span,
        status=row.status,
        kind="happening" if key else "event",
    )


def cite_words(row: SaidRow) -> Cited:
    """Return a statement as a citation."""
    return Cited(
        id=row.id,
        what=row.speaker or "somebody not named",
        words=" … ".join(row.words),
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        article=row.article,
        span=row.spans[0],
        kind="statement",
    )


def reason(judgement: Judgement, cites: tuple[Cited, ...]) -> Reason:
    """Return the verdict in one line: the movement, why, and the weightiest records in their own words."""
    against = f" ({_period(judgement.against)})" if judgement.against else ""
    quoted = "; ".join(f"{c.short} ({c.outlet or 'unknown outlet'}, {c.published or 'no date'})" for c in cites[:2])
    line = f"{iso(judgement.when)} {judgement.movement.value}: {judgement.why}{against}"
    return Reason(
        when=judgement.when,
        movement=judgement.movement,
        line=f"{line}. {quoted}" if quoted else f"{line}.",
        cites=cites,
        against=judgement.against,
    )


def turn_line(turn: Turn) -> str:
    """Return a turn in one line: from when, between which levels, and how sure its place is."""
    way = "smoothing" if turn.better else "tension"
    place = f"at {iso(turn.first)}"
    if turn.between.stop > turn.first.stop or (turn.first.start - turn.between.start).days > turn.first.days * 2:
        place = f"between {turn.between.start} and {turn.between.last}, with no page read in part of it"
    return f"a turn to {way} {place}: from {turn.before:+.1f} to {turn.after:+.1f} points a happening"


def _period(when: When) -> str:
    return f"{when.start.isoformat()} to {when.last.isoformat()}"
