"""How much one intake may hold: bytes of a page, of a container, and entries in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings, all on decompressed bytes; a page or container over one of them is refused, never cut."""

    page_bytes: int = 4_000_000
    container_bytes: int = 2_000_000_000
    entries: int = 200_000
    ratio: int = 200  # decompressed over compressed bytes of one zip entry
