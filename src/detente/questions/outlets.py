"""Outlets become their countries, and a set of pages becomes one line on whose voices it carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from detente.articles import outlet_home
from detente.lexicon import Lexicon
from detente.text import counted

CAVEAT = "What the press of these outlets said, not what happened."


def home_of(lexicon: Lexicon, outlet: str | None, url: str = "") -> str | None:
    """Return the country of an outlet (ISO 3166 alpha-3), None where nothing tells; a page without one has none."""
    return outlet_home(lexicon, outlet, url) if outlet is not None else None


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
