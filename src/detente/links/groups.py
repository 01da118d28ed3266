"""Links become groups: the user's word first, then the machine's surest, and never two that are known to differ.

Nothing is merged: groups are rebuilt from the links that stand, so that taking a link back takes its effect back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from detente.types import Decision, Link, Verdict

MACHINE = "detente."  # authors of our own begin so; everybody else is a user
SAMPLE = 12  # members of each of two groups that are compared before they join, so that big groups cost no more
BACK = "back"  # a decision that takes an earlier one back


def standing(links: Iterable[Link]) -> dict[tuple[str, str], Link]:
    """Return the link that stands for each pair: a user's over the machine's, the later over the earlier."""
    found: dict[tuple[str, str], Link] = {}
    for link in links:
        pair = _pair(link.left, link.right)
        old = found.get(pair)
        if link.left != link.right and (old is None or by_user(link) or not by_user(old)):
            found[pair] = link
    return found


def by_user(link: Link) -> bool:
    """Tell whether a person, not the machine, has given the verdict."""
    return not link.by.startswith(MACHINE)


def group(
    keys: Iterable[str],
    links: Iterable[Link],
    *,
    apart: Callable[[str, str], bool] = lambda left, right: False,
) -> tuple[tuple[str, ...], ...]:
    """Return the groups that standing links make of the keys, each and all in the order of the keys.

    A user's SAME joins two groups whatever the machine thinks, unless users contradict one another: then DIFFERENT
    holds. The machine's SAME joins two groups, surest first, only where no standing link and no word of `apart` holds
    any member of the one and any of the other to be different, and no more links between the two are unsure than say
    the same; so a chain of likenesses never bridges two that differ. UNSURE joins nothing.
    """
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    stand = {pair: link for pair, link in standing(links).items() if pair[0] in order and pair[1] in order}
    wholes, parts = _Parts(), _Parts()  # parts: what holds together by the machine's word alone
    by_users, by_all, votes = _against(stand, users=True), _against(stand, users=False), _votes(stand)
    for link in _ranked(stand.values()):
        ours, theirs = wholes.of(link.left), wholes.of(link.right)
        if ours is not theirs and _held(ours, theirs, by_users):
            continue
        if not by_user(link):
            left, right = parts.of(link.left), parts.of(link.right)
            if left is right or _held(left, right, by_all) or _outvoted(left, right, votes):
                continue
            if _differ(left, right, apart):
                continue
            parts.join(link.left, link.right)
        wholes.join(link.left, link.right)
    made = [tuple(sorted(m, key=order.__getitem__)) for m in wholes.all()]
    made += [(key,) for key in order if key not in wholes]
    return tuple(sorted(made, key=lambda m: order[m[0]]))


class _Parts:
    """Disjoint sets of keys, each key at first alone; only those asked for are held."""

    def __init__(self) -> None:
        self._home: dict[str, list[str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._home

    def of(self, key: str) -> list[str]:
        """Return the members of the part that holds the key."""
        return self._home.setdefault(key, [key])

    def join(self, left: str, right: str) -> None:
        """Make one part of two; the smaller moves."""
        into, moved = self.of(left), self.of(right)
        if into is moved:
            return
        if len(into) < len(moved):
            into, moved = moved, into
        into += moved
        self._home.update(dict.fromkeys(moved, into))

    def all(self) -> list[list[str]]:
        """Return every part once."""
        return list({id(part): part for part in self._home.values()}.values())


def _pair(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left <= right else (right, left)


def _ranked(links: Iterable[Link]) -> list[Link]:
    same = [link for link in links if link.verdict is Verdict.SAME]
    return sorted(same, key=lambda k: (not by_user(k), -k.score, *_pair(k.left, k.right)))


def _against(stand: Mapping[tuple[str, str], Link], *, users: bool) -> dict[str, set[str]]:
    """Return, for each key, those held to be different from it (by users, or by anybody)."""
    found: dict[str, set[str]] = {}
    for (left, right), link in stand.items():
        if link.verdict is Verdict.DIFFERENT and (by_user(link) or not users):
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return found


def _held(left: list[str], right: list[str], against: Mapping[str, set[str]]) -> bool:
    if not against:
        return False
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    whole = set(many)
    return any(not whole.isdisjoint(against.get(key, ())) for key in few)


def _votes(stand: Mapping[tuple[str, str], Link]) -> dict[str, dict[str, int]]:
    """Return, for each key, 1 for those that are the same by the machine's word and -1 for those not surely so."""
    found: dict[str, dict[str, int]] = {}
    for (left, right), link in stand.items():
        if not by_user(link):
            vote = 1 if link.verdict is Verdict.SAME else -1
            found.setdefault(left, {})[right] = vote
            found.setdefault(right, {})[left] = vote
    return found


def _outvoted(left: list[str], right: list[str], votes: Mapping[str, Mapping[str, int]]) -> bool:
    """Tell whether more links between two groups leave them apart than hold them to be one."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    whole = set(many)
    return sum(vote for key in few for other, vote in votes.get(key, {}).items() if other in whole) < 0


def _differ(left: list[str], right: list[str], apart: Callable[[str, str], bool]) -> bool:
    return any(apart(a, b) for a in left[:SAMPLE] for b in right[:SAMPLE])


# --------------------------------------------------------------------------- the user's word


def user_links(decisions: Iterable[Decision], kind: str) -> tuple[Link, ...]:
    """Return the links that users have set by hand and not taken back, oldest first.

    A decision on sameness is about a kind ("copy", "statement", "person", "happening"), its field is
    "link LEFT RIGHT", its value a verdict, or "back".
    """
    found: dict[tuple[str, str], Link] = {}
    for decision in decisions:
        parts = decision.field.split(" ")
        if decision.about != kind or len(parts) != 3 or parts[0] != "link":
            continue
        pair = _pair(parts[1], parts[2])
        found.pop(pair, None)
        if decision.value != BACK:
            found[pair] = Link(
                left=pair[0],
                right=pair[1],
                verdict=Verdict(decision.value),
                reasons=(decision.why or f"{decision.who} says so",),
                by=f"user {decision.who}",
                kind=kind,
            )
    return tuple(found.values())


def link_field(left: str, right: str) -> str:
    """Return the field of a decision on whether two records are one."""
    return "link " + " ".join(_pair(left, right))


def joining(left: Iterable[str], right: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that must be SAME for two groups to be one: each member of the one with each of the other."""
    others = list(right)
    return tuple(_pair(a, b) for a in left for b in others)


def splitting(group: Iterable[str], out: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that must be DIFFERENT for some members to leave their group."""
    leaving = list(dict.fromkeys(out))
    staying = [key for key in group if key not in set(leaving)]
    return tuple(_pair(a, b) for a in leaving for b in staying)
