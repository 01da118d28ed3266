"""Nouns become JSON and JSON becomes nouns: one spelling for files, the API and the record."""

from __future__ import annotations

import dataclasses
import json
import types as builtin_types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from detente.types import Dyad, Span, When

Noun = TypeVar("Noun")


def to_json(value: Any) -> Any:
    """Return plain JSON data: spans as [start, stop], intervals and days as ISO 8601, dyads as [a, b].

    Bytes are refused: a page's body travels as a file, never inside JSON.
    """
    if isinstance(value, Span):
        return [value.start, value.stop]
    if isinstance(value, When):
        return f"{value.start.isoformat()}/{value.stop.isoformat()}"
    if isinstance(value, Dyad):
        return [value.source, value.target]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(v) for v in value]
    if isinstance(value, frozenset):
        return sorted(to_json(v) for v in value)
    if isinstance(value, bytes):
        raise TypeError("bytes have no JSON spelling; write them to a file")
    return value


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Return `to_json(value)` as JSON text, UTF-8 characters unescaped, keys in field order."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=indent)


def from_json(kind: type[Noun], data: Any) -> Noun:
    """Return the noun of type `kind` that `to_json` wrote.

    Raises ValueError or TypeError where the data do not fit; unknown keys are refused.
    """
    return typing.cast(Noun, _build(kind, data))


def _build(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, builtin_types.UnionType):
        if data is None:
            return None
        return _build(next(a for a in typing.get_args(kind) if a is not type(None)), data)
    if origin is tuple:
        args = typing.get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_build(args[0], item) for item in data)
        return tuple(_build(arg, item) for arg, item in zip(args, data, strict=True))
    if origin is frozenset:
        return frozenset(_build(typing.get_args(kind)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return dict(data)
    if kind in (Span, Dyad):
        first, second = data
        return kind(first, second)
    if kind is When:
        start, stop = data.split("/")
        return When(date.fromisoformat(start), date.fromisoformat(stop))
    if kind is date:
        return date.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        unknown = set(data) - set(hints)
        if unknown:
            raise ValueError(f"{kind.__name__} has no field {sorted(unknown)[0]!r}")
        return kind(**{name: _build(hints[name], value) for name, value in data.items()})
    return data


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}
