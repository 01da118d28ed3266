"""Everything on a page that names its publisher becomes candidates, and the candidates become the outlet.

Each witness is a small function that yields candidates with a weight; candidates that are one name in different
spellings pool their weights, and the spelling that the running text would use is the one shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from detente.articles.romanise import romanise
from detente.articles.witnesses import ADDRESS, WITNESSES, Candidate, host, host_of, printed_twice
from detente.text import fold, squeeze
from detente.types import Found, Line

_MOST = 100  # names that one witness may offer: a page that offers more is a directory


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
    found = [*declared, *host(url)]
    if not declared:
        for witness in WITNESSES:
            found.extend(islice(witness(text, lines, cues), _MOST))
    elected = _elect(text, found, english) if found else None
    return _with_host(elected, url) if elected and declared else elected


def _with_host(outlet: Found, url: str) -> Found:
    """Add the host to a name in another script than Latin, or one that does not show in the address."""
    host = host_of(url)
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
                if all(c.rule == ADDRESS for c in pools[other]):  # a host name ends in more than the name
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
    present = [n for n in names if n in text]
    return int(len(present) > 1 or any(printed_twice(text, n) for n in present))


def _spelling(text: str, group: Sequence[Candidate], english: bool) -> str:
    """Return the best spelling: mixed case before capitals, as often printed, in Latin letters on English pages."""
    names = [c.name for c in group]
    names += _printings(text, names[0])
    mixed = [n for n in names if not (n.isupper() and len(n) > 5) and not n.islower()] or names
    latin = [n for n in mixed if n.isascii() or romanise(n) == n] or mixed
    best = max(
        dict.fromkeys(latin),
        key=lambda n: (all(not w[0].islower() for w in n.split()), sum(m == n for m in latin), -names.index(n)),
    )
    if best.isupper() and len(best) > 5 and "." not in best[1:-1]:
        best = _titled(best)
    return romanise(best) if english else best


def _printings(text: str, name: str) -> list[str]:
    """Return the name as the text prints it, in capitals or not, once for every place."""
    lower = text.lower()
    if not name.isascii() or len(lower) != len(text) or (" " in name and name.split()[0].lower() in lower):
        pattern = re.escape(name).replace(r"\ ", r"\s+")
        return [squeeze(found.group(0)) for found in re.finditer(pattern, text, re.IGNORECASE)]
    found, wanted, at = [], name.lower(), -1
    while (at := lower.find(wanted, at + 1)) >= 0:  # the same at a tenth of the time
        found.append(text[at : at + len(name)])
        at += len(name) - 1
    return found


def _titled(name: str) -> str:
    turkic = any(c in "İŞĞƏ" for c in name)
    small = {"OF", "AND", "DE", "DEL", "DU", "LA"}
    words = []
    for place, word in enumerate(name.split()):
        rest = word[1:].replace("I", "ı").replace("İ", "i") if turkic else word[1:].replace("İ", "i")
        words.append(word.lower() if place and word in small else word[:1] + rest.lower())
    return " ".join(words)
