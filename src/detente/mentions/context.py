"""What surrounds a noun phrase becomes the state it most likely belongs to, where its own words name none.

A weighted vote over the states that the page speaks of (a conditional logit). Every clue is a number between -1 and 1
or so; how much each counts stands in `languages/en/whose.csv`, one column for every sort of phrase, fitted on pages
with known sides by `training/context/fit.py`. The strongest clue is the reason that is kept.
"""

from __future__ import annotations

import math

from detente.mentions.focus import Focus
from detente.mentions.home import Home
from detente.mentions.plain import plain
from detente.mentions.scene import Scene
from detente.mentions.surroundings import clause, in_sentence, paragraph, placed_before, told

CLUES = (
    "dateline", "outlet", "letters", "share", "last subject", "place in the sentence", "place before",
    "object of the clause", "earlier in the sentence", "named last", "first in the body", "form of the name",
    "form speaks against", "headline first", "one of the two", "subject of the clause", "letters of the name",
    "place at the front", "place before in the paragraph", "place named last", "later in the sentence",
    "subject of the sentence before", "object of the sentence before", "in the paragraph", "official named last",
    "the same noun before", "the same class before", "in the next sentence", "named so far", "nobody of it so far",
)  # fmt: skip
# sorts of phrases, each with its own weights
SORTS = ("holder", "person", "stately", "people", "posted", "others")
_TELLING = 4  # a surname's ending of so many letters outweighs the given name, which crosses borders more easily
SURE = 0.35  # a state with a smaller share of the vote is not given


def sort_of(scene: Scene, *, official: bool, name: str | None, noun: str | None) -> str:
    """Return which weights count: a named holder of an office or other person, bodies, people, those sent abroad."""
    if noun and noun in scene.vocabulary.words["others"]:
        return "others"
    if noun and noun in scene.vocabulary.words["abroad"]:
        return "posted"
    if name:
        return "holder" if official else "person"
    return "stately" if official else "people"


def votes(
    scene: Scene, focus: Focus, home: Home, head: int, name: str | None, noun: str | None
) -> dict[str, list[float]]:
    """Return for every state of the page the strength of each clue (in the order of CLUES) at token `head`."""
    sentence = scene.sentence[head]
    body = scene.sentences[sentence]
    before, placed = in_sentence(scene, head, body.first, body.stop)
    earlier = placed_before(scene, sentence)
    subject = focus.subject_state(sentence, head)
    last = focus.last_state(sentence)
    pair = focus.pair(sentence) or ()
    objects, clause_subject = clause(scene, focus, head)
    forms = name_homes(scene, name) if name else set()
    odds = scene.vocabulary.letters.odds(name, home.shares) if name else {}
    here, so_far = paragraph(scene, head), told(scene, focus, head, noun)
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
            odds.get(code, 0.0),
            float(code in here.at_front),
            float(code in here.towns),
            float(code == here.town),
            float(code in here.later),
            float(code == so_far.subject),
            float(code in so_far.objects and code != so_far.subject),
            here.shares.get(code, 0.0),
            float(code == so_far.official),
            float(code == so_far.same_noun),
            float(code == so_far.same_class),
            float(code in here.next),
            math.sqrt(so_far.shares.get(code, 0.0)),
            float(code not in so_far.acting),
        ]
    return table


def likely_state(
    scene: Scene,
    focus: Focus,
    home: Home,
    head: int,
    *,
    official: bool,
    name: str | None = None,
    noun: str | None = None,
) -> tuple[str | None, str]:
    """Return the likeliest state of somebody named at token `head`, and the strongest clue; None where unsure."""
    table = votes(scene, focus, home, head, name, noun)
    if not table:
        return None, ""
    weights = scene.vocabulary.whose[sort_of(scene, official=official, name=name, noun=noun)]
    scores = {code: sum(w * x for w, x in zip(weights, clues, strict=True)) for code, clues in table.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    total = sum(math.exp(s - scores[best]) for s in scores.values())
    if 1.0 / total < SURE:
        return None, ""
    strengths = [w * x for w, x in zip(weights, table[best], strict=True)]
    return best, f"state: context ({CLUES[strengths.index(max(strengths))]})"


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
