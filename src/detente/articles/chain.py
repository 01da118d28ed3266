"""The wording of a story becomes its chain of sources: the outlet, whom it cites, down to the one who spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.text import fold
from detente.types import Found, Line, LineKind, Span

_UP = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯƏĞİŞÇÖÜ]"
_WORD = rf"{_UP}[\w’'-]*(?:\.[a-z]{{2,4}})?"
_QUOTED = rf"[“\"«„](?P<quoted>{_UP}[^”\"»“\n]{{1,40}}?)[.,]?[”\"»“]"
_BARE = rf"(?P<bare>{_WORD}(?:\s+{_WORD}){{0,3}})"
_MEDIUM = (
    r"(?:(?:the|a|an)\s+)?(?:(?:[\w-]+\s+){0,2}(?:portal|newspaper|agency|news agency|channel|TV channel|radio|"
    r"broadcaster|weekly|daily|magazine|website|site|outlet|podcast|programme|program|publication)\s+)?"
)
# Frames that name another medium: what stands before the name says that it is cited.
_CITED = re.compile(
    r"(?:\bciting|\bcited by|\bwith reference to|\breferring to|\bin an interview (?:with|to|for)|"
    r"\bin a talk (?:with|on)|"
    r"\bin a conversation with|\binterviewed by|\baccording to|\bquoted by|\btold|\bas reported by|\breports|"
    r"\bsaid on|\bspeaking to|\bspoke to|\bspeaking on)\s+" + _MEDIUM + rf"(?:{_QUOTED}|{_BARE})"
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
            said = found.group(0)
            if _key(name) == own or not (group == "quoted" or _MEDIUM_WORD.search(name) or _MEDIUM_WORD.search(said)):
                continue
            if group == "bare" and not _MEDIUM_WORD.search(name) and "interview" not in said:
                continue
            start = line.span.start + found.start(group)
            rule = f"cited: “{said.split()[0].lower()} …”"
            return (*chain, Found(value=name, spans=(Span(start, start + len(name)),), rule=rule))
    return tuple(chain)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))
