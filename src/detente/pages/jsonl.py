"""JSON lines become pages: one object a line, the text under its common names, the rest kept as sidecar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.errors import EmptyPage, PageError, PageTooLarge
from detente.pages.archives import PageMaker
from detente.pages.limits import Limits
from detente.pages.problems import problem_of
from detente.types import Page, Problem

# the keys of common exports; the first that is there is taken ("event_text": NGEC, "maintext": news-please)
TEXT_KEYS = ("text", "body", "content", "event_text", "maintext", "article", "fulltext")
HTML_KEYS = ("html", "raw_html")
URL_KEYS = ("url", "link", "source_url", "uri", "id")
SIDECAR = {
    "date": ("date", "published", "date_publish", "publish_date", "pub_date"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "source_domain"),
    "language": ("language", "lang"),
    "id": ("id",),
}


def from_jsonl(path: Path, limits: Limits, make: PageMaker) -> Iterator[Page | Problem]:
    """Yield a page for each line that holds a text or HTML under a known key, else the problem with the line.

    Title, date, outlet and language go to the sidecar and never override what the page says; where they or the text
    stood under other names, the sidecar says so under "aliases".
    """
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(limits.page_bytes * 2):
            number += 1
            if not raw.strip():
                continue
            name = f"{path}:{number}"
            try:
                if not raw.endswith(b"\n") and len(raw) >= limits.page_bytes * 2:
                    while (rest := stream.readline(limits.page_bytes * 2)) and not rest.endswith(b"\n"):
                        pass
                    raise PageTooLarge(f"{name}: the line is over the limit for one page; cut it.")
                yield _page(raw, name, limits, make)
            except PageError as fault:
                yield problem_of(name, fault)
    if not number:
        raise EmptyPage(f"{path}: the file is empty; remove it or export the rows again.")


def _page(raw: bytes, name: str, limits: Limits, make: PageMaker) -> Page:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise PageError(f"{name}: not a JSON object in UTF-8 ({fault}); mend or remove the line.") from fault
    if not isinstance(row, dict):
        raise PageError(
            f'{name}: a JSON object is needed, not a {type(row).__name__}; wrap the text as {{"text": ...}}.'
        )
    sidecar = {key: str(v) for key, names in SIDECAR.items() if (v := _first(row, names)) is not None}
    aliases = _aliases(row)
    if aliases:
        sidecar["aliases"] = aliases
    url = str(_first(row, URL_KEYS) or name)
    for keys, media in ((TEXT_KEYS, "text/plain"), (HTML_KEYS, "text/html")):
        text = _first(row, keys)
        if isinstance(text, str):
            return make(text.encode("utf-8", "surrogatepass"), url, media_type=media, sidecar=sidecar, limits=limits)
    raise PageError(f"{name}: no text found; name it {', '.join(TEXT_KEYS[:4])} or {HTML_KEYS[0]}.")


def _aliases(row: dict[str, Any]) -> str:
    """Return which keys of a row were taken for others, "text from maintext", where they are not the plain ones."""
    wanted = {"text": TEXT_KEYS, "url": URL_KEYS[:-1], **SIDECAR}
    taken = {key: next((n for n in names if row.get(n) not in (None, "")), key) for key, names in wanted.items()}
    return ", ".join(f"{key} from {name}" for key, name in taken.items() if name != key)


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[n] for n in names if row.get(n) not in (None, "")), None)
