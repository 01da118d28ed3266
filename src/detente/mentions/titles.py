"""The words before or behind a name become a title: the noun that says what somebody is, with its phrase."""

from __future__ import annotations

from dataclasses import dataclass

from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind, Noun

PEOPLE = frozenset({"office", "leader", "expert", "person", "anyone", "uniformed", "armed"})
_BETWEEN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "DET"})
_LINKS = frozenset({"of", "for", "to", "in", "at", "on", "and", "&", "-", "the", "'s", "’s", "under"})
_BEFORE_A_TITLE = frozenset({"-", "'s", "’s", "his", "her", "its", "their", "now", "who", "is"})
_CLOSING = frozenset({",", "(", ";", "—", "–", "-", ":"})
_ENDS = _CLOSING | {")", ".", "”", '"', "»", "?", "!"}


@dataclass(frozen=True, slots=True)
class Title:
    """A noun that says what a person is: its head token, the range of its phrase, and whether it stands before."""

    head: int
    first: int
    stop: int
    noun: Noun
    before: bool


def title_before(scene: Scene, end: int, first: int) -> Title | None:
    """Return the title whose phrase ends with token `end`, looking no further back than `first`.

    Either its noun is that token ("deputy minister X"), or a complement lies between ("minister of justice X").
    """
    index, fallback = end, None
    if index >= first and (scene.tokens[end].pos == "ADP" or scene.lower[end] in ("the", "and", "'s")):
        return None  # "governor of Wadi Fira": the name is the complement's
    while index >= max(first, end - 9):
        hit = scene.noun_at(index)
        if hit and hit[0].sort.name in PEOPLE:
            near = index + len(hit[0].after) == end
            if near or scene.lower[index + 1] in ("of", "for", "to", "in", "at"):
                title = Title(index, _phrase_start(scene, hit[1], first), end + 1, hit[0], True)
                before = scene.lower[title.first - 1] if title.first > first else ""
                if fallback or before not in ("of", "for") or not scene.tokens[index].text.islower():
                    return title
                fallback = title  # of "minister of justice X" and "spokesman for the rebels X" the first noun counts
            else:
                return fallback
        elif scene.tokens[index].pos not in _BETWEEN and scene.lower[index] not in _LINKS:
            return fallback
        index -= 1
    return fallback


def _phrase_start(scene: Scene, start: int, first: int) -> int:
    while start > first:
        token = scene.tokens[start - 1]
        seen = scene.at.get(start - 1)
        city = seen is not None and seen.sight.entry.kind in (NameKind.CAPITAL, NameKind.PLACE)
        if (
            seen
            and city
            and seen.first > first
            and scene.tokens[seen.first - 1].pos == "ADP"
            and scene.tokens[start].tag != "POS"
        ):
            break  # "In Kyiv deputy minister X"
        if token.ent in ("DATE", "TIME") or not (token.pos in _BETWEEN or token.text in ("-", "'s", "’s")):
            break
        capital = scene.tokens[start].text[0].isupper()
        if capital and token.pos == "NOUN" and token.text.islower() and not _of_rank(scene, start - 1):
            break  # "an address to the nation President X"
        start -= 1
        if token.pos == "DET":
            break
    if start > first and scene.tokens[start - 1].tag == "PRP$":
        start -= 1
    return start


def _of_rank(scene: Scene, index: int) -> bool:
    """deputy, vice, former: words that belong to the title behind them"""
    return scene.lower[index] in scene.vocabulary.not_now or scene.noun_at(index) is not None


def title_before_comma(scene: Scene, first_word: int, last: int, start: int, first: int, limit: int) -> Title | None:
    """its deputy chairman, Myrat Durdyev"""
    comma = start - 1
    if comma - 1 < first or scene.tokens[comma].text != ",":
        return None
    behind = scene.tokens[last + 1] if last + 1 < limit else None
    if behind is not None and behind.pos not in ("VERB", "AUX", "PUNCT", "PART", "ADP", "CCONJ", "ADV"):
        return None
    title = title_before(scene, comma - 1, first)
    if title is None or title.noun.plural:
        return None
    return title if scene.tokens[last].dep == "appos" or title.first < title.head or start < first_word else None


def title_behind(scene: Scene, last: int, limit: int) -> Title | None:
    """Irakli Gventsadze, deputy minister of the economy"""
    if last + 1 >= limit or scene.tokens[last + 1].text not in (",", "(", "—", "–"):
        return None
    index = last + 1 + 1
    start = index
    while index < min(limit, start + 9):
        hit = scene.noun_at(index)
        following = scene.tokens[index + 1] if index + 1 < limit else None
        if hit and hit[0].sort.name in PEOPLE and not hit[0].plural:
            stop = index + 1 + len(hit[0].after)
            behind = scene.tokens[stop] if stop < limit else None
            if behind is not None and behind.tag == "POS":
                index += 2
                continue  # "the minister's aunt"
            if behind is not None and behind.pos in _BETWEEN and behind.pos != "PART":
                index += 1
                continue  # "minister-designate", "deputy minister", or the title of another name
            return Title(index, start, _phrase_stop(scene, stop, limit), hit[0], False)
        if following is None or not _leads_on(scene, index, following.text):
            return None
        index += 1
    return None


def _leads_on(scene: Scene, index: int, following: str) -> bool:
    """Tell whether a title may still follow: the token is a modifier, and no name in a list of names."""
    token = scene.tokens[index]
    if token.pos not in _BETWEEN and token.text not in _BEFORE_A_TITLE:
        return False
    listed = token.pos == "PROPN" and index not in scene.at and scene.noun_at(index) is None
    return not (listed and following in (",", "and"))


def _phrase_stop(scene: Scene, stop: int, limit: int) -> int:
    limit = min(limit, stop + 20)
    while stop < limit and scene.tokens[stop].text not in _ENDS:
        if scene.tokens[stop].pos in ("VERB", "AUX") or scene.lower[stop] in ("who", "which", "that"):
            break
        stop += 1
    return stop
