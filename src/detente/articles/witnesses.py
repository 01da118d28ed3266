"""Places on a page that name its publisher become candidates: one small function a witness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.articles.dateline import read_dateline
from detente.dates.words import month_numbers
from detente.text import squeeze
from detente.types import Line, LineKind, Span

_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|\d\d))?")
_HOST_NAME = re.compile(r"^[\w-]{2,}(?:\.[\w-]{2,})+$")
_TOLD = re.compile(
    r"\b(?:told|informs?|informed|writes? to)\s+(?P<a>[A-ZÇƏĞİÖŞÜ][\w.'’-]*\.[A-Za-z]{2,4}\b|"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
    r"|(?P<b>[A-Z][\w-]*\.[A-Za-z]{2,4}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s+"
    r"(?:reports?|reported|informs?|writes|has learned|has learnt)\b"
)
ADDRESS = "address of the page"
_TAGLINE = re.compile(r"\s+[—–|•·:▸]\s+|\s+[-]\s+|\s*[|☰≡]\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be the outlet's: where it stands, how much that says, and by which witness."""

    name: str
    weight: float
    rule: str
    span: Span | None = None


def _trim(name: str) -> str:
    name = _YEARS.sub(" ", name)
    name = re.sub(r"[©®™☰≡✉▾▸►●⋮]", " ", name)
    return squeeze(name).strip(' .,:;|–—-/•·*"“”()[]')


def _plausible(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= 7 and 2 <= len(name) <= 60 and name[0].isalnum() and any(c.isalpha() for c in name)


def _is_name(name: str) -> bool:
    """Tell whether every weighty word has a capital, as names have (scripts without case pass)."""
    small = {"of", "the", "de", "del", "du", "da", "la", "le", "el", "al", "and", "i", "y", "et", "für", "der", "zu"}
    words = [w for w in re.findall(r"[^\W\d_][\w'’.-]*", name) if w.lower() not in small]
    cased = any(c.isupper() for c in name)
    return bool(words) and not any(_is_small(w[0], beside_capitals=cased) for w in words)


def _is_small(letter: str, *, beside_capitals: bool) -> bool:
    """Tell whether a letter is a small one; Georgian names are written without the capitals that Unicode has."""
    return letter.islower() and (beside_capitals or not "\u10d0" <= letter <= "\u10ff")


def _dateline(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    del cues
    seen = 0
    for line in lines:
        if line.kind is not LineKind.BODY:
            continue
        seen += 1
        read = read_dateline(line.span.of(text), line.span.start)
        if read and read.agency and _plausible(read.agency) and not any(c.isdigit() for c in read.agency[-4:]):
            yield Candidate(read.agency, 2.5 if seen == 1 else 0.8, "agency in the dateline", read.agency_span)
        if seen >= 2:
            return


def _copyright(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    for line, cue in zip(lines, cues, strict=True):
        if line.kind is LineKind.BODY or line.span.stop - line.span.start > 200:
            continue
        words = line.span.of(text)
        marked = "©" in words or re.search(r"(?i)\bcopyright\b|\(c\)", words)
        if not marked and cue != "copyright":
            if re.search(r"(?i)\ball rights reserved|,\s*all content licensed", words):
                marked = True
            else:
                continue
        for part in re.split(r"[©|]|\(c\)|(?i:copyright)|\s[•·]\s|\.\s", words):
            name = _trim(re.split(r"(?i)[,.]?\s*all (?:rights|content)\b|:\s", part)[0])
            if not (_plausible(name) and _is_name(name)) or _is_words(name):
                continue
            short = _COMPANY.sub("", name).strip(" ,")
            weight = 1.0 if marked else 0.5
            if short != name:
                name, weight = (short, 0.7) if len(short.split()) > 1 else (name, 0.35)
            if not any(c.isupper() for c in name):
                weight *= 0.3  # a script without case: words of the notice look like a name
            yield Candidate(name, weight, "copyright line", _find(text, name, line.span))


_COMPANY = re.compile(r"(?i)(?:\s+(?:media|group|ltd|llc|inc|gmbh|ag|sl|s\.?a|srl|s\.?p\.?a|ооо|зао))+\.?$")
_COMMON = re.compile(
    r"(?i)^(?:privacy|terms|contact|about|cookies?|all|rights|reserved|home|menu|advertis\w*|imprint|impressum|"
    r"datenschutz\w*|copyright|tags?|news|site|newsletter|rss|telegram|facebook|twitter|youtube|instagram|whatsapp|"
    r"x|english|press release|press|published|updated|search|login|support|help|faq|date|author|"
    r"latest|close|share|print|send)\b"
)


def _is_words(name: str) -> bool:
    return bool(_COMMON.match(name))


def _sign_off(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    """The story ends with the name of the outlet alone on a line."""
    body = [k for k, line in enumerate(lines) if line.kind is LineKind.BODY]
    if not body:
        return
    for place in range(body[-1], min(len(lines), body[-1] + 3)):
        line = lines[place]
        words = _trim(line.span.of(text))
        if len(words.split()) <= 3 and _HOST_NAME.match(words):
            yield Candidate(words, 1.5, "sign-off line", line.span)
        elif place == body[-1] + 1 and line.kind is LineKind.FURNITURE and cues[place] is None:
            bare = 2 <= len(words.split()) <= 4 and not any(c.isdigit() for c in words)
            if bare and words == line.span.of(text).strip() and _is_name(words) and not _is_words(words):
                yield Candidate(words, 0.5, "name alone below the story", line.span)


def _masthead(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    """A name alone on a line above the headline, perhaps with a motto or a second spelling beside it."""
    for place, (line, cue) in enumerate(zip(lines[:12], cues[:12], strict=True)):
        if line.kind in {LineKind.BODY, LineKind.TITLE}:
            if place:
                return
            continue
        parts = [_trim(p) for p in _TAGLINE.split(line.span.of(text))]
        parts = [p for p in parts if p]
        if not 1 <= len(parts) <= 2 or cue in {"date_label", "author_label", "share", "account"}:
            continue
        for number, name in enumerate(parts):
            numbered = any(c.isdigit() for c in name) and not re.search(r"\D\s?\d{1,3}$", name)
            if not (_plausible(name) and _is_name(name)) or _is_words(name) or numbered:
                continue
            weight = 0.75 if place == 0 else 0.5 if place <= 3 else 0.25
            if "  " in line.span.of(text) or len(name.split()) > 6:
                weight *= 0.3
            if len(parts) == 2 and not any(c.isupper() for c in name):
                weight *= 0.4  # two spellings: the one in letters with case is what English pages use
            yield Candidate(name, weight * (1.0 if number == 0 else 0.8), "masthead", _find(text, name, line.span))


_BYLINE = re.compile(
    r"(?i)^(?P<label>(?:published in|by|source|author|автор|источник|yazar|kaynak|müəllif|mənbə|de|por|par|von|piše|"
    r"szerző)\b)?\s*[:\-–]?\s*(?P<name>.+?)"
    r"(?P<desk>\s*(?:news (?:team|desk|room)|newsroom|staff(?: (?:writer|reporter)s?)?|"
    r"correspondents?|editorial (?:team|board)))?$"
)
_LONGEST = 300  # characters of a line that can be a byline
_DESK = re.compile(r"(?i)\b(?:reda[kc]\w*|rédaction|newsroom|desk|staff|team|edition|correspond\w*)\b")


def _byline(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    """The line of the author or date names the outlet, or the line below the label does."""
    for place, line in enumerate(lines):
        words = line.span.of(text)
        edge = line.kind is LineKind.METADATA or (
            line.kind is not LineKind.BODY and words.startswith("Published in ")
        )
        if not edge or len(words) > _LONGEST:
            continue
        below = place > 0 and cues[place - 1] == "author_label" and lines[place - 1].kind is LineKind.METADATA
        for part in re.split(r"\s*[|·•,]\s*|\s{2,}|\s[—–]\s", words):
            found = _BYLINE.match(part.strip())
            name = _trim(found["name"]) if found else ""
            if not found or not (_plausible(name) and _is_name(name)) or _is_words(name) or _DESK.search(name):
                continue
            if any(c.isdigit() for c in name) or _is_calendar(name):
                continue
            host = bool(_HOST_NAME.match(name))
            if len(name.split()) < 2 and not (host or found["desk"] or below):
                continue  # a lone word beside a date is more often a place
            person = bool(found["label"]) and not found["desk"] and not found["label"].lower().startswith("pub")
            if host or found["desk"] or printed_twice(text, name) or not (person or below):
                weight = 1.0 if host else 0.6 if found["desk"] or not person else 0.4
                yield Candidate(name, weight, "author line", _find(text, name, line.span))


def printed_twice(text: str, name: str) -> bool:
    """Tell whether a name stands at two places of a text; looks no further than the second."""
    return text.find(name, text.find(name) + len(name)) >= 0 if name in text else False


def _is_calendar(name: str) -> bool:
    """Tell whether the words are a weekday or month, not a name."""
    return any(month_numbers(w) for w in name.split()) or bool(
        re.match(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day", name)
    )


def _passing(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    """The story names its own outlet: "told News.Az", "Axar.az reports"."""
    del cues
    for line in lines:
        if line.kind is not LineKind.BODY:
            continue
        for found in _TOLD.finditer(line.span.of(text)):
            group = "a" if found["a"] else "b"
            name = found[group].rstrip(".")
            span = Span(line.span.start + found.start(group), line.span.start + found.start(group) + len(name))
            if _HOST_NAME.match(name):
                yield Candidate(name, 0.9, "named in the story as the one that was told or reports", span)


def host(url: str) -> Iterator[Candidate]:
    host = host_of(url)
    if host:
        yield Candidate(host, 1.2, ADDRESS)


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if "://" in url else ""


def _find(text: str, name: str, within: Span) -> Span | None:
    at = text.find(name, within.start, within.stop)
    return Span(at, at + len(name)) if at >= 0 else None


WITNESSES = (_dateline, _copyright, _sign_off, _masthead, _byline, _passing)
