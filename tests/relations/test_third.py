"""Third parties: who talks with both in one clause, who is blamed by name or unnamed, and what moves along."""

from datetime import date

import pytest

from detente.dates import month
from detente.lexicon import load_lexicon
from detente.relations.nouns import Together
from detente.relations.third import FEWEST, find_blamed, find_mediators, make_network, move_together
from detente.types import Actor, ActorKind, Cast, Dyad, EventType, Reading, Span, Status, Telling
from evals.stories.paper import quoted, reported
from tests.links.stock import article
from tests.relations.stock import SCALE, happening, month_days

LEXICON = load_lexicon()
PAIR = Dyad("ARM", "AZE")
TEXT = "The envoy of a far country sat with both sides. Certain circles and outside powers gain from this quarrel."


def told(key: str, kind: EventType, source: str, target: str, span: Span, status: Status = Status.ACTUAL) -> Telling:
    return reported("a", span, kind, source, target, key, trigger=Span(span.start, span.start + 1), status=status)


def reading(tellings: tuple[Telling, ...], words: Span | None = None) -> Reading:
    said = (quoted("a", words, "v", "s", about=(PAIR,)),) if words else ()
    cast = Cast(actors=(Actor(id="v", name="A Voice", kind=ActorKind.PERSON),))
    made = article(TEXT, "a", published=None)
    return Reading(page="a", url=made.url, article=made, cast=cast, tellings=tellings, statements=said)


CLAUSE, LATER = Span(0, 47), Span(48, 60)


def test_talks_with_both_in_one_clause_make_a_mediator() -> None:
    one = told("1", EventType.CONSULT, "GEO", "ARM", CLAUSE)
    other = told("2", EventType.CONSULT, "AZE", "GEO", CLAUSE)
    (third,) = find_mediators(PAIR, [reading((one, other))])
    assert (third.who, third.part, third.count, third.cites) == ("GEO", "mediator", 2, ("1", "2"))


@pytest.mark.parametrize(
    "second",
    [
        told("2", EventType.CONSULT, "AZE", "GEO", LATER),  # another clause
        told("2", EventType.CONSULT, "ARM", "GEO", CLAUSE),  # the same side again
        told("2", EventType.AID, "AZE", "GEO", CLAUSE),  # no talk
        told("2", EventType.CONSULT, "AZE", "GEO", CLAUSE, Status.DENIED),
    ],
)
def test_anything_less_is_no_mediation(second: Telling) -> None:
    assert find_mediators(PAIR, [reading((told("1", EventType.CONSULT, "GEO", "ARM", CLAUSE), second))]) == ()


def test_a_third_that_one_of_the_two_accuses_is_blamed_and_one_that_a_third_accuses_is_not() -> None:
    pages = frozenset({"a"})
    accusing = reading(
        (told("1", EventType.ACCUSE, "ARM", "RUS", CLAUSE), told("2", EventType.ACCUSE, "TUR", "IRN", CLAUSE))
    )
    (third,) = find_blamed(PAIR, [accusing], LEXICON, pages)
    assert (third.who, third.by, third.cites) == ("RUS", ("ARM",), ("1",))
    assert find_blamed(PAIR, [accusing], LEXICON, frozenset()) == ()  # the page does not concern the two


def test_unnamed_outsiders_go_by_their_words() -> None:
    words = Span(TEXT.index("Certain"), len(TEXT))
    found = find_blamed(PAIR, [reading((), words)], LEXICON, frozenset({"a"}))
    assert [(t.who, t.by) for t in found] == [("certain circles", ("A Voice",)), ("outside powers", ("A Voice",))]


def test_a_network_sums_each_relation_once_and_keeps_to_its_time() -> None:
    made = [
        happening(EventType.AID, date(2025, 3, 1), key="1", dyad=Dyad("RUS", "AZE")),
        happening(EventType.ASSAULT, date(2025, 3, 2), key="2", dyad=Dyad("AZE", "RUS")),
        happening(EventType.AID, date(2025, 4, 1), key="3", dyad=Dyad("ARM", "AZE")),
        happening(EventType.AID, date(2025, 3, 1), Status.PLANNED, key="4", dyad=Dyad("ARM", "AZE")),
    ]
    all_times = make_network(made, SCALE)
    assert [(e.dyad, e.events) for e in all_times] == [(Dyad("AZE", "RUS"), 2), (Dyad("ARM", "AZE"), 1)]
    assert (all_times[0].cooperation, all_times[0].conflict, all_times[0].balance) == (2.0, -1.0, 0.5)

    (march,) = make_network(made, SCALE, month(2025, 3))
    assert march.happenings == ("1", "2")


def moves(shared: int, against: bool = False) -> tuple[Together, ...]:
    """Two relations whose balances rise and fall in step: more and more AID among four happenings a month."""
    made = []
    for n, day in enumerate(month_days(shared)):
        for dyad, good in ((PAIR, n % 5), (Dyad("ARM", "TUR"), 4 - n % 5 if against else n % 5)):
            kinds = [EventType.AID] * good + [EventType.ASSAULT] * (4 - good)
            made += [happening(k, day, key=f"{dyad}{n}{m}", dyad=dyad) for m, k in enumerate(kinds)]
    return move_together(PAIR, made, SCALE)


def test_relations_that_rise_and_fall_together_are_named() -> None:
    (found,) = moves(20)
    assert found.right == Dyad("ARM", "TUR") and found.rho == pytest.approx(1.0) and found.chance <= 0.01
    assert moves(20, against=True)[0].rho == pytest.approx(-1.0)


def test_few_shared_periods_say_nothing() -> None:
    assert moves(FEWEST - 1) == ()
