"""Lines of a file of others' events become happenings: the format is known by the header or the number of columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from detente.datasets import gdelt, named
from detente.datasets.coded import Coded, Row, Unusable
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.types import Dyad, Happening, Problem, Status, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A format: its name (the origin of what it gives), its delimiter, and what reads a row of it.

    `columns` are given to a file without a header; `needs` are columns that its header holds.
    """

    name: str
    delimiter: str
    read: Callable[[Row, Lexicon], Coded | None]
    needs: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()


_GDELT = tuple(str(n) for n in range(61))
DATASETS = (
    Dataset(
        name="POLECAT",
        delimiter="\t",
        read=named.polecat,
        needs=frozenset({"Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country"}),
    ),
    Dataset(
        name="ICEWS",
        delimiter="\t",
        read=named.icews,
        needs=frozenset({"Event ID", "Event Date", "Source Country", "CAMEO Code", "Target Country"}),
    ),
    Dataset(
        name="ACLED",
        delimiter=",",
        read=named.acled,
        needs=frozenset({"event_id_cnty", "event_date", "sub_event_type", "actor1", "actor2"}),
    ),
    Dataset(
        name="Phoenix",
        delimiter="\t",
        read=named.phoenix,
        needs=frozenset({"EventID", "Date", "SourceActorEntity", "TargetActorEntity", "EventCode"}),
    ),
    Dataset(
        name="Phoenix",
        delimiter=",",
        read=named.phoenix_historical,
        needs=frozenset({"eid", "story_date", "source_root", "target_root", "code"}),
    ),
    Dataset(
        name="GDELT",
        delimiter="\t",
        read=lambda row, lexicon: gdelt.coded(list(row.values()), lexicon),
        columns=_GDELT,
    ),
    Dataset(name="Phoenix", delimiter="\t", read=named.phoenix, columns=named.PHOENIX),
)


def recognise(first: str, where: str) -> Dataset:
    """Return the format that a file's first line is of; QuestionError where it is none that we know."""
    for one in DATASETS:
        for delimiter in (one.delimiter, ",", "\t", ";"):
            cells = next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter), [])
            if one.needs and one.needs <= {cell.strip() for cell in cells}:
                return Dataset(name=one.name, delimiter=delimiter, read=one.read, needs=one.needs)
    cells = first.rstrip("\r\n").split("\t")
    dated = len(cells) > 1 and cells[1].isdigit() and len(cells[1]) == 8
    for one in DATASETS:
        sizes = gdelt.COLUMNS if one.name == gdelt.NAME else (len(one.columns), len(one.columns) + 1)
        if one.columns and dated and len(cells) in sizes:
            return one
    raise QuestionError(
        f"{where} is no event data that we know; we read GDELT events, POLECAT, ICEWS, ACLED and Phoenix, "
        "with the columns that their makers give."
    )


def read_dataset(
    lines: Iterable[str], where: str, lexicon: Lexicon, dyad: Dyad | None = None
) -> Iterator[Happening | Problem]:
    """Yield the happenings of a file (between two states, in either order) and a problem for each broken row.

    Ids are "ORIGIN:ID"; what has not two states, or is no event in PLOVER, is left out. Raises QuestionError where
    the format is not known.
    """
    stream = iter(lines)
    first = next(stream, "")
    form = recognise(first, where)
    rows = stream if form.needs else chain([first], stream)
    header = form.columns or _cells(first.lstrip("\ufeff"), form)
    pair = {dyad.source, dyad.target} if dyad else None
    for number, cells in enumerate(_rows(rows, form), start=2 if form.needs else 1):
        if not cells or cells == list(header):  # files put together from several repeat the header
            continue
        try:
            if form.needs and len(cells) != len(header):
                raise Unusable(f"{len(cells)} cells under {len(header)} columns")
            one = form.read(dict(zip(header, cells, strict=False)), lexicon)
        except Unusable as fault:
            yield Problem(url=where, stage="datasets", kind="row", detail=f"{where}, row {number}: {fault}.")
            continue
        if one is not None:
            yield from (
                h for h in _happenings(one, form.name) if pair is None or {h.dyad.source, h.dyad.target} == pair
            )


def _rows(lines: Iterable[str], form: Dataset) -> Iterator[list[str]]:
    """Split lines into cells; tab-separated files hold bare quotation marks, so that these say nothing there."""
    clean = (line.replace("\0", "") for line in lines)
    if form.delimiter == "\t":
        return csv.reader(clean, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.reader(clean, delimiter=form.delimiter)


def _cells(line: str, form: Dataset) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in next(_rows([line], form), []))


def _happenings(one: Coded, origin: str) -> Iterator[Happening]:
    for source in one.sources:
        for target in one.targets:
            if source != target:
                yield Happening(
                    id=f"{origin}:{one.id}",
                    type=one.type,
                    mode=one.mode,
                    dyad=Dyad(source, target),
                    status=Status.ACTUAL,
                    when=When(one.day, one.day + timedelta(days=1)),
                    noted=one.day,
                    tellings=(f"{origin}:{one.id}",) * one.reports,
                    articles=(one.url,) if one.url else (),
                    outlets=(),
                )
