"""A name or an address becomes a known outlet: its country, its languages, and how it prints days in digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from detente.articles.memory import line_key
from detente.articles.romanise import romanise
from detente.lexicon import Lexicon
from detente.text import fold

_GENERIC = frozenset({"com", "org", "net", "info", "news"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that an outlet prints under its stories: how it begins (as `line_key` folds it), and when it did so.

    `since` and `until` are half-open ISO days; empty: as far as is known, always.
    """

    begins: str
    since: str = ""
    until: str = ""

    def on(self, day: str) -> bool:
        """Tell whether the outlet printed the line on an ISO day; on an unknown day ("") it may have."""
        return not day or ((not self.since or self.since <= day) and (not self.until or day < self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOutlet:
    """One entry of `lexicons/outlets`: `country` is ISO 3166 alpha-3, `order` "dmy", "mdy", "ymd" or None."""

    id: str
    name: str
    also: tuple[str, ...]
    hosts: tuple[str, ...]
    country: str
    languages: tuple[str, ...]
    order: str | None = None
    furniture: tuple[Standing, ...] = ()


@lru_cache(maxsize=4)
def known_outlets(lexicon: Lexicon) -> tuple[KnownOutlet, ...]:
    """Return the outlets of the lexicon, by id."""
    found = []
    for entry in sorted(lexicon.names("outlets", ".toml")):
        data = lexicon.toml(entry)
        found.append(
            KnownOutlet(
                id=entry.removeprefix("outlets/"),
                name=str(data["name"]),
                also=tuple(data.get("also", ())),
                hosts=tuple(data["hosts"]),
                country=str(data["country"]),
                languages=tuple(data.get("languages", ())),
                order=data.get("order"),
                furniture=tuple(
                    Standing(line_key(x["begins"]), str(x.get("since", "")), str(x.get("until", "")))
                    for x in data.get("furniture", ())
                ),
            )
        )
    return tuple(found)


def known_outlet(lexicon: Lexicon, name_or_host: str) -> KnownOutlet | None:
    """Return the outlet that is called so or publishes at this host or address, None where none is known.

    A host below a known one counts ("en.ria.ru"); of "Name (host)", as pages of other scripts give it, either part.
    """
    names, hosts = _index(lexicon)
    for part in (name_or_host, *re.findall(r"^(.+?)\s*\((.+)\)$", name_or_host)[:1]):
        for words in (part,) if isinstance(part, str) else part:
            host = (urlsplit(words).hostname if "://" in words else words.lower()) or ""
            labels = host.strip().split(".")
            for k in range(len(labels) - 1):
                if (found := hosts.get(".".join(labels[k:]))) is not None:
                    return found
            if (found := names.get(_key(words))) is not None:
                return found
    return None


def outlet_country(lexicon: Lexicon, name_or_host: str) -> str | None:
    """Return the country of an outlet (ISO 3166 alpha-3), None where it is not known."""
    found = known_outlet(lexicon, name_or_host)
    return found.country if found else None


def outlet_home(lexicon: Lexicon, outlet: str | None, url: str = "") -> str | None:
    """Return the country of an outlet (ISO 3166 alpha-3), None where nothing tells.

    By the lexicon of outlets, the list of media that pages cite, then the name's or address's domain: its country, or
    under .com and the like the cited medium that is called so.
    """
    found = outlet and (outlet_country(lexicon, outlet) or _media(lexicon).get(fold(outlet)))
    if found:
        return found
    if "://" in url and (country := outlet_country(lexicon, url)):
        return country
    domains = _domains(lexicon)
    for host in ((outlet or "").lower().strip(), (urlsplit(url).hostname or "") if "://" in url else ""):
        end = host.rsplit(".", 1)
        if len(end) == 2 and " " not in host and end[1].upper() in domains:
            return domains[end[1].upper()]
        if len(end) == 2 and end[1] in _GENERIC and (country := _labels(lexicon).get(_key(end[0].split(".")[-1]))):
            return country
    return None


def country_order(lexicon: Lexicon, country: str | None) -> str | None:
    """Return how a country (ISO 3166 alpha-3) writes days in digits, "dmy" or "mdy"; None where that is not one way.

    By the short dates of the Unicode CLDR, which `lexicons/places/date_orders.toml` notes where they are not "dmy".
    """
    orders = lexicon.toml("places/date_orders")
    if country is None or country in orders["unsettled"]:
        return None
    return "mdy" if country in orders["mdy"] else "dmy"


@lru_cache(maxsize=4)
def _media(lexicon: Lexicon) -> Mapping[str, str]:
    """Return the countries of the media that other outlets cite, by folded name; without those of unknown country."""
    rows = lexicon.table("languages/en/media", key="name")
    return {fold(n): row["state"] for row in rows for n in (row["name"], *row["aliases"].split("|")) if n}


@lru_cache(maxsize=4)
def _labels(lexicon: Lexicon) -> Mapping[str, str]:
    """Return the countries of the media that other outlets cite, by the label that their host would have."""
    found = {_key(name.removeprefix("the ")): country for name, country in _media(lexicon).items()}
    return {label: country for label, country in found.items() if len(label) > 3}


@lru_cache(maxsize=4)
def _domains(lexicon: Lexicon) -> Mapping[str, str]:
    rows = lexicon.table("actors/states")
    return {row["alpha2"]: row["id"] for row in rows if row["alpha2"]} | {"UK": "GBR", "SU": "RUS"}


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> tuple[dict[str, KnownOutlet], dict[str, KnownOutlet]]:
    names: dict[str, KnownOutlet] = {}
    hosts: dict[str, KnownOutlet] = {}
    for outlet in known_outlets(lexicon):
        for name in (outlet.name, *outlet.also):
            names.setdefault(_key(name), outlet)
        for host in outlet.hosts:
            hosts.setdefault(host, outlet)
    return names, hosts


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(romanise(name)))
