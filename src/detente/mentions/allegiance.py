"""The words of a noun phrase become the state that it belongs to, by the first rule that fits.

"Russian border guards", "Armenia's ambassador", "US officials", "the president of Uzbekistan", "police in Minsk".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.mentions.draft import Draft, Figure
from detente.mentions.scene import Scene, Seen
from detente.mentions.surroundings import names_within
from detente.mentions.vocabulary import NameKind

Belongs = tuple[str, str]  # state, name of the rule

_HERE = frozenset({"in", "from", "at", "near", "outside", "across", "around"})
_OF = frozenset({"of", "for"})


def belongs(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> Belongs | None:
    """Return the state of the phrase first..stop-1 headed by `head`, and the rule; None where its words name none.

    `word` is the main form of the head noun; it decides whether "in X" says where one belongs or where one is posted.
    """
    for rule in RULES:
        found = rule(scene, draft, first, head, stop, word)
        if found is not None:
            state = found
            return state, f"state: {rule.__name__.replace('_', ' ')}"
    return None


def _within(scene: Scene, first: int, stop: int) -> Iterable[Seen]:
    for seen in names_within(scene, first, stop):
        after = seen.stop
        if after + 1 < len(scene.tokens) and scene.tokens[after].text == "-" and scene.listed(after + 1, "led"):
            continue
        yield seen


def by_nationality(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """Russian border guards"""
    codes = [s.sight.entry.code for s in _within(scene, first, head) if s.sight.entry.kind is NameKind.ADJECTIVE]
    return codes[-1] if codes else None


def by_possessor(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """Armenia's ambassador; Tokyo's embassy"""
    for seen in _within(scene, first, head):
        if seen.sight.entry.code and seen.stop < len(scene.tokens) and scene.tokens[seen.stop].tag == "POS":
            return seen.sight.entry.code
    return None


def by_possessive_word(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """its security service; the ministry's spokeswoman: the state of whoever the word stands for"""
    if word in scene.vocabulary.words["others"]:
        return None
    for child in scene.children[head]:
        if scene.tokens[child].dep == "poss" and child < head:
            figure = figure_at(draft, owner(scene, child))
            return figure.state if figure else None
    return None


def owner(scene: Scene, index: int) -> int:
    """Return the token that a possessive word stands for where the grammar tells: of "whose", the noun before it."""
    if scene.lower[index] != "whose":
        return index
    token = scene.tokens[index]
    for _ in range(6):
        if token.dep == "relcl" or token.head == token.index:
            break
        token = scene.tokens[token.head]
    return token.head if token.dep == "relcl" else index


def by_name_in_the_compound(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """US officials; Kosovo police; the Kremlin spokesman; not: a China expert, the Iran envoy"""
    if word in scene.vocabulary.words["topic"]:
        return None
    for seen in _within(scene, first, head):
        if seen.sight.entry.code:
            return seen.sight.entry.code
    return None


def by_base(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """a London-based analyst; a Beijing-based company"""
    for index in range(first, head - 1):
        seen = scene.at.get(index)
        if seen and seen.last == index and scene.lower[index + 1 : index + 3] == ["-", "based"]:
            return seen.sight.entry.code
    return None


def by_complement(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """the president of Uzbekistan; a spokesman for the Somali defence ministry"""
    if head + 1 >= stop or scene.lower[head + 1] not in _OF:
        return None
    limit = next((i for i in range(head + 2, stop) if scene.lower[i] in ("in", "to", "with", "at", "on")), stop)
    for seen in _within(scene, head + 2, limit):
        if seen.sight.entry.code:
            return seen.sight.entry.code
    for index in range(head + 2, limit):
        figure = figure_at(draft, index)
        if figure and figure.state:
            return figure.state
    return None


def by_place(scene: Scene, draft: Draft, first: int, head: int, stop: int, word: str) -> str | None:
    """the Defence Ministry in Baku; police in Port Moresby; not: the ambassador in Baku"""
    if word in scene.vocabulary.words["abroad"]:
        return None
    for index in range(head + 1, stop - 1):
        if scene.lower[index] in _HERE:
            for seen in _within(scene, index + 1, stop):
                if seen.sight.entry.code:
                    return seen.sight.entry.code
    return None


def figure_at(draft: Draft, head: int) -> Figure | None:
    """Return the figure that the mention headed by this token refers to, if it is a single one."""
    figures = {id(m.figure): m.figure for m in draft.by_head.get(head, ()) if m.figure}
    return next(iter(figures.values())) if len(figures) == 1 else None


RULES: tuple[Callable[[Scene, Draft, int, int, int, str], str | None], ...] = (
    by_nationality,
    by_possessor,
    by_possessive_word,
    by_name_in_the_compound,
    by_base,
    by_complement,
    by_place,
)
