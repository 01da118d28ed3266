"""Everything on a page that speaks of a day becomes ballots, and the ballots become its day of publication.

Votes for one day add up like independent witnesses (1 - product of doubts). Where the best day is not clearly ahead,
or its evidence is thin, the answer is None: no date is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.articles.markup import HtmlDates
from detente.articles.published_lines import line_ballots, waits_for_a_date
from detente.articles.published_markup import address_ballots, declares_one_day, markup_ballots, read_instant
from detente.dates.printed import find_printed
from detente.dates.yearless import find_yearless
from detente.types import Ballot, Dated, Line, Span, When

_ENOUGH = 0.55  # below this the evidence is too thin
_AHEAD = 1.25  # the doubt of the runner-up must be so many times the doubt of the winner
_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]00:?00)\s*$")
_WITNESSES = 3  # votes of one voter that count for one day


def vote(
    text: str,
    lines: Sequence[Line],
    *,
    html: HtmlDates | None = None,
    url: str | None = None,
    fetched: str | None = None,
    order: str | None = None,
    custom: str | None = None,
    language: str | None = None,
    believing: bool = False,
) -> tuple[Dated | None, tuple[Ballot, ...]]:
    """Return the day of publication, or None, and all ballots, the heaviest first.

    `fetched` is the ISO 8601 instant of the crawl; `order` ("dmy", "mdy", "ymd") is how the outlet writes digits,
    `custom` how its country does, which weighs less than what the page shows; `language` is ISO 639-1. `rivals`
    of the answer are the readings that the winning digits also allow. A `believing` reader does not look at the lines
    where the mark-up declares one day, and only one.
    """
    crawl = read_instant(fetched) if fetched else None
    crawled = crawl[0] if crawl else None
    coded = markup_ballots(html, order=order or custom, fetched=crawled) if html is not None else ()
    heard = () if believing and declares_one_day(coded) else lines
    printed = line_ballots(text, heard, language=language, order=order, custom=custom, fetched=crawled)
    ballots = [*printed, *coded, *address_ballots(url)]
    if not coded and waits_for_a_date(text, lines):
        ballots = [_raised(b) for b in ballots]
    ballots = _one_instant(ballots)
    ballots.sort(key=lambda b: (-b.weight, b.spans[0].start if b.spans else -1))
    return _elect(text, ballots, order, language), tuple(ballots)


def _raised(ballot: Ballot) -> Ballot:
    """Return a printed vote with more weight: the story says only "hours ago", the page says when."""
    if ballot.voter != "printed line" or not ("clock" in ballot.evidence or "publishing" in ballot.evidence):
        return ballot
    said = f"{ballot.evidence}; the story says only how many hours ago it came"
    return Ballot(
        when=ballot.when, voter=ballot.voter, weight=min(0.9, ballot.weight + 0.3), evidence=said, spans=ballot.spans
    )


def _one_instant(ballots: list[Ballot]) -> list[Ballot]:
    """Where a day declared in UTC is a day off a date printed beside the headline, halve the declared weight."""
    shown = {b.when for b in ballots if b.voter == "printed line" and b.weight >= 0.7}
    kept = []
    for b in ballots:
        declared = b.voter in {"JSON-LD", "meta tag"} and _UTC.search(b.evidence) is not None
        if declared and b.when not in shown and any(abs((b.when.start - s.start).days) == 1 for s in shown):
            said = f"{b.evidence}; a day off the date that readers see"
            b = Ballot(when=b.when, voter=b.voter, weight=round(b.weight / 2, 3), evidence=said, spans=b.spans)
        kept.append(b)
    return kept


def _elect(text: str, ballots: Sequence[Ballot], order: str | None, language: str | None) -> Dated | None:
    """Return the day with the most weight, if it has enough and is ahead."""
    doubts: dict[When, dict[str, list[float]]] = {}
    for b in ballots:
        doubts.setdefault(b.when, {}).setdefault(b.voter, []).append(1 - min(b.weight, 0.98))
    if not doubts:
        return None
    totals = {when: _doubt(by_voter) for when, by_voter in doubts.items()}
    ranked = sorted(totals, key=lambda when: (totals[when], when))
    best = ranked[0]
    spans = tuple(dict.fromkeys(s for b in ballots if b.when == best for s in b.spans))
    rivals = _rivals(text, spans[:1], order, language, best)
    if len(ranked) > 1 and _same_night(best, ranked[1], totals, ballots):
        best, ranked = min(best, ranked[1]), [w for w in ranked if w not in (best, ranked[1])]
        ranked.insert(0, best)
    others = [w for w in ranked[1:] if w not in rivals]
    if 1 - totals[best] < _ENOUGH or (others and totals[others[0]] < _AHEAD * totals[best]):
        return None
    shown = _best_print(text, ballots, best, order, language)
    return Dated(
        when=best,
        spans=shown.spans if shown else (),
        rule=next(b.evidence for b in ballots if b.when == best),
        rivals=rivals,
        clock=shown.clock if shown else None,
        sure=round(min(0.99, 1 - totals[best], shown.sure if shown and rivals else 1.0), 3),
    )


def _same_night(best: When, next_: When, totals: dict[When, float], ballots: Sequence[Ballot]) -> bool:
    """Tell whether the mark-up itself is torn between two days in a row: a matter of time zone or of an update."""
    voters = [{b.voter for b in ballots if b.when == w} & {"JSON-LD", "meta tag"} for w in (best, next_)]
    return all(voters) and abs((best.start - next_.start).days) == 1 and totals[next_] < _AHEAD * totals[best]


def _doubt(by_voter: dict[str, list[float]]) -> float:
    """Multiply the doubts of the witnesses.

    Votes of one voter are not independent and count less after the first; htmldate reads what the others read, so
    beside them it adds little.
    """
    doubt = 1.0
    for voter, doubts in by_voter.items():
        for rank, one in enumerate(sorted(doubts)[:_WITNESSES]):
            first = rank == 0 and (voter != "htmldate" or len(by_voter) == 1)
            doubt *= one if first else 1 - (1 - one) * 0.3
    return doubt


def _best_print(
    text: str, ballots: Sequence[Ballot], best: When, order: str | None, language: str | None
) -> Dated | None:
    """Return the heaviest printed date that means the winning day, one with a clock before one without."""
    read = []
    for b in ballots:
        if b.when == best and b.voter == "printed line":
            found = _again(text, b.spans[0], order, language, best)
            if found:
                read.append((found.clock is None or b.weight < 0.4, -b.weight, b.spans[0].start, found))
    return min(read, key=lambda r: r[:3])[3] if read else None


def _again(text: str, span: Span, order: str | None, language: str | None, best: When) -> Dated | None:
    """Read a printed date once more, for its clock and its rivals."""
    found = find_printed(span.of(text), offset=span.start, language=language, order=order)
    found = found or find_yearless(span.of(text), best.start, offset=span.start, language=language)
    return found[0] if found else None


def _rivals(
    text: str, spans: tuple[Span, ...], order: str | None, language: str | None, best: When
) -> tuple[When, ...]:
    """Return the other days that the winning digits allow."""
    found = _again(text, spans[0], order, language, best) if spans else None
    return tuple(w for w in (found.when, *found.rivals) if w != best) if found else ()


def known_day(published: Dated | None) -> date | None:
    """Return the day of publication as a date, or None."""
    return published.when.start if published and published.when.days == 1 else None
