"""Noun phrases for sides and pairs ("both sides", "the two leaders") become the states and people they mean."""

from __future__ import annotations

from detente.mentions.allegiance import belongs, figure_at
from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.focus import Focus
from detente.mentions.incumbents import look_up
from detente.mentions.names import state_figure
from detente.mentions.roles import same_office
from detente.mentions.scene import Phrase, Scene
from detente.types import ActorKind, MentionKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_NUMBERS = frozenset({"two", "both", "three", "four"})
EACH_OF_TWO = "office: one for each of two states"  # the rule of "the two presidents"
_MATES = frozenset({"counterpart", "colleague", "opposite number"})
_PAIRS = frozenset({"two", "both"})


def add(
    scene: Scene, draft: Draft, phrase: Phrase, figure: Figure | None, rule: str, state: str | None = None
) -> Mark:
    role = phrase.noun.word if phrase.noun.sort.kind == "person" else None
    return draft.add(
        Mark(
            phrase.first,
            phrase.stop,
            phrase.head,
            scene.span(phrase.first, phrase.stop),
            MentionKind.NOMINAL,
            figure,
            state=state,
            role=role,
            rule=rule,
        )
    )


def read_side(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase) -> None:
    """the Georgian side; both sides; the country"""
    words = set(scene.lower[phrase.first : phrase.head])
    sentence = scene.sentence[phrase.head]
    found = belongs(scene, draft, phrase.first, phrase.head, phrase.stop, phrase.noun.word)
    named = any(i in scene.at for i in range(phrase.first, phrase.head))
    if found and named and phrase.noun.word in ("side", "state", "republic", "partner", "neighbour", "kingdom"):
        add(scene, draft, phrase, state_figure(scene, draft, found[0]), "side: by nationality", found[0])
        return
    if phrase.noun.plural:
        pair = focus.pair(sentence)
        definite = words & (_DEFINITE | _PAIRS) and not words & {
            "three",
            "four",
            "other",
            "all",
            "many",
            "some",
            "these",
        }
        if (
            pair
            and definite
            and phrase.noun.word
            in (
                "side",
                "country",
                "state",
                "nation",
                "neighbour",
                "neighbor",
                "capital",
                "republic",
                "partner",
                "ally",
                "rival",
            )
        ):
            for code in pair:
                add(scene, draft, phrase, state_figure(scene, draft, code), "side: the two states in focus", code)
            return
        add(scene, draft, phrase, None, "side: left open")
        return
    if words & {"her", "his", "its", "their"} and phrase.noun.word in (
        "country",
        "state",
        "nation",
        "side",
        "government",
    ):
        owner = next(
            (figure_at(draft, c) for c in scene.children[phrase.head] if scene.tokens[c].dep == "poss"), None
        )
        if owner and owner.state:
            add(scene, draft, phrase, state_figure(scene, draft, owner.state), "side: of its owner", owner.state)
            return
    if (
        words & {"the", "this", "that"}
        and phrase.noun.word in ("country", "nation", "republic", "kingdom")
        and not words & {"other", "neighbouring", "neighboring", "third", "host", "same", "whole", "entire"}
    ):
        last = focus.last_state(sentence)
        if last:
            add(scene, draft, phrase, state_figure(scene, draft, last), "side: the state named last", last)
            return
    if words & {"other", "neighbouring", "neighboring", "opposite"} and not words & {"no", "any", "an", "a"}:
        pair = focus.pair(sentence)
        subject = focus.subject_state(sentence, phrase.head)
        if pair and subject in pair:
            code = pair[0] if pair[1] == subject else pair[1]
            add(scene, draft, phrase, state_figure(scene, draft, code), "side: the other of the two in focus", code)
            return
    add(scene, draft, phrase, None, "side: left open")


def across(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase) -> tuple[str, str] | None:
    """his counterpart; her hosts: the other of the two states in focus, seen from the owner"""
    owner = next((figure_at(draft, c) for c in scene.children[phrase.head] if scene.tokens[c].dep == "poss"), None)
    pair = focus.pair(scene.sentence[phrase.head])
    if owner is None or pair is None or owner.state not in pair:
        return None
    return pair[0] if pair[1] == owner.state else pair[1], "state: the other side of the two in focus"


def mate(scene: Scene, draft: Draft, phrase: Phrase, code: str) -> Figure | None:
    """Return who is meant by "his Moroccan counterpart": the holder of the owner's office in the other state."""
    if phrase.noun.word not in _MATES or phrase.noun.plural:
        return None
    owner = next((figure_at(draft, c) for c in scene.children[phrase.head] if scene.tokens[c].dep == "poss"), None)
    if owner is None or owner.kind is not ActorKind.PERSON or owner.official is not True or owner.state == code:
        return None
    office = next((p for p in owner.posts if p not in _MATES), None)
    return _officer(scene, draft, code, office) if office else None


def read_pair(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase, found: tuple[str, str] | None) -> bool:
    """the two foreign ministers; the presidents of Russia and Azerbaijan: one person for each state"""
    words = scene.lower[phrase.first : phrase.head]
    codes: list[str] = []
    for index in range(phrase.first, phrase.stop):
        seen = scene.at.get(index)
        code = seen.sight.entry.code if seen else None
        if code and code not in codes:
            codes.append(code)
    behind = scene.lower[phrase.head + 1 : phrase.stop]
    if found and len(codes) == 1 and any(i in scene.at for i in range(phrase.first, phrase.head)):
        return False  # "the two Bolivian sergeants": two of one state
    of_two = "of" in behind and bool(_PAIRS & set(behind)) and len(codes) < 2
    if len(codes) < 2 and (
        of_two
        or bool(_PAIRS & set(words))
        or (
            not codes
            and "the" in words
            and "of" not in behind
            and phrase.noun.word
            in ("minister", "president", "foreign minister", "leader", "prime minister", "head of state")
        )
    ):
        pair = focus.pair(scene.sentence[phrase.head])
        codes = list(pair) if pair else []
    if len(codes) != 2:
        return False
    words_of_role = singular_role(scene, phrase)
    for code in codes:
        figure = _officer(scene, draft, code, words_of_role)
        add(scene, draft, phrase, figure, EACH_OF_TWO, code)
    return True


def singular_role(scene: Scene, phrase: Phrase) -> str:
    """Return the office of a plural phrase in the singular: "foreign minister"."""
    first = phrase.start
    while (
        first > phrase.first
        and scene.tokens[first - 1].pos in ("ADJ", "NOUN", "PROPN")
        and first - 1 not in scene.at
        and scene.lower[first - 1] not in _NUMBERS
    ):
        first -= 1
    before = " ".join(scene.lower[first : phrase.start])
    return f"{before} {phrase.noun.word}".strip()


def _officer(scene: Scene, draft: Draft, code: str, role: str) -> Figure:
    for figure in draft.figures.values():
        here = figure.kind is ActorKind.PERSON and figure.state == code and figure.official is not False
        if here and any(same_office(role, r) for r in figure.posts):
            return figure
    adjective = scene.vocabulary.adjectives.get(code, code)
    figure = draft.fresh(
        f"{adjective} {role}",
        ActorKind.PERSON,
        state=code,
        roles=[role],
        posts=[role],
        official=True,
        why="state: one of two in focus",
    )
    look_up(scene, figure, role.split()[:-1], [role])
    return figure
