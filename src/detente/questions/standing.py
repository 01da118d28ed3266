"""Ids become groups: what the record's links and the users' word together hold to be one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from detente import wire
from detente.links import Anchor, anchors_of, group, one_story, standing, successor, user_links, without_rivals
from detente.record import Store, links_of
from detente.record.digests import links_at, present, reached
from detente.record.profiles import articles_bearing, profiles_named
from detente.types import Link, Verdict

ANCHOR = "anchor"  # what a note in the record is about that says where a finding stands
_KINDS = {"copy": ("copy", "interview")}  # kinds of rows, where a kind has more than its own


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups of ids, and the links that stand at them, users' above the machine's."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]

    def by_end(self) -> Mapping[str, list[Link]]:
        """Return the links at each id."""
        found: dict[str, list[Link]] = {}
        for link in self.links:
            for key in (link.left, link.right):
                found.setdefault(key, []).append(link)
        return found


def standing_at(store: Store, kind: str, keys: Iterable[str]) -> Standing:
    """Return the groups of these ids with all that links lead to from them, in order; the index must be up to date.

    `kind` is copy, statement or person; happenings need more than their links (`questions.happenings`).
    """
    users = users_of(store, kind)
    near = reached(store, _KINDS.get(kind, (kind,)), keys, users)
    if kind == "copy":
        return _standing(near, (*stories_at(store, near),))
    links = links_at(store, [kind], near)
    return _standing(near, (*(without_rivals(links) if kind == "person" else links), *users))


def standing_of(store: Store, kind: str) -> Standing:
    """Return the groups of all ids that links of a kind hold to be one or leave unsure."""
    users = users_of(store, kind)
    if kind == "copy":
        links: tuple[Link, ...] = stories_at(store)
    else:
        rows = links_of(store, kind)
        links = (*(without_rivals(rows) if kind == "person" else rows), *users)
    open_ = [k for k in standing(links).values() if k.verdict is not Verdict.DIFFERENT]
    return _standing(sorted({end for k in open_ for end in (k.left, k.right)}), links)


def _standing(keys: Iterable[str], links: Iterable[Link]) -> Standing:
    stand = standing(links)
    return Standing(group(keys, stand.values()), tuple(stand.values()))


def stories_at(store: Store, articles: Iterable[str] | None = None) -> tuple[Link, ...]:
    """Return the links of copies and interviews at these articles (at all, where none are given), users' last."""
    if articles is None:
        copies, interviews = links_of(store, "copy"), links_of(store, "interview")
    else:
        keys = list(articles)
        copies, interviews = links_at(store, ["copy"], keys), links_at(store, ["interview"], keys)
    return (*one_story(copies, interviews), *users_of(store, "copy"))


def users_of(store: Store, kind: str) -> tuple[Link, ...]:
    """Return the links that users have set, at what stands in the place of findings that are gone.

    A page that was read again may give other findings; links whose ends have no successor are left out.
    """
    return tuple(link for _, link in attached(store, kind))


def attached(store: Store, kind: str) -> tuple[tuple[Link, Link], ...]:
    """Return the links that users have set as they were set, each with the link as it now stands, oldest first."""
    found = user_links(store.decisions(kind), kind)
    ends = {end for link in found for end in (link.left, link.right)}
    lost = ends - present(store, kind, ends)
    now = {key: key for key in ends - lost} | successors(store, kind, lost)
    pairs = [(link, now.get(link.left), now.get(link.right)) for link in found]
    return tuple(
        (link, replace(link, left=min(left, right), right=max(left, right)))
        for link, left, right in pairs
        if left is not None and right is not None and left != right
    )


def successors(store: Store, kind: str, lost: Collection[str]) -> dict[str, str]:
    """Return, for findings that are gone, those that stand in their place, as far as anchors tell."""
    if not lost:
        return {}
    notes = (wire.from_json(Anchor, json.loads(d.value)) for d in store.decisions(ANCHOR) if d.field in lost)
    anchors = {note.finding: note for note in notes if note.kind == kind}
    here = present(store, "copy", {a.article for a in anchors.values()})
    found: dict[str, str] = {}
    for article in sorted(here):
        reading = store.reading(article)
        assert reading.article is not None  # the record holds it
        now = list(anchors_of(reading, kind))
        for key, anchor in anchors.items():
            if anchor.article == article and (after := successor(anchor, reading.article.text, now)):
                found[key] = after
    for key, anchor in anchors.items():
        if anchor.span is None:
            called = profiles_named(store, anchor.exact)
            fits = [one for one in called if not set(anchor.says).isdisjoint(articles_bearing(store, [one]))]
            found |= {key: fits[0]} if len(fits) == 1 else {}
    return found
