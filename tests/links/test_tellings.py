"""Happenings carry the best day and the contradictions of their tellings, and look-alikes are left apart."""

from dataclasses import replace
from datetime import date

from detente.dates import day
from detente.links import Told, group_happenings, judge_happening, link_happenings, told_of
from detente.types import EventType, Link, Mention, MentionKind, Reading, Span, Status, Verdict
from evals.stories.paper import reported
from tests.links.stock import article, person
from tests.links.test_happenings import told

TALKS = frozenset(["herrin", "quotas", "harbou", "envoys", "treaty"])
ATTACK = EventType.ASSAULT


def worded(one: Told, *, places: str = "", persons: str = "", counts: dict[str, str] | None = None) -> Told:
    return replace(
        one,
        words=TALKS,
        places=frozenset(places.split()),
        persons=frozenset(persons.split()),
        counts=frozenset((counts or {}).items()),
    )


def test_one_day_in_two_places_is_two_happenings() -> None:
    here = worded(told("1", when=day(date(2021, 7, 20))), places="harlem", persons="varela")
    there = worded(told("2", article="b", when=day(date(2021, 7, 20))), places="delft", persons="okker")
    link = judge_happening(replace(here, words=frozenset()), replace(there, words=frozenset()))
    assert link is not None and link.verdict is Verdict.DIFFERENT and "other places" in link.reasons
    assert len(group_happenings([here, there])) == 2


def test_near_types_of_one_story_are_one_happening_and_far_types_never() -> None:
    met = worded(told("1", when=day(date(2021, 7, 20))), places="harlem")
    agreed = worded(told("2", kind=EventType.AGREE, article="b", when=day(date(2021, 7, 20))), places="harlem")
    assert len(group_happenings([met, agreed])) == 1
    assert judge_happening(met, worded(told("3", kind=ATTACK, article="b"))) is None


def test_one_article_that_tells_of_two_acts_keeps_them_apart() -> None:
    met = worded(told("1", when=day(date(2021, 7, 20))), places="harlem")
    agreed = worded(told("2", kind=EventType.AGREE, when=day(date(2021, 7, 20))), places="harlem")
    assert len(group_happenings([met, agreed])) == 2
    ahead = worded(told("3", status=Status.PLANNED))
    link = judge_happening(worded(told("4")), ahead)
    assert link is not None and link.verdict is Verdict.DIFFERENT and "to come" in link.reasons[-1]


def test_planned_on_monday_and_done_on_thursday_is_one() -> None:
    plan = told("1", status=Status.PLANNED, when=day(date(2021, 7, 22)), published=date(2021, 7, 19))
    done = told("2", article="b", when=day(date(2021, 7, 22)))
    (one,) = group_happenings([plan, done])
    assert one.statuses == (Status.ACTUAL, Status.PLANNED) and one.noted == date(2021, 7, 19)


def test_news_without_a_day_between_two_meetings_is_unsure() -> None:
    first, second = told("1", when=day(date(2021, 7, 19))), told("2", article="b", when=day(date(2021, 7, 21)))
    news = told("3", article="c", published=date(2021, 7, 21))
    verdicts = {k.verdict for k in link_happenings([first, second, news]) if "3" in (k.left, k.right)}
    assert verdicts == {Verdict.UNSURE}
    assert len(group_happenings([first, second, news])) == 3


def test_undated_news_a_week_apart_is_not_joined_by_words() -> None:
    week = [worded(told(str(n), article=str(n), published=date(2021, 7, 1 + 6 * n))) for n in range(2)]
    assert len(group_happenings(week)) == 2


def test_a_copy_with_another_day_contradicts_and_the_most_told_day_wins() -> None:
    items = [worded(told(str(n), article=str(n), when=day(date(2021, 7, 20)))) for n in range(2)]
    items.append(worded(told("2", article="2", when=day(date(2021, 7, 22)))))
    copies = [
        Link(left="0", right=str(n), verdict=Verdict.SAME, reasons=("copy",), by="detente.x", kind="copy")
        for n in (1, 2)
    ]
    (one,) = group_happenings(items, stories=copies)
    assert one.when == day(date(2021, 7, 20)) and one.stories == 1
    (found,) = one.contradictions
    assert found.field == "day" and found.sides == (("2021-07-20", ("0", "1")), ("2021-07-22", ("2",)))


def test_other_numbers_and_denials_are_contradictions() -> None:
    when = day(date(2021, 7, 20))
    one = worded(told("1", kind=ATTACK, when=when), places="harlem", counts={"soldiers": "3"})
    two = worded(told("2", kind=ATTACK, when=when, article="b"), places="harlem", counts={"soldiers": "5"})
    no = worded(told("3", kind=ATTACK, when=when, article="c", status=Status.DENIED), places="harlem")
    (made,) = group_happenings([one, two, no])
    assert {c.field for c in made.contradictions} == {"number of soldiers", "whether it happened"}
    assert made.status is Status.ACTUAL and (len(made.tellings), made.denials) == (3, 1)


def test_who_began_is_told_both_ways() -> None:
    when = day(date(2021, 7, 20))
    ours = worded(told("1", kind=ATTACK, pair=("ARM", "AZE"), when=when), places="harlem")
    theirs = worded(told("2", kind=ATTACK, pair=("AZE", "ARM"), when=when, article="b"), places="harlem")
    made = group_happenings([ours, theirs])
    assert len(made) == 2
    for one in made:
        (found,) = one.contradictions
        assert found.field == "who began"
        assert {value for value, _ in found.sides} == {"ARM against AZE", "AZE against ARM"}


def test_a_users_word_joins_and_splits() -> None:
    when = day(date(2021, 7, 20))
    items = [told("1", when=when), told("2", when=when, article="b")]
    items.append(told("3", when=day(date(2021, 8, 20)), article="c"))

    def user(left: str, right: str, verdict: Verdict) -> Link:
        return Link(left=left, right=right, verdict=verdict, reasons=("so",), by="user u", kind="happening")

    assert [h.tellings for h in group_happenings(items)] == [("1", "2"), ("3",)]
    assert len(group_happenings(items, users=[user("1", "2", Verdict.DIFFERENT)])) == 3
    assert len(group_happenings(items, users=[user("2", "3", Verdict.SAME)])) == 1


def test_the_id_of_a_happening_outlives_later_pages() -> None:
    when = day(date(2021, 7, 20))
    (before,) = group_happenings([told("1", when=when)])
    later = told("2", when=when, article="b", published=date(2021, 7, 25))
    (after,) = group_happenings([told("1", when=when), later])
    assert before.id == after.id


def test_what_a_judgement_needs_is_read_off_the_sentence() -> None:
    text = "Rain fell. Varela met 12 envoys in Harlem on 3 May 2024 over herring. Nothing else happened in Delft."
    made = article(text, "a")
    start = text.index("Varela")
    one = told("1").telling
    telling = replace(
        one,
        evidence=replace(one.evidence, spans=(Span(start, start + 20),)),
        trigger=Span(start + 7, start + 10),
        source="Anton Varela",
    )
    at = text.index("Harlem")
    far = text.index("Delft")
    mentions = (
        Mention(span=Span(at, at + 6), kind=MentionKind.PLACE, actor=None),
        Mention(span=Span(far, far + 5), kind=MentionKind.PLACE, actor=None),
    )
    cast = Reading(page="a", url="a").cast.plus((person("Anton Varela"),), mentions)
    found = told_of(Reading(page="a", url="a", article=made, cast=cast, tellings=(telling,)), telling, plain={"over"})
    assert found.places == {"harlem"} and found.persons == {"varela"} and found.trigger == "met"
    assert "herrin" in found.words and "over" not in found.words and "rain" not in found.words
    assert found.counts == {("envoys", "12")}


def verdicts_at(key: str, tellings: list[Told]) -> set[tuple[str, Verdict]]:
    """What a telling is judged to be with each of the others."""
    links = [k for k in link_happenings(tellings) if key in (k.left, k.right)]
    return {(k.left if k.right == key else k.right, k.verdict) for k in links}


def test_news_without_a_day_is_of_the_latest_day_that_fits_unless_another_fits_far_better() -> None:
    """The older happening shares all the words of the news, the one of that day only some."""
    old = worded(told("1", when=day(date(2021, 7, 19)), published=date(2021, 7, 19)))
    new = worded(told("2", article="b", when=day(date(2021, 7, 22)), published=date(2021, 7, 22)))
    new = replace(new, words=frozenset([*sorted(TALKS)[:3], "boats", "storms"]))
    news = worded(told("3", article="c", published=date(2021, 7, 22)))
    assert verdicts_at("3", [old, new, news]) == {("1", Verdict.UNSURE), ("2", Verdict.UNSURE)}
    assert verdicts_at("3", [old, news]) == {("1", Verdict.SAME)}


def test_news_is_hardly_of_the_day_after() -> None:
    news = worded(told("1", published=date(2021, 7, 22)))
    today, tomorrow = (worded(told("2", article="b", when=day(date(2021, 7, n)))) for n in (22, 23))
    same, after = judge_happening(news, today), judge_happening(news, tomorrow)
    assert same is not None and after is not None and after.score < same.score - 0.5


def test_the_same_words_with_another_number_in_them_say_less() -> None:
    first = worded(told("1", when=day(date(2021, 7, 22))), counts={"boats": "40"})
    scores = []
    for number in ("40", "55"):
        link = judge_happening(
            first, worded(told("2", article="b", when=day(date(2021, 7, 22))), counts={"boats": number})
        )
        assert link is not None
        scores.append(link.score)
    assert scores[0] - scores[1] > 1.5


def test_one_that_leaves_a_side_open_does_not_make_two_relations_one() -> None:
    """On one day a president met two others; a third page says only that he held talks."""
    on = day(date(2021, 7, 20))
    first = worded(told("1", pair=("RUS", "AZE"), when=on))
    second = worded(told("2", pair=("RUS", "ARM"), article="b", when=on))
    half = worded(told("3", pair=("RUS", None), article="c", when=on))
    made = group_happenings([first, second, half])
    assert sorted(h.tellings for h in made) == [("1",), ("2",)]
    assert verdicts_at("3", [first, second, half]) == {("1", Verdict.UNSURE), ("2", Verdict.UNSURE)}
    (one,) = group_happenings([first, half])
    assert one.tellings == ("1", "3")
    by_hand = Link(left="2", right="3", verdict=Verdict.SAME, reasons=("so it was",), by="user u", kind="happening")
    assert {h.tellings for h in group_happenings([first, second, half], users=[by_hand])} == {("1",), ("2", "3")}


def test_contradictory_days_of_one_happening_are_shown_and_the_most_told_is_kept() -> None:
    """Copies that mistake the day belong to the happening; which day holds is a matter of votes, and said."""
    on, off = day(date(2021, 7, 20)), day(date(2021, 7, 21))
    group = [worded(told(str(n), article=str(n), outlet=str(n), when=off if n == 3 else on)) for n in range(5)]
    (one,) = group_happenings(group)
    assert one.when == on and [c.field for c in one.contradictions] == ["day"]
    assert dict(one.contradictions[0].sides)["2021-07-21"] == ("3",)


def test_a_cancelled_meeting_is_planned_and_denied_and_never_actual() -> None:
    on = day(date(2021, 7, 22))
    plan = worded(told("1", status=Status.PLANNED, when=on, published=date(2021, 7, 19)), places="harlem")
    off = worded(told("2", status=Status.DENIED, article="b", when=on, published=date(2021, 7, 21)), places="harlem")
    (one,) = group_happenings([plan, off])
    assert one.status is Status.DENIED and set(one.statuses) == {Status.PLANNED, Status.DENIED}
    assert len(one.tellings) == 2 and one.denials == 1
    next_week = worded(
        told("3", article="c", when=day(date(2021, 7, 29)), published=date(2021, 7, 29)), places="harlem"
    )
    assert sorted(h.status for h in group_happenings([plan, off, next_week])) == [Status.ACTUAL, Status.DENIED]


def test_a_blow_that_is_only_denied_is_nobodys_first() -> None:
    when = day(date(2021, 7, 20))
    ours = worded(told("1", kind=ATTACK, pair=("ARM", "AZE"), when=when), places="harlem")
    denied = told("2", kind=ATTACK, pair=("AZE", "ARM"), when=when, article="b", status=Status.DENIED)
    assert [h.contradictions for h in group_happenings([ours, worded(denied, places="harlem")])] == [(), ()]


def test_numbers_written_out_are_counted_as_those_in_digits() -> None:
    """But not two, which is said of the sides and their presidents."""
    text = "Shells killed four soldiers, wounded Twenty-two Syrian men and 3 boys as the two sides met for ten days."
    reading = Reading(page="a", url="a", article=article(text, "a"))
    span = Span(0, len(text))
    counts = told_of(reading, reported("a", span, ATTACK, "ARM", "AZE", "e")).counts
    assert counts == {("soldiers", "4"), ("men", "22"), ("boys", "3"), ("days", "10")}
