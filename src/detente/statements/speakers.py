"""A source phrase becomes an actor: by the mention at its head, by the name beside it, else as somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.statements.cues import Cues
from detente.statements.register import Register
from detente.statements.report import Report
from detente.statements.view import View
from detente.text import fold
from detente.types import Actor, ActorKind, Mention, MentionKind, Span

_FIRST = frozenset(["i", "we", "my", "our", "us", "me", "mine", "ours"])
_CALLED = re.compile(  # "a man who called himself Ann Lee", "a soldier who gave her name as Ann Lee"
    r"\bwho\s+(?:(?:calls|called|names|named|introduced|identified)\s+(?:him|her|them)sel(?:f|ves)"
    r"|(?:gave|gives)\s+(?:his|her|their|the)\s+name|(?:goes|went|go)\s+by(?:\s+the\s+name(?:\s+of)?)?)(?:\s+only)?(?:\s+as)?$"
)
# what a mention is worth as an answer to "who speaks?": names before titles before pronouns
_WORTH = {
    MentionKind.NAME: 0,
    MentionKind.STATE: 1,
    MentionKind.METONYM: 1,
    MentionKind.OUTLET: 1,
    MentionKind.OFFICE: 2,
    MentionKind.NOMINAL: 3,
    MentionKind.NATIONALITY: 4,
    MentionKind.PRONOUN: 4,
    MentionKind.PLACE: 9,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: an actor id (None: no source is named), the mention as written, and by which rule."""

    actor: str | None
    span: Span | None
    rule: str


def identify(view: View, cast: Register, cues: Cues, report: Report) -> Voice:
    """Return the voice of a report; a phrase that nobody on the cast answers to adds an unnamed actor."""
    if report.source is None:
        return Voice(None, None, "no source")
    words = report.source.of(view.text)
    if words.lower() in _FIRST:
        return Voice(None, report.source, "first person")
    mention = best_mention(view, cast, report.source, report.source_head)
    if mention is not None and mention.actor is not None:
        span = report.source if report.source.overlaps(mention.span) else mention.span
        return Voice(mention.actor, span, f"speaker: {mention.kind.value}")
    actor = _unnamed(view, cast, cues, report)
    if actor is None:
        return Voice(None, report.source, "speaker: open")
    fresh = Mention(
        span=report.source,
        kind=MentionKind.NOMINAL,
        actor=actor.id,
        state=actor.state,
        rule="speaker of a statement",
        head=report.source_head,
    )
    cast.add(actor, fresh)
    return Voice(actor.id, report.source, "speaker: unnamed")


def best_mention(view: View, cast: Register, source: Span, head: int | None) -> Mention | None:
    """Return the mention that answers for the source phrase: a name in apposition, else what stands at its head."""
    near = [m for m in cast.overlapping(source) if m.kind is not MentionKind.PLACE]
    heads = _heads(view, source, head)
    by_name = next((m for m in near if m.kind is MentionKind.NAME and heads and m.head == heads[0] and m.actor), None)
    if by_name is not None and _person(cast, by_name):
        return by_name
    apposed = [m for m in near if _apposed(view, cast, source, m)]
    if apposed:
        return apposed[0]
    found: list[tuple[tuple[int, int, int], Mention]] = []
    for mention in near:
        at = next((k for k, index in enumerate(heads) if _headed(view, mention, index)), None)
        if at is not None:
            worth = _WORTH[mention.kind] + (5 if mention.actor is None else 0)
            found.append(((at, worth, -(mention.span.stop - mention.span.start)), mention))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return next(
        (m for m in near if m.span.stop == source.stop and m.actor is not None and m.span.start <= source.start + 4),
        None,
    )


def _person(cast: Register, mention: Mention) -> bool:
    actor = cast.actor(mention.actor)
    return actor is not None and actor.kind is ActorKind.PERSON


def _apposed(view: View, cast: Register, source: Span, mention: Mention) -> bool:
    """Tell whether a person's name stands beside a title in the phrase: "the envoy, Ann Lee".

    A name right behind a preposition ("adviser to Ann Lee") or before a possessive ("Lee's lawyer") does not speak.
    """
    actor = cast.actor(mention.actor)
    if mention.kind is not MentionKind.NAME or actor is None or actor.kind is not ActorKind.PERSON:
        return False
    if not source.covers(mention.span) or view.text[mention.span.stop : mention.span.stop + 2] in {"'s", "’s"}:
        return False
    before = view.text[source.start : mention.span.start].rstrip()
    if before.endswith((",", "(", "–", "—")) or _CALLED.search(before):
        return True
    if " of " not in f" {before} ":
        return False
    places = [m for m in cast.within(source) if m.span.stop <= mention.span.start]
    gaps = [view.text[m.span.stop : mention.span.start].strip() for m in places]
    return any(not gap or (gap.isalpha() and gap[0].isupper()) for gap in gaps)


def _heads(view: View, source: Span, head: int | None) -> list[int]:
    """Return the head token of the phrase, then the heads of its appositions."""
    inside = view.inside(source)
    if not inside:
        return []
    if head is None or head not in inside:
        head = next((k for k in inside if view.tokens[k].head not in inside), inside[-1])
    out, waiting = [], [head]
    while waiting:
        here = waiting.pop(0)
        out.append(here)
        waiting += [c for c in view.children[here] if c in inside and view.tokens[c].dep in {"appos", "flat"}]
    return out


def _headed(view: View, mention: Mention, head: int) -> bool:
    if mention.head is not None:
        return mention.head == head or (
            mention.kind is MentionKind.NAME and mention.span.covers(view.tokens[head].span)
        )
    return mention.span.covers(view.tokens[head].span)


def namesakes(view: View, cast: Register, reports: Sequence[Report]) -> dict[str, str]:
    """Return which unnamed actors are named in apposition on the page: the id of "the envoy" to that of "Ann Lee"."""
    same: dict[str, str] = {}
    for report in reports:
        if report.source is None:
            continue
        named = best_mention(view, cast, report.source, report.source_head)
        if named is None or named.kind is not MentionKind.NAME or named.actor is None:
            continue
        for other in cast.within(report.source):
            title = other.kind in {MentionKind.NOMINAL, MentionKind.OFFICE}
            first = other.head == report.source_head or other.span.start - report.source.start <= 4
            first = first and view.text[other.span.stop : other.span.stop + 2] not in {"'s", "’s"}
            if title and first and other.actor and other.actor != named.actor and other.actor not in cast.named:
                same.setdefault(other.actor, named.actor)
    return same


def _unnamed(view: View, cast: Register, cues: Cues, report: Report) -> Actor | None:
    """Make an actor of a noun phrase: his state is that of the nationality or state inside the phrase."""
    assert report.source is not None
    text = report.source.of(view.text)
    head = report.source_head
    if head is None or view.tokens[head].pos == "PRON":
        return None
    state = next((m.state for m in cast.within(report.source) if m.state), None)
    plural = view.tokens[head].tag in {"NNS", "NNPS"} or view.tokens[head].text.lower() in cues.people
    kind = ActorKind.GROUP if plural else ActorKind.PERSON
    if view.tokens[head].ent in {"ORG", "GPE", "NORP"}:
        kind = ActorKind.ORGANISATION
    name = re.sub(r"\s+", " ", re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)).strip()
    key = _slug(name, cast.ids)
    return Actor(id=key, name=name, kind=kind, state=state)


def _slug(name: str, known: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "speaker"
    key, number = slug, 2
    while key in known:
        key, number = f"{slug}-{number}", number + 1
    return key
