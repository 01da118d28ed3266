"""Lexicon becomes cues: which lemmas report speech, in which frames, as speech or as attitude."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from detente.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Cues:
    """What the language's `speech.toml` says, by lemma; a particle verb is keyed "call on"."""

    frames: Mapping[str, frozenset[str]]
    attitudes: frozenset[str]
    nouns: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, the longest first
    silent: frozenset[str]
    silent_nouns: frozenset[str]
    silence: frozenset[str]
    undiscussed: frozenset[str]  # silent behind "declined to", a statement behind "refused to"
    adjectives: frozenset[str]
    minds: frozenset[str]
    carriers: frozenset[str]  # nouns that hold the words themselves: "with the words"
    anaphors: frozenset[str]  # titles that any commentator may bear: "the expert"
    people: frozenset[str]  # words for many people, whatever their form: "police", "media"
    by_things: frozenset[str]  # verbs whose subject is as often a thing: "the move suggests that"
    speakers: frozenset[str]  # nouns that point to who spoke: "the speaker is"

    def known(self, lemma: str) -> bool:
        """Tell whether the lemma is a reporting verb."""
        return lemma in self.frames


@lru_cache(maxsize=8)
def load_cues(lexicon: Lexicon, language: str = "en") -> Cues:
    """Compile the cues of a language; a language without a file has none."""
    data = lexicon.toml(f"languages/{language}/speech")
    frames: dict[str, set[str]] = {}
    spoken: set[str] = set()
    attitudes: set[str] = set()
    for entry in _entries(data, "verbs"):
        for word in entry["words"]:
            frames.setdefault(word, set()).update(entry["frames"])
            (attitudes if entry.get("attitude") else spoken).add(word)
    nouns = frozenset(word for entry in _entries(data, "nouns") for word in entry["words"])
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((w.split() for entry in _entries(data, "phrases") for w in entry["words"]), key=len):
        phrases.setdefault(words[0], []).insert(0, tuple(words))
    silent = data.get("silent", {})
    return Cues(
        frames={word: frozenset(kinds) for word, kinds in frames.items()},
        attitudes=frozenset(attitudes - spoken),
        nouns=nouns,
        phrases={first: tuple(some) for first, some in phrases.items()},
        silent=frozenset(silent.get("verbs", ())),
        silent_nouns=frozenset(silent.get("nouns", ())),
        silence=frozenset(silent.get("silence", ())),
        undiscussed=frozenset(silent.get("undiscussed", ())),
        adjectives=frozenset(word for entry in _entries(data, "adjectives") for word in entry["words"]),
        minds=frozenset(word for entry in _entries(data, "minds") for word in entry["words"]),
        carriers=frozenset(data.get("pointers", {}).get("carriers", ())),
        anaphors=frozenset(data.get("pointers", {}).get("anaphors", ())),
        people=frozenset(data.get("pointers", {}).get("people", ())),
        by_things=frozenset(data.get("pointers", {}).get("by_things", ())),
        speakers=frozenset(data.get("pointers", {}).get("speakers", ())),
    )


def _entries(data: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    return list(data.get(kind, {}).values())
