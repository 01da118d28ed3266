"""Tokens become triggers: words of the lexicon that may tell of an event, with the types that they may tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from detente.events.tree import Tree
from detente.lexicon import Lexicon
from detente.types import EventType, Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_ARGS = (
    "dobj",
    "nsubjpass",
    "prt",
    "acomp",
    "attr",
    "oprd",
    "dative",
    "advmod",
    "neg",
    "prep",
    "xcomp",
    "agent",
    "ccomp",
)
_NAMING = frozenset({"call", "term", "describe", "dub", "label", "brand", "name", "style"})
_DULL = frozenset({
    "add", "appear", "argue", "be", "become", "begin", "believe", "belong", "circulate", "cite", "claim",
    "clarify", "comment", "communicate", "concern", "conclude", "consist", "contain", "continue", "cost",
    "count", "depend", "deserve", "do", "drink", "eat", "emphasise", "emphasize", "estimate", "exist",
    "explain", "fear", "feel", "forget", "happen", "hate", "hope", "include", "inform", "know",
    "last", "laugh", "learn", "like", "live", "look", "love", "matter", "mean", "measure", "mention",
    "name", "need", "nod", "note", "observe", "occur", "post", "predict", "publish", "quote", "read",
    "recall", "recite", "remain", "remark", "remember", "report", "say", "seek", "seem", "shrug",
    "sigh", "sleep", "smile", "sound", "stand", "start", "state", "stress", "tell", "think", "try",
    "underline", "understand", "use", "wear", "weigh", "wish", "wonder", "work", "write",
})  # fmt: skip
# words of saying that may threaten, accuse or promise by what they say: "said they would close the road if ..."
SAYING = frozenset({
    "add", "argue", "claim", "inform", "note", "post", "remark", "reply", "say", "state", "stress", "tell", "write",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of triggers.csv: the words, the type and mode, and where the target stands (best slot first)."""

    words: tuple[str, ...]
    pos: str
    type: EventType
    mode: str | None
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that may tell of an event: the tokens that make it up, the lexicon entries, nominal or verbal.

    `entries` is empty for a verb that no lexicon line knows; then only the typist can name a type.
    """

    index: int
    tokens: tuple[int, ...]
    entries: tuple[Entry, ...]
    nominal: bool

    @property
    def types(self) -> tuple[EventType, ...]:
        """The types that the lexicon allows, more specific entries (more words) first."""
        return tuple(dict.fromkeys(e.type for e in self.entries))


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """The trigger lexicon by part of speech and first lemma."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]


@lru_cache(maxsize=8)
def trigger_table(lexicon: Lexicon) -> TriggerTable:
    """Compile languages/en/triggers.csv of a lexicon."""
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    for row in lexicon.table("languages/en/triggers", key="term"):
        words = tuple(row["term"].split())
        entry = Entry(words, row["pos"], EventType(row["type"]), row["mode"] or None, tuple(row["target"].split()))
        home = verbs if row["pos"] == "v" else nouns
        home[words[0] if row["pos"] == "v" else words[-1]].append(entry)
    longest = lambda e: -len(e.words)  # noqa: E731
    return TriggerTable(
        {k: tuple(sorted(v, key=longest)) for k, v in verbs.items()},
        {k: tuple(sorted(v, key=longest)) for k, v in nouns.items()},
    )


def find_triggers(tree: Tree, sentence: Sentence, table: TriggerTable) -> list[Trigger]:
    """Return the triggers of one sentence in text order: verbs first by entry, then nouns of the noun lexicon.

    Every full verb is returned, also without entries; nouns only where the lexicon knows them.
    """
    found: list[Trigger] = []
    for i in range(sentence.first, sentence.stop):
        token = tree.token(i)
        if token.pos in _VERBAL:
            trigger = _verb(tree, i, table)
        elif token.pos in {"NOUN", "PROPN", "ADJ"}:
            trigger = _participle(tree, i, table) if token.pos == "ADJ" else _noun(tree, i, table)
        else:
            trigger = None
        if trigger is not None:
            found.append(trigger)
        whole = _hyphened(tree, i, table)
        if whole is not None:
            parts = [t for t in found if t.index >= whole.tokens[0]]
            if not any(set(whole.types) <= set(t.types) for t in parts):  # else a part tells the same
                found = [t for t in found if t not in parts] + [whole]
    return found


def _hyphened(tree: Tree, i: int, table: TriggerTable) -> Trigger | None:
    """A word written with hyphens ("pull-out", "cease-fire"), which the parse takes apart, is looked up as one."""
    first = i
    if i == 0 or tree.token(i - 1).text != "-":
        return None
    while first >= 2 and tree.token(first - 1).text == "-" and _touch(tree, first - 2, first):
        first -= 2
    if first == i or _goes_on(tree, i):
        return None
    last = tree.lemma(i)
    parts = [*(tree.token(k).text.lower() for k in range(first, i, 2)), last]
    for word in ("-".join(parts), "".join(parts)):
        for entries, nominal in ((table.nouns.get(word, ()), True), (table.verbs.get(word, ()), False)):
            fits = tuple(e for e in entries if len(e.words) == 1)
            if fits and nominal != (tree.token(i).pos in _VERBAL):
                return Trigger(i, tuple(range(first, i + 1)), fits, nominal)
    return None


def _touch(tree: Tree, one: int, other: int) -> bool:
    return tree.token(other).span.start - tree.token(one).span.stop == 1


def _goes_on(tree: Tree, i: int) -> bool:
    """Tell whether a hyphen and another word follow: "cease-fire-monitoring"."""
    return i + 2 < len(tree.tokens) and tree.token(i + 1).text == "-" and _touch(tree, i, i + 2)


def _verb(tree: Tree, i: int, table: TriggerTable) -> Trigger | None:
    token = tree.token(i)
    if token.dep in {"aux", "auxpass"}:
        return None
    lemma = tree.lemma(i)
    if lemma in _NAMING and any(tree.lemma(k) == "what" for k in tree.kids(i, *_ARGS, "dobj", "nsubj") if k < i):
        return None  # "apologised for what Oslo called an accident": a name for the thing, told by the verb above
    near = _near(tree, i)
    entries, tokens = [], {i}
    for entry in table.verbs.get(lemma, ()):
        if all(w in near for w in entry.words[1:]):
            entries.append(entry)
            if len(entry.words) > 1 and entry is entries[0]:
                tokens.update(near[w] for w in entry.words[1:])
    dull = lemma in _DULL and not (lemma in SAYING and tree.kids(i, "ccomp"))
    if not entries and (dull or token.pos == "AUX"):
        return None
    return Trigger(i, tuple(sorted(tokens)), tuple(entries), False)


def _participle(tree: Tree, i: int, table: TriggerTable) -> Trigger | None:
    """Adjectives that are participles of a trigger ("closed", "detained") keep the verb's entries."""
    token = tree.token(i)
    if not token.text.lower().endswith(("ed", "en", "shut")):
        return None
    word = token.text.lower()
    for lemma in (tree.lemma(i), word[:-1], word[:-2], word[:-3]):
        entries = tuple(e for e in table.verbs.get(lemma, ()) if len(e.words) == 1)
        if entries:
            return Trigger(i, (i,), entries, False)
    return None


def _noun(tree: Tree, i: int, table: TriggerTable) -> Trigger | None:
    lemma = tree.lemma(i)
    known = table.nouns.get(lemma) or table.nouns.get(tree.token(i).text.lower())
    if not known:
        return None
    before = {tree.lemma(k): k for k in tree.kids(i, "compound", "amod", "nmod")}
    entries, tokens = [], {i}
    for entry in known:
        if all(w in before for w in entry.words[:-1]):
            entries.append(entry)
            if entry is entries[0]:
                tokens.update(before[w] for w in entry.words[:-1])
    return Trigger(i, tuple(sorted(tokens)), tuple(entries), True) if entries else None


def _near(tree: Tree, i: int) -> dict[str, int]:
    """Lemmas and forms of what a verb governs directly: objects, particles, prepositions with their objects."""
    near: dict[str, int] = {}

    def note(k: int) -> None:
        near.setdefault(tree.lemma(k), k)
        near.setdefault(tree.token(k).text.lower(), k)

    def note_noun(k: int) -> None:
        for member in tree.conjuncts(k):
            note(member)
            for part in tree.kids(member, "compound", "amod", "prep"):
                note(part)
                for inner in tree.kids(part, "pobj"):
                    note(inner)

    for k in tree.kids(i, *_ARGS):
        note(k)
        if tree.token(k).dep in {"prep", "agent", "dative", "xcomp", "advmod", "acomp"}:
            for inner in tree.kids(k, "pobj", "pcomp", "dobj", "prep", "acomp", "xcomp"):
                note_noun(inner)
        else:
            note_noun(k)
    for k in tree.objects(i):
        note_noun(k)
    return near
