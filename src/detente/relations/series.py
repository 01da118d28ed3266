"""The ledger becomes a series: one point a period with its coverage and bands, and a gap where no page was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.relations.bands import Draws, bands, draw_levels, tone_band
from detente.relations.coder import Coder
from detente.relations.ledger import ACTUAL, TYPES, Ledger, open_ledger
from detente.relations.nouns import Band, Coverage, Point, Series, Utterance, Words
from detente.relations.periods import Step, period
from detente.relations.scale import Scale
from detente.types import Dyad, Happening, Status, When


def make_series(
    dyad: Dyad,
    happenings: Iterable[Happening],
    coverage: Sequence[Coverage],
    scale: Scale,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = ACTUAL,
    directed: bool = False,
    utterances: Iterable[Utterance] = (),
    coder: Coder | None = None,
) -> Series:
    """Return one point for each period from the first page to the last.

    A happening counts once, in the period of its own first day (else the first day of publication), and only
    with one of `statuses`. Points are sums on `scale`; periods without a page are gaps, also where an event
    recalled by a later page falls into them: its count is then shown, its coverage stays zero.
    """
    ledger = open_ledger(dyad, happenings, coverage, scale, step=step, statuses=statuses, directed=directed)
    return series_of(ledger, draw_levels(ledger, coder), utterances, errors=coder.source if coder else "")


def series_of(
    ledger: Ledger,
    draws: Draws | None,
    utterances: Iterable[Utterance] = (),
    *,
    errors: str = "",
    origin: str = "detente",
) -> Series:
    """Return the series of a ledger, with bands from the draws (None: without)."""
    good = ledger.total(np.maximum(ledger.points, 0.0))
    bad = ledger.total(np.minimum(ledger.points, 0.0))
    kinds = np.array([TYPES.index(kind) for kind, _ in ledger.sorts], dtype=np.int64)[ledger.cells]
    denials = ledger.total(np.array([h.denials for h in ledger.happenings], dtype=np.float64))
    tellings = ledger.total(np.array([len(h.tellings) for h in ledger.happenings], dtype=np.float64)) - denials
    grid = np.bincount(ledger.at * len(TYPES) + kinds, minlength=len(ledger.periods) * len(TYPES))
    types = grid.reshape(-1, len(TYPES))
    said = _by_period(utterances, ledger)
    drawn = _bands(draws)
    points = []
    for place, when in enumerate(ledger.periods):
        sums = float(good[place]), float(bad[place]), int(tellings[place]), int(denials[place])
        points.append(_point(ledger, place, types[place], sums, drawn[place] if drawn else None, said.get(when, [])))
    return Series(
        dyad=ledger.dyad,
        scale=ledger.scale.name,
        points=tuple(points),
        step=ledger.step,
        directed=ledger.directed,
        origin=origin,
        errors=errors,
    )


def _point(
    ledger: Ledger,
    place: int,
    counts: NDArray[np.int64],
    sums: tuple[float, float, int, int],
    drawn: tuple[Band, Band, Band, Band] | None,
    said: Sequence[Utterance],
) -> Point:
    """One period: `counts` by type, `sums` of both sides, tellings and denials, the bands where pages were read."""
    pages = ledger.coverage[place]
    shown = drawn if drawn is not None and pages else (None, None, None, None)
    return Point(
        when=ledger.periods[place],
        pages=len(pages),
        stories=len({p.story for p in pages if p.story}) + sum(p.story is None for p in pages),
        outlets=len({p.outlet for p in pages if p.outlet}),
        countries=_homes(pages),
        speakers=len({s for p in pages for s in p.speakers}),
        officials=len({s for p in pages for s in p.officials}),
        tellings=sums[2],
        denials=sums[3],
        events=int(counts.sum()),
        cooperation=sums[0],
        conflict=sums[1],
        types=tuple((kind, int(n)) for kind, n in zip(TYPES, counts, strict=True) if n),
        quads=_quads(counts, [ledger.scale.quad(kind) for kind in TYPES]),
        happenings=tuple(h.id for h in ledger.of(place)),
        official_words=_words(u for u in said if u.official),
        other_words=_words(u for u in said if not u.official),
        cooperation_band=shown[0],
        conflict_band=shown[1],
        net_band=shown[2],
        balance_band=shown[3],
    )


def _homes(pages: Sequence[Coverage]) -> tuple[str, ...]:
    """The countries of the outlets, that of most outlets first."""
    homes = Counter(country for _, country in {(p.outlet, p.country) for p in pages if p.outlet} if country)
    return tuple(state for state, _ in sorted(homes.items(), key=lambda each: (-each[1], each[0])))


def _quads(row: NDArray[np.int64], quads: Sequence[int]) -> tuple[int, int, int, int]:
    one, two, three, four = (int(sum(n for n, q in zip(row, quads, strict=True) if q == k)) for k in (1, 2, 3, 4))
    return one, two, three, four


def _bands(draws: Draws | None) -> list[tuple[Band, Band, Band, Band]]:
    if draws is None:
        return []
    return list(zip(*map(bands, (draws.cooperation, draws.conflict, draws.net, draws.balance)), strict=True))


def _by_period(utterances: Iterable[Utterance], ledger: Ledger) -> dict[When, list[Utterance]]:
    found: dict[When, list[Utterance]] = {}
    for one in utterances:
        found.setdefault(period(one.day, ledger.step), []).append(one)
    return found


def _words(utterances: Iterable[Utterance]) -> Words:
    tones = Counter(u.tone for u in utterances)
    worse, neutral, better = tones[-1], tones[0], tones[1]
    return Words(worse=worse, neutral=neutral, better=better, tone=tone_band(worse, neutral, better))
