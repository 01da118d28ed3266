"""Two acts of a page become one occasion or two, by clues: who acts in both, how far apart, what they are about."""

from __future__ import annotations

from detente.events.moment import NEWS, Moment, Told
from detente.types import Status

Clues = dict[str, float]
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who", "both"})
_CONTESTED = frozenset({Status.DENIED, Status.UNCERTAIN})
_FARTHEST = 4  # sentences; more say no more


def likeness(moment: Moment, clause: int, token: int) -> Clues:
    """Return the clues for the clause of an earlier time or event being the occasion of this event."""
    sentences, paragraphs = _between(moment, token)
    near = "near" if sentences <= 1 else "far"
    theirs = moment.acting.names(clause)
    doer = _known(moment, moment.acting.doer(moment.trigger), theirs)
    subject = _known(moment, moment.acting.top(moment.trigger), theirs)
    speaker = "none" if moment.speaker is None else "same" if moment.speaker in theirs else "other"
    return {
        f"{min(paragraphs, 3)} paragraphs": 1.0,
        f"{sentences} sentences": 1.0,
        f"doer {doer}": 1.0,
        f"doer {doer}, {near}": 1.0,
        f"subject {subject}": 1.0,
        f"subject {subject}, {near}": 1.0,
        f"subject {subject}, {min(paragraphs, 2)} paragraphs": 1.0,
        f"speaker {speaker}": 1.0,
    }


def _between(moment: Moment, token: int) -> tuple[int, int]:
    """The number of sentences and of paragraphs from an earlier token to the trigger."""
    at, sentences = moment.sentence, 0
    lines = {at.line}
    while at.first > token and sentences < _FARTHEST:
        at = moment.tree.sentence_of(at.first - 1)
        lines.add(at.line)
        sentences += 1
    return sentences, len(lines) - 1


def _known(moment: Moment, token: int | None, theirs: frozenset[str]) -> str:
    """Whether the actor at a token is one of theirs: "same", "stranger", "unknown" or "nobody"."""
    if token is None:
        return "nobody"
    actor = moment.acting.who.get(token)
    word = "unknown" if actor is None else "same" if actor in theirs else "stranger"
    return f"{word} pronoun" if moment.tree.lemma(token) in _PRONOUNS else word


def kinship(moment: Moment, told: Told) -> Clues:
    """Return the clues for an earlier event being this one again, or a part of it."""
    tree = moment.tree
    kind = told.kind is moment.kind
    same = bool(moment.states) and moment.states == told.states
    contested = moment.status in _CONTESTED or told.status in _CONTESTED
    found = {
        "same type": float(kind),
        "same type and sides": float(kind and same),
        "same sides": float(same),
        "shared side": float(bool(moment.states & told.states)),
        "same word": float(tree.lemma(told.trigger) == tree.lemma(moment.trigger)),
        "same type, contested": float(kind and contested),
        "same type and sides, contested": float(kind and same and contested),
        f"{told.kind.value} {moment.kind.value}": 1.0,
    }
    if told.sentence == moment.sentence.first:
        bond = _bond(moment, told.trigger)
        found |= {bond: 1.0, f"{bond}, {moment.status.value}": 1.0}
    if tree.token(moment.trigger).pos == "NOUN":
        article = next((tree.lemma(k) for k in tree.kids(moment.trigger, "det")), "none")
        found[f"noun {article}, type {'same' if kind else 'other'}"] = 1.0
    return {f"kin, {name}": value for name, value in found.items()}


def _bond(moment: Moment, other: int) -> str:
    """How the trigger hangs on another token of its sentence: under it, above it (by which label), or beside it."""
    tree = moment.tree
    if other in moment.climbed[1:]:
        return f"under by {tree.token(moment.climbed[moment.climbed.index(other) - 1]).dep}"
    above = [other, *tree.climb(other)]
    if moment.trigger in above[1:]:
        return f"above by {tree.token(above[above.index(moment.trigger) - 1]).dep}"
    return "beside"


def setting(moment: Moment) -> Clues:
    """Return the clues of the sentence itself: how it opens, who acts in it, where the trigger stands."""
    tree, status, first = moment.tree, moment.status.value, moment.sentence.first
    token, doer = tree.token(moment.trigger), _phrase(moment)
    opens = first == 0 or tree.sentence_of(first - 1).line != moment.sentence.line
    return {
        f"opens {tree.lemma(first)}": 1.0,
        f"word {tree.lemma(moment.trigger)}": 1.0,
        f"doer {doer}": 1.0,
        f"doer {doer}, {status}": 1.0,
        f"place {token.dep} {token.pos}": 1.0,
        f"clause {tree.token(moment.clause).dep}, {status}": 1.0,
        f"nominal, {status}": float(token.pos in {"NOUN", "PROPN"}),
        "first of paragraph": float(opens),
    }


def _phrase(moment: Moment) -> str:
    """The form of the phrase that acts: part of speech, article, whether it is explained by another."""
    tree, doer = moment.tree, moment.acting.doer(moment.trigger)
    if doer is None:
        return "nobody"
    pos = tree.token(doer).pos
    if pos not in {"NOUN", "PROPN"}:
        return pos
    article = next((tree.lemma(k) for k in tree.kids(doer, "det", "poss")), "bare")
    article = article if article in {"the", "a", "an"} else "other"
    return f"{pos} {article}{' appos' if tree.kids(doer, 'appos') else ''}"


def habit(moment: Moment, name: str | None, mark: str) -> Clues:
    """Return the clues of how the page has dated its other events so far: the share that a day, or no day, has.

    `name` is the day as written by `iso`, None for no day; `mark` says what kind of option it is.
    """
    news = moment.status in NEWS
    alike = moment.days_told[news]
    if not alike:
        return {f"habit, {mark}, first": 1.0}
    same = alike.count(name)
    share = same / len(alike)
    whole = "all" if same == len(alike) else "most" if share > 0.5 else "some" if same else "no"
    status = "news" if news else moment.status.value
    return {
        f"habit, {mark}, {whole}": 1.0,
        f"habit, {mark}, {whole}, {status}": 1.0,
        f"habit, {mark}, share": share,
    }
