"""A lexicon becomes the list of its faults, one sentence each: which file, which entry, what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.errors import LexiconError
from detente.lexicon.actors import Actors, read_actors
from detente.lexicon.load import Lexicon
from detente.text import fold
from detente.types import EventType


@dataclass(frozen=True, slots=True)
class Clash:
    """One spelling that several entries of a kind claim (state, body, group or person), with their ids."""

    kind: str
    name: str
    ids: tuple[str, ...]


def check_lexicon(lexicon: Lexicon) -> tuple[str, ...]:
    """Return one sentence for every fault in the files of all layers; empty where the lexicon is sound."""
    faults = [*_unreadable(lexicon)]
    if faults:
        return tuple(faults)
    known = read_actors(lexicon)
    faults += known.faults
    faults += [*_references(known), *_overlaps(known), *_precision(lexicon)]
    faults += [
        f"actors: {clash.name!r} is the name of {clash.kind}s {', '.join(clash.ids)} alike; "
        "give it to one of them, or to none."
        for clash in clashes(lexicon)
        if clash.kind != "person"
    ]
    faults += [*_scales(lexicon), *_strangers(lexicon)]
    return tuple(dict.fromkeys(faults))


def clashes(lexicon: Lexicon) -> tuple[Clash, ...]:
    """Return the spellings that two entries of one kind share: a fault, except that two people may be namesakes."""
    known = read_actors(lexicon)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    shown: dict[tuple[str, str], str] = {}

    def claim(kind: str, key: str, names: Iterable[str]) -> None:
        for name in names:
            # abbreviations differ by case ("WHO" is no "who"), names do not
            mark = kind, name if name.isupper() else fold(name)
            named[mark].add(key)
            shown.setdefault(mark, name)

    for state in known.states.values():
        claim("state", state.id, state.names)
    for body in known.bodies.values():
        claim("body", body.id, body.names)
    for group in known.groups.values():
        claim("group", group.id, (group.name,))
    for person in known.persons.values():
        claim("person", person.id, person.names)
    return tuple(
        Clash(mark[0], shown[mark], tuple(sorted(ids))) for mark, ids in sorted(named.items()) if len(ids) > 1
    )


def _unreadable(lexicon: Lexicon) -> Iterator[str]:
    """Open every file of every layer: what is no UTF-8, no TOML or no table is named."""
    for base in lexicon.folders:
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).with_suffix("").as_posix()
            try:
                if path.suffix == ".csv":
                    lexicon.table(name)
                elif path.suffix == ".toml":
                    lexicon.toml(name)
            except LexiconError as fault:
                yield str(fault)


def _strangers(lexicon: Lexicon) -> Iterator[str]:
    """A file of a user's layer must be one that is read: a table of ours, or of a language of ours for another."""
    ours, *layers = lexicon.folders
    known = {_key(ours, path) for path in ours.rglob("*")}
    for base in layers:
        for path in sorted(p for p in base.rglob("*") if p.suffix in {".csv", ".toml"}):
            if _key(base, path) not in known:
                yield f"{path.relative_to(base)}: no such file is read; name it as the packaged lexicon does."


def _key(base: Path, path: Path) -> str:
    """Return the name of a file in its layer, the same for all languages."""
    parts = path.relative_to(base).parts
    return "/".join(("languages", "*", *parts[2:]) if parts[0] == "languages" and len(parts) > 2 else parts)


def _references(known: Actors) -> Iterator[str]:
    """Codes that other tables use must be entries: states, bodies, groups and offices."""
    holders_of = known.states.keys() | known.bodies.keys() | known.groups.keys()
    codes = {body.code for body in known.bodies.values()}
    used: list[tuple[str, str, str, bool]] = []
    for body in known.bodies.values():
        if body.parent:
            used.append(("actors/bodies", body.id, body.parent, body.parent in known.bodies))
    for seat in known.members:
        used.append(("actors/members", seat.body, seat.state, seat.state in known.states))
        used.append(("actors/members", seat.state, seat.body, seat.body in known.bodies))
    for group in known.groups.values():
        used += [("actors/groups", group.id, code, code in known.states) for code in group.states]
    for title in known.titles:
        used.append(("actors/titles", title.office, title.state, title.state in holders_of))
        used.append(("actors/titles", title.state, title.office, title.office in known.offices))
    for term in known.terms:
        used.append(("actors/holders", term.person, term.state, term.state in holders_of))
        used.append(("actors/holders", term.person, term.office, term.office in known.offices))
    for name, code in [(p.name, p.state) for p in known.places] + [(c.name, c.state) for c in known.contested]:
        used.append(("places", name, code or "", not code or code in known.states))
    for side in known.contested:
        used += [("places/contested", side.name, c, c in known.states or c in codes) for c in side.used_by]
    for table, entry, code, good in used:
        if not good:
            yield f"{table}.csv, {entry}: {code!r} is no entry of the lexicon; correct it or add the entry."
    for code in sorted((known.states.keys() & known.bodies.keys()) | (known.states.keys() & codes)):
        yield f"actors/bodies.csv, {code}: the code is that of a state; choose another."


def _overlaps(known: Actors) -> Iterator[str]:
    """An office with one holder has one holder on each day; who only stood in does not count."""
    for (office, state), terms in known.by_office.items():
        if office not in known.offices or not known.offices[office].single:
            continue
        terms = tuple(sorted(terms, key=lambda t: t.spell.since.start.toordinal() if t.spell.since else 0))
        for place, one in enumerate(terms):
            for other in terms[place + 1 :]:
                if one.acting != other.acting or not one.spell.overlaps(other.spell):
                    continue
                yield (
                    f"actors/holders.csv, {other.person}: as {office} of {state} the entry overlaps that of "
                    f"{one.person}; correct a date, or note that one of them was acting."
                )


def _precision(lexicon: Lexicon) -> Iterator[str]:
    """The precision column says how much of the dates is known, as the dates themselves show."""
    names = {4: "year", 7: "month", 10: "day"}
    for row in lexicon.table("actors/holders"):
        if not row["since"]:
            yield f"actors/holders.csv, {row['id']}: a term needs a start; write what is sure, if only the year."
            continue
        widths = [len(cell) for cell in (row["since"], row["until"]) if cell]
        if row["precision"] != names.get(min(widths)):
            yield (
                f"actors/holders.csv, {row['id']}: precision {row['precision']!r} does not fit the dates "
                f"{row['since']} to {row['until'] or 'now'}; write {names.get(min(widths), 'day')}."
            )


def _scales(lexicon: Lexicon) -> Iterator[str]:
    """The tables of events hold PLOVER types, quads 1 to 4 and numbers."""
    types = {t.value for t in EventType}
    tables = (("scale", False), ("cameo", True), ("cameo_of", False), ("acled", True), ("measured", False))
    for table, dropped in ((f"events/{name}", dropped) for name, dropped in tables):
        for row in lexicon.table(table):
            if row["type"] not in types and not (dropped and not row["type"]):
                yield f"{table}.csv, {row['id']}: {row['type']!r} is no PLOVER type; correct it."
    for table in ("events/scale", "events/goldstein"):
        for row in lexicon.table(table):
            try:
                good = -10 <= float(row["points"]) <= 10
            except ValueError:
                good = False
            if not good or row.get("quad", "1") not in {"1", "2", "3", "4"}:
                yield f"{table}.csv, {row['id']}: points go from -10 to 10 and a quad from 1 to 4; correct the row."
    lacking = types - {row["type"] for row in lexicon.table("events/scale") if not row["mode"]}
    if lacking:
        yield f"events/scale.csv: no points for {', '.join(sorted(lacking))}; add a row with an empty mode."
