"""Half a name becomes a state where the page names its neighbour: "the North" beside South Korea."""

from __future__ import annotations

from detente.mentions.matcher import Sight
from detente.mentions.scene import Scene, Seen
from detente.types import Span

_CLOSING = frozenset(".,;:!?)'’\"”»")


def lay_short_names(scene: Scene) -> None:
    """Add to what is seen the short names of `actors/short_names.csv` that stand beside a state named in full."""
    spoken = {seen.sight.entry.code for seen in scene.seen}
    found = []
    for index in range(1, len(scene.tokens)):
        for entry, beside in scene.vocabulary.short_names.get(scene.tokens[index].text, ()):
            if spoken & beside and _alone(scene, index):
                span = Span(scene.starts[index - 1], scene.tokens[index].span.stop)
                found.append(Seen(Sight(span, entry), index - 1, index + 1))
                break
    for seen in found:
        scene.at[seen.first] = scene.at[seen.first + 1] = seen
    scene.seen.extend(found)
    scene.seen.sort(key=lambda seen: seen.first)


def _alone(scene: Scene, index: int) -> bool:
    """Tell whether a word with its article is a name by itself: not "the North Sea", "the North of Mali"."""
    if scene.lower[index - 1] != "the" or index in scene.at or index - 1 in scene.at:
        return False
    if index + 1 == len(scene.tokens):
        return True
    after = scene.tokens[index + 1]
    if after.span.start == scene.tokens[index].span.stop:
        return after.text[:1] in _CLOSING
    return not (after.text[:1].isupper() or after.lemma == "of")
