"""The day of an event: its own clause's first, then the occasion it hangs on; words without a clue have none."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dates import day, iso
from detente.dates.expressions import find_times
from detente.events.dating import times_at
from detente.events.days import choose, day_weights, options
from detente.events.moment import Acting, Moment, Told
from detente.events.occasions import habit, kinship, likeness
from detente.lexicon import load_lexicon
from detente.types import Dated, EventType, Status, When
from tests.events.page import tree_of

PUBLISHED = date(2026, 3, 12)  # a Thursday
WEIGHTS = day_weights(load_lexicon())


def moment_of(
    text: str, word: str, kind: str = "SANCTION", status: str = "actual", lead: int = 0, told: tuple[Told, ...] = ()
) -> Moment:
    tree = tree_of(text)
    trigger = next(t.index for t in tree.tokens if t.text == word)
    times = times_at(tree, find_times(text, PUBLISHED))
    return Moment(
        tree=tree, acting=Acting(tree), trigger=trigger, kind=EventType(kind), status=Status(status), times=times,
        published=day(PUBLISHED), lead=lead, quoted=False, told=told, states=frozenset({"NOR", "SWE"}),
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


def test_recently_is_a_time_of_its_own() -> None:
    text = (
        "Norway closed the strait on Tuesday. Recently, it shut the port too. On March 2 it recently sealed the pass."
    )
    assert when_of(moment_of(text, "shut", lead=20)) is None
    assert when_of(moment_of(text.replace("Recently", "Earlier"), "shut", lead=20)) is None
    assert len(options(moment_of(text, "sealed", lead=20))) > 1


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


def told_of(text: str, word: str, when: When | None, kind: str = "SANCTION", status: str = "actual") -> Told:
    tree = tree_of(text)
    trigger = next(t.index for t in tree.tokens if t.text == word)
    return Told(
        dated=Dated(when=when) if when else None, trigger=trigger, clause=tree.clause_head(trigger),
        sentence=tree.sentence_of(trigger).first, kind=EventType(kind), status=Status(status),
        states=frozenset({"NOR", "SWE"}),
    )  # fmt: skip


def test_the_day_of_an_event_told_before_is_an_option_however_far_back() -> None:
    text = "Norway closed the strait. It rained. It snowed. It froze. The wind turned. Norway thanked Sweden."
    told = told_of(text, "closed", day(date(2026, 3, 10)))
    found = [iso(o.dated.when) for o in options(moment_of(text, "thanked", "SUPPORT", told=(told,))) if o.dated]
    assert "2026-03-10" in found


def test_what_is_denied_takes_the_day_of_what_was_claimed() -> None:
    text = "Sweden said that Norway had shelled the port on Tuesday. Norway denied that it had shelled anything."
    told = told_of(text, "shelled", day(date(2026, 3, 10)), "ASSAULT")
    tree = tree_of(text)
    second = [t.index for t in tree.tokens if t.text == "shelled"][1]
    first = moment_of(text, "shelled", "ASSAULT", "denied", told=(told,))
    again = Moment(**{**{n: getattr(first, n) for n in first.__dataclass_fields__}, "trigger": second})
    clues = kinship(again, told)
    assert clues["kin, same type and sides, contested"] == clues["kin, same word"] == 1.0
    assert when_of(again) == "2026-03-10"


def test_who_goes_on_and_who_is_new() -> None:
    text = "Norway closed the strait. It opened the port. Sweden sent a note."
    first = told_of(text, "closed", None)
    goes_on = likeness(moment_of(text, "opened", told=(first,)), first.clause, first.trigger)
    new = likeness(moment_of(text, "sent", told=(first,)), first.clause, first.trigger)
    assert {n for n in goes_on if n.startswith("doer") and "pronoun" in n}
    assert not {n for n in new if "pronoun" in n}
    assert {"1 sentences", "2 sentences"} <= goes_on.keys() | new.keys()


def test_the_habit_of_a_page_is_the_share_of_its_days() -> None:
    text = "Norway closed the strait. It opened the port. Sweden sent a note."
    told = (told_of(text, "closed", day(date(2026, 3, 10))), told_of(text, "opened", None))
    moment = moment_of(text, "sent", told=told)
    assert habit(moment, "2026-03-10", "day")["habit, day, share"] == 0.5
    assert habit(moment, None, "none")["habit, none, share"] == 0.5
    assert habit(moment, "2026-03-11", "day")["habit, day, share"] == 0.0
    assert habit(moment_of(text, "sent"), None, "none") == {"habit, none, first": 1.0}


def days_of(moment: Moment) -> set[str]:
    return {iso(o.dated.when) for o in options(moment) if o.dated}


def test_what_had_lasted_until_something_was_told_may_have_ended_with_it() -> None:
    text = "They had been held for nine days."
    freed = Told(
        dated=Dated(when=day(date(2026, 3, 10)), rule="weekday"), trigger=0, clause=0, sentence=0,
        kind=EventType.RETREAT, status=Status.ACTUAL,
    )  # fmt: skip
    ended = "2026-03-01/2026-03-10"
    assert ended in days_of(moment_of(text, "held", "COERCE", told=(freed,)))
    assert ended not in days_of(moment_of(text, "held", "COERCE"))
    assert ended not in days_of(moment_of("They are held for nine days.", "held", "COERCE", told=(freed,)))


def test_what_is_planned_has_no_day_that_is_over() -> None:
    text = "On Tuesday Norway decided that it will close the strait, which it opened in 2019."
    assert "2026-03-10" in days_of(moment_of(text, "close", status="actual"))
    assert not days_of(moment_of(text, "close", status="planned")) & {"2026-03-10", "2019"}
