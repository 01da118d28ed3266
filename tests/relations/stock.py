"""Happenings and pages of an invented pair, as the tests of relations need them."""

from datetime import date, timedelta

from detente.dates import day
from detente.relations import Coverage, Scale
from detente.types import Dyad, EventType, Happening, Status

PAIR = Dyad("AZE", "RUS")
QUADS = {t.value: 1 + n // 4 for n, t in enumerate(EventType)}
# two points for everything but ASSAULT, so that sums can be told by heart
SCALE = Scale("test", {(t.value, ""): (-1.0 if t is EventType.ASSAULT else 2.0) for t in EventType}, QUADS)


def happening(
    kind: EventType,
    when: date | None,
    status: Status = Status.ACTUAL,
    noted: date | None = None,
    *,
    key: str = "",
    dyad: Dyad = PAIR,
    mode: str | None = None,
) -> Happening:
    return Happening(
        id=key or f"{kind}{when}{status}",
        type=kind,
        mode=mode,
        dyad=dyad,
        status=status,
        when=day(when) if when else None,
        noted=noted,
        tellings=(f"t{key}",),
        articles=("a",),
        outlets=("X",),
    )


def page(when: date, outlet: str = "X") -> Coverage:
    return Coverage(published=when, outlet=outlet, speakers=("Markov",))


def month_days(count: int, first: date = date(2018, 1, 15)) -> list[date]:
    """The fifteenth of so many months."""
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 15) for n in range(count)]


def history(levels: list[tuple[EventType, int]]) -> tuple[list[Happening], list[Coverage]]:
    """One month for each (type, count), with a page in every month."""
    days = month_days(len(levels))
    made = [
        happening(kind, at + timedelta(days=n % 10), key=f"{m}-{n}")
        for m, (at, (kind, count)) in enumerate(zip(days, levels, strict=True))
        for n in range(count)
    ]
    return made, [page(at) for at in days]
