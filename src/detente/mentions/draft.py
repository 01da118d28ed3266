"""Figures and marks: the cast of a page while it is being drawn up, before it is frozen."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.text import fold
from detente.types import Actor, ActorKind, Cast, Mention, MentionKind, Span


@dataclass(slots=True)
class Figure:
    """Somebody on the page, growing: what is known about him so far, and why."""

    key: str
    name: str
    kind: ActorKind
    state: str | None = None
    roles: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)  # the roles' head words, to match other phrases with
    entry: str | None = None
    official: bool | None = None
    gender: str = ""  # "m", "f" or "" (not known)
    plural: bool = False
    why: str = ""  # the rule that settled the state

    def learn(self, state: str | None, why: str) -> None:
        """Take over a state where none is known yet."""
        if self.state is None and state:
            self.state, self.why = state, why


@dataclass(slots=True)
class Mark:
    """A mention, growing; `first` and `stop` are tokens, `head` is the one that the parse hangs it on."""

    first: int
    stop: int
    head: int
    span: Span
    kind: MentionKind
    figure: Figure | None
    state: str | None = None
    role: str | None = None
    rule: str = ""


class Draft:
    """All figures and marks of a page; every token heads at most one group of marks."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.marks: list[Mark] = []
        self.by_head: dict[int, list[Mark]] = {}
        self.named: dict[int, Figure] = {}  # nouns that carry a name behind them: "the trawler Taibola"

    def figure(self, key: str, name: str, kind: ActorKind, **known: object) -> Figure:
        """Return the figure with this key, drawn now if it is new."""
        old = self.figures.get(key)
        if old is None:
            old = self.figures[key] = Figure(key, name, kind, **known)  # type: ignore[arg-type]
        return old

    def fresh(self, name: str, kind: ActorKind, **known: object) -> Figure:
        """Return a new figure under a key made from the name, numbered where the key is taken."""
        stem = slug(name)
        key, number = stem, 1
        while key in self.figures:
            number += 1
            key = f"{stem}-{number}"
        return self.figure(key, name, kind, **known)

    def add(self, mark: Mark) -> Mark:
        """Add a mark."""
        self.marks.append(mark)
        self.by_head.setdefault(mark.head, []).append(mark)
        return mark

    def freeze(self) -> Cast:
        """Return the cast: figures that are mentioned, and the mentions in text order."""
        used = {mark.figure.key for mark in self.marks if mark.figure}
        actors = tuple(
            Actor(
                id=f.key,
                name=f.name,
                kind=f.kind,
                state=f.state,
                roles=tuple(dict.fromkeys(f.roles)),
                entry=f.entry,
                official=f.official,
            )
            for f in self.figures.values()
            if f.key in used
        )
        mentions = [
            Mention(
                span=m.span,
                kind=m.kind,
                actor=m.figure.key if m.figure else None,
                state=m.state or (m.figure.state if m.figure else None),
                role=m.role,
                rule=m.rule,
                head=m.head,
            )
            for m in self.marks
        ]
        once = dict.fromkeys(mentions)  # not a set: the order of equals must not change from run to run
        return Cast(
            actors=actors, mentions=tuple(sorted(once, key=lambda m: (m.span.start, -m.span.stop, m.actor or "")))
        )


def slug(name: str) -> str:
    """Return a key for a name: lower case, words joined by hyphens."""
    words = "".join(c if c.isalnum() else " " for c in fold(name)).split()
    words = [w for w in words if w not in ("the", "a", "an", "s")]
    return "-".join(words) or "somebody"
