"""What the mark-up of a page says about its dates, handed to the vote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlDates:
    """Places in the mark-up where a publication date may stand, and the page itself.

    `json_ld` are the JSON-LD blocks as written, `meta` the (name, content) pairs of meta tags with their names in
    lower case, `time_tags` the (datetime attribute, visible text) pairs in page order, `raw` the page.
    """

    json_ld: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    time_tags: tuple[tuple[str, str], ...] = ()
    raw: str = ""
