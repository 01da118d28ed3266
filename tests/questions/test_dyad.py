"""What a relation rests on: one speaker for two spellings, copies counted once, and the word of officials alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from detente.dates import month
from detente.lexicon import load_lexicon
from detente.questions.brief import write_brief
from detente.questions.dyad import gather_dyad
from detente.questions.relation import Asked, ask_relation
from detente.record import Store, open_store
from detente.types import Actor, ActorKind, Cast, Dyad, EventType, Mention, MentionKind, Reading, Span, Status
from evals.stories.paper import quoted, reported
from tests.links.stock import article, enter

LEXICON = load_lexicon()
PAIR = Dyad("AZE", "RUS")
STATES = (
    Actor(id="AZE", name="Azerbaijan", kind=ActorKind.STATE, state="AZE", official=True),
    Actor(id="RUS", name="Russia", kind=ActorKind.STATE, state="RUS", official=True),
)


def put(
    store: Store,
    key: str,
    text: str,
    outlet: str,
    when: date,
    speaker: Actor,
    *,
    own_word: bool = False,
    status: Status = Status.ACTUAL,
) -> None:
    """A page on which a speaker says all of the text about the pair, and (by his word or the outlet's) they meet."""
    whole = Span(0, len(text))
    enter(
        store,
        Reading(
            page=key,
            url=f"{key}.txt",
            article=article(text, key, published=when, outlet=outlet),
            cast=Cast(
                actors=(*STATES, speaker), mentions=(Mention(span=whole, kind=MentionKind.NAME, actor=speaker.id),)
            ),
            statements=(quoted(key, whole, speaker.id, f"s{key}", about=(PAIR,), tone=1),),
            tellings=(
                replace(
                    reported(
                        key,
                        whole,
                        EventType.CONSULT,
                        "AZE",
                        "RUS",
                        f"t{key}",
                        trigger=Span(0, 3),
                        when=when,
                        actors=("AZE", "RUS"),
                        vouched_by=None if own_word else speaker.id,
                    ),
                    status=status,
                ),
            ),
        ),
    )


def analyst(name: str) -> Actor:
    return Actor(
        id="m", name=name, kind=ActorKind.PERSON, state="RUS", roles=("political scientist",), official=False
    )


MINISTER = Actor(
    id="b", name="Jeyhun Bayramov", kind=ActorKind.PERSON, state="AZE", roles=("minister",), official=True
)


@pytest.fixture
def store() -> Iterator[Store]:
    made = open_store(":memory:")
    put(
        made,
        "a1",
        "The two presidents of the river states will dine well, he thinks.",
        "One.az",
        date(2021, 7, 23),
        analyst("Sergei Markov"),
    )
    put(
        made,
        "a2",
        "Nobody on either bank wants this winter quarrel to go on.",
        "Two.az",
        date(2025, 3, 11),
        analyst("Sergey Markov"),
    )
    put(
        made,
        "a3",
        "We welcomed our guests at the pass this morning.",
        "Three.ru",
        date(2025, 3, 12),
        MINISTER,
        own_word=True,
    )
    yield made
    made.engine.dispose()


def test_two_spellings_are_one_speaker(store: Store) -> None:
    material = gather_dyad(store, PAIR, LEXICON)
    assert material.pages == 3
    assert material.speakers == ("Sergei Markov", "Jeyhun Bayramov") and material.officials == ("Jeyhun Bayramov",)
    assert material.homes == {"One.az": "AZE", "Two.az": "AZE", "Three.ru": "RUS"}
    assert {u.speaker for u in material.utterances} == {"Sergei Markov", "Jeyhun Bayramov"}


def test_the_word_of_officials_alone_leaves_what_the_outlet_tells(store: Store) -> None:
    material = gather_dyad(store, PAIR, LEXICON, officials_only=True)
    assert material.speakers == ("Jeyhun Bayramov",)
    assert set(material.rows) == {"ta3"}


def test_the_same_words_on_two_pages_are_one_statement(store: Store) -> None:
    again = "Nobody on either bank wants this winter quarrel to go on. So he said."
    put(store, "a4", again, "Four.az", date(2025, 3, 12), analyst("Sergey Markov"))
    assert len(gather_dyad(store, PAIR, LEXICON).utterances) == 3


def test_the_series_keeps_coverage_by_month(store: Store) -> None:
    answer = ask_relation(store, PAIR, LEXICON)
    last = answer.series.points[-1]
    assert (last.pages, last.outlets, last.speakers, last.officials) == (2, 2, 2, 1)
    assert last.countries == ("AZE", "RUS")
    assert (last.official_words.better, last.other_words.better) == (1, 1)
    assert answer.note.startswith(
        "3 pages, 2 speakers, 3 outlets, of them 2 Azerbaijani, 1 Russian, 1 official quoted"
    )


def test_who_denies_that_they_met_does_not_tell_it_once_more(store: Store) -> None:
    when, words = date(2025, 3, 11), "Nobody on either bank wants this winter quarrel to go on, or so we hear."
    put(store, "a4", words, "Four.az", when, MINISTER, own_word=True, status=Status.DENIED)
    point = ask_relation(store, PAIR, LEXICON).series.points[-1]
    assert (point.events, point.tellings, point.denials) == (2, 2, 1)
    brief = write_brief(store, PAIR, month(2025, 3), LEXICON, Asked())
    lines = [
        entry.text for section in brief.sections if section.title == "What happened" for entry in section.entries
    ]
    assert sorted(line.split("; ")[1] for line in lines) == [
        "told 1 time and denied 1 time by 2 outlets",
        "told 1 time by 1 outlet):",
    ]
