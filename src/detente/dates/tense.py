"""The words around a time expression say whether it lies ahead of the dateline or behind it."""

from __future__ import annotations

import re

_PLANS = (
    r"agree[ds]?|plan(?:s|ned|ning)?|promis(?:e[ds]?|ing)|pledge[ds]?|vow(?:s|ed)?|offer(?:s|ed)?|intend(?:s|ed)?|"
    r"want(?:s|ed)?|hope[sd]?|decide[ds]?|expect(?:s|ed)?|invite[ds]?|ask(?:s|ed)?|urge[ds]?|call(?:s|ed)?|ready|"
    r"appointment|refus(?:e[ds]?|ing)|threaten(?:s|ed)?|schedule|right"
)
_ADVERBS = r"(?:\s+(?:not|never|also|again|then|now|soon|nevertheless|still|both|\w+ly))*"
_AHEAD = re.compile(
    rf"\b(?:(?:will|won[’']t|shall|would|should|may|might|could|can|must|(?<=\w)[’']ll|going\s+to|(?:is|are|was|were)\s+to|to)"
    rf"{_ADVERBS}\s+be{_ADVERBS}(?:\s+\w+)?|"
    rf"(?:will|won[’']t|shall|would|should|must|(?<=\w)[’']ll|going\s+to|(?:is|are)\s+to){_ADVERBS}|"
    r"(?:is|are|was|were|be|been|being)\s+(?:expected|scheduled|due(?!\s+to\s+(?:the|a|an|his|her|its|their)\b)|set|planned|slated|poised|likely|ready|about|prepared)|"
    r"(?:planned|set|due|scheduled|slated)\s+(?:for|on|in)|"
    rf"(?:{_PLANS})(?:\s+[^.;:!?\n]{{0,40}}?)?\s+to(?=\s+[a-z]+)(?!\s+(?:the|a|an|his|her|their|its|this|that|him|them)\b)|"
    r"expires?|deadline|forecast\w*|upcoming|forthcoming|(?:starting|beginning|effective|as)\s+(?:from|in|on|of))(?!\w)",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:meets?|visits?|travels?|arrives?|begins?|starts?|opens?|convenes?|sits?|flies|fly|hosts?|resumes?|ends?|"
    r"takes\s+place|goes|lets?|returns?|reopens?|leaves?|votes?|holds?)\b"
)
_IRREGULAR = (  # past forms that do not end in -ed
    "was were had did said told met held signed went came took gave made began got saw spoke sent left "
    "fell broke cut shut put brought wrote read struck shot fought fled found flew ran rose sat set stood "
    "withdrew won lost became drew drove ate felt grew heard hit hurt kept knew laid led lent let meant "
    "paid quit rode rang sank sold sought spent split spread stole swore swept taught threw thought woke "
    "wore been gone done seen taken given has have "
)
_BEHIND = re.compile(rf"\b(?:{'|'.join(_IRREGULAR.split())}|[a-z]{{2,}}(?<!ne)ed)\b", re.I)
_STRONG_EDGE = re.compile(r"[.;!?]\s|\n")
_REACH = 160


_FROM_NOW = re.compile(
    r"\b(?:from|starting (?:in|on|from)|beginning (?:in|on)|as of|as from|effective)\s+(?:the\s+)?$", re.I
)
_UNTIL = re.compile(r"\s+(?:to|until|till|through|on(?:wards)?)\b")
_RANGE = re.compile(r"\bto\b|\band\b|[-–—]")
_OPENS = re.compile(
    r"(?:^|.*[,;:(“«\"—–]\s*|.*\b(?:that|which|who|and|but|when|because|if)\s+)"
    r"(?:\W*(?:and|but|then|so|on|in|at|by|from|yet|also|the|only|later|earlier|early|late)\b\W*){0,3}\W*",
    re.I | re.S,
)


def points_ahead(text: str, start: int, stop: int) -> bool | None:
    """Tell whether an expression points ahead (True) or behind (False); None where no verb near it says so.

    The last verb before the expression in its sentence decides; where the expression opens its clause, the first
    verb behind it does. "From August" with nothing after it to end it points ahead.
    """
    before = _since_edge(text[max(0, start - _REACH) : start])
    after = text[stop : stop + _REACH]
    cut = _STRONG_EDGE.search(after)
    after = after[: cut.start()] if cut else after
    if _FROM_NOW.search(before) and not _RANGE.search(text[start:stop]) and not _UNTIL.match(after):
        return True
    if _OPENS.fullmatch(before):
        said = _first(after)
        if said is not None:
            return said
    said = _last(before)
    said = _first(after) if said is None else said
    return True if said is None and (_PRESENT.search(before) or _PRESENT.search(after)) else said


def _since_edge(before: str) -> str:
    """Return what stands since the last sentence edge."""
    edges = [m.end() for m in re.finditer(r"[.;!?]\s|\n|[“«\"](?=\w)", before)]
    return before[edges[-1] :] if edges else before


def _last(before: str) -> bool | None:
    """Return what the last verb says; a participle that belongs to "will be" is part of it."""
    ahead = max((m.end() for m in _AHEAD.finditer(before)), default=-1)
    behind = max((m.end() for m in _BEHIND.finditer(before)), default=-1)
    return None if ahead == behind == -1 else ahead >= behind


def _first(after: str) -> bool | None:
    """Return what the first verb says: of "On Monday Oslo urged Malmo to wait" Monday is the day of the urging."""
    ahead, behind = _AHEAD.search(after), _BEHIND.search(after)
    if ahead is None and behind is None:
        return None
    return behind is None or (ahead is not None and ahead.start() < behind.start())
