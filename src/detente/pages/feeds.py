"""A feed or sitemap becomes a list of addresses: RSS and Atom by feedparser, sitemaps by lxml without entities.

feedparser because it forgives the broken feeds that outlets really publish.
"""

from __future__ import annotations

from dataclasses import dataclass

import feedparser
from lxml import etree

from detente.errors import PageError


@dataclass(frozen=True, slots=True)
class Listed:
    """One address of a feed or sitemap, with what the list says about it (sidecar: never overrides the page)."""

    url: str
    title: str | None = None
    date: str | None = None


def listed(body: bytes, name: str) -> tuple[Listed, ...]:
    """Return the addresses of a feed or sitemap in its order, http and https only, each once.

    Raises PageError where the bytes are neither.
    """
    found = _sitemap(body) if b"<urlset" in body[:4096] or b"<sitemapindex" in body[:4096] else _feed(body)
    if not found:
        raise PageError(f"{name}: no feed or sitemap with addresses in it; name an RSS, Atom or sitemap file.")
    once = {item.url: item for item in found if item.url.lower().startswith(("http://", "https://"))}
    return tuple(once.values())


def is_list(body: bytes) -> bool:
    """Tell whether the bytes look like a feed or sitemap rather than a page."""
    head = body[:4096].lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex"))


def _feed(body: bytes) -> list[Listed]:
    feed = feedparser.parse(body, sanitize_html=True, resolve_relative_uris=False)
    return [
        Listed(str(entry["link"]), entry.get("title"), entry.get("published") or entry.get("updated"))
        for entry in feed.entries
        if entry.get("link")
    ]


def _sitemap(body: bytes) -> list[Listed]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser)
    if root is None:
        return []
    found = []
    for node in root.iter("{*}url", "{*}sitemap"):
        place = node.findtext("{*}loc")
        if place:
            found.append(Listed(place.strip(), node.findtext(".//{*}title"), node.findtext("{*}lastmod")))
    return found
