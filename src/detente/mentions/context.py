"""What surrounds a noun phrase becomes the state it most likely belongs to, where its own words name none.

A weighted vote over the states that the page speaks of. Every clue is a small named function; the weights were fitted
on the training pages of the desk set by `training/context/fit.py`, and the strongest clue is the reason that is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.mentions.focus import Focus
from detente.mentions.home import Home
from detente.mentions.scene import Scene, Seen
from detente.mentions.vocabulary import NameKind, plain

CLUES = (
    "dateline", "outlet", "letters", "share", "last subject", "place in the sentence", "place before",
    "object of the clause", "earlier in the sentence", "named last", "first in the body", "form of the name",
    "form speaks against", "headline first", "one of the two", "subject of the clause",
)  # fmt: skip

# fitted separately for those who act for a state and for everybody else
WEIGHTS: dict[bool, tuple[float, ...]] = {
    True: (0.70, 0.25, 0.63, 0.06, 0.25, 0.35, 0.38, -0.18, -0.19, 0.20, 0.54, 0.80, -0.80, 0.33, 0.66, 0.10),
    False: (0.19, -0.04, 1.05, 0.27, -0.14, 0.83, 0.32, -0.42, -0.07, -0.08, 0.36, 0.85, -0.85, 0.24, 0.96, -0.42),
}
_TELLING = 4  # a surname's ending of so many letters outweighs the given name, which crosses borders more easily
SURE = 0.35  # a state with a smaller share of the vote is not given


def votes(scene: Scene, focus: Focus, home: Home, head: int, name: str | None) -> dict[str, list[float]]:
    """Return for every state of the page the strength of each clue (in the order of CLUES) at token `head`."""
    sentence = scene.sentence[head]
    body = scene.sentences[sentence]
    before, placed = _in_sentence(scene, head, body.first, body.stop)
    earlier = _placed_before(scene, sentence)
    subject = focus.subject_state(sentence, head)
    last = focus.last_state(sentence)
    pair = focus.pair(sentence) or ()
    objects, clause_subject = _clause(scene, focus, head)
    forms = name_homes(scene, name) if name else set()
    table = {}
    for code, share in home.shares.items():
        table[code] = [
            float(code == home.dateline),
            float(code == home.outlet),
            float(code in home.letters),
            math.sqrt(share),
            float(code == subject),
            float(code in placed),
            float(code in earlier and code not in placed),
            float(code in objects),
            float(code in before),
            float(code == last),
            float(code == home.opening),
            float(code in forms),
            float(bool(forms) and code not in forms),
            float(code == home.headline),
            float(code in pair),
            float(code == clause_subject),
        ]
    return table


def likely_state(
    scene: Scene, focus: Focus, home: Home, head: int, *, official: bool, name: str | None = None
) -> tuple[str | None, str]:
    """Return the likeliest state of somebody named at token `head`, and the strongest clue; None where unsure."""
    table = votes(scene, focus, home, head, name)
    if not table:
        return None, ""
    weights = WEIGHTS[official]
    scores = {code: sum(w * x for w, x in zip(weights, clues, strict=True)) for code, clues in table.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    total = sum(math.exp(s - scores[best]) for s in scores.values())
    if 1.0 / total < SURE:
        return None, ""
    strengths = [w * x for w, x in zip(weights, table[best], strict=True)]
    return best, f"state: context ({CLUES[strengths.index(max(strengths))]})"


def _in_sentence(scene: Scene, head: int, first: int, stop: int) -> tuple[set[str], set[str]]:
    """Return the states named before `head` in its sentence, and those whose places the sentence is set in."""
    before: set[str] = set()
    placed: set[str] = set()
    for seen in _seen(scene, first, stop):
        code, kind = seen.sight.entry.code, seen.sight.entry.kind
        if code:
            token = scene.tokens[seen.last]
            here = token.dep == "pobj" and scene.lower[token.head] in ("in", "at", "near", "from", "of", "outside")
            if kind in (NameKind.PLACE, NameKind.CAPITAL) and here:
                placed.add(code)
            elif kind is not NameKind.PLACE and seen.first < head:
                before.add(code)
    return before, placed


def _clause(scene: Scene, focus: Focus, head: int) -> tuple[set[str], str | None]:
    """Return the states in the predicate that `head` is the subject of, or the state of the clause's subject."""
    token = scene.tokens[head]
    if scene.subject(head):
        while token.dep == "conj" and token.head != token.index:
            token = scene.tokens[token.head]
        verb = token.head
        named = _seen(scene, verb + 1, scene.rightmost(verb) + 1)
        return {s.sight.entry.code for s in named if s.sight.entry.code and not _set_in(scene, s)}, None
    for _ in range(6):
        if token.head == token.index:
            break
        token = scene.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            for child in scene.children[token.index]:
                if scene.tokens[child].dep == "nsubj" and child < head:
                    return set(), focus.state_at(child)
    return set(), None


def _set_in(scene: Scene, seen: Seen) -> bool:
    token = scene.tokens[seen.last]
    return token.dep == "pobj" and scene.lower[token.head] in ("in", "at", "near", "from", "outside")


def _seen(scene: Scene, first: int, stop: int) -> Iterator[Seen]:
    index = first
    while index < stop:
        seen = scene.at.get(index)
        if seen is None:
            index += 1
        else:
            yield seen
            index = seen.stop


def _placed_before(scene: Scene, sentence: int) -> set[str]:
    body = scene.sentences[max(0, sentence - 2)]
    found = set()
    for index in range(body.first, scene.sentences[sentence].first):
        seen = scene.at.get(index)
        if seen and seen.sight.entry.code and seen.sight.entry.kind in (NameKind.PLACE, NameKind.CAPITAL):
            found.add(seen.sight.entry.code)
    return found


def name_homes(scene: Scene, name: str) -> set[str]:
    """Return the states where the given name or the ending of the surname is at home."""
    words = name.split()
    return set(_name_homes(scene, words[0] if len(words) > 1 else "", words[-1]))


def _name_homes(scene: Scene, given: str, surname: str) -> frozenset[str]:
    low = plain(surname.lower())
    hits = [(len(end), states) for end, states, _ in scene.vocabulary.name_ends if low.endswith(plain(end))]
    length, of_surname = max(hits) if hits else (0, ())
    known = scene.vocabulary.given.get(plain(given))
    of_given = {*(known.states if known else ()), *scene.vocabulary.family_first.get(plain(given), ())}
    both = of_given & set(of_surname)
    if both or length >= _TELLING:
        return frozenset(both or of_surname)
    return frozenset({*of_surname, *of_given})
