"""Draws become verdicts: each period against the twelve before it, or by the pages' own word where these are lacking.

A period has improved (deteriorated) where nine tenths of the draws lie on one side and the difference matters; it is
unchanged where nine tenths lie within what does not matter; else it is unclear. The coder's errors are drawn once
for all periods, so that they cancel in the comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from detente.relations.bands import Draws, bands
from detente.relations.ledger import Floats, Ledger
from detente.relations.nouns import Band, Judgement, Measure, Movement, Utterance
from detente.relations.page import COOPERATIVE, LEAST, TONE, WEIGHTS
from detente.relations.periods import period
from detente.types import Happening, When

WINDOW = 12  # periods before that a period is compared with
FEWEST = 3  # of them with pages, and happenings in them; else there is nothing to compare with
SMALL = 0.5  # points a happening: a smaller difference is no movement
SAME = 1.5  # points a happening: nine tenths of the draws within it are no movement either
_CITED = 3


def judge_periods(
    ledger: Ledger,
    draws: Draws | None,
    utterances: Iterable[Utterance] = (),
    told: Iterable[Happening] = (),
    *,
    measure: Measure = "balance",
) -> tuple[Judgement, ...]:
    """Return the verdict on each period with pages, gaps left out.

    `told` are happenings of every status, which speak where no earlier period can be compared with: `ledger` holds
    only those that count.
    """
    words = _by_period(utterances, ledger)
    others = _told(told, ledger)
    read = ledger.pages > 0
    compared = _against_before(ledger, draws, read, measure) if draws is not None else {}
    found = []
    for place in map(int, np.flatnonzero(read)):
        when = ledger.periods[place]
        if place in compared:
            found.append(_compared(ledger, place, compared[place], words[when], measure))
        else:
            found.append(_own_word(when, others[when], words[when], measure))
    return tuple(found)


def _against_before(
    ledger: Ledger, draws: Draws, read: NDArray[np.bool_], measure: Measure
) -> Mapping[int, tuple[Band, When]]:
    """Return for each period that can be compared the difference to the window before it, and that window."""
    events = ledger.events
    counted = (events > 0) & read
    net = np.where(read, draws.net, 0.0)
    weight = np.where(read, draws.weight, 0.0)
    sums, weights = _before(net), _before(weight)
    pages = _before(read[None, :].astype(np.float64))[0]
    happenings = _before(np.where(read, events, 0)[None, :].astype(np.float64))[0]
    usable = counted if measure == "balance" else read
    able = [int(place) for place in np.flatnonzero(usable & (pages >= FEWEST) & (happenings >= FEWEST))]
    if not able:
        return {}
    if measure == "balance":
        difference = net[:, able] / weight[:, able] - sums[:, able] / weights[:, able]
    else:
        difference = net[:, able] - sums[:, able] / pages[able]
    window = [ledger.periods[max(place - WINDOW, 0)].start for place in able]
    return {
        place: (band, When(start, ledger.periods[place].start))
        for place, band, start in zip(able, bands(difference), window, strict=True)
    }


def _before(values: Floats) -> Floats:
    """Return for each column the sum of the WINDOW columns before it."""
    total = np.concatenate([np.zeros((len(values), 1)), values.cumsum(axis=1)], axis=1)
    stop = np.arange(values.shape[1])
    return np.asarray(total[:, stop] - total[:, np.maximum(stop - WINDOW, 0)])


def _compared(
    ledger: Ledger, place: int, compared: tuple[Band, When], words: list[Utterance], measure: Measure
) -> Judgement:
    band, against = compared
    unit = 1.0 if measure == "balance" else max(float(np.abs(ledger.total(ledger.points)).mean()), 1.0)
    movement = moved(band, SMALL * unit, SAME * unit)
    happened = ledger.of(place)
    points = ledger.points[ledger.starts[place] : ledger.starts[place + 1]]
    sign = -1 if movement is Movement.DETERIORATED or (movement is not Movement.IMPROVED and band.value < 0) else 1
    ranked = sorted(range(len(happened)), key=lambda n: (-sign * points[n], -len(happened[n].outlets), n))
    cites = [happened[n].id for n in ranked[:_CITED]]
    cites += [u.id for u in words if u.tone == sign][:1]
    noun = "points a happening" if measure == "balance" else "points"
    why = f"{band.value:+.1f} {noun} ({band.low:+.1f} to {band.high:+.1f}) against the {WINDOW} periods before"
    return Judgement(
        when=ledger.periods[place],
        movement=movement,
        why=why,
        against=against,
        difference=band,
        cites=tuple(cites),
        measure=measure,
    )


def moved(band: Band, small: float = SMALL, same: float = SAME) -> Movement:
    """Return the movement that a difference with its interval speaks for."""
    if band.low > 0 and band.value >= small:
        return Movement.IMPROVED
    if band.high < 0 and band.value <= -small:
        return Movement.DETERIORATED
    return Movement.UNCHANGED if -same <= band.low and band.high <= same else Movement.UNCLEAR


def _own_word(when: When, told: list[Happening], words: list[Utterance], measure: Measure) -> Judgement:
    """Judge by what the pages themselves say: happenings by status, and the tones of statements about the two."""
    parts = [(WEIGHTS[h.status] * (1 if h.type in COOPERATIVE else -1), h.id) for h in told]
    parts += [(TONE * u.tone, u.id) for u in words]
    balance = sum(value for value, _ in parts)
    movement = (
        Movement.UNCLEAR if abs(balance) <= LEAST else Movement.IMPROVED if balance > 0 else Movement.DETERIORATED
    )
    sign = -1 if balance < 0 else 1
    ranked = sorted((p for p in parts if p[0] * sign > 0), key=lambda p: -p[0] * sign)
    better, worse = (sum(u.tone == tone for u in words) for tone in (1, -1))
    why = (
        f"by the word of the pages alone, since too little was read in the {WINDOW} periods before to compare with "
        f"(statements that see it better: {better}, worse: {worse})"
    )
    return Judgement(
        when=when, movement=movement, why=why, cites=tuple(key for _, key in ranked[:_CITED]), measure=measure
    )


def _by_period(utterances: Iterable[Utterance], ledger: Ledger) -> Mapping[When, list[Utterance]]:
    found: dict[When, list[Utterance]] = defaultdict(list)
    for one in utterances:
        found[period(one.day, ledger.step)].append(one)
    return found


def _told(told: Iterable[Happening], ledger: Ledger) -> Mapping[When, list[Happening]]:
    found: dict[When, list[Happening]] = defaultdict(list)
    for one in told:
        if one.day is not None:
            found[period(one.day, ledger.step)].append(one)
    return found
