"""A fault of one page becomes the problem that stands for it in the record."""

from __future__ import annotations

from detente.errors import PageError
from detente.text import storable
from detente.types import Problem


def problem_of(url: str, fault: PageError) -> Problem:
    """Return the problem with what lies at `url`; names that no encoding can write are escaped."""
    return Problem(url=storable(url), stage=fault.stage, kind=fault.kind, detail=storable(str(fault)))
