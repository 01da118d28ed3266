"""The day of an event: its own clause's first, then the occasion it hangs on; words without a clue have none."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dates import day, iso
from detente.dates.expressions import find_times
from detente.events.dating import times_at
from detente.events.days import Moment, choose, day_weights, options
from detente.lexicon import load_lexicon
from detente.types import EventType, Status
from tests.events.page import tree_of

PUBLISHED = date(2026, 3, 12)  # a Thursday
WEIGHTS = day_weights(load_lexicon())


def moment_of(text: str, word: str, kind: str = "SANCTION", status: str = "actual", lead: int = 0) -> Moment:
    tree = tree_of(text)
    trigger = next(t.index for t in tree.tokens if t.text == word)
    times = times_at(tree, find_times(text, PUBLISHED))
    return Moment(
        tree=tree, trigger=trigger, kind=EventType(kind), status=Status(status), times=times,
        published=day(PUBLISHED), lead=lead, quoted=False,
    )  # fmt: skip


def when_of(moment: Moment) -> str | None:
    found = choose(moment, WEIGHTS)
    return iso(found.when) if found else None


@pytest.mark.parametrize(
    ("text", "word", "kind", "status", "when"),
    [
        ("Norway closed the strait on Tuesday.", "closed", "SANCTION", "actual", "2026-03-10"),
        ("Norway closed the strait in May 2019.", "closed", "SANCTION", "recalled", "2019-05"),
        ("Norway will close the strait on Sunday.", "close", "SANCTION", "planned", "2026-03-15"),
        ("Norway might close the strait.", "close", "SANCTION", "hypothetical", None),
    ],
)
def test_own_clause(text: str, word: str, kind: str, status: str, when: str | None) -> None:
    assert when_of(moment_of(text, word, kind, status)) == when


def test_every_day_is_one_option_and_no_day_is_one_too() -> None:
    text = "Norway closed the strait on Tuesday. On Tuesday it opened it again, and on Wednesday it closed it."
    found = options(moment_of(text, "opened"))
    days = [iso(o.dated.when) if o.dated else None for o in found]
    assert len(days) == len(set(days))
    assert {"2026-03-10", "2026-03-11", "2026-03-12", None} <= set(days)  # and the same weekdays a week later
    assert all(o.clues for o in found)


def test_no_word_of_the_future_sways_what_was_told_before() -> None:
    """Times of later sentences are never weighed."""
    text = "Norway closed the strait. On Wednesday it opened it."
    assert "2026-03-11" not in {iso(o.dated.when) for o in options(moment_of(text, "closed")) if o.dated}
