"""A trigger becomes slots: for every noun around it, by which grammatical way it hangs together with the trigger.

A slot is a short word such as "subject", "object", "agent", "poss", "prep:with", "object/prep:on" or
"^ccomp/nsubj" (up through a content clause, then its subject). Coordination is folded away: both members of
"A and B" have the slot of A.
"""

from __future__ import annotations

from detente.events.tree import Tree
from detente.types import Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_REACH = 5
# verbs whose subject is the one to whom it is done, where somebody "from" whom it comes is named
_CONVERSE = frozenset({"draw", "enjoy", "face", "gain", "get", "obtain", "receive", "secure", "suffer", "win"})
_OWN_WORDS = frozenset({
    "with", "to", "against", "on", "in", "from", "of", "for", "between", "at", "into", "by", "over", "towards",
    "toward", "near", "among", "about", "upon", "outside", "through", "after", "before", "along", "across", "under",
})  # fmt: skip


def slots(tree: Tree, sentence: Sentence, index: int, tokens: tuple[int, ...]) -> dict[int, str]:
    """Return the slot of every nominal token of the sentence near trigger `index`; `tokens` are the trigger's own."""
    found: dict[int, str] = {}
    walk: list[tuple[int, str, int, int]] = [(index, "", 0, -1)]
    seen = {index}
    while walk:
        at, path, length, came = walk.pop(0)
        if length >= _REACH:
            continue
        steps = [(k, _down(tree, at, k)) for k in tree.children[at] if k != came]
        up = tree.parent(at)
        if up is not None and up != came:
            steps.append((up, _up(tree, at)))
        for to, step in steps:
            if to in seen:
                continue
            seen.add(to)
            longer = path if not step else (f"{path}/{step}" if path else step)
            walk.append((to, longer, length + (1 if step else 0), at))
            if tree.token(to).pos in NOMINAL or tree.token(to).dep in {"amod", "poss"}:
                found.setdefault(to, longer or "conj")
    _logical(tree, index, found)
    _turned(tree, index, found)
    for t in tokens:
        found.pop(t, None)
    return {k: v for k, v in found.items() if sentence.first <= k < sentence.stop}


def _down(tree: Tree, at: int, to: int) -> str:
    token = tree.token(to)
    if token.dep == "conj":
        return "" if tree.token(at).pos in NOMINAL else "conj"
    if token.dep in {"prep", "agent", "dative"} and token.pos != "PRON" and tree.kids(to, "pobj", "pcomp", "prep"):
        word = tree.lemma(to)
        return f"prep:{word if word in _OWN_WORDS else 'other'}"
    if token.dep == "pobj":
        return ""
    return token.dep


def _up(tree: Tree, at: int) -> str:
    token = tree.token(at)
    if token.dep == "conj":
        return "" if token.pos in NOMINAL else "^conj"
    if token.dep == "pobj":
        return ""
    if token.dep == "prep":
        word = tree.lemma(at)
        return f"^prep:{word if word in _OWN_WORDS else 'other'}"
    return f"^{token.dep}"


def _logical(tree: Tree, index: int, found: dict[int, str]) -> None:
    """Write the understood subject and objects of a verb over their surface slots."""
    if tree.token(index).pos not in {"VERB", "AUX", "ADJ"}:
        return
    passive = tree.passive(index)
    subject = tree.subject(index)
    if subject and not passive:
        how = "subject" if subject[1] == "own" else "subject, understood"
        for member in tree.conjuncts(subject[0]):
            found[member] = how
    for thing in tree.objects(index):
        for member in tree.conjuncts(thing):
            found[member] = "object, passive" if passive else "object"
    for word, thing in tree.preps(index):
        if passive and word == "by":
            for member in tree.conjuncts(thing):
                found[member] = "agent"


def converse(tree: Tree, index: int) -> tuple[int, int] | None:
    """Return the heads of (giver, receiver) where the trigger is told the other way round, or None.

    "Received weapons from Ankara", "faces pressure from Ankara": the subject is the one to whom it is done.
    """
    nominal = tree.token(index).pos == "NOUN" and tree.token(index).dep == "dobj"
    verb = tree.token(index).head if nominal else index
    if tree.lemma(verb) not in _CONVERSE or tree.passive(verb):
        return None
    things = [index] if nominal else [verb, *tree.objects(verb)]
    givers = [giver for thing in things for word, giver in tree.preps(thing) if word == "from"]
    subject = tree.subject(verb)
    return (givers[0], subject[0]) if givers and subject else None


def _turned(tree: Tree, index: int, found: dict[int, str]) -> None:
    """Write the logical slots over those of a converse."""
    ends = converse(tree, index)
    if ends is not None:
        nominal = tree.token(index).pos == "NOUN"
        for end, word in zip(ends, ("poss", "prep:to") if nominal else ("subject", "dative"), strict=True):
            found.update(dict.fromkeys(tree.conjuncts(end), word))
