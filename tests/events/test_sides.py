"""Who acts on whom: what rules a trigger, and which clues speak for a state."""

from __future__ import annotations

import pytest

from detente.events import find_tellings
from detente.events.parties import Company
from detente.events.reach import Earlier, Reach, Scene
from detente.events.scan import Candidate, scan
from detente.events.side_clues import clues, on_page
from detente.events.sides import side_weights
from detente.events.slots import converse, slots
from detente.events.triggers import trigger_table
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.models import load_typist
from detente.parses import parse
from detente.parses.english import load_english
from detente.statements import find_statements
from detente.types import EventType
from tests.events.page import article_of, read, tree_of


def candidate(text: str, word: str) -> Candidate:
    tree = tree_of(text)
    found = scan(tree, tree.parse.sentences, trigger_table(load_lexicon()), None)
    return next(c for c in found if tree.token(c.trigger.index).span.of(text) == word)


def scene(text: str, word: str, ruler: str, kind: EventType = EventType.RETREAT) -> Scene:
    """The scene of `word`, with a request of Peru to Chile told at `ruler` before."""
    tree = tree_of(text)
    at = next(t.index for t in tree.tokens if t.span.of(text) == ruler)
    article = article_of(text)
    company = Company(tree, find_cast(article, parse(article, load_english()), load_lexicon()))
    before = (Earlier(at, EventType.REQUEST, "PER", "CHL"),)
    return Scene(tree, company, candidate(text, word), kind, None, before)


@pytest.mark.parametrize(
    ("text", "word", "ruler", "way"),
    [
        ("Peru demanded that Chile release the crew.", "release", "demanded", "under"),
        ("Peru demanded the withdrawal of the patrol from the river.", "withdrawal", "demanded", "under"),
        ("Peru warned that it would close the port if Chile seized another boat.", "seized", "close", "if"),
        ("Peru condemned the raid and recalled its ambassador.", "recalled", "condemned", "beside"),
    ],
)
def test_what_rules_a_trigger(text: str, word: str, ruler: str, way: str) -> None:
    ruling = scene(text, word, ruler).ruling()
    assert ruling is not None and ruling[1] == way


def test_another_sentence_does_not_rule() -> None:
    text = "Peru asked Chile for talks. Chile released the crew."
    assert scene(text, "released", "asked").ruling() is None


def test_who_is_asked_is_likelier_to_do_what_is_asked_for() -> None:
    """That a request rules the act speaks for its being done by whom it was put to, in the shipped weights."""
    weights = side_weights(load_lexicon()).source

    def ahead(ruler: str) -> float:
        reach = Reach(scene("Peru demanded that the crew be released.", "released", ruler))
        chile, peru = (
            sum(weights.get(n, 0.0) * v for n, v in clues(reach, "source", s, None).items()) for s in ("CHL", "PER")
        )
        return chile - peru

    assert ahead("demanded") > ahead("crew") + 1.0  # the same request told elsewhere does not rule


@pytest.mark.parametrize("text", ["Peru demanded that the crew be released.", "Chile released the crew to Peru."])
def test_weighing_facts_is_weighing_their_clues(text: str) -> None:
    """Names of clues are only written where weights are learnt: what is weighed must be the same."""
    reach = Reach(scene(text, "released", text.split()[1]))
    weights, states = side_weights(load_lexicon()), reach.states()
    pages = {s: on_page(reach, s) for s in states}
    for role, by_name in (("source", weights.source), ("target", weights.target)):
        for state in (*states, None):
            for source in (*states, None):
                named = sum(by_name.get(n, 0.0) * v for n, v in clues(reach, role, state, source).items())
                assert weights.score(reach, role, state, source, pages) == pytest.approx(named, abs=1e-9)


def test_soldiers_of_the_two_states_are_both_sides() -> None:
    text = "Peru and Chile share the river. Soldiers of the two states shot at one another."
    tree = tree_of(text)
    soldiers = next(t.index for t in tree.tokens if t.span.of(text) == "Soldiers")
    article = article_of(text)
    company = Company(tree, find_cast(article, parse(article, load_english()), load_lexicon()))
    assert {p.state for p in company.parties(soldiers)} == {"PER", "CHL"}


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_the_same_page_gives_the_same_sides() -> None:
    text = "Peru accused Chile of shelling a village and demanded that the guns be withdrawn."
    article = article_of(text)
    parsed, lexicon = parse(article, load_english()), load_lexicon()
    told = [
        find_tellings(article, parsed, find_cast(article, parsed, lexicon), (), lexicon, load_typist()) for _ in "ab"
    ]
    assert told[0].tellings == told[1].tellings and told[0].tellings


@pytest.mark.parametrize(
    ("text", "word", "ends"),
    [
        ("Malawi received two boats from Norway.", "received", ("Norway", "Malawi")),
        ("Malawi faces pressure from Norway to close the road.", "pressure", ("Norway", "Malawi")),
        ("Malawi sent two boats to Norway.", "sent", None),
        ("Two boats were received from Norway.", "received", None),
    ],
)
def test_a_converse_is_told_from_its_other_end(text: str, word: str, ends: tuple[str, str] | None) -> None:
    tree = tree_of(text)
    at = next(t.index for t in tree.tokens if t.span.of(text) == word)
    found = converse(tree, at)
    assert (found and tuple(tree.token(k).span.of(text) for k in found)) == ends
    if found:
        around = slots(tree, tree.parse.sentences[0], at, (at,))
        assert around[found[0]] in {"subject", "poss"} and around[found[1]] in {"dative", "prep:to"}


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Peruvian president ended a visit to Chile on Monday.", ("PER", "CHL")),
        ("Chile's foreign minister flew to Lima on Monday and met his Peruvian colleague there.", ("CHL", "PER")),
    ],
)
def test_of_what_is_done_jointly_who_acts_comes_first(text: str, sides: tuple[str, str]) -> None:
    told = [t for t in read(text, load_typist()).tellings if t.type is EventType.CONSULT]
    assert told and all((t.source_state, t.target_state) == sides for t in told)


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_an_act_of_words_is_done_by_who_says_them() -> None:
    text = "Norway's minister Jonas Berg accused Malawi of theft; he promised that Norway would pay for tents."
    article = article_of(text)
    parsed, lexicon = parse(article, load_english()), load_lexicon()
    speech = find_statements(article, parsed, find_cast(article, parsed, lexicon), lexicon)
    told = find_tellings(article, parsed, speech.cast, speech.statements, lexicon, load_typist()).tellings
    accused = [t for t in told if t.type is EventType.ACCUSE]
    assert accused and accused[0].source == "jonas-berg" and accused[0].target_state == "MWI"


@pytest.mark.skipif(load_typist() is None, reason="the event weights are not installed")
def test_what_two_do_to_each_other_is_told_of_both() -> None:
    text = "The two countries accused each other. Peru and Chile signed a pact."
    told = read(text, load_typist()).tellings
    assert {(t.source_state, t.target_state) for t in told if t.type is EventType.ACCUSE} == {
        ("PER", "CHL"),
        ("CHL", "PER"),
    }


def test_a_place_does_not_act_on_the_state_it_lies_in_nor_in_its_name_on_another() -> None:
    text = "Armenia waits for gas, which stopped twice. Karabakh blames Azerbaijan; the gas company blames the frost."
    found = [t for t in read(text, load_typist()).tellings if t.type is EventType.ACCUSE]
    assert ("AZE", "ARM") not in {(t.source_state, t.target_state) for t in found}
