"""A noun for a ship, a firm or an outlet with a name behind it becomes one organisation under that name."""

from __future__ import annotations

from detente.mentions.allegiance import belongs
from detente.mentions.draft import Draft, Mark
from detente.mentions.scene import Scene
from detente.types import ActorKind, MentionKind

_QUOTES = frozenset("\"“”«»‘’'`")
KINDS = frozenset({"vessel", "media", "company", "armed"})


def mark_things(scene: Scene, draft: Draft) -> None:
    """Add marks for named ships, firms, outlets: the trawler Taibola, State company Turkmengaz, “Orbita-Yug”."""
    known: dict[str, Mark] = {}
    for index in range(len(scene.tokens) - 1):
        hit = scene.noun_at(index)
        if hit is None or hit[0].sort.name not in KINDS or hit[0].plural:
            continue
        first, stop = _name_behind(scene, index)
        if stop <= first or any(i in draft.by_head for i in range(first, stop)):
            continue
        name = scene.text(first, stop).strip("".join(_QUOTES) + " ,")
        noun = hit[0]
        figure = draft.fresh(name, ActorKind(noun.sort.kind), roles=[noun.word], posts=[noun.word],
                             official=noun.sort.official)  # fmt: skip
        found = belongs(scene, draft, _opening(scene, index), index, index + 1, noun.word) or _town(scene, stop)
        if found:
            figure.learn(*found)
        mark = Mark(first, stop, stop - 1, scene.span(first, stop), MentionKind.NAME, figure,
                    rule=f"name: behind the noun of a {noun.sort.name}")  # fmt: skip
        draft.add(mark)
        for inner in range(first, stop - 1):
            draft.by_head.setdefault(inner, []).append(mark)
        draft.named[index] = figure
        known[name.lower()] = mark
    _again(scene, draft, known)


def _opening(scene: Scene, index: int) -> int:
    """Return where the words before the noun begin: "the Russian trawler Taibola"."""
    first = index
    while first > scene.sentences[scene.sentence[index]].first and index - first < 5:
        token = scene.tokens[first - 1]
        if token.pos not in ("ADJ", "NOUN", "PROPN", "DET", "NUM", "PART") and token.text != "-":
            break
        first -= 1
    return first


def _town(scene: Scene, stop: int) -> tuple[str, str] | None:
    """Radio Salar of Uyuni"""
    seen = scene.at.get(stop + 1)
    if seen and scene.lower[stop] in ("of", "in", "from") and seen.sight.entry.code:
        return seen.sight.entry.code, "state: by the town behind the name"
    return None


def _name_behind(scene: Scene, index: int) -> tuple[int, int]:
    first = index + 1
    quoted = scene.tokens[first].text in _QUOTES
    if quoted:
        first += 1
    stop = first
    while stop < len(scene.tokens) and scene.sentence[stop] == scene.sentence[index]:
        token = scene.tokens[stop]
        if quoted and token.text in _QUOTES:
            break
        namelike = token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "X") and stop not in scene.at
        joint = token.text in ("-", "&", "No", "No.") or token.pos == "NUM"
        if not (namelike or (stop > first and (joint or quoted))) or stop - first > 5:
            break
        if scene.noun_at(stop) and scene.lower[stop] not in scene.vocabulary.things:
            break
        stop += 1
    while stop > first and scene.tokens[stop - 1].text in ("-", "&", ",", "."):
        stop -= 1
    return first, stop


def _again(scene: Scene, draft: Draft, known: dict[str, Mark]) -> None:
    """Mark later mentions of the same names."""
    for name, mark in known.items():
        words = [t.text.lower() for t in scene.tokens[mark.first : mark.stop]]
        for index in range(len(scene.tokens) - len(words) + 1):
            if scene.lower[index : index + len(words)] != words or index in draft.by_head:
                continue
            if scene.tokens[index].text[:1].isupper():
                stop = index + len(words)
                draft.add(Mark(index, stop, stop - 1, scene.span(index, stop), MentionKind.NAME, mark.figure,
                               rule=f"name: {name} again"))  # fmt: skip
