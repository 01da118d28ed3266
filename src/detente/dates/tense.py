"""The words around a time expression say whether it lies ahead of the dateline or behind it."""

from __future__ import annotations

import re

_AHEAD = re.compile(
    r"\b(?:will|won[’']t|shall|would|[’']ll|going to|(?:is|are|was|were|be|been|being) (?:expected|scheduled|due|set|planned|slated|"
    r"poised|likely|ready|about|prepared)|(?:is|are) to\b|(?:is|are) being prepared|planned for|set for|due (?:on|in)|"
    r"scheduled for|to be\b|can be|may be|must be|should be|(?:agree[ds]?|plan(?:s|ned|ning)?|promis(?:e[ds]?|ing)|"
    r"pledge[ds]?|vow(?:s|ed)?|offer(?:s|ed)?|intend(?:s|ed)?|want(?:s|ed)?|hope[sd]?|decide[ds]?|expect(?:s|ed)?|"
    r"invite[ds]?\b.{0,40}|ask(?:s|ed)?\b.{0,40}|urge[ds]?\b.{0,40}|ready|appointment|call(?:s|ed)?\b.{0,40}) to(?= [a-z])|"
    r"expires?|deadline|forecast\w*|upcoming|forthcoming)\b",
    re.I,
)
_IRREGULAR = (
    "was were had did said told met held signed went came took gave made began got saw spoke sent left fell broke cut "
    "shut put brought wrote read struck shot fought fled found flew ran rose sat set stood withdrew won lost became "
    "drew drove ate felt grew heard hit hurt kept knew laid led lent let meant paid quit rode rang sank sold sought "
    "spent split spread stole swore swept taught threw thought woke wore been gone done seen taken given held has have"
)
_BEHIND = re.compile(rf"\b(?:{'|'.join(_IRREGULAR.split())}|[a-z]{{2,}}(?<!ne)ed)\b", re.I)
_EDGE = re.compile(r"[.;:!?\n“”«»\"]\s|\n|\b(?:that|which|who|whom|where|while|when)\b")
_STRONG_EDGE = re.compile(r"[.;!?]\s|\n")
_REACH = 160


def points_ahead(text: str, start: int, stop: int) -> bool | None:
    """Tell whether an expression points ahead (True) or behind (False); None where no verb near it says so.

    The last verb before the expression in its sentence decides; where the expression opens its clause, the first
    verb behind it does.
    """
    before = _since_edge(text[max(0, start - _REACH) : start])
    after = text[stop : stop + _REACH]
    cut = _STRONG_EDGE.search(after)
    after = after[: cut.start()] if cut else after
    if re.fullmatch(r"\W*(?:(?:and|but|then|so|on|in|at|by|from|yet|also)\W*){0,3}", before, re.I):
        return _first(after)
    said = _last(before)
    return _first(after) if said is None else said


def _since_edge(before: str) -> str:
    """Return what stands since the last sentence edge."""
    edge = None
    for edge in re.finditer(r"[.;!?]\s|\n|[“«\"](?=\w)", before):
        pass
    return before[edge.end() :] if edge else before


def _last(before: str) -> bool | None:
    """Return what the last verb says."""
    ahead = max((m.end() for m in _AHEAD.finditer(before)), default=-1)
    behind = max((m.end() for m in _BEHIND.finditer(before)), default=-1)
    return None if ahead == behind == -1 else ahead >= behind


def _first(after: str) -> bool | None:
    """Return what the first verb says."""
    ahead, behind = _AHEAD.search(after), _BEHIND.search(after)
    if ahead is None and behind is None:
        return None
    return behind is None or (ahead is not None and ahead.start() <= behind.start())
