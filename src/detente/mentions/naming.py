"""A run that names somebody becomes marks of his figure: the name with the title before it, and the apposition."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.offices import Known
from detente.mentions.roles import joined, noun_gender, posts, role_words
from detente.mentions.runs import Run
from detente.mentions.scene import Scene
from detente.mentions.titles import Title
from detente.types import MentionKind


@dataclass(slots=True)
class Person:
    """One person being put together: his figure, surname key, given names, and the runs that name him."""

    figure: Figure
    surname: str
    given: list[str]
    known: Known | None = None  # the holder of the lexicon whom the name fits
    places: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # the last token of each naming, beside `places`
    titles: list[Title] = field(default_factory=list)


def mark_run(scene: Scene, draft: Draft, run: Run, person: Person, rule: str) -> None:
    """Add the marks of a run that names the person, with its titles, and take over what they tell of him."""
    person.places.append(run.first)
    person.ends.append(run.last)
    figure = person.figure
    figure.gender = run.gender or figure.gender
    for title in (run.title, run.shared, run.earlier, run.apposition):
        if title is None:
            continue
        person.titles.append(title)
        figure.roles.append(role_words(scene, title))
        figure.posts += posts(scene, title)
        figure.gender = figure.gender or noun_gender(scene, title.noun.word)
        if title is not run.shared and not (title.before and title.stop == run.first):
            _title_mark(scene, draft, title, figure)
    add_run(scene, draft, run, figure, rule)


def add_run(scene: Scene, draft: Draft, run: Run, figure: Figure | None, rule: str) -> None:
    """Add the mark of a run, the title before it included; no figure where it is left open whom it names."""
    first = run.first
    if run.title and run.title.before and run.title.stop == run.first:
        first = run.title.first
    elif run.honorific is not None:
        first = run.honorific
    role = role_words(scene, run.title) if run.title else None
    mark = Mark(
        first, run.stop, run.last, scene.span(first, run.stop), MentionKind.NAME, figure, role=role, rule=rule
    )
    draft.add(mark)
    for index in range(run.first, run.last):  # the parser may hang the phrase on another word of the name
        draft.by_head.setdefault(index, []).append(mark)
    if first < run.first and run.title:
        draft.by_head.setdefault(run.title.head, []).append(mark)


def _title_mark(scene: Scene, draft: Draft, title: Title, figure: Figure) -> None:
    role = role_words(scene, title)
    for index in (title.head, *joined(scene, title)):
        if index not in draft.by_head:
            first, stop = (title.first, title.stop) if index == title.head else (index, index + 1)
            draft.add(
                Mark(
                    first,
                    stop,
                    index,
                    scene.span(first, stop),
                    MentionKind.NOMINAL,
                    figure,
                    role=role,
                    rule="person: apposition",
                )
            )
