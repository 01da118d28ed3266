"""Files of others' event data become series of the same dyad, marked by origin, to lie beside ours."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from detente.datasets import read_dataset
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.questions.relation import Asked
from detente.relations import Scale, Series, open_ledger, series_of
from detente.types import Dyad, Happening, Problem

_SHOWN = 5  # broken rows told one by one; the rest in one sentence


def read_beside(
    paths: Sequence[Path], dyad: Dyad, lexicon: Lexicon, scale: Scale, asked: Asked
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """Return one series for each origin, on the same scale and by the same step, and what could not be read.

    The coverage of others is not known, so that their series have neither gaps nor bands. Files may be plain, .gz or
    .zip (GDELT's have one member). QuestionError for a file that is missing or of no known format.
    """
    found: dict[str, list[Happening]] = {}
    problems: list[Problem] = []
    for path in paths:
        broken: list[Problem] = []
        with _lines(path) as lines:
            for each in read_dataset(lines, path.name, lexicon, dyad):
                if isinstance(each, Problem):
                    broken.append(each)
                else:
                    found.setdefault(each.id.split(":", 1)[0], []).append(each)
        problems += broken[:_SHOWN]
        if len(broken) > _SHOWN:
            more = f"{path.name}: {len(broken) - _SHOWN} more rows could not be read."
            problems.append(Problem(url=path.name, stage="datasets", kind="row", detail=more))
    series = []
    for origin, happenings in found.items():
        ledger = open_ledger(dyad, happenings, (), scale, step=asked.step, directed=asked.directed)
        series.append(series_of(ledger, None, origin=origin))
    return tuple(series), tuple(problems)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """Open a file of text lines, packed or not; bytes that are no UTF-8 are shown as such."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as pack, pack.open(pack.namelist()[0]) as member:
                yield iter(io.TextIOWrapper(member, encoding="utf-8", errors="replace", newline=""))
        elif path.suffix.lower() == ".gz":
            with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as stream:
                yield iter(stream)
        else:
            with path.open(encoding="utf-8", errors="replace", newline="") as stream:
                yield iter(stream)
    except (OSError, zipfile.BadZipFile, IndexError) as fault:
        raise QuestionError(f"{path} cannot be read ({fault}); name a file of event data.") from fault
