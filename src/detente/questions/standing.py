"""Ids become groups: what the record's links and the users' word together hold to be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.links import group, one_story, standing, user_links, without_rivals
from detente.record import Store, links_of
from detente.record.digests import links_at, present, reached
from detente.types import Link, Verdict

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
    """Return the links that users have set, less those whose ends are gone since a page was read again."""
    found = user_links(store.decisions(kind), kind)
    here = present(store, kind, {end for link in found for end in (link.left, link.right)})
    return tuple(link for link in found if link.left in here and link.right in here)
