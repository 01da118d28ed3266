"""What stands behind or before a name becomes the state of its bearer: where he works, whom he speaks for, whose kin.

"Jane Doe of the Canadian coast guard", "Jane Doe, who leads the Canadian delegation", "Doe's brother John".
"""

from __future__ import annotations

from collections.abc import Callable

from detente.mentions.draft import Draft
from detente.mentions.scene import Scene, Seen
from detente.mentions.vocabulary import NameKind

_HOMES = frozenset(
    {NameKind.STATE, NameKind.ADJECTIVE, NameKind.ORGAN, NameKind.BODY, NameKind.CAPITAL, NameKind.PLACE}
)
_NEAR = 3  # the state is named within so many words behind "of"


def state_by_affiliation(scene: Scene, draft: Draft, first: int, last: int) -> tuple[str, str] | None:
    """Return the state that the words around the name on tokens first..last tell, and the rule; else None."""
    for rule in RULES:
        code = rule(scene, draft, first, last)
        if code is not None:
            return code, f"state: {rule.__name__.replace('_', ' ')}"
    return None


def by_workplace(scene: Scene, draft: Draft, first: int, last: int) -> str | None:
    """Jane Doe of the US Department of Trade; Aytan from Baku"""
    word = last + 1
    if word >= len(scene.tokens) or scene.lower[word] not in ("of", "from") or not _same_sentence(scene, last, word):
        return None
    return _named(scene, word + 1, word + 1 + _NEAR)


def by_duty(scene: Scene, draft: Draft, first: int, last: int) -> str | None:
    """Jane Doe, who leads the Canadian delegation; Jane Doe, who speaks for the Canadian coast guard"""
    word = last + 1
    if word < len(scene.tokens) and scene.tokens[word].text == ",":
        word += 1
    if word + 1 >= len(scene.tokens) or scene.lower[word] != "who" or not _same_sentence(scene, last, word):
        return None
    verb = scene.tokens[word + 1]
    if verb.lemma.lower() not in scene.vocabulary.words["duty"]:
        return None
    start = word + 2
    if start < len(scene.tokens) and scene.tokens[start].pos == "ADP":
        start += 1
    return _named(scene, start, start + _NEAR)


def by_kin(scene: Scene, draft: Draft, first: int, last: int) -> str | None:
    """Doe's brother John: of Doe's state"""
    if first < 3 or not scene.listed(first - 1, "kin") or scene.tokens[first - 2].tag != "POS":
        return None
    figures = [m.figure for m in draft.by_head.get(first - 3, ()) if m.figure]
    return figures[0].state if len(figures) == 1 else None


def _named(scene: Scene, start: int, stop: int) -> str | None:
    """Return the state of the first name of the lexicon that begins within tokens start..stop-1."""
    for index in range(start, min(stop, len(scene.tokens))):
        seen: Seen | None = scene.at.get(index)
        if seen and seen.first == index and seen.sight.entry.kind in _HOMES:
            return seen.sight.entry.code
        if scene.tokens[index].pos in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def _same_sentence(scene: Scene, left: int, right: int) -> bool:
    return scene.sentence[left] == scene.sentence[right]


RULES: tuple[Callable[[Scene, Draft, int, int], str | None], ...] = (by_kin, by_duty, by_workplace)
