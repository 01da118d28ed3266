"""Words in capitals become short forms of a body named in full before: DFA, the Department of Foreign Affairs."""

from __future__ import annotations

from detente.mentions.scene import Phrase, Scene

_BODIES = frozenset({"institution", "force", "body", "company"})


def abbreviations(scene: Scene) -> dict[int, int]:
    """Return, for every token that shortens a body named in full before it, the head of the full name's phrase."""
    full: dict[str, int] = {}
    for phrase in scene.phrases:
        if phrase.noun.sort.name in _BODIES:
            letters = _initials(scene, phrase)
            if len(letters) > 2:
                full.setdefault(letters, phrase.head)
    return {
        token.index: full[token.text]
        for token in scene.tokens
        if token.text in full and token.index > full[token.text] and token.index not in scene.at
    }


def _initials(scene: Scene, phrase: Phrase) -> str:
    words = (scene.tokens[i] for i in range(phrase.first, phrase.stop) if i not in scene.at)
    return "".join(word.text[0] for word in words if word.text[0].isupper() and word.pos != "DET")
