"""Names of outlets on a page become marks: the page's own outlet, agencies in datelines, quoted names, domains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.mentions.draft import Draft, Mark
from detente.mentions.matcher import sights
from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind
from detente.types import ActorKind, MentionKind

_DOMAIN = re.compile(r"\b[A-Z][\w-]+\.(?:az|am|ge|ru|tr|ir|ua|by|kz|kg|uz|com|org|net|info|news|tv|fm|online)\b")
_MARKS = frozenset("\"“”«»'‘’`")

_HOMES = frozenset({NameKind.STATE, NameKind.ADJECTIVE, NameKind.CAPITAL, NameKind.PLACE})
Spotted = tuple[int, int]  # token range


def mark_outlets(scene: Scene, draft: Draft) -> None:
    """Add a mark for every outlet; what it covers is no longer read as persons, states or capitals."""
    for rule in RULES:
        for first, stop in rule(scene):
            if any(i in draft.by_head for i in range(first, stop)) or stop <= first:
                continue
            name = scene.text(first, stop).strip("".join(_MARKS) + " .,")
            entry = scene.at[first].sight.entry if first in scene.at else None
            state = entry.code if entry and entry.kind is NameKind.MEDIA else _home(scene, name)
            figure = draft.figure(
                "outlet-" + "-".join(name.lower().split()), name, ActorKind.ORGANISATION, state=state,
                roles=["news outlet"], posts=["outlet"], official=False,
                why="state: an outlet of the lexicon, or a place in its name" if state else "",
            )  # fmt: skip
            mark = Mark(first, stop, stop - 1, scene.span(first, stop), MentionKind.OUTLET, figure,
                        rule=f"outlet: {rule.__name__.replace('_', ' ')}")  # fmt: skip
            draft.add(mark)
            for index in range(first, stop - 1):
                draft.by_head.setdefault(index, []).append(mark)
                scene.at.pop(index, None)
            scene.at.pop(stop - 1, None)


def _home(scene: Scene, name: str) -> str | None:
    """Return the state whose places an outlet is named after, if it is one: "Termiz 24", not "Moscow-Baku"."""
    codes = {s.entry.code for s in sights(name, scene.vocabulary) if s.entry.kind in _HOMES}
    return codes.pop() if len(codes) == 1 else None


def the_pages_own(scene: Scene) -> Iterator[Spotted]:
    """the name of the article's outlet, or of a link of its chain"""
    article = scene.article
    names = {article.outlet.value} if article.outlet else set()
    for name in names:
        words = name.split()
        if not words or len(name) < 4:
            continue
        for match in re.finditer(rf"\b{re.escape(name)}\b", article.text):
            yield from _range(scene, match.start(), match.end())


def a_domain(scene: Scene) -> Iterator[Spotted]:
    """Axar.az reports"""
    for match in _DOMAIN.finditer(scene.article.text):
        yield from _range(scene, match.start(), match.end())


def in_the_brackets_of_a_dateline(scene: Scene) -> Iterator[Spotted]:
    """GENEVA, 5 May (Sahel Telegraph) -"""
    text = scene.article.text
    for line in scene.article.body():
        head = line.span.of(text)[:120]
        match = re.match(r"[A-ZÀ-Ž][^()\n]{2,70}\(([A-Z][^()\d]{1,40})\)\s*[-–—]", head)
        if match:
            yield from _range(scene, line.span.start + match.start(1), line.span.start + match.end(1))


def quoted_after_its_kind(scene: Scene) -> Iterator[Spotted]:
    """the portal "Caspian Dialogue"; an interview with "Moscow-Baku" """
    before_words = scene.vocabulary.metonyms["outlet.before"]
    for first, stop in scene.short_quotes:
        while stop > first and scene.tokens[stop - 1].text in (".", ","):
            stop -= 1
        index = first - 1
        while index >= max(0, first - 4) and scene.tokens[index].text in _MARKS:
            index -= 1
        if index < 1 or stop <= first or not scene.tokens[first].text[:1].isupper():
            continue
        if scene.sentence[index] != scene.sentence[first]:
            continue
        pair = f"{scene.lower[index - 1]} {scene.lower[index]}"
        if scene.lower[index] in before_words or pair in _FRAMES:
            yield first, stop


_FRAMES = frozenset({"interview with", "interview to", "talk with", "conversation with", "comment to", "comments to",
                     "commentary for", "comment for", "interview for", "talking to", "speaking to"})  # fmt: skip


def _range(scene: Scene, start: int, stop: int) -> Iterator[Spotted]:
    first, last = scene.token_at(start), scene.token_at(stop - 1)
    if first is not None and last is not None:
        yield first, last + 1


RULES: tuple[Callable[[Scene], Iterator[Spotted]], ...] = (
    the_pages_own,
    a_domain,
    in_the_brackets_of_a_dateline,
    quoted_after_its_kind,
)
