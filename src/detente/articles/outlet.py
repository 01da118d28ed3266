"""Everything on a page that names its publisher becomes candidates, and the candidates become the outlet.

Each witness is a small function that yields candidates with a weight; candidates that are one name in different
spellings pool their weights, and the spelling that the running text would use is the one shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.articles.dateline import read_dateline
from detente.articles.romanise import romanise
from detente.dates.words import month_numbers
from detente.text import fold, squeeze
from detente.types import Found, Line, LineKind, Span

_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|\d\d))?")
_NAME = r"[^\W\d_][\w.'’&-]*(?:\s+(?:[^\W\d_a-z][\w.'’&-]*|\d{1,3}|of|the|de|del|du|da|la|le|el|al|and|&)){0,6}"
_HOST_NAME = re.compile(r"^[\w-]{2,}(?:\.[\w-]{2,})+$")
_TOLD = re.compile(
    r"\b(?:told|informs?|informed|writes? to)\s+(?P<a>[A-ZÇƏĞİÖŞÜ][\w.'’-]*\.[A-Za-z]{2,4}\b|"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
    r"|(?P<b>[A-Z][\w-]*\.[A-Za-z]{2,4}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s+"
    r"(?:reports?|reported|informs?|writes|has learned|has learnt)\b"
)
_ADDRESS = "address of the page"
_TAGLINE = re.compile(r"\s+[—–|•·:▸]\s+|\s+[-]\s+|\s*[|☰≡]\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be the outlet's: where it stands, how much that says, and by which witness."""

    name: str
    weight: float
    rule: str
    span: Span | None = None


def name_outlet(
    text: str,
    lines: Sequence[Line],
    cues: Sequence[str | None],
    *,
    url: str = "",
    declared: Sequence[Candidate] = (),
    english: bool = True,
) -> Found | None:
    """Return the outlet of a page, or None where nothing names it.

    `cues` give the class of the leading furniture phrase of every line; `declared` are names from the mark-up.
    """  # fmt: skip
    found = [*declared, *_host(url)]
    if not declared:
        for witness in (_dateline, _copyright, _sign_off, _masthead, _byline, _passing):
            found.extend(witness(text, lines, cues))
    elected = _elect(text, found, english) if found else None
    return _with_host(elected, url) if elected and declared else elected


def _with_host(outlet: Found, url: str) -> Found:
    """Add the host to a name in another script than Latin, or one that does not show in the address."""
    host = _host_of(url)
    label = _key(host.rsplit(".", 1)[0])
    latin = any("a" <= c <= "z" for c in fold(outlet.value))
    if not host or _key(outlet.value) == _key(host) or (latin and _shares(_key(outlet.value), label, outlet.value)):
        return outlet
    return Found(value=f"{outlet.value} ({host})", spans=outlet.spans, rule=f"{outlet.rule}; address of the page")


def _shares(key: str, label: str, name: str) -> bool:
    initials = "".join(w[0] for w in re.findall(r"\w+", fold(name)))
    return key in label or label in key or (len(label) > 1 and initials == label)


def _elect(text: str, found: Sequence[Candidate], english: bool) -> Found | None:
    pools: dict[str, list[Candidate]] = {}
    for c in found:
        pools.setdefault(_key(c.name), []).append(c)
    pools.pop("", None)
    if not pools:
        return None
    sums = {key: sum(c.weight for c in group) + 0.4 * _echo(text, group) for key, group in pools.items()}
    for key in pools:  # a host name or a short form speaks for the longer name that begins with it
        for other in pools:
            if key != other and len(key) >= 4 and other.startswith(key) and sums[other] >= 0.5:
                if all(c.rule == _ADDRESS for c in pools[other]):  # a host name ends in more than the name
                    sums[key] += 0.5 * sum(c.weight for c in pools[other])
                    continue
                sums[other] += 0.5 * sum(c.weight for c in pools[key])
    best = max(sums, key=lambda k: (sums[k], len(k)))
    if sums[best] < 0.5:
        return None
    group = pools[best]
    name = _spelling(text, group, english)
    spans = tuple(dict.fromkeys(c.span for c in group if c.span))
    return Found(value=name, spans=spans, rule="; ".join(dict.fromkeys(c.rule for c in group)))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(romanise(name)))


def _echo(text: str, group: Sequence[Candidate]) -> int:
    """Return whether the name stands at more than one place of the page."""
    names = {c.name for c in group}
    return int(sum(text.count(n) for n in names) > 1)


def _spelling(text: str, group: Sequence[Candidate], english: bool) -> str:
    """Return the best spelling: mixed case before capitals, as often printed, in Latin letters on English pages."""
    names = [c.name for c in group]
    pattern = re.escape(names[0]).replace(r"\ ", r"\s+")
    for found in re.finditer(pattern, text, re.IGNORECASE):
        names.append(squeeze(found.group(0)))
    mixed = [n for n in names if not (n.isupper() and len(n) > 5) and not n.islower()] or names
    latin = [n for n in mixed if n.isascii() or romanise(n) == n] or mixed
    best = max(
        dict.fromkeys(latin),
        key=lambda n: (all(not w[0].islower() for w in n.split()), sum(m == n for m in latin), -names.index(n)),
    )
    if best.isupper() and len(best) > 5 and "." not in best[1:-1]:
        best = _titled(best)
    return romanise(best) if english else best


def _titled(name: str) -> str:
    turkic = any(c in "İŞĞƏ" for c in name)
    small = {"OF", "AND", "DE", "DEL", "DU", "LA"}
    words = []
    for place, word in enumerate(name.split()):
        rest = word[1:].replace("I", "ı").replace("İ", "i") if turkic else word[1:].replace("İ", "i")
        words.append(word.lower() if place and word in small else word[:1] + rest.lower())
    return " ".join(words)


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
_DESK = re.compile(r"(?i)\b(?:reda[kc]\w*|rédaction|newsroom|desk|staff|team|edition|correspond\w*)\b")


def _byline(text: str, lines: Sequence[Line], cues: Sequence[str | None]) -> Iterator[Candidate]:
    """The line of the author or date names the outlet, or the line below the label does."""
    for place, line in enumerate(lines):
        words = line.span.of(text)
        edge = line.kind is LineKind.METADATA or (
            line.kind is not LineKind.BODY and words.startswith("Published in ")
        )
        if not edge:
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
            if host or found["desk"] or text.count(name) > 1 or not (person or below):
                weight = 1.0 if host else 0.6 if found["desk"] or not person else 0.4
                yield Candidate(name, weight, "author line", _find(text, name, line.span))


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


def _host(url: str) -> Iterator[Candidate]:
    host = _host_of(url)
    if host:
        yield Candidate(host, 1.2, _ADDRESS)


def _host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if "://" in url else ""


def _find(text: str, name: str, within: Span) -> Span | None:
    at = text.find(name, within.start, within.stop)
    return Span(at, at + len(name)) if at >= 0 else None
