"""Somebody known by his office alone becomes the one who held it on the day of the page, by the lexicon."""

from __future__ import annotations

from collections.abc import Iterable

from detente.mentions.draft import Figure
from detente.mentions.scene import Scene


def look_up(scene: Scene, figure: Figure, before: Iterable[str], roles: Iterable[str]) -> None:
    """Give the figure the entry of the holder of the first known office; his name stays as the page has it.

    `before` are the words before the noun: a former, next or deputy president is not the president of that day.
    """
    if figure.state is None or scene.vocabulary.not_now & set(before):
        return
    known = scene.vocabulary.holders.in_office(roles, figure.state, scene.article.dateline)
    if known and figure.gender in ("", known.gender):
        figure.entry, figure.gender = known.id, known.gender
        figure.why = f"{figure.why}; {known.office} on the day of the page: {known.name}"
