"""The head of an HTML page becomes metadata: title, standfirst, authors, section, outlet, address, dates.

JSON-LD is asked first, then meta tags, then the headings; where several sources disagree about the title they vote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from detente.articles.headline import headline_key, without_site
from detente.articles.jsonld import all_nodes, article_nodes, strings
from detente.articles.markup import HtmlDates
from detente.articles.witnesses import Candidate
from detente.text import fold, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the mark-up of a page says about it; every value is None or empty where it says nothing.

    `title` is the one elected, `titles` are all that were offered, the elected one first.
    """

    title: str | None
    title_rule: str
    titles: tuple[str, ...]
    standfirst: str | None
    authors: tuple[tuple[str, str], ...]
    section: str | None
    outlets: tuple[Candidate, ...]
    canonical: str | None
    body: str
    dates: HtmlDates


@dataclass(slots=True, kw_only=True)
class Declared:
    """What a page declares, as it stands in the mark-up.

    `json_ld` are the JSON-LD blocks, `metas` the (name, content) pairs of meta tags, names in lower case, `headings`
    the words of every h1, `times` (datetime attribute, visible text) of every time tag; `authors` gives, when
    asked, the words of links and spans that are marked as the author's.
    """

    json_ld: tuple[str, ...] = ()
    metas: list[tuple[str, str]] = field(default_factory=list)
    canonical: str | None = None
    headings: list[str] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)
    authors: Callable[[], list[str]] = list


def declared_in(root: Any) -> Declared:
    """Return what the tree of a page declares."""
    links = (e for e in root.iter("link") if e.get("rel") == "canonical" and e.get("href"))
    return Declared(
        json_ld=tuple(e.text or "" for e in root.iter("script") if "ld+json" in (e.get("type") or "").lower()),
        metas=list(_metas(root)),
        canonical=next((str(e.get("href")) for e in links), None),
        headings=[squeeze(" ".join(e.itertext())) for e in root.iter("h1")],
        times=list(_times(root)),
        authors=lambda: [
            squeeze("".join(e.itertext()))
            for e in root.iter("a", "span")
            if e.get("rel") == "author" or e.get("itemprop") == "author"
        ],
    )


def read_metadata(root: Any, title: str, url: str, raw: str) -> Metadata:
    """Return the metadata in the tree of a page; `title` is its `<title>`, `raw` the page as text."""
    return metadata_of(declared_in(root), title, url, raw)


def metadata_of(declared: Declared, title: str, url: str, raw: str = "") -> Metadata:
    """Return the metadata of a page by what it declares; without `raw`, the page as text, htmldate is not asked."""
    everything = all_nodes(declared.json_ld)
    nodes = article_nodes(everything)
    metas, canonical = declared.metas, declared.canonical
    first: dict[str, str] = {}
    for name, content in metas:
        first.setdefault(name, content)
    address = url if "://" in url else canonical or first.get("og:url", "")
    outlets = tuple(_outlets(nodes, everything, first, address))
    titles, rule = _title(nodes, first, declared.headings, title, [c.name for c in outlets if c.weight >= _KNOWN])
    return Metadata(
        title=titles[0] if titles else None,
        title_rule=rule,
        titles=titles,
        standfirst=_first_text(*(strings(n.get("description")) for n in nodes), [first.get("og:description", "")],
                               [first.get("description", "")]),
        authors=tuple(_authors(nodes, metas, declared.authors)),
        section=_first_text(*(strings(n.get("articleSection")) for n in nodes), [first.get("article:section", "")]),
        outlets=outlets,
        canonical=canonical or first.get("og:url") or None,
        body="\n".join(_TAG.sub("\n", s) for n in nodes for s in strings(n.get("articleBody"))),
        dates=HtmlDates(
            json_ld=declared.json_ld, meta=tuple(metas), time_tags=tuple(declared.times), raw=raw
        ),
    )  # fmt: skip


_TAG = re.compile(r"<[^>]{1,300}>")


def _metas(root: Any) -> Iterable[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()


def _times(root: Any) -> Iterable[tuple[str, str]]:
    for element in root.iter("time"):
        yield element.get("datetime") or "", squeeze("".join(element.itertext()))[:120]


def _first_text(*groups: Sequence[str]) -> str | None:
    return next((squeeze(_TAG.sub(" ", s)) for group in groups for s in group if s and s.strip()), None)


# What a page is shared under is what its makers call it; only all the others together outvote that.
_WEIGHTS = {"og:title": 3.6, "JSON-LD headline": 2.2, "h1": 0.9, "twitter:title": 0.35, "page title": 0.4}
_KNOWN = 0.9  # from this weight a name is sure enough to be cut off a title


def _title(
    nodes: Sequence[dict[str, Any]],
    first: dict[str, str],
    headings: Sequence[str],
    title: str,
    outlets: Sequence[str],
) -> tuple[tuple[str, ...], str]:
    """Return the titles offered, without the site's name, best backed first, and who backs the first."""
    offers: list[tuple[str, str]] = []
    headlines = [s for node in nodes for s in strings(node.get("headline"))]
    offers += [("JSON-LD headline", s) for s in headlines[:1]]
    offers += [("og:title", first.get("og:title", "")), ("twitter:title", first.get("twitter:title", ""))]
    offers += [("page title", title)]
    offers = [(source, squeeze(_TAG.sub("", words))) for source, words in offers]
    known = [words for _, words in offers if words]
    heading = _heading(headings, known)
    if heading:
        offers.append(("h1", heading))
    cleaned = [(source, _cut(words, [w for _, w in offers], outlets)) for source, words in offers if words]
    votes: dict[str, float] = {}
    for source, words in cleaned:
        if not _is_outlet(words, outlets):
            votes[_norm(words)] = votes.get(_norm(words), 0.0) + _WEIGHTS[source]
    if not votes:
        return (), ""
    ranked = sorted(votes, key=lambda k: -votes[k])
    core = next((k for k in ranked[1:] if len(_backers(cleaned, k)) > 1 and _dressed(ranked[0], k, cleaned)), None)
    if core is not None:
        ranked.remove(core)
        ranked.insert(0, core)
    backers = _backers(cleaned, ranked[0])
    titles = tuple(_backers(cleaned, key)[0][1] for key in ranked)
    return titles, "title by " + ", ".join(sorted({b[0] for b in backers}))


def _backers(offers: Sequence[tuple[str, str]], key: str) -> list[tuple[str, str]]:
    """Return the sources that give the title with this key, the weightiest first."""
    found = [(source, words) for source, words in offers if _norm(words) == key]
    return sorted(found, key=lambda b: -_WEIGHTS[b[0]])


def _dressed(best: str, core: str, offers: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the best title is the words of JSON-LD and heading in one, with a section or topic around them."""
    return {"JSON-LD headline", "h1"} <= {b[0] for b in _backers(offers, core)} and core in best


def _norm(words: str) -> str:
    return headline_key(words)


def _is_outlet(words: str, outlets: Sequence[str]) -> bool:
    key = headline_key(words).replace(" ", "")
    return not key or any(key == headline_key(o).replace(" ", "") for o in outlets)


def _cut(words: str, others: Sequence[str], outlets: Sequence[str]) -> str:
    """Cut the site's name off: where another source gives the same words without a tail, that tail is cut."""
    for other in sorted({o for o in others if len(o) > 15 and o != words}, key=len):
        if words.startswith(other) and re.match(r"\s*[|–—\-•·:»]\s*\S", words[len(other) :]):
            return other
    return without_site(words, outlets) if outlets else words


def _heading(headings: Sequence[str], known: Sequence[str]) -> str | None:
    """Return the h1 that shares most words with the other titles, or the only one."""
    best: tuple[float, int, str] | None = None
    tokens = {w for k in known for w in headline_key(k).split()}
    for place, words in enumerate(headings):
        own = set(headline_key(words).split())
        if not own or len(words) > 400:
            continue
        shared = len(own & tokens) / len(own) if tokens else 0.0
        if best is None or (shared, -place) > best[:2]:
            best = (shared, -place, words)
    return best[2] if best and (best[0] >= 0.3 or not tokens) else None


_NOT_A_NAME = re.compile(
    r"(?i)^(?:https?://|www\.|@|admin|administrator|user|null|none|undefined|n/a|unknown|editor)\b|^\d+$|\S@\S|\bwww\."
)
_SPLIT = re.compile(r"\s*[;|]\s*|\s+(?:and|und|&)\s+(?=[^\W\d_a-z])")


_AUTHOR_TAGS = frozenset(
    [
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "dcterms.creator",
        "byl",
        "citation_author",
    ]
)


def _authors(
    nodes: Sequence[dict[str, Any]], metas: Sequence[tuple[str, str]], links: Callable[[], list[str]]
) -> Iterable[tuple[str, str]]:
    """Yield the authors with the source that names them: JSON-LD, else meta tags, else rel=author links."""
    for node in nodes:
        names = strings(node.get("author")) or strings(node.get("creator"))
        found = list(dict.fromkeys(n for name in names for n in _people(name)))
        if found:
            yield from ((n, "JSON-LD author") for n in found)
            return
    values = [content for name, content in metas if name in _AUTHOR_TAGS and "/" not in content]
    found = list(dict.fromkeys(n for value in values for n in _people(value)))
    if found:
        yield from ((n, "meta author") for n in found)
        return
    found = list(dict.fromkeys(n for value in links() for n in _people(value)))
    yield from ((n, "author link") for n in found[:4])


def _parts(value: str) -> Iterable[str]:
    """Split a list of names; a comma parts two names only behind a name of two words ("Lee, Ann" is one)."""
    for piece in _SPLIT.split(value):
        steps = re.split(r"\s*,\s+", piece)
        if len(steps) > 1 and all(len(step.split()) == 1 for step in steps[:1]):
            yield piece
        else:
            yield from steps


def _people(value: str) -> list[str]:
    names = []
    for part in _parts(squeeze(_TAG.sub(" ", value))):
        name = re.sub(r"^(?i:by|von|por|par|di|di:|автор:?|text:?)\s+", "", part).strip(" ,.:")
        if 2 <= len(name) <= 60 and not _NOT_A_NAME.match(name) and any(c.isalpha() for c in name):
            names.append(name)
    return names


def _outlets(
    nodes: Sequence[dict[str, Any]], everything: Sequence[dict[str, Any]], first: dict[str, str], address: str
) -> Iterable[Candidate]:
    """Yield names of the outlet: names that agree with the host weigh more."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    offers = [(first.get("og:site_name", ""), 1.0, "og:site_name")]
    offers += [(s, 0.9, "JSON-LD publisher") for n in nodes[:2] for s in strings(n.get("publisher"))[:1]]
    offers += [(first.get("application-name", ""), 0.6, "application-name")]
    for node in everything:
        kinds = node.get("@type")
        if isinstance(kinds, str) and re.search(r"(?i)organization|website", kinds):
            offers += [(s, 0.5, f"JSON-LD {kinds}") for s in strings(node.get("name"))[:1]]
    for value, weight, rule in offers:
        name = squeeze(_TAG.sub(" ", value))
        name = re.split(r"\s+[|–—-]\s+", name)[0].strip(" @")
        if 2 <= len(name) <= 70:
            yield Candidate(name, weight + (0.8 if _kin(name, host) else 0.0), rule)


def _kin(name: str, host: str) -> bool:
    """Tell whether a name and a host are kin: one holds the other, or the host is the name's initials."""
    label = re.sub(r"[\W_]+", "", fold(host.rsplit(".", 1)[0])) if host else ""
    key = re.sub(r"[\W_]+", "", fold(name))
    if not label or not key:
        return False
    initials = "".join(w[0] for w in re.findall(r"\w+", fold(name)))
    parts = [p for p in re.split(r"[.-]", host.rsplit(".", 1)[0]) if len(p) > 1]
    return key in label or label in key or initials in parts or any(len(p) > 3 and p in key for p in parts)
