"""An article and its parse become a cast: everybody on the page, and every mention with the rule that read it.

names of persons -> names of the lexicon -> one reading in text order (noun phrases, pronouns) -> states settled
"""

from __future__ import annotations

from detente.lexicon import Lexicon
from detente.mentions import nominals, pronouns
from detente.mentions.abbreviations import abbreviations
from detente.mentions.affiliation import state_by_affiliation
from detente.mentions.allegiance import belongs, figure_at
from detente.mentions.context import likely_state
from detente.mentions.draft import Draft, Mark
from detente.mentions.focus import Focus
from detente.mentions.home import home_of
from detente.mentions.names import mark_names
from detente.mentions.naming import Person
from detente.mentions.outlets import mark_outlets
from detente.mentions.persons import find_persons
from detente.mentions.scene import Scene
from detente.mentions.settle import settle_unnamed
from detente.mentions.short_names import lay_short_names
from detente.mentions.things import mark_things
from detente.mentions.vocabulary import vocabulary
from detente.types import Article, Cast, MentionKind, Parse


def find_cast(article: Article, parse: Parse, lexicon: Lexicon) -> Cast:
    """Return everybody whom the title and body of the article mention.

    A mention of two people or states ("the two presidents") is given once for each of them, with the same span.
    First-person pronouns stay open until `first_person` knows who speaks.
    """
    scene = Scene(article, parse, vocabulary(lexicon))
    lay_short_names(scene)
    draft = Draft()
    short = abbreviations(scene)
    mark_outlets(scene, draft)
    scene.close()
    mark_things(scene, draft)
    people = find_persons(scene, draft, frozenset(short))
    mark_names(scene, draft)
    focus = Focus(scene, home_of(scene))
    _read(scene, draft, focus, people, short)
    for person in people:
        _place(scene, focus, person)
    settle_unnamed(scene, draft, people)
    return draft.freeze()


def _read(scene: Scene, draft: Draft, focus: Focus, people: list[Person], short: dict[int, int]) -> None:
    """Walk through the tokens: what is named comes into focus, noun phrases and pronouns are read against it."""
    for person in people:
        _learn(scene, draft, focus, person, early=True)
    phrases = {phrase.head: phrase for phrase in scene.phrases}
    by_figure = {person.figure.key: person for person in people}
    done: set[int] = set()

    def complements_first(index: int, stop: int) -> None:
        """Read the ministry of "a spokesman for the ministry" before the spokesman."""
        for inner in range(stop - 1, index, -1):
            if inner in phrases and inner not in draft.by_head and scene.lower[index + 1] in ("of", "for"):
                nominals.read_phrase(scene, draft, focus, phrases[inner])

    for token in scene.tokens:
        index = token.index
        if index in draft.by_head:
            complements_first(index, max(mark.stop for mark in draft.by_head[index]))
        else:
            if index in phrases:
                complements_first(index, phrases[index].stop)
                nominals.read_phrase(scene, draft, focus, phrases[index])
            elif index in short and (body := figure_at(draft, short[index])):
                span, kind = token.span, MentionKind.NAME
                draft.add(
                    Mark(index, index + 1, index, span, kind, body, rule="name: short for a body named in full")
                )
            elif token.pos == "PRON" and scene.lower[index] in pronouns.ALL:
                pronouns.read_pronoun(scene, draft, focus, index)
        for mark in draft.by_head.get(index, ()):
            if mark.head == index and id(mark) not in done:
                done.add(id(mark))
                if mark.figure and mark.figure.key in by_figure:
                    _learn(scene, draft, focus, by_figure[mark.figure.key])
                focus.see(mark)


def _learn(scene: Scene, draft: Draft, focus: Focus, person: Person, *, early: bool = False) -> None:
    """Give a person the state and standing that his titles tell, once the words before them have been read."""
    figure = person.figure
    for title in person.titles:
        former = any(scene.lower[i] in scene.vocabulary.ended for i in range(title.first, title.head))
        if figure.official is None or former:
            figure.official = False if former else title.noun.sort.official
        found = belongs(scene, draft, title.first, title.head, title.stop, title.noun.word)
        if found:
            figure.learn(*found)
    for first, last in zip(person.places, person.ends, strict=True) if figure.state is None else ():
        tied = state_by_affiliation(scene, draft, first, last)
        if tied:
            figure.learn(*tied)
    if person.known and person.known.serving:
        figure.learn(person.known.state, "state: of the holder in the lexicon")
    if early:
        return
    if person.titles and figure.official and not scene.title(person.titles[0].head):
        _place(scene, focus, person)


def _place(scene: Scene, focus: Focus, person: Person) -> None:
    """Give a person whose words name no state the one that the surroundings make likeliest."""
    figure = person.figure
    if person.known:
        figure.learn(person.known.state, "state: of the holder in the lexicon")
        if figure.official is None:
            figure.official = person.known.serving
    if figure.state is None and person.places:
        head = next((p for p in person.places if not scene.title(p)), person.places[0])
        official = figure.official is True
        noun = person.titles[0].noun.word if person.titles else None
        figure.learn(*likely_state(scene, focus, focus.home, head, official=official, name=figure.name, noun=noun))
