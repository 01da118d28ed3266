"""What surrounds a noun phrase becomes the state it most likely belongs to, where its own words name none.

A weighted vote over the states that the page speaks of. Every clue is a small named function; the weights were fitted
on the training pages of the desk set by `training/context/fit.py`, and the strongest clue is the reason that is kept.
"""

from __future__ import annotations

import math

from detente.mentions.focus import Focus
from detente.mentions.home import Home
from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind, plain

CLUES = (
    "dateline", "outlet", "letters", "share", "last subject", "place in the sentence", "place before", "object of the clause",
    "earlier in the sentence", "named last", "first in the body", "form of the name", "form speaks against", "headline first",
)  # fmt: skip

# fitted separately for those who act for a state and for everybody else
WEIGHTS: dict[bool, tuple[float, ...]] = {
    True: (0.62, 0.46, 1.27, 0.69, 0.34, 0.49, 1.41, -0.23, -1.24, 0.94, 0.94, 1.21, -1.21, 0.75),
    False: (0.06, -0.19, 1.63, 0.93, -0.36, 1.69, 0.66, 0.34, 0.01, -0.32, 0.80, 1.02, -1.02, 0.35),
}
SURE = 0.45  # a state with a smaller share of the vote is not given


def votes(scene: Scene, focus: Focus, home: Home, head: int, name: str | None) -> dict[str, list[float]]:
    """Return for every state of the page the strength of each clue (in the order of CLUES) at token `head`."""
    sentence = scene.sentence[head]
    body = scene.sentences[sentence]
    before, after, placed = _in_sentence(scene, head, body.first, body.stop)
    earlier = _placed_before(scene, sentence)
    subject = focus.subject_state(sentence, head)
    last = focus.last_state(sentence)
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
            float(code in after),
            float(code in before),
            float(code == last),
            float(code == home.opening),
            float(code in forms),
            float(bool(forms) and code not in forms),
            float(code == home.headline),
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


def _in_sentence(scene: Scene, head: int, first: int, stop: int) -> tuple[set[str], set[str], set[str]]:
    before: set[str] = set()
    after: set[str] = set()
    placed: set[str] = set()
    index = first
    while index < stop:
        seen = scene.at.get(index)
        if seen is None:
            index += 1
            continue
        code, kind = seen.sight.entry.code, seen.sight.entry.kind
        if code:
            token = scene.tokens[seen.last]
            here = token.dep == "pobj" and scene.lower[token.head] in ("in", "at", "near", "from", "of", "outside")
            if kind in (NameKind.PLACE, NameKind.CAPITAL) and here:
                placed.add(code)
            elif kind is not NameKind.PLACE:
                (before if index < head else after).add(code)
        index = seen.stop
    return before, after, placed


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
    homes: set[str] = set()
    low = plain(surname.lower())
    hits = [(len(end), states) for end, states, _ in scene.vocabulary.name_ends if low.endswith(plain(end))]
    if hits:
        homes.update(max(hits)[1])
    if given:
        known = scene.vocabulary.given.get(plain(given))
        homes.update(known.states if known and len(known.states) <= 4 else ())
        homes.update(scene.vocabulary.family_first.get(plain(given), ()))
    return frozenset(homes)
