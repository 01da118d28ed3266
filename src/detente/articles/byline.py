"""Metadata lines become authors and section: who signs the story, and where on the site it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.text import squeeze
from detente.types import Found, Line, LineKind, Span

_LABEL = (
    r"by|author|authors|written by|reported by|von|par|por|di|da|door|av|af|text|автор|авторы|автор:|müəllif|yazar|"
    r"հեղինակ|ავტორი|نویسنده|بقلم|autor|autorin|autores|auteur|szerző|piše|penulis|oleh|de"
)
_SIGNED = re.compile(rf"^(?:(?i:{_LABEL}))\s*[:\-–—]?\s+(?P<names>\S.*)$")
_LABEL_ALONE = re.compile(rf"^(?:(?i:{_LABEL}))\s*:?$")
_PERSON = re.compile(r"^[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*)){1,4}$")
_AND = re.compile(r"\s*[;,/|]\s*|\s+(?:and|und|et|y|e|ve|и|og|och)\s+|\s+&\s+")
_TRAILER = re.compile(
    r"(?i)\s+(?:[-–—|•·]\s+.*|(?:staff|special|senior|chief|political|foreign|world|diplomatic)\s+"
    r"(?:writer|reporter|correspondent|editor).*|\d.*|(?:updated|published|posted|on)\b.*)$"
)
_DESK = re.compile(
    r"(?i)\b(?:desk|newsroom|staff|team|redacción|redakcija|redacția|rédaction|redaktion|redaksi|"
    r"editorial|agencies|agency|"
    r"correspondent|correspondant|reporters?)\b"
)


def find_authors(text: str, lines: Sequence[Line]) -> tuple[Found, ...]:
    """Return the persons who sign the page, in order; desks and outlets are no persons and are left out."""
    found: list[Found] = []
    expects = False
    for line in lines:
        words = squeeze(line.span.of(text))
        if line.kind is LineKind.BODY:
            expects = False
            continue
        if _LABEL_ALONE.match(words):
            expects = True
            continue
        signed = _SIGNED.match(words) if len(words) <= 120 else None
        if signed:
            found.extend(_names(text, line.span, signed["names"], "signed"))
        elif expects:
            found.extend(_names(text, line.span, words, "below the author label"))
        expects = False
    unique = {f.value: f for f in reversed(found)}
    return tuple(f for f in found if unique.get(f.value) is f)[:8]


def _names(text: str, span: Span, words: str, rule: str) -> list[Found]:
    clean = _TRAILER.sub("", words).strip(" .:|,")
    clean = re.split(r"\s[|•·]\s", clean)[0]
    names: list[Found] = []
    for part in _AND.split(clean):
        name = part.strip(" .")
        if not _PERSON.match(name) or _DESK.search(name) or any(w[0].islower() for w in name.split()[:1]):
            if names:
                break  # what follows the names is a role or a place
            continue
        if sum(w[0].isupper() or not w[0].islower() for w in name.split()) < 2:
            continue
        at = text.find(name, span.start, span.stop)
        names.append(Found(value=name, spans=(Span(at, at + len(name)),) if at >= 0 else (), rule=rule))
    return names


_CRUMB = re.compile(r"\s*[›»>/|•·▪]\s*|\s+[–—]\s+")
_HOME = re.compile(
    r"(?i)^(?:home(?: ?page)?|main|главная|anasayfa|ana səhifə|əsas səhifə|головна|գլխավոր(?: էջ)?|"
    r"მთავარი|خانه|صفحه نخست|"
    r"startseite|accueil|inicio|portada|басты бет|bosh sahifa|асосӣ)\b\s*"
)


_TONGUE = re.compile(
    r"(?i)^(?:az[eə]?|arm|hy|eng?|english|ru[s]?|рус(?:ский)?|geo|ქარ|ka|tr|türkçe|ua|ukr|укр|fr[a]?|de[u]?|es[p]?|"
    r"ar[a]?|fa|kz|қаз|uz|ўзб|o[ʻ’']zb|հայ)$"
)


def find_section(text: str, lines: Sequence[Line]) -> Found | None:
    """Return the last step of a breadcrumb that begins with "home", or None."""
    for line in lines:
        if line.kind is LineKind.BODY:
            return None
        words = line.span.of(text)
        home = _HOME.match(words)
        if not home or len(words) > 100:
            continue
        steps = [s for s in _CRUMB.split(words[home.end() :]) if s.strip()]
        if any(_TONGUE.match(squeeze(s)) for s in steps):
            continue  # a menu that ends in the site's languages leads nowhere
        if steps and len(steps) <= 4 and len(steps[-1].split()) <= 4:
            at = text.find(steps[-1], line.span.start)
            return Found(value=squeeze(steps[-1]), spans=(Span(at, at + len(steps[-1])),), rule="breadcrumb")
    return None
