"""The wording of a story becomes its chain of sources: the outlet, whom it cites, down to the one who spoke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from detente.articles.known import known_outlets
from detente.lexicon import Lexicon
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
_FRAMED = (  # no frame without one of these: what is cheap to rule out first
    "told", "said", "cit", "refer", "interview", "talk", "conversation", "according", "quoted", "report", "speaking",
    "spoke", "story", "expressed", "remark", "programme", "broadcast", "air",
)  # fmt: skip
# Frames that follow the name: "the minister said, the agency X reported", "X quoted the minister as saying".
_OPENING = (
    r"(?!(?:On|In|At|As|By|The|A|An|And|But|However|Meanwhile|Earlier|Later|Also|Separately|According|Last|This|That|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|[Tt]oday|[Yy]esterday)\b)"
)
_LATELY = r"(?:,?\s+(?:on|in|late\s+on|early\s+on)\s+\w+(?:\s+(?:\d{1,2}|morning|evening|night|afternoon))?,?)?"
_REPORTED = re.compile(
    rf"(?P<before>^|[“\"«„(,;:]\s*|\s){_MEDIUM}(?:{_QUOTED}|{_OPENING}{_BARE}){_LATELY}\s+"
    r"(?P<frame>(?:(?:has|had|have|also|later|earlier|first|previously|exclusively|further|separately)\s+){0,2}"
    r"(?:reported|reports|report|writes|wrote|quoted|quotes|cited|cites|said\s+in\s+a\s+(?:report|dispatch)))\b"
    r"(?!\s+(?:to|for|ill|sick)\b)"
)
_TELLS = re.compile(r"\b(?:report(?:s|ed)?|writes|wrote|quote[sd]|cite[sd]|said\s+in)\b")
_LAST_WORD = re.compile(
    r"(?i)\b(?:courier|chronicle|examiner|observer|guardian|dispatch|bulletin|inquirer|sentinel|argus|mirror|today|"
    r"zeitung|rundschau|nachrichten|gazeta|gazete|gazetesi|presse|novosti|novine|corriere|giornale|monde|figaro|"
    r"allgemeine|ajansı|agentur|haber|televizia|izvestia|pravda|vesti|vedomosti|hürriyet|milliyet)$"
)
_MEDIUM_WORD = re.compile(
    r"(?i)\b(?:portal|newspaper|agency|channel|radio|broadcaster|weekly|daily|magazine|website|outlet|"
    r"podcast|tv|news|"
    r"post|times|press|gazette|telegraph|herald|tribune|media|fm|wire|journal|interfax|tass|reuters|afp|bloomberg|"
    r"bbc|cnn|kcna|irna|ria novosti|xinhua|anadolu|apa|trend|armenpress)\b|\w\.[a-z]{2,4}$"
)


def find_chain(
    text: str, lines: Sequence[Line], outlet: Found | None, lexicon: Lexicon | None = None
) -> tuple[Found, ...]:
    """Return who reports whom, outermost first: the outlet, then the medium that it cites, if any.

    `lexicon` knows media by name; without it a medium must say that it is one. The speaker at the inner end is known
    only after the statements are read and is not part of this answer.
    """
    chain = [outlet] if outlet else []
    own = _key(outlet.value) if outlet else ""
    names = _names(lexicon) if lexicon is not None else frozenset()
    for line in lines:
        if line.kind not in {LineKind.BODY, LineKind.TITLE}:
            continue
        for cited in _cited(line.span.of(text), line.span.start, names):
            if _key(cited.value) != own:
                return (*chain, cited)
    return tuple(chain)


def _cited(words: str, start: int, names: frozenset[str]) -> Iterator[Found]:
    """Yield the media that a line which begins at `start` passes on, in the order in which it names them."""
    frames = [*_CITED.finditer(words)] if any(map(words.__contains__, _FRAMED)) else []
    if _TELLS.search(words):
        frames += _REPORTED.finditer(words)
    for found in sorted(frames, key=lambda f: f.start("quoted" if f["quoted"] else "bare")):
        group = "quoted" if found["quoted"] else "bare"
        name = found[group].rstrip(".,")
        follows = found.re is _REPORTED
        if not (_reports(found, name, names) if follows else _is_medium(found, name, names)):
            continue
        at = start + found.start(group)
        frame = found["frame"].split()[-1 if follows else 0].lower()
        rule = f"cited: “… {frame}”" if follows else f"cited: “{frame} …”"
        yield Found(value=name, spans=(Span(at, at + len(name)),), rule=rule)


def _is_medium(found: re.Match[str], name: str, names: frozenset[str]) -> bool:
    """Tell whether the name is a medium: by itself, by the noun before it, or quoted as media are."""
    if found["noun"] or _says_so(name, names):
        return True
    return bool(found["quoted"]) and re.match(r"citing|cited|reports|in an interview", found["frame"]) is not None


def _reports(found: re.Match[str], name: str, names: frozenset[str]) -> bool:
    """Tell whether a name before "reported" is a medium; a bare "agency" is one only where it closes a sentence."""
    noun = found["noun"]
    if noun and (noun.strip() != "agency" or found["before"].startswith(",")):
        return True
    return _says_so(name, names)


def _says_so(name: str, names: frozenset[str]) -> bool:
    return bool(_MEDIUM_WORD.search(name) or _LAST_WORD.search(name)) or _key(name) in names


@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> frozenset[str]:
    """Return the keys of all media that the lexicon knows: outlets, and those that other outlets cite."""
    rows = lexicon.table("languages/en/media", key="name")
    cited = [n for row in rows for n in (row["name"], *row["aliases"].split("|")) if n]
    ours = [n for outlet in known_outlets(lexicon) for n in (outlet.name, *outlet.also)]
    return frozenset(_key(n) for n in (*cited, *ours)) - {""}


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))
