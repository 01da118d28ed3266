"""Tellings of one happening are one; alike but different ones stay apart; nothing is merged without a reason."""

from dataclasses import replace
from datetime import date

from detente.dates import day, month
from detente.links import Told, group_happenings, judge_happening, told_of
from detente.types import (
    Cast,
    Dated,
    EventType,
    Evidence,
    Link,
    Mention,
    MentionKind,
    Reading,
    Span,
    Status,
    Telling,
    Verdict,
    When,
)
from tests.links.stock import article, person


def told(
    key: str,
    *,
    kind: EventType = EventType.CONSULT,
    pair: tuple[str | None, str | None] = ("AZE", "RUS"),
    when: When | None = None,
    status: Status = Status.ACTUAL,
    article: str = "a",
    outlet: str | None = "X",
    published: date | None = date(2021, 7, 23),
) -> Told:
    telling = Telling(
        id=key,
        evidence=Evidence(article=article, spans=(Span(0, 9),), rule="test"),
        trigger=Span(3, 5),
        type=kind,
        source=None,
        target=None,
        source_state=pair[0],
        target_state=pair[1],
        status=status,
        when=Dated(when=when) if when else None,
    )
    return Told(telling=telling, article=article, outlet=outlet, published=published)


def test_one_meeting_told_three_times_is_one_happening() -> None:
    (one,) = group_happenings(
        [
            told("1", when=day(date(2021, 7, 20))),
            told("2", pair=("RUS", "AZE"), article="b", outlet="Y", when=day(date(2021, 7, 21))),
            told("3", article="c", outlet="Y"),
        ]
    )
    assert one.tellings == ("1", "2", "3")
    assert one.outlets == ("X", "Y")
    assert one.when == day(date(2021, 7, 20))
    assert any("the days meet" in r for r in one.reasons)


def test_a_weekly_series_of_meetings_stays_apart() -> None:
    weekly = [told(str(n), when=day(date(2021, 7, 1 + 7 * n)), article=str(n)) for n in range(4)]
    assert len(group_happenings(weekly)) == 4


def test_direction_matters_but_not_for_joint_types() -> None:
    there = told("1", kind=EventType.ACCUSE, when=day(date(2021, 7, 20)))
    back = told("2", kind=EventType.ACCUSE, pair=("RUS", "AZE"), when=day(date(2021, 7, 20)))
    assert judge_happening(there, back) is None
    assert len(group_happenings([there, back])) == 2
    met, meeting = told("3"), told("4", pair=("RUS", "AZE"))
    link = judge_happening(met, meeting)
    assert link is not None and link.verdict is Verdict.SAME


def test_no_time_and_long_stretches_are_unsure() -> None:
    recalled = told("1", status=Status.RECALLED)
    link = judge_happening(recalled, told("2", when=day(date(2021, 7, 20))))
    assert link is not None and link.verdict is Verdict.UNSURE and "no time" in link.reasons[-1]
    long = told("3", when=When(date(1994, 1, 1), date(2020, 1, 1)))
    link = judge_happening(long, told("4", when=day(date(2000, 1, 1))))
    assert link is not None and link.verdict is Verdict.UNSURE


def test_two_dated_events_in_one_article_are_two() -> None:
    link = judge_happening(told("1", when=day(date(2021, 7, 20))), told("2", when=day(date(2021, 7, 21))))
    assert link is not None and link.verdict is Verdict.DIFFERENT


def test_a_month_and_a_day_in_it_may_be_one() -> None:
    link = judge_happening(told("1", when=month(2021, 7)), told("2", when=day(date(2021, 7, 21)), article="b"))
    assert link is not None and link.verdict is Verdict.SAME


def test_events_without_a_full_dyad_are_of_no_relation() -> None:
    assert group_happenings([told("1", pair=("RUS", None))]) == ()


def test_a_users_links_stand_above_the_machines() -> None:
    items = [told("1"), told("2", article="b")]
    apart = Link(left="1", right="2", verdict=Verdict.DIFFERENT, reasons=("two visits",), by="user", kind="happening")
    assert len(group_happenings(items)) == 1
    assert len(group_happenings(items, [apart])) == 2


def test_the_strongest_status_leads_and_all_are_kept() -> None:
    (one,) = group_happenings(
        [
            told("1", status=Status.PLANNED, when=day(date(2021, 7, 20))),
            told("2", article="b", when=day(date(2021, 7, 20))),
        ]
    )
    assert one.status is Status.ACTUAL
    assert one.statuses == (Status.ACTUAL, Status.PLANNED)


def test_a_paper_that_two_sign_has_no_direction() -> None:
    """The coder calls a signing support, which may be read as an agreement; the page chooses whom to name first."""
    when = day(date(2021, 7, 20))
    ours = told("1", kind=EventType.SUPPORT, when=when)
    theirs = told("2", kind=EventType.SUPPORT, pair=("RUS", "AZE"), article="b", when=when)
    assert judge_happening(ours, theirs) is None
    signed = [replace(t, telling=replace(t.telling, also=(EventType.AGREE,))) for t in (ours, theirs)]
    link = judge_happening(*signed)
    assert link is not None and link.verdict is Verdict.SAME


def test_reasons_name_places_and_persons_as_the_page_writes_them() -> None:
    text = "Jeyhun Bayramov visited Kalbajar on Tuesday, the ministry said."
    made = article(text, "a")
    actors = (person("Jeyhun Bayramov", "AZE"),)
    place = Mention(span=Span(24, 32), kind=MentionKind.PLACE, actor=None, state="AZE", rule="test")
    telling = replace(told("1").telling, evidence=Evidence(article="a", spans=(Span(0, 43),), rule="test"))
    telling = replace(telling, source="Jeyhun Bayramov", trigger=Span(16, 23))
    cast = Cast(actors=actors, mentions=(place,))
    one = told_of(Reading(page="a", url="a", article=made, cast=cast, tellings=(telling,)), telling)
    link = judge_happening(one, replace(one, telling=replace(telling, id="2"), article="b"))
    assert link is not None and {"one place: Kalbajar", "one person: Bayramov"} <= set(link.reasons)
