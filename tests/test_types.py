"""The nouns keep their cheap promises."""

from datetime import date, timedelta

import pytest

from detente.types import (
    Actor,
    ActorKind,
    Cast,
    Dyad,
    EventType,
    Evidence,
    Happening,
    Mention,
    MentionKind,
    Span,
    Status,
    When,
    identity,
)


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 3), (5, 2)])
def test_an_empty_or_negative_span_is_refused(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < stop"):
        Span(start, stop)


def test_spans_are_half_open() -> None:
    left, right = Span(0, 5), Span(5, 9)
    assert not left.overlaps(right)
    assert Span(0, 9).covers(left) and Span(0, 9).covers(right)
    assert left.of("hello world") == "hello"


def test_a_span_counts_code_points_not_bytes_or_utf16_units() -> None:
    text = "\U0001f600e\u0301 ok"  # an emoji, e with a combining accent, a blank
    assert Span(4, 6).of(text) == "ok"


def test_an_interval_knows_its_width_and_last_day() -> None:
    june = When(date(2026, 6, 1), date(2026, 7, 1))
    assert june.days == 30
    assert june.last == date(2026, 6, 30)
    with pytest.raises(ValueError, match="start < stop"):
        When(date(2026, 6, 1), date(2026, 6, 1))


def test_a_finding_needs_a_span() -> None:
    with pytest.raises(ValueError, match="no finding"):
        Evidence(article="a", spans=(), rule="x")


def test_a_dyad_joins_in_alphabetical_order() -> None:
    assert Dyad("RUS", "AZE").joined() == Dyad("AZE", "RUS") == Dyad("AZE", "RUS").joined()


def test_ids_depend_on_article_kind_and_spans_only() -> None:
    assert identity("a", "said", Span(1, 5)) == identity("a", "said", Span(1, 5))
    assert identity("a", "said", Span(1, 5)) != identity("b", "said", Span(1, 5))
    assert identity("a", "said", Span(1, 5)) != identity("a", "told", Span(1, 5))
    assert identity("a", "x", 1, 23) != identity("a", "x", 12, 3)
    assert len(identity("a", "x")) == 16


def test_a_cast_grows_without_doubling() -> None:
    one = Actor(id="RUS", name="Russia", kind=ActorKind.STATE, state="RUS")
    named = Mention(span=Span(0, 6), kind=MentionKind.STATE, actor="RUS")
    cast = Cast(actors=(one,), mentions=(named,))
    grown = cast.plus((one, Actor(id="AZE", name="Azerbaijan", kind=ActorKind.STATE)), (named,))
    assert [a.id for a in grown.actors] == ["RUS", "AZE"]
    assert grown.mentions == (named,)
    assert grown.within(Span(0, 6)) == (named,)
    assert grown.actor("AZE") is not None and grown.actor("ARM") is None and grown.actor(None) is None


@pytest.mark.parametrize(
    ("first", "last", "noted", "day"),
    [
        (date(2025, 3, 1), date(2025, 3, 9), date(2025, 3, 12), date(2025, 3, 1)),
        (
            date(1990, 1, 1),
            date(2024, 5, 1),
            date(2024, 5, 3),
            date(2024, 5, 3),
        ),  # held since 1990, told when it ended
        (date(1990, 1, 1), date(1994, 5, 1), date(2024, 5, 3), date(1990, 1, 1)),  # long over: its own first day
    ],
)
def test_what_has_lasted_for_years_counts_when_it_is_told(first: date, last: date, noted: date, day: date) -> None:
    one = Happening(
        id="h", type=EventType.COERCE, dyad=Dyad("AAA", "BBB"), status=Status.ACTUAL,
        when=When(first, last + timedelta(days=1)), noted=noted, tellings=(), articles=(), outlets=(),
    )  # fmt: skip
    assert one.day == day
