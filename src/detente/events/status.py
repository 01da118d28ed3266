"""A candidate becomes a status: question, the model or tense, mood and negation, and then the date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from detente.events.dating import FRESH_DAYS
from detente.events.scan import Candidate
from detente.events.tree import Tree
from detente.lexicon import Lexicon
from detente.types import Span, Status, When

_VERBAL = frozenset({"VERB", "AUX"})
_AHEAD = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of languages/en/status.toml by class."""

    classes: dict[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Tell whether `word` is a cue of class `name`."""
        return word in self.classes.get(name, frozenset())


@lru_cache(maxsize=8)
def status_cues(lexicon: Lexicon) -> Cues:
    """Compile the cue classes of a lexicon."""
    table = lexicon.toml("languages/en/status")
    return Cues({name: frozenset(entry["words"]) for name, entry in table.items()})


@dataclass(frozen=True, slots=True)
class Setting:
    """What status depends on: the tree, the candidate with its judgement, the cue words, whether it is asked."""

    tree: Tree
    candidate: Candidate
    cues: Cues
    question: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A status, the cue spans that made it, and the rule's name."""

    status: Status
    cues: tuple[Span, ...]
    rule: str


def status_of(setting: Setting) -> Ruling:
    """Return the status of a candidate: the first rule that fires, the model where none does, else actual."""
    for rule in _FIRST:
        ruling = rule(setting)
        if ruling:
            return ruling
    judged = _model(setting)
    if judged:
        return (begun(setting) if judged.status in _AHEAD else None) or judged
    for rule in _WORDS:
        ruling = rule(setting)
        if ruling:
            return ruling
    return Ruling(Status.ACTUAL, (), "asserted")


def _model(s: Setting) -> Ruling | None:
    judgement = s.candidate.judgement
    if judgement is None:
        return None
    best = max(judgement.statuses, key=lambda k: judgement.statuses[k])
    return Ruling(best, word_cues(s), "typist")


def dated_status(ruling: Ruling, when: When | None, published: When | None) -> Ruling:
    """Return the ruling after the date has had its word on actual, recalled and planned."""
    if when is None or published is None:
        return ruling
    age = (published.start - when.last).days
    if ruling.status is Status.ACTUAL and age > FRESH_DAYS:
        return Ruling(Status.RECALLED, ruling.cues, "dated before the news")
    if ruling.status is Status.RECALLED and 0 <= age <= FRESH_DAYS:
        return Ruling(Status.ACTUAL, ruling.cues, "dated as news")
    if ruling.status in {Status.ACTUAL, Status.RECALLED} and when.start > published.last:
        return Ruling(Status.PLANNED, ruling.cues, "dated after publication")
    return ruling


_OPINED = re.compile(
    r"\b(?:it seems to me|to my mind|in my (?:view|opinion|eyes)|if you ask me|I (?:believe|think|suspect|doubt|"
    r"fear|would say|am convinced|am sure)|we have long argued|one (?:may|might|could) (?:say|think|ask)|"
    r"who would deny)\b",
    re.I,
)


def opined(sentence: str, ruling: Ruling) -> Ruling:
    """What somebody merely thinks aloud has not been reported as done: actual becomes uncertain."""
    if ruling.status is Status.ACTUAL and _OPINED.search(sentence):
        return Ruling(Status.UNCERTAIN, ruling.cues, "thought aloud")
    return ruling


def verb_group(tree: Tree, i: int, cues: Cues) -> list[int]:
    """Return the finite verb that carries the tense of token `i`, with its auxiliaries: nearest verb upwards.

    In "have begun to leave" that is "begun": verbs of phase carry the tense of what they begin, keep on or end.
    """
    head = i if tree.token(i).pos in _VERBAL else tree.clause_head(i)
    while tree.token(head).dep == "xcomp" and cues.has("phase", tree.lemma(tree.token(head).head)):
        head = tree.token(head).head
    return [*tree.kids(head, "aux", "auxpass", "neg", "mark"), head]


def word_cues(s: Setting) -> tuple[Span, ...]:
    """Return the spans of all words around the trigger that speak about status."""
    names = s.cues.classes
    return tuple(
        s.tree.token(k).span
        for k in verb_group(s.tree, s.candidate.trigger.index, s.cues)
        if k != s.candidate.trigger.index and any(s.tree.lemma(k) in words for words in names.values())
    )


def negated(s: Setting) -> Ruling | None:
    """ "did not cross", "nobody threatened", "no shot was fired": denied."""
    tree = s.tree
    i = s.candidate.trigger.index
    head = i if tree.token(i).pos in _VERBAL else tree.clause_head(i)
    for k in tree.kids(head, "neg"):
        return Ruling(Status.DENIED, (tree.token(k).span,), "negated")
    for k in [i, *tree.kids(head, "nsubj", "nsubjpass", "dobj")]:
        for d in [k, *tree.kids(k, "det", "neg")]:
            if tree.lemma(d) in {"no", "nobody", "none", "nothing", "neither"}:
                return Ruling(Status.DENIED, (tree.token(d).span,), "negated")
    return None


def under_denial(s: Setting) -> Ruling | None:
    """ "denied that ...": denied."""
    return _embedded(s, "denial", Status.DENIED, "under a denial")


def called_false(s: Setting) -> Ruling | None:
    """ "called the report of an attack a fabrication": denied."""
    tree = s.tree
    for up in tree.climb(s.candidate.trigger.index):
        if tree.lemma(up) in {"call", "describe", "dismiss", "brand", "label", "reject", "consider"}:
            for k in tree.below(up):
                if s.cues.has("falsehood", tree.lemma(k)):
                    return Ruling(Status.DENIED, (tree.token(k).span,), "called false")
    return None


def questioned(s: Setting) -> Ruling | None:
    """A question asserts nothing: hypothetical."""
    if not s.question:
        return None
    stop = s.candidate.sentence.span.stop
    return Ruling(Status.HYPOTHETICAL, (Span(stop - 1, stop),), "asked")


def conditional(s: Setting) -> Ruling | None:
    """ "if X closes ...": hypothetical."""
    tree = s.tree
    at: int | None = s.candidate.trigger.index
    while at is not None:
        for k in tree.kids(at, "mark", "advmod"):
            if tree.lemma(k) in {"if", "unless", "whether", "lest"}:
                return Ruling(Status.HYPOTHETICAL, (tree.token(k).span,), "conditional")
        at = tree.parent(at)
    return None


def hedged(s: Setting) -> Ruling | None:
    """ "allegedly", "probably": uncertain."""
    tree = s.tree
    head = tree.clause_head(s.candidate.trigger.index)
    for k in tree.below(head, frozenset({"ccomp", "relcl", "advcl", "conj"})):
        if s.cues.has("rumour", tree.lemma(k)):
            return Ruling(Status.UNCERTAIN, (tree.token(k).span,), "hedged")
    return None


def begun(s: Setting) -> Ruling | None:
    """ "have begun to leave": actual, whatever the infinitive suggests."""
    *helpers, head = verb_group(s.tree, s.candidate.trigger.index, s.cues)
    token = s.tree.token(head)
    if head == s.candidate.trigger.index or not s.cues.has("phase", s.tree.lemma(head)):
        return None
    words = {s.tree.lemma(k) for k in helpers}
    finite = token.tag in {"VBD", "VBZ", "VBP"} or (token.tag == "VBN" and "have" in words)
    open_ended = any(s.cues.has(name, word) for name in ("modal", "future", "negation") for word in words)
    return Ruling(Status.ACTUAL, (token.span,), "begun") if finite and not open_ended else None


def future(s: Setting) -> Ruling | None:
    """ "will meet", "is to meet": planned."""
    return _auxiliary(s, "future", Status.PLANNED, "future")


def modal(s: Setting) -> Ruling | None:
    """ "could close": hypothetical."""
    return _auxiliary(s, "modal", Status.HYPOTHETICAL, "modal")


def intended(s: Setting) -> Ruling | None:
    """ "agreed to open": planned."""
    return _embedded(s, "intent", Status.PLANNED, "intended", infinitive=True)


def wished(s: Setting) -> Ruling | None:
    """ "asked them to withdraw": hypothetical."""
    return _embedded(s, "wish", Status.HYPOTHETICAL, "wished", infinitive=True)


def _auxiliary(s: Setting, name: str, status: Status, rule: str) -> Ruling | None:
    for k in verb_group(s.tree, s.candidate.trigger.index, s.cues)[:-1]:
        if s.cues.has(name, s.tree.lemma(k)) or s.cues.has(name, s.tree.token(k).text.lower()):
            return Ruling(status, (s.tree.token(k).span,), rule)
    return None


def _embedded(s: Setting, name: str, status: Status, rule: str, infinitive: bool = False) -> Ruling | None:
    tree = s.tree
    at = s.candidate.trigger.index
    for up in tree.climb(at):
        token = tree.token(at)
        if token.dep in {
            "ccomp",
            "xcomp",
            "dobj",
            "pobj",
            "acl",
            "advcl",
            "prep",
            "nsubjpass",
        } and s.cues.has(name, tree.lemma(up)):
            bare = not infinitive or tree.token(at).tag in {"VB", "VBG"} or tree.token(at).pos in {"NOUN", "ADP"}
            if bare:
                return Ruling(status, (tree.token(up).span,), rule)
        if token.dep in {"conj", "advcl", "relcl"} and token.pos in _VERBAL:
            return None
        at = up
    return None


_FIRST: tuple[Callable[[Setting], Ruling | None], ...] = (questioned,)
_WORDS: tuple[Callable[[Setting], Ruling | None], ...] = (
    under_denial, called_false, negated, conditional, hedged, future, modal, intended, wished,
)  # fmt: skip
