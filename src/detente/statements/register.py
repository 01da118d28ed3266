"""A cast becomes a register that can be asked by place and grown: mentions are found without reading all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from detente.types import Actor, Cast, Mention, MentionKind, Span


class Register:
    """The cast of one article while its speakers are identified; `cast` gives it back with the new ones added."""

    def __init__(self, cast: Cast) -> None:
        self._given = cast
        self._actors = {actor.id: actor for actor in cast.actors}
        self._mentions = sorted(cast.mentions, key=lambda m: (m.span.start, -m.span.stop))
        self._starts = [m.span.start for m in self._mentions]
        self._longest = max((m.span.stop - m.span.start for m in self._mentions), default=0)
        self._namings: dict[str, list[Span]] = {}
        for mention in self._mentions:
            if mention.actor and mention.kind is not MentionKind.PRONOUN:
                self._namings.setdefault(mention.actor, []).append(mention.span)
        self.named = {m.actor for m in cast.mentions if m.kind is MentionKind.NAME and m.actor}
        self._fresh: list[tuple[Actor, Mention]] = []

    @property
    def ids(self) -> set[str]:
        """The ids of all actors, new ones among them."""
        return set(self._actors)

    def actor(self, key: str | None) -> Actor | None:
        """Return the actor with this id, or None."""
        return self._actors.get(key) if key else None

    def between(self, low: int, high: int) -> list[Mention]:
        """Return the mentions that begin in [low, high), in text order."""
        return self._mentions[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def overlapping(self, span: Span) -> list[Mention]:
        """Return the mentions that share an offset with `span`, in text order."""
        return [m for m in self.between(span.start - self._longest, span.stop) if m.span.overlaps(span)]

    def within(self, span: Span) -> list[Mention]:
        """Return the mentions that lie wholly inside `span`, in text order."""
        return [m for m in self.between(span.start, span.stop) if m.span.stop <= span.stop]

    def last_naming(self, actor: str, before: int) -> Span | None:
        """Return where the actor is last named, not by a pronoun, before an offset."""
        spans = self._namings.get(actor, [])
        k = bisect_right([s.start for s in spans], before) - 1
        return spans[k] if k >= 0 else None

    def add(self, actor: Actor, mention: Mention) -> None:
        """Add somebody whom only a statement shows; his mention is kept for the cast, not asked for again."""
        self._actors[actor.id] = actor
        self._fresh.append((actor, mention))

    def cast(self) -> Cast:
        """Return the cast with everybody who was added."""
        if not self._fresh:
            return self._given
        return self._given.plus(tuple(a for a, _ in self._fresh), tuple(m for _, m in self._fresh))
