"""Outlets become their countries, and a set of pages becomes one line on whose voices it carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from detente.articles import outlet_country
from detente.lexicon import Lexicon
from detente.questions.conditions import counted
from detente.text import fold

CAVEAT = "What the press of these outlets said, not what happened."


def home_of(lexicon: Lexicon, outlet: str | None, url: str = "") -> str | None:
    """Return the country of an outlet (ISO 3166 alpha-3), None where nothing tells.

    By the lexicon of outlets, the list of media that pages cite, then the country of the name's or address's domain.
    """
    if outlet is None:
        return None
    found = outlet_country(lexicon, outlet) or _media(lexicon).get(fold(outlet))
    if found:
        return found
    domains = _domains(lexicon)
    for host in (outlet.lower().strip(), (urlsplit(url).hostname or "") if "://" in url else ""):
        end = host.rsplit(".", 1)
        if len(end) == 2 and " " not in host and end[1].upper() in domains:
            return domains[end[1].upper()]
    return None


@lru_cache(maxsize=4)
def _media(lexicon: Lexicon) -> Mapping[str, str]:
    rows = lexicon.table("languages/en/media", key="name")
    return {fold(n): row["state"] for row in rows for n in (row["name"], *row["aliases"].split("|")) if n}


@lru_cache(maxsize=4)
def _domains(lexicon: Lexicon) -> Mapping[str, str]:
    rows = lexicon.table("actors/states")
    return {row["alpha2"]: row["id"] for row in rows if row["alpha2"]} | {"UK": "GBR", "SU": "RUS"}


def whose_voice(lexicon: Lexicon, pages: int, speakers: int, homes: Mapping[str, str | None], officials: int) -> str:
    """Return the line on coverage: "2 pages, 1 speaker, 2 outlets, both Azerbaijani, 0 officials quoted".

    `homes` gives each outlet its country.
    """
    parts = [counted(pages, "page"), counted(speakers, "speaker"), counted(len(homes), "outlet")]
    where = _where(lexicon, homes.values())
    return ", ".join([*parts, *([where] if where else []), f"{counted(officials, 'official')} quoted"])


def _where(lexicon: Lexicon, homes: Iterable[str | None]) -> str:
    names = Counter(_adjective(lexicon, home) if home else "of unknown country" for home in homes)
    if not names:
        return ""
    if len(names) == 1:
        (name, count), *_ = names.items()
        if name == "of unknown country":
            return ""
        return {1: name, 2: f"both {name}"}.get(count, f"all {name}")
    ranked = sorted(names.items(), key=lambda kv: (kv[0] == "of unknown country", -kv[1], kv[0]))
    return f"of them {', '.join(f'{count} {name}' for name, count in ranked)}"


@lru_cache(maxsize=512)
def _adjective(lexicon: Lexicon, state: str) -> str:
    row = next((row for row in lexicon.table("actors/states") if row["id"] == state), None)
    return (row["adjectives"].split("|")[0] or row["name"]) if row else state
