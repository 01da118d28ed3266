"""Rows with column names become coded events: POLECAT, ICEWS, ACLED, and Phoenix with or without its header."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.datasets.coded import Coded, Row, Unusable, day_of, of_cameo, state_of, states_in
from detente.lexicon import Lexicon
from detente.types import EventType

# columns of a Phoenix line that has no header, as its makers number them
# fmt: off
PHOENIX = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)
# fmt: on


def polecat(row: Row, lexicon: Lexicon) -> Coded | None:
    """Return a POLECAT event: PLOVER types and modes as they are."""
    return _made(
        key=row["Event ID"],
        when=row["Event Date"],
        sources=states_in(row["Actor Country"], lexicon),
        targets=states_in(row["Recipient Country"], lexicon),
        kind=_plover(row["Event Type"], row.get("Event Mode", "")),
    )


def icews(row: Row, lexicon: Lexicon) -> Coded | None:
    """Return an ICEWS event: CAMEO codes, countries by name."""
    return _made(
        key=row["Event ID"],
        when=row["Event Date"],
        sources=states_in(row["Source Country"], lexicon),
        targets=states_in(row["Target Country"], lexicon),
        kind=of_cameo(row["CAMEO Code"], lexicon),
    )


def acled(row: Row, lexicon: Lexicon) -> Coded | None:
    """Return an ACLED event between actors of two states; sub-events have types of ours by `events/acled.csv`."""
    types = {each["id"]: (each["type"], each["mode"]) for each in lexicon.table("events/acled")}
    kind, mode = types.get(row["sub_event_type"], ("", ""))
    return _made(
        key=row["event_id_cnty"],
        when=row["event_date"],
        sources=_party(row["actor1"], lexicon),
        targets=_party(row["actor2"], lexicon),
        kind=(EventType(kind), mode or None) if kind else None,
    )


def phoenix(row: Row, lexicon: Lexicon) -> Coded | None:
    """Return a Phoenix event of the daily files: CAMEO codes, actors by code."""
    return _made(
        key=row["EventID"],
        when=row["Date"],
        sources=states_in(row["SourceActorEntity"], lexicon),
        targets=states_in(row["TargetActorEntity"], lexicon),
        kind=of_cameo(row["EventCode"], lexicon),
        url=row.get("URLs", "").split(";")[0],
    )


def phoenix_historical(row: Row, lexicon: Lexicon) -> Coded | None:
    """Return an event of the historical Phoenix files (Cline Center)."""
    return _made(
        key=row["eid"],
        when=row["story_date"],
        sources=states_in(row["source_root"], lexicon),
        targets=states_in(row["target_root"], lexicon),
        kind=of_cameo(row["code"], lexicon),
    )


def _plover(kind: str, mode: str) -> tuple[EventType, str | None]:
    try:
        return EventType(kind.strip().upper()), mode.strip().lower() or None
    except ValueError as fault:
        raise Unusable(f"{kind!r} is no PLOVER type") from fault


def _party(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The state that an ACLED actor is of: "Military Forces of X (2003-)", "Police Forces of X", "Civilians (X)"."""
    name = re.sub(r"\s*\(\d{4}-\d{0,4}\).*", "", words)
    for pattern in (r"(?:Forces|Government|Guards?|Service) of (?:the )?(.+)", r"\((.+)\)\s*$"):
        found = re.search(pattern, name)
        if found and (state := state_of(found[1], lexicon)):
            return (state,)
    state = state_of(name, lexicon)
    return (state,) if state else _adjective(name, lexicon)


def _adjective(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    found = _adjectives(lexicon).get(name.split(" ", 1)[0])
    return (found,) if found and " " in name else ()


@lru_cache(maxsize=4)
def _adjectives(lexicon: Lexicon) -> dict[str, str]:
    rows = lexicon.table("actors/states")
    return {word: row["id"] for row in rows for word in row["adjectives"].split("|") if word and " " not in word}


def _made(
    *,
    key: str,
    when: str,
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    kind: tuple[EventType, str | None] | None,
    url: str = "",
) -> Coded | None:
    if not sources or not targets or kind is None:
        return None
    return Coded(id=key, day=day_of(when), sources=sources, targets=targets, type=kind[0], mode=kind[1], url=url)
