"""The wording of a story becomes its chain of sources: the outlet, whom it cites, down to the one who spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.text import fold
from detente.types import Found, Line, LineKind, Span

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯƏĞİŞÇÖÜ]"
_WORD = rf"{_UP}[\w’'-]*(?:\.[A-Za-z][a-z]{{1,3}}\b)?"
_QUOTED = rf"[“\"«„](?P<quoted>{_UP}[^”\"»“\n]{{1,40}}?)[.,]?[”\"»“]"
_BARE = rf"(?P<bare>{_WORD}(?:\s+{_WORD}){{0,3}})"
_NOUN = (
    r"(?P<noun>portal|newspaper|news\s+agency|agency|(?:TV|television|radio|Telegram|YouTube)\s+channel|channel|"
    r"radio\s+station|radio|broadcaster|weekly|daily|magazine|website|news\s+site|site|outlet|podcast|programme|program|"
    r"publication)\s+"
)
_SHOW = (
    r"(?:(?:the\s+)?(?:[\w’'-]+\s+){0,2}?(?:programme|program|show)\s+[“\"«][^”\"»\n]{1,40}[”\"»]\s+(?:of|on)\s+)?"
)
_MEDIUM = rf"{_SHOW}(?:(?:the|a|an|its|their)\s+)?(?:(?:[\w’'-]+\s+){{0,2}}?{_NOUN})?"
_TALK = r"(?:told|said|spoke|speaking|interview|conversation|talk|story|expressed|remarks?|programme|broadcast|air)\b"
# Frames that name another medium: what stands before the name says that it is cited.
_CITED = re.compile(
    r"\b(?P<frame>citing|cited\s+by|with\s+reference\s+to|referring\s+to|in\s+an\s+interview\s+(?:with|to|for)|"
    r"in\s+a\s+(?:talk|conversation)\s+(?:with|on|for)|interviewed\s+by|according\s+to|quoted\s+by|told|"
    r"as\s+reported\s+by|reports|said\s+on|speaking\s+(?:to|on)|spoke\s+to|"
    rf"{_TALK}[^.!?\n]{{0,60}}?\s(?:to|for|on|with|in|of))\s+{_MEDIUM}(?:{_QUOTED}|{_BARE})"
)
_MEDIUM_WORD = re.compile(
    r"(?i)\b(?:portal|newspaper|agency|channel|radio|broadcaster|weekly|daily|magazine|website|outlet|"
    r"podcast|tv|news|"
    r"post|times|press|gazette|telegraph|herald|tribune|media|fm|wire|journal|interfax|tass|reuters|afp|bloomberg|"
    r"bbc|cnn|kcna|irna|ria novosti|xinhua|anadolu|apa|trend|armenpress)\b|\w\.[a-z]{2,4}$"
)


def find_chain(text: str, lines: Sequence[Line], outlet: Found | None) -> tuple[Found, ...]:
    """Return who reports whom, outermost first: the outlet, then the medium that it cites, if any.

    The speaker at the inner end is known only after the statements are read and is not part of this answer.
    """
    chain = [outlet] if outlet else []
    own = _key(outlet.value) if outlet else ""
    for line in lines:
        if line.kind not in {LineKind.BODY, LineKind.TITLE}:
            continue
        words = line.span.of(text)
        for found in _CITED.finditer(words):
            group = "quoted" if found["quoted"] else "bare"
            name = found[group].rstrip(".,")
            if _key(name) == own or not _is_medium(found, name):
                continue
            start = line.span.start + found.start(group)
            rule = f"cited: “{found['frame'].split()[0].lower()} …”"
            return (*chain, Found(value=name, spans=(Span(start, start + len(name)),), rule=rule))
    return tuple(chain)


def _is_medium(found: re.Match[str], name: str) -> bool:
    """Tell whether the name is a medium: it says so, the noun before it does, or it is quoted after a citation."""
    if found["noun"] or _MEDIUM_WORD.search(name):
        return True
    return bool(found["quoted"]) and re.match(r"citing|cited|reports|in an interview", found["frame"]) is not None


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))
