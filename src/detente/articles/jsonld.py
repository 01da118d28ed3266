"""JSON-LD blocks become plain dictionaries: every node of a news article, however deep it is wrapped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

_ARTICLE = re.compile(r"(?i)article|newsitem|reportage|blogposting|liveblog|webpage$|opinion|analysis|review")
_CONTROL = re.compile(r"[\x00-\x1f]+")


def article_nodes(nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those of all JSON-LD nodes that describe an article, articles before mere web pages."""
    found = [n for n in nodes if any(_ARTICLE.search(t) for t in _types(n))]
    return sorted(found, key=lambda n: all(t.lower() == "webpage" for t in _types(n)))


def all_nodes(blocks: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return every JSON-LD node with a type.

    A block that is not JSON is mended where a raw line break or an HTML comment broke it, else left out.
    """
    return [node for block in blocks for node in _nodes(_parse(block), 0)]


def _parse(block: str) -> Any:
    text = (
        block.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
    )
    for mended in (str, lambda x: _CONTROL.sub(" ", x), lambda x: _CONTROL.sub(" ", html.unescape(x)).rstrip(";")):
        if (found := loaded(mended(text))) is not None:
            return found
    return None


@lru_cache(maxsize=32)  # metadata and date read the same blocks
def loaded(text: str) -> Any:
    """Return what a piece of JSON holds, None where it is none; what is returned is not to be changed."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if _types(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if isinstance(value.get(key), (list, dict)):
                yield from _nodes(value[key], depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    if isinstance(kinds, str):
        return [kinds]
    return [k for k in kinds if isinstance(k, str)] if isinstance(kinds, list) else []


def strings(value: Any, key: str = "name") -> list[str]:
    """Return the texts in a JSON-LD value: a string, an object's `key`, or a list of either."""
    if isinstance(value, str):
        return [html.unescape(value).strip()] if value.strip() else []
    if isinstance(value, dict):
        return strings(value.get(key), key)
    if isinstance(value, list):
        return [s for item in value for s in strings(item, key)]
    return []
