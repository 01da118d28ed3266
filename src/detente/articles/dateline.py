"""The opening of a wire story becomes its dateline: where it was sent from, and which agency sent it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.types import Span

# PLACE[, Country][, date] (Agency) - text; also "Place, 2 December 2025 (Agency). Text", "BAKU, Azerbaijan, March 3"
_DATELINE = re.compile(
    r"^\W{0,3}(?P<place>[^\W\d_][^\n():—–]{1,60}?)"
    r"(?:,?\s*(?P<date>[^\n()—–]{0,30}?\d[^\n()—–]{0,24}?))?"
    r"(?:\.?\s*[(/\[]\s*(?P<agency>[^()\n/\]]{2,60}?)\s*[)/\]])?"
    r"\s*(?P<dash>[—–]|--|-\s|\.\s|:\s)"
)
_AGENCY_LAST = re.compile(r"^\W{0,3}[^\n()—–]{2,60}?[—–/]\s*\((?P<agency>[^()\n]{2,60}?)\)\s*(?:[—–.:-]|--)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline of a wire story: its span, the place, and the agency with its span, where named."""

    span: Span
    place: str
    agency: str | None
    agency_span: Span | None


def read_dateline(line: str, offset: int = 0) -> Dateline | None:
    """Return the dateline that `line` begins with, or None; spans are shifted by `offset`.

    A dateline has its place in capitals, or names a day or an agency before the dash.
    """
    head = line[:200]
    found = _DATELINE.match(head)
    if not found:
        return None
    place = found["place"].strip(" ,")
    if len(place.split()) > 5 or not place[0].isupper():
        return None
    shouted = place.split(",")[0].isupper() and len(place) > 2
    agency = found["agency"]
    if not ((agency and (found["date"] or shouted)) or (shouted and found["dash"] in "—–--- ")):
        return None
    span = Span(offset, offset + found.end())
    spot = Span(offset + found.start("agency"), offset + found.end("agency")) if agency else None
    return Dateline(span, place, agency.strip() if agency else None, spot)
