"""Rows of a table become typed entries; what cannot be read becomes a sentence: file, entry, fault, remedy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

from detente.dates import from_iso
from detente.lexicon.entries import Membership, Spell, Term
from detente.lexicon.load import Lexicon
from detente.types import When

Entry = TypeVar("Entry")

# the words that a column may hold, by table and column
CLOSED: dict[tuple[str, str], frozenset[str]] = {
    ("actors/states", "kind"): frozenset({"member", "observer", "contested", "territory", "historical"}),
    ("actors/bodies", "kind"): frozenset(
        {"organisation", "alliance", "organ", "agency", "court", "mission", "forum", "bank", "humanitarian"}
    ),
    ("actors/groups", "kind"): frozenset({"armed", "party", "movement", "company", "criminal", "regional"}),
    ("actors/offices", "kind"): frozenset(
        {"head_of_state", "head_of_government", "minister", "legislature", "spokesperson", "adviser", "security"}
        | {"military", "diplomat", "body", "justice", "agency", "regional", "party", "group", "religion"}
        | {"expert", "media", "civil", "other"}
    ),
    ("actors/offices", "official"): frozenset({"yes", "no", "depends"}),
    ("actors/offices", "holders"): frozenset({"one", "many"}),
    ("actors/holders", "sex"): frozenset({"m", "f", ""}),
    ("actors/holders", "looked_up"): frozenset({"yes", "no"}),
    ("actors/holders", "precision"): frozenset({"day", "month", "year"}),
    ("places/cities", "kind"): frozenset({"city", "region", "site"}),
}

# where a field of an entry has another name than its column
_COLUMNS = {"seats": "seat", "person": "id", "place": "id", "single": "holders"}


class Rows:
    """The rows of one table on their way to entries; `faults` collects one sentence for each thing wrong."""

    def __init__(self, lexicon: Lexicon, table: str, faults: list[str]) -> None:
        self.table = table
        self.faults = faults
        self.rows = lexicon.table(table)

    def by_id(self, kind: type[Entry]) -> dict[str, Entry]:
        """Return the entries by id; a second row of one id is a fault and left out."""
        found: dict[str, Entry] = {}
        for row, entry in self.pairs(kind):
            if row["id"] in found:
                self.blame(row, "stands twice", "keep one row for one id")
            else:
                found[row["id"]] = entry
        return found

    def each(self, kind: type[Entry]) -> Iterator[Entry]:
        """Yield the entries of all rows that can be read."""
        return (entry for _, entry in self.pairs(kind))

    def pairs(self, kind: type[Entry]) -> Iterator[tuple[dict[str, str], Entry]]:
        """Yield every row that can be read, with its entry."""
        for row in self.rows:
            for (table, column), words in CLOSED.items():
                if table == self.table and row.get(column, "") not in words:
                    self.blame(
                        row,
                        f"has {column} {row.get(column)!r}",
                        f"write one of {', '.join(sorted(w for w in words if w))}",
                    )
            try:
                entry = self._entry(kind, row)
            except KeyError as fault:
                self.blame(row, f"lacks the column {fault}", "add it to the header")
            except ValueError as fault:
                self.blame(row, f"cannot be read: {fault}", "correct the cell")
            else:
                yield row, entry

    def blame(self, row: dict[str, str], fault: str, remedy: str) -> None:
        """Note what is wrong with a row and what to do, once."""
        mark = row.get("id") or next(iter(row.values()), "")
        sentence = f"{self.table}.csv, {mark}: the entry {fault}; {remedy}."
        if sentence not in self.faults:
            self.faults.append(sentence)

    def _entry(self, kind: type[Entry], row: dict[str, str]) -> Entry:
        values: dict[str, Any] = {}
        for spec in dataclasses.fields(kind):  # type: ignore[arg-type]
            if spec.name == "spell":
                values["spell"] = _spell(row)
                continue
            column = _COLUMNS.get(spec.name, spec.name)
            if kind is Membership or (kind is Term and spec.name != "person"):
                column = spec.name
            values[spec.name] = _value(str(spec.type), row[column])
        return kind(**values)


def _value(kind: str, cell: str) -> Any:
    if kind.startswith("tuple"):
        return cells(cell)
    if kind == "bool":
        return cell in {"yes", "one"}
    if kind == "bool | None":
        return {"yes": True, "no": False}.get(cell)
    return (cell or None) if kind == "str | None" else cell


def cells(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, separated by "|"."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _spell(row: dict[str, str]) -> Spell:
    since, until = _end(row["since"]), _end(row["until"])
    if since and until and since.start > until.last:
        raise ValueError(f"it ends ({row['until']}) before it starts ({row['since']})")
    return Spell(since=since, until=until)


def _end(cell: str) -> When | None:
    return from_iso(cell) if cell else None
