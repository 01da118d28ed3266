"""A drafted cast becomes a settled one: a holder known by office alone is the one person whom the page leaves open.

"The French co-chair told the radio" on a page with one French name that carries no title of its own.
"""

from __future__ import annotations

from collections import defaultdict

from detente.mentions.draft import Draft, Figure
from detente.mentions.naming import Person
from detente.mentions.scene import Scene
from detente.mentions.sides import EACH_OF_TWO
from detente.types import ActorKind, MentionKind


def settle_unnamed(scene: Scene, draft: Draft, people: list[Person]) -> None:
    """Give the marks of an unnamed holder to the only untitled person of his state, where there is one of each."""
    open_people: dict[str, list[Figure]] = defaultdict(list)
    for person in people:
        if person.figure.state:
            open_people[person.figure.state].append(person.figure)
    named = {id(person.figure) for person in people}
    for state, figures in open_people.items():
        unnamed = [
            f
            for f in draft.figures.values()
            if f.state == state and id(f) not in named and _definite(scene, draft, f)
        ]
        if len(figures) != 1 or len(unnamed) != 1 or figures[0].posts:
            continue
        left, right = unnamed[0], figures[0]
        if _first(draft, left) < _first(draft, right):
            continue  # named only later: somebody else
        if left.gender and right.gender and left.gender != right.gender:
            continue
        right.posts += left.posts
        right.roles += left.roles
        right.official = left.official if right.official is None else right.official
        for mark in draft.marks:
            if mark.figure is left:
                mark.figure = right
                mark.rule = "office: the only person of the state whom the page names"


def _first(draft: Draft, figure: Figure) -> int:
    return min(mark.first for mark in draft.marks if mark.figure is figure)


def _definite(scene: Scene, draft: Draft, figure: Figure) -> bool:
    """the French co-chair; her Serbian colleague; not: a diplomat, two ministers"""
    if (
        figure.kind is not ActorKind.PERSON
        or figure.plural
        or not figure.why.startswith(("state: by", "state: one of"))
    ):
        return False
    marks = [m for m in draft.marks if m.figure is figure and m.kind is MentionKind.NOMINAL]
    marks = [m for m in marks if m.rule != EACH_OF_TWO]
    return any(scene.lower[m.first] == "the" or scene.tokens[m.first].tag == "PRP$" for m in marks)
