"""Statements become owners of their first-person words: I is the speaker, we his state where the text supports it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.text import Nearby
from detente.types import Actor, ActorKind, Article, Cast, Mention, MentionKind, Parse, Span, Statement

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
# "our country" is the speaker's country whoever he is; "our soldiers", "our embassy" are its soldiers and embassy
_COUNTRY = frozenset({"country", "nation", "state", "republic", "homeland", "motherland", "side", "kingdom"})
_OF_A_STATE = frozenset(
    [
        "soldier",
        "army",
        "troop",
        "force",
        "border",
        "territory",
        "land",
        "president",
        "government",
        "embassy",
        "ambassador",
        "citizen",
        "people",
        "parliament",
        "minister",
        "ministry",
        "sovereignty",
        "police",
        "guard",
        "serviceman",
        "fleet",
        "navy",
        "airspace",
        "independence",
        "constitution",
        "diplomat",
        "consulate",
        "military",
        "economy",
        "capital",
        "flag",
        "law",
        "partner",
        "ally",
        "neighbour",
    ]
)


def first_person(article: Article, parse: Parse, cast: Cast, statements: tuple[Statement, ...]) -> Cast:
    """Return the cast with the first-person words of every statement given to its speaker or the speaker's state.

    "We" and "our" stay open unless the speaker acts for a state or the word behind "our" is one of a state.
    """
    heads = {token.span.start: token.index for token in parse.tokens}
    actors = {actor.id: actor for actor in cast.actors}
    mentions = []
    places = Nearby(statement.content for statement in statements)
    for mention in cast.mentions:
        near = (statements[n] for n in places.about(mention.span))
        speaker = _speaker(mention.span, near, actors)
        mentions.append(_settle(article, parse, heads, actors, mention, speaker) if speaker else mention)
    return Cast(actors=tuple(actors.values()), mentions=tuple(mentions))


def _speaker(span: Span, statements: Iterable[Statement], actors: dict[str, Actor]) -> Actor | None:
    """Return the speaker of the shortest content that holds the span: of a quotation inside one, the inner's."""
    best: tuple[int, str] | None = None
    for statement in statements:
        for content in statement.content:
            length = content.stop - content.start
            if content.covers(span) and statement.speaker and (best is None or length < best[0]):
                best = (length, statement.speaker)
    return actors.get(best[1]) if best else None


def _settle(
    article: Article, parse: Parse, heads: dict[int, int], actors: dict[str, Actor], mention: Mention, speaker: Actor
) -> Mention:
    words = mention.span.of(article.text).lower().split()
    if mention.kind is MentionKind.PRONOUN and words[0] in SINGULAR:
        return replace(mention, actor=speaker.id, state=speaker.state, rule="first person: the speaker")
    if mention.kind is MentionKind.PRONOUN and words[0] in PLURAL:
        reason = _reason(parse, heads.get(mention.span.start), speaker)
        if reason and speaker.state:
            return replace(mention, actor=_state(actors, speaker.state), state=speaker.state, rule=reason)
        return mention
    if mention.kind is MentionKind.NOMINAL and words[0] in {"our", "my"} and speaker.state:
        return _owned(actors, mention, words, speaker)
    return mention


def _reason(parse: Parse, index: int | None, speaker: Actor) -> str | None:
    if index is not None and parse.tokens[index].dep == "poss":
        noun = parse.tokens[parse.tokens[index].head].lemma.lower()
        if noun in _COUNTRY or noun in _OF_A_STATE:
            return f"first person: our {noun} is the speaker's"
    if speaker.official and speaker.kind is not ActorKind.GROUP:
        return "first person: the speaker acts for a state"
    return None


def _owned(actors: dict[str, Actor], mention: Mention, words: list[str], speaker: Actor) -> Mention:
    state = speaker.state
    assert state is not None
    if words[-1] in _COUNTRY and len(words) <= 3:
        return replace(mention, actor=_state(actors, state), state=state, rule="first person: the speaker's country")
    owner = actors.get(mention.actor or "")
    guessed = mention.rule.startswith(("state: context", "nominal:"))
    if owner and guessed and words[0] == "our" and owner.state != state:
        actors[owner.id] = replace(owner, state=state)
        return replace(mention, state=state, rule="first person: of the speaker's state")
    return mention


def _state(actors: dict[str, Actor], code: str) -> str:
    """Return the id of the actor for a state; one known by its code alone is added where the page names none."""
    if code not in actors:
        actors[code] = Actor(id=code, name=code, kind=ActorKind.STATE, state=code, entry=code, official=True)
    return code
