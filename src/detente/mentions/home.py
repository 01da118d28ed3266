"""A page as a whole becomes clues about where it is at home: dateline, outlet, script, what it speaks of most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from detente.mentions.matcher import sights
from detente.mentions.metonyms import at_the_head_of_a_report
from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind
from detente.types import LineKind


@dataclass(frozen=True, slots=True)
class Home:
    """What the page as a whole says about where it is at home."""

    dateline: str | None
    outlet: str | None
    letters: frozenset[str]
    shares: dict[str, float]
    opening: str | None
    headline: str | None


def home_of(scene: Scene) -> Home:
    """Return the clues that hold for the whole page."""
    counts: dict[str, float] = defaultdict(float)
    opening = headline = None
    for seen in scene.seen:
        code = seen.sight.entry.code
        if code not in scene.vocabulary.states or seen.sight.entry.kind is NameKind.MEDIA:
            continue
        counts[code] += 1.0 if seen.sight.entry.kind is not NameKind.ADJECTIVE else 0.7
        if scene.title(seen.first):
            headline = headline or code
        else:
            opening = opening or code
    total = sum(counts.values()) or 1
    return Home(
        dateline=_dateline(scene),
        outlet=_outlet(scene),
        letters=_letters(scene),
        shares={code: n / total for code, n in counts.items()},
        opening=opening,
        headline=headline,
    )


def _dateline(scene: Scene) -> str | None:
    for seen in scene.seen[:12]:
        place = seen.sight.entry.kind in (NameKind.CAPITAL, NameKind.PLACE)
        if place and seen.sight.entry.code and at_the_head_of_a_report(scene, seen):
            return seen.sight.entry.code
    return None


def _outlet(scene: Scene) -> str | None:
    outlet = scene.article.outlet.value if scene.article.outlet else ""
    for sight in sights(outlet, scene.vocabulary):
        if sight.entry.code in scene.vocabulary.states:
            return sight.entry.code
    return scene.vocabulary.domains.get(outlet.rsplit(".", 1)[-1].lower()) if "." in outlet else None


def _letters(scene: Scene) -> frozenset[str]:
    """Return the states whose script or letters stand in the page's furniture."""
    text = scene.article.text
    found: set[str] = set()
    sample = "".join(line.span.of(text) for line in scene.article.lines if line.kind is not LineKind.BODY)
    letters = set(sample.lower())
    for alphabet, codes in scene.vocabulary.alphabets:
        if len(letters & set(alphabet)) >= min(2, len(alphabet)):
            found.update(codes)
    found.update(code for mark, code in scene.vocabulary.currencies.items() if mark in sample)
    return frozenset(found)
