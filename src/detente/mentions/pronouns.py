"""Pronouns become references: to the likeliest person, body or group named before, or to nobody where unsure.

Candidates of the right number and gender are weighed by nearness, by being a subject, and by standing outside
quotations (see focus.py).
"""

from __future__ import annotations

from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.focus import Appearance, Focus
from detente.mentions.scene import Scene
from detente.types import ActorKind, MentionKind

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
SECOND = frozenset({"you", "your", "yours", "yourself"})
ALL = HE | SHE | IT | THEY | FIRST | SECOND

_REACH = 4  # sentences looked back
_FAR = 12  # where nobody nearer fits: a page about one man calls him "he" for long
_EMPTY = frozenset({"seem", "appear", "rain", "snow", "happen"})


def read_pronoun(scene: Scene, draft: Draft, focus: Focus, index: int) -> None:
    """Add the mark of the pronoun at token `index`."""
    word = scene.lower[index]
    figure: Figure | None = None
    rule = "pronoun: of the speaker" if word in FIRST else "pronoun: of the hearer"
    if word in HE | SHE:
        figure, rule = _best(scene, draft, focus, index, "m" if word in HE else "f")
    elif word in IT:
        if _idle(scene, index):
            return
        figure, rule = _best(scene, draft, focus, index, "it")
    elif word in THEY:
        figure, rule = _best(scene, draft, focus, index, "they")
    draft.add(Mark(index, index + 1, index, scene.tokens[index].span, MentionKind.PRONOUN, figure, rule=rule))


def _idle(scene: Scene, index: int) -> bool:
    """it is clear that; it rains"""
    token = scene.tokens[index]
    verb = scene.tokens[token.head]
    if token.dep == "expl" or verb.lemma in _EMPTY:
        return True
    if token.dep != "nsubj" or verb.lemma != "be":
        return False
    deps = {scene.tokens[c].dep for c in scene.children[verb.index]}
    return ("acomp" in deps and bool(deps & {"ccomp", "xcomp", "advcl"})) or "attr" in deps


def _best(scene: Scene, draft: Draft, focus: Focus, index: int, want: str) -> tuple[Figure | None, str]:
    scores = _scores(scene, draft, focus, index, want, _REACH)
    if not scores and want in ("m", "f"):
        scores = _scores(scene, draft, focus, index, want, _FAR)
    if not scores:
        return None, "pronoun: nobody before it fits"
    ranked = sorted(scores.values(), key=lambda pair: (-pair[0], -pair[1].head))
    best = ranked[0]
    return best[1].figure, "pronoun: the subject nearest before" if best[1].subject else "pronoun: the nearest before"


def _scores(
    scene: Scene, draft: Draft, focus: Focus, index: int, want: str, reach: int
) -> dict[str, tuple[float, Appearance]]:
    """Return, for every figure that fits, the best weight and the appearance that has it."""
    scores: dict[str, tuple[float, Appearance]] = {}
    token = scene.tokens[index]
    # "Lee Jae-won, her South Korean colleague": her is not Lee
    own = [m.figure for m in draft.by_head.get(token.head, ())] if token.dep == "poss" else []
    for seen in focus.recent(scene.sentence[index], reach):
        if seen.head >= index or not _fits(scene, seen, index, want) or seen.figure in own:
            continue
        score = _weight(scene, focus, seen, index)
        key = seen.figure.key
        if key not in scores or score > scores[key][0]:
            scores[key] = (score, seen)
    return scores


def _fits(scene: Scene, seen: Appearance, index: int, want: str) -> bool:
    figure = seen.figure
    if want in ("m", "f"):
        return figure.kind is ActorKind.PERSON and figure.gender in (want, "") and not figure.plural
    if want == "it":
        return (
            figure.kind in (ActorKind.ORGANISATION, ActorKind.STATE)
            and not figure.plural
            and (seen.kind is not MentionKind.NATIONALITY)
        )
    return (
        figure.plural
        or figure.kind is ActorKind.GROUP
        or (figure.kind is ActorKind.ORGANISATION and seen.kind is MentionKind.NOMINAL)
    )


def _weight(scene: Scene, focus: Focus, seen: Appearance, index: int) -> float:
    token = scene.tokens[index]
    score = focus.weight(seen, index)
    if not seen.figure.gender and seen.figure.kind is ActorKind.PERSON:
        score -= 0.5
    # an object pronoun does not mean the subject of its own clause; "his" mostly does
    own = seen.subject and scene.tokens[seen.head].head == token.head
    return score - 5.0 if own and token.dep in ("dobj", "dative") else score
