"""The words of a title become roles: as written for people to read, and as head words to compare."""

from __future__ import annotations

from detente.mentions.scene import NOUNS, Scene
from detente.mentions.titles import Title

_LOWER = frozenset({"deputy", "vice", "former", "under", "assistant", "prime"})
_ANY_LEADER = frozenset({"leader", "head of state"})
_TOP = _ANY_LEADER | {"president", "king", "sultan", "emir", "supreme leader", "prime minister", "premier"}
_TAIL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "CCONJ"})


def role_words(scene: Scene, title: Title) -> str:
    """Return the role as written, without article and possessor: "deputy minister of the economy"."""
    first, stop = title.first, title.stop
    for index in range(title.first, title.head):
        if scene.tokens[index].tag in ("POS", "PRP$", "DT") or index in scene.at:
            first = index + 1
    while stop > title.head + 1 and scene.tokens[stop - 1].text in (",", "(", ")"):
        stop -= 1
    return scene.text(min(first, title.head), max(stop, title.head + 1)).strip()


def posts(scene: Scene, title: Title) -> list[str]:
    """Return the head words of a title and of the nouns joined to it: "political scientist", "economy minister"."""
    found = [
        post(
            scene, title.first, title.head, title.stop, title.noun.word, len(title.noun.before), len(title.noun.after)
        )
    ]
    for index in joined(scene, title):
        hit = scene.noun_at(index)
        if hit:
            found.append(hit[0].word)
    return found


def joined(scene: Scene, title: Title) -> list[int]:
    """Return the heads of further nouns for the person in a title: "director of a fund and political scientist"."""
    found = []
    for index in range(title.head + 1, title.stop):
        hit = scene.noun_at(index)
        if hit is None or hit[0].plural or hit[0].sort.kind != "person" or scene.compound(index):
            continue
        first = hit[1]
        while first > title.head + 1 and scene.tokens[first - 1].pos == "ADJ":
            first -= 1
        if scene.lower[first - 1] == "and":
            found.append(index)
    return found


def post(scene: Scene, first: int, head: int, stop: int, word: str, before: int = 0, after: int = 0) -> str:
    """Return a noun with its own modifiers: "defence ministry"; "ministry of defence" gives the same words."""
    left = start = head - before
    while left > first:
        token = scene.tokens[left - 1]
        if left - 1 in scene.at or token.pos not in NOUNS | {"ADJ"} or token.ent in ("DATE", "CARDINAL", "ORDINAL"):
            break
        left -= 1
    stem = " ".join([*scene.lower[left:start], word])
    here = head + 1 + after
    if here + 1 >= stop or scene.lower[here] != "of" or here + 1 in scene.at:
        return stem
    tail = []
    for index in range(here + 1, stop):
        if scene.tokens[index].pos not in _TAIL or index in scene.at:
            break
        if scene.tokens[index].pos != "DET":
            tail.append(scene.lower[index])
    return " ".join([*tail, stem])


def same_role(left: str, right: str) -> bool:
    """Tell whether two posts may be one: one noun, the shorter's words in the longer, both a deputy's or neither."""
    a, b = left.lower().replace("-", " ").split(), right.lower().replace("-", " ").split()
    small, large = sorted((a, b), key=len)
    if _LOWER & (set(large) ^ set(small)):
        return False
    if not small:
        return False
    whole = len(small) == 1 and len(small[0]) > 4 and large[-1].endswith(small[0])  # teacher, schoolteacher
    return whole or (large[-1] == small[-1] and set(small) <= set(large))


def same_office(left: str, right: str) -> bool:
    """Tell whether two posts in one state may be one, where "leader" may stand for its president or premier."""
    if same_role(left, right):
        return True
    a, b = sorted((left.lower(), right.lower()), key=lambda post: post in _ANY_LEADER)
    return b in _ANY_LEADER and a in _TOP


def noun_gender(scene: Scene, word: str) -> str:
    """Return the gender that a noun tells: "spokeswoman" f, "spokesman" m, else ""."""
    last = word.split()[-1]
    if last.endswith("woman") or last in scene.vocabulary.words["female"]:
        return "f"
    if last.endswith("man") or last in scene.vocabulary.words["male"]:
        return "m"
    return ""
