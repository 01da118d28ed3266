"""Name lists of Faker (MIT) become `languages/en/given_names.csv`: Latin spelling, gender, where the name is at home.

Run with Faker installed: `python training/names/build.py > given_names.csv`. Scripts other than Latin are
transliterated in the way of English-language news (Sergey, Vahagn, Giorgi); `extra.csv` beside this file holds
names that no locale of Faker has.
"""

from __future__ import annotations

import csv
import importlib
import sys
import unicodedata
from pathlib import Path

from detente.articles.romanise import LETTERS

LOCALES = {
    "az_AZ": "AZE", "bg_BG": "BGR", "bn_BD": "", "cs_CZ": "CZE", "da_DK": "DNK", "de_DE": "DEU", "de_AT": "AUT",
    "de_CH": "CHE", "el_GR": "GRC", "en_GB": "GBR", "en_IN": "IND", "en_PK": "PAK", "en_US": "USA", "es_ES": "ESP",
    "es_AR": "ARG", "es_CL": "CHL", "es_CO": "COL", "es_MX": "MEX", "et_EE": "EST", "fi_FI": "FIN", "fr_FR": "FRA",
    "ga_IE": "IRL", "hr_HR": "HRV", "hu_HU": "HUN", "hy_AM": "ARM", "id_ID": "IDN", "is_IS": "ISL", "it_IT": "ITA",
    "ka_GE": "GEO", "lt_LT": "LTU", "lv_LV": "LVA", "mk_MK": "MKD", "nl_NL": "NLD", "no_NO": "NOR", "pl_PL": "POL",
    "pt_BR": "BRA", "pt_PT": "PRT", "ro_RO": "ROU", "ru_RU": "RUS", "sk_SK": "SVK", "sl_SI": "SVN", "sv_SE": "SWE",
    "tr_TR": "TUR", "uk_UA": "UKR", "uz_UZ": "UZB", "vi_VN": "VNM",
}  # fmt: skip

# the letters of Russian as pages of the region are read, and those of other Slavic languages and Uzbek
_OTHERS = "ї=yi є=ye ґ=g ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=g ќ=k ѕ=dz ў=u"
CYRILLIC = LETTERS | {pair[0]: pair[2:] for pair in _OTHERS.split()}
GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "v",
            "z",
            "t",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "zh",
            "r",
            "s",
            "t",
            "u",
            "p",
            "k",
            "gh",
            "q",
            "sh",
            "ch",
            "ts",
            "dz",
            "ts",
            "ch",
            "kh",
            "j",
            "h",
        ],
        strict=True,
    )
)
ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "z",
            "e",
            "y",
            "t",
            "zh",
            "i",
            "l",
            "kh",
            "ts",
            "k",
            "h",
            "dz",
            "gh",
            "ch",
            "m",
            "y",
            "n",
            "sh",
            "o",
            "ch",
            "p",
            "j",
            "r",
            "s",
            "v",
            "t",
            "r",
            "ts",
            "v",
            "p",
            "k",
            "o",
            "f",
            "ev",
        ],
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
LETTERS = {**CYRILLIC, **GEORGIAN, **ARMENIAN, **GREEK}


def latin(name: str) -> str:
    """Return the name in Latin letters, accents kept where it was Latin already."""
    low = name.strip().lower().replace("ու", "u")
    if all(unicodedata.name(c, "").startswith("LATIN") or not c.isalpha() for c in low):
        return name.strip()
    plain = "".join(c for c in unicodedata.normalize("NFD", low) if c == "\u0306" or not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", plain)
    out = "".join(LETTERS.get(c, LETTERS.get(unicodedata.normalize("NFD", c)[0], "?")) for c in plain)
    return "" if "?" in out else out[:1].upper() + out[1:]


def gendered(locale: str) -> list[tuple[str, str]]:
    """Return (name, "f" or "m") of one Faker locale."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    pairs = []
    for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
        names = getattr(provider, attribute, ())
        pairs += [(latin(str(n)), gender) for n in names]
    return [(n, g) for n, g in pairs if n.isalpha() and len(n) > 2 and n[:1].isupper()]


def main() -> None:
    """Write the table to standard output."""
    genders: dict[str, set[str]] = {}
    homes: dict[str, list[str]] = {}
    for locale, state in LOCALES.items():
        if not state:
            continue
        for name, gender in gendered(locale):
            genders.setdefault(name, set()).add(gender)
            if state not in homes.setdefault(name, []):
                homes[name].append(state)
    with Path(__file__).with_name("extra.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            genders.setdefault(row["name"], set()).update(row["gender"])
            found = homes.setdefault(row["name"], [])
            found += [s for s in row["states"].split() if s not in found]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["name", "gender", "states"])
    for name in sorted(genders):
        kinds = genders[name] & {"f", "m"}
        out.writerow([name, next(iter(kinds)) if len(kinds) == 1 else "", " ".join(homes[name])])


if __name__ == "__main__":
    main()
