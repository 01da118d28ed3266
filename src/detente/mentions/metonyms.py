"""A seat of government seen on a page becomes a government, a place or an outlet, by the first rule that fits.

The rules are an ordered list; each gives a kind and its own name, which the mention carries as its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from detente.mentions.scene import Scene, Seen
from detente.types import MentionKind

Verdict = tuple[MentionKind, str]


def judge(scene: Scene, seen: Seen) -> Verdict:
    """Return what the words at `seen` mean, and the name of the rule that says so."""
    for rule in RULES:
        kind = rule(scene, seen)
        if kind is not None:
            return kind, f"metonym: {rule.__name__.replace('_', ' ')}"
    return MentionKind.METONYM, "metonym: no place word"


def _words(scene: Scene, name: str) -> frozenset[str]:
    return scene.vocabulary.metonyms[name]


def _host(scene: Scene, seen: Seen) -> int:
    """Return the token whose relation counts: of "Moscow and Baku", the first one's."""
    index = seen.last
    for _ in range(4):
        token = scene.tokens[index]
        if token.dep not in ("conj", "appos") or token.head >= index:
            return index
        index = token.head
    return index


def at_the_head_of_a_report(scene: Scene, seen: Seen) -> MentionKind | None:
    """BAKU, 5 May (Agency) -"""
    first = scene.tokens[seen.first]
    line = scene.article.lines[scene.sentences[scene.sentence[seen.first]].line]
    if first.span.start != line.span.start or scene.title(seen.first):
        return None
    after = scene.article.text[scene.tokens[seen.last].span.stop : line.span.stop][:60]
    if re.match(r", \d{1,2} |, [A-Z][a-z]+ \d|: [A-Z]", after):
        return MentionKind.PLACE
    if after[:1] in (",", ".", " ") and any(mark in after for mark in ("—", "–", " - ", "--", ") ", "/")):
        return MentionKind.PLACE if not after.startswith((" and", " has", " is")) else None
    return None


def part_of_a_town(scene: Scene, seen: Seen) -> MentionKind | None:
    """Moscow's streets; the streets of Moscow; Baku airport; central Moscow."""
    token = scene.tokens[seen.last]
    head = scene.tokens[token.head]
    nouns = _words(scene, "place.nouns")
    if token.dep in ("poss", "compound", "nmod") and (
        head.lemma.lower() in nouns or scene.lower[head.index] in nouns
    ):
        return MentionKind.PLACE
    if token.dep == "pobj" and head.text.lower() == "of" and scene.tokens[head.head].lemma.lower() in nouns:
        return MentionKind.PLACE
    before = scene.lower[seen.first - 1] if seen.first else ""
    return MentionKind.PLACE if before in _words(scene, "place.adjectives") else None


_TOWNSFOLK = frozenset({"media", "company", "person", "crowd", "expert", "anyone"})


def home_of_people_or_papers(scene: Scene, seen: Seen) -> MentionKind | None:
    """a Washington-based expert; a Beirut daily; Aytan of Baku"""
    if scene.lower[seen.stop : seen.stop + 2] == ["-", "based"]:
        return MentionKind.PLACE
    token = scene.tokens[seen.last]
    if token.dep in ("compound", "nmod", "amod", "poss"):
        hit = scene.noun_at(token.head)
        if hit and hit[0].sort.name in _TOWNSFOLK:
            return MentionKind.PLACE
    behind = scene.noun_at(seen.stop) if seen.stop < len(scene.tokens) else None
    if behind and behind[0].sort.name == "media":  # "the Beirut daily Al-Mihwar"
        return MentionKind.PLACE
    if token.dep == "pobj" and scene.lower[token.head] == "of":
        owner = scene.tokens[scene.tokens[token.head].head]
        return MentionKind.PLACE if owner.pos == "PROPN" and owner.ent == "PERSON" else None
    return None


def after_a_preposition_of_place(scene: Scene, seen: Seen) -> MentionKind | None:
    """in Moscow; near Baku"""
    token = scene.tokens[_host(scene, seen)]
    prepositions = _words(scene, "place.prepositions")
    if token.dep == "pobj" and scene.lower[token.head] in prepositions:
        return MentionKind.PLACE
    # the parser may hang the name on what follows: "In Moscow deputy minister X"
    return MentionKind.PLACE if seen.first and scene.lower[seen.first - 1] in prepositions else None


def on_the_way(scene: Scene, seen: Seen) -> MentionKind | None:
    """flew to Moscow; on the road from Baku; a visit to Ankara"""
    token = scene.tokens[_host(scene, seen)]
    if token.dep != "pobj" or scene.lower[token.head] not in ("to", "from", "for"):
        return None
    governor = scene.tokens[scene.tokens[token.head].head]
    words = _words(scene, "motion.visits") | _words(scene, "motion.words")
    return MentionKind.PLACE if governor.lemma.lower() in words else None


def gone_to_or_hit(scene: Scene, seen: Seen) -> MentionKind | None:
    """left Moscow; shelled Kharkiv; visited Baku"""
    token = scene.tokens[_host(scene, seen)]
    if token.dep not in ("dobj", "obj", "nsubjpass"):
        return None
    verb = scene.tokens[token.head].lemma.lower()
    if verb == "visit":
        return MentionKind.METONYM if _official_subject(scene, token.head) else MentionKind.PLACE
    return MentionKind.PLACE if verb in _words(scene, "place.verbs") else None


def _official_subject(scene: Scene, verb: int) -> bool:
    """the Turkish envoy visited Moscow: a call on the government, not a tour"""
    for child in scene.children[verb]:
        if scene.tokens[child].dep == "nsubj":
            words = range(max(scene.leftmost(child), child - 8), child + 1)
            nouns = [hit[0] for hit in (scene.noun_at(i) for i in words) if hit]
            return any(noun.sort.name == "office" for noun in nouns)
    return False


def owner_or_actor(scene: Scene, seen: Seen) -> MentionKind | None:
    """Moscow's reply; Baku agreed; signed by Ankara"""
    host = _host(scene, seen)
    token = scene.tokens[host]
    if token.dep in ("poss", "nsubj", "nsubjpass", "agent", "dobj", "dative", "iobj"):
        return MentionKind.METONYM
    if token.dep == "pobj" and scene.lower[token.head] in ("by", "between", "with", "against", "to", "on", "of"):
        return MentionKind.METONYM
    return None


RULES: tuple[Callable[[Scene, Seen], MentionKind | None], ...] = (
    at_the_head_of_a_report,
    part_of_a_town,
    home_of_people_or_papers,
    after_a_preposition_of_place,
    on_the_way,
    gone_to_or_hit,
    owner_or_actor,
)
