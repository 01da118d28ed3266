"""A page as a whole becomes clues about where it is at home: dateline, outlet, script, what it speaks of most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from detente.mentions.matcher import sights
from detente.mentions.metonyms import at_the_head_of_a_report
from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind
from detente.types import LineKind


@dataclass(frozen=True, slots=True)
class Home:
    """What the page as a whole says about where it is at home."""

    dateline: str | None
    outlet: str | None
    letters: frozenset[str]
    shares: dict[str, float]
    opening: str | None
    headline: str | None


def home_of(scene: Scene) -> Home:
    """Return the clues that hold for the whole page."""
    counts: dict[str, float] = defaultdict(float)
    opening = headline = None
    for seen in scene.seen:
        code = seen.sight.entry.code
        if code not in scene.vocabulary.states or seen.sight.entry.kind is NameKind.MEDIA:
            continue
        counts[code] += 1.0 if seen.sight.entry.kind is not NameKind.ADJECTIVE else 0.7
        if scene.title(seen.first):
            headline = headline or code
        else:
            opening = opening or code
    total = sum(counts.values()) or 1
    return Home(
        dateline=_dateline(scene),
        outlet=_outlet(scene),
        letters=_letters(scene),
        shares={code: n / total for code, n in counts.items()},
        opening=opening,
        headline=headline,
    )


def _dateline(scene: Scene) -> str | None:
    for seen in scene.seen[:12]:
        place = seen.sight.entry.kind in (NameKind.CAPITAL, NameKind.PLACE)
        if place and seen.sight.entry.code and at_the_head_of_a_report(scene, seen):
            return seen.sight.entry.code
    return None


def _outlet(scene: Scene) -> str | None:
    outlet = scene.article.outlet.value if scene.article.outlet else ""
    for sight in sights(outlet, scene.vocabulary):
        if sight.entry.code in scene.vocabulary.states:
            return sight.entry.code
    return _DOMAINS.get(outlet.rsplit(".", 1)[-1].lower()) if "." in outlet else None


def _letters(scene: Scene) -> frozenset[str]:
    """Return the states whose script or letters stand in the page's furniture."""
    text = scene.article.text
    found: set[str] = set()
    sample = "".join(line.span.of(text) for line in scene.article.lines if line.kind is not LineKind.BODY)
    letters = set(sample.lower())
    for alphabet, codes in _ALPHABETS.items():
        if len(letters & set(alphabet)) >= min(2, len(alphabet)):
            found.update(codes)
    found.update(code for mark, code in _CURRENCIES.items() if mark in sample)
    return frozenset(found)


_ALPHABETS: dict[str, tuple[str, ...]] = {
    "აბგდევზთილმნორსტ": ("GEO",), "աբգդեզթիլկհմնրստ": ("ARM",), "กขคงจชดตทนบปพมยรลวสหอ": ("THA",),
    "אבגדהוזחטיכלמנ": ("ISR",), "가나다라마바사이의한국": ("KOR",), "のにはをたがでて": ("JPN",), "αβγδεζηθικλμνξοπρστ": ("GRC", "CYP"),
    "ə": ("AZE",), "ğşı": ("TUR", "AZE"), "қғұң": ("KAZ",), "өңү": ("KGZ", "KAZ"), "ўқғҳ": ("UZB",), "ӣӯҷҳқ": ("TJK",),
    "їєі": ("UKR",), "ўі": ("BLR",), "ьъю": ("RUS", "BGR", "UKR", "BLR", "KAZ", "KGZ"), "ыэ": ("RUS", "BLR", "KAZ", "KGZ"),
    "ąęłż": ("POL",), "őű": ("HUN",), "ėųįš": ("LTU",), "āēīņķ": ("LVA",), "õäü": ("EST",), "șță": ("ROU", "MDA"),
    "ćčžđ": ("HRV", "SRB", "BIH", "MNE"), "ћђљњ": ("SRB",), "åøæ": ("NOR", "DNK"), "ñ": ("ESP", "ARG", "CHL", "BOL", "COL",
    "VEN", "PER", "PRY", "MEX"), "ãç": ("BRA", "PRT"), "ơưđ": ("VNM",), "ýň": ("TKM",), "ٹڈڑے": ("PAK",), "پچگی": ("IRN", "AFG"),
    "ةىعض": ("EGY", "SYR", "IRQ", "LBN", "JOR", "SAU", "SDN", "DZA", "MAR", "ARE"), "的是不了在": ("CHN", "TWN"),
    "āūṃ": (), "êèç": ("FRA",), "বাংলা": ("BGD",), "हिन्दी": ("IND",), "ខ្មែរ": ("KHM",), "äöß": ("DEU", "AUT"),
}  # fmt: skip
_CURRENCIES = {
    "GEL": "GEO", "AMD": "ARM", "AZN": "AZE", "KZT": "KAZ", "KGS": "KGZ", "UZS": "UZB", "TJS": "TJK", "TMT": "TKM", "UAH": "UKR",
    "BYN": "BLR", "MDL": "MDA", "PKR": "PAK", "INR": "IND", "PHP": "PHL", "VND": "VNM", "KRW": "KOR", "ILS": "ISR", "EGP": "EGY",
    "HUF": "HUN", "PLN": "POL", "RSD": "SRB", "BDT": "BGD", "THB": "THA", "KHR": "KHM", "IQD": "IRQ", "LBP": "LBN", "MAD": "MAR",
    "DZD": "DZA", "ETB": "ETH", "KES": "KEN", "ARS": "ARG", "COP": "COL", "BRL": "BRA", "PEN": "PER",
}  # fmt: skip
_DOMAINS = {
    "az": "AZE", "am": "ARM", "ge": "GEO", "ru": "RUS", "tr": "TUR", "ir": "IRN", "ua": "UKR", "by": "BLR", "kz": "KAZ",
    "kg": "KGZ", "uz": "UZB", "tj": "TJK", "tm": "TKM", "md": "MDA", "il": "ISR", "pl": "POL", "lt": "LTU", "lv": "LVA",
    "ee": "EST", "de": "DEU", "fr": "FRA", "uk": "GBR", "in": "IND", "pk": "PAK", "cn": "CHN", "jp": "JPN", "kr": "KOR",
    "gr": "GRC", "rs": "SRB", "hu": "HUN", "ro": "ROU", "hr": "HRV", "es": "ESP", "it": "ITA", "bg": "BGR", "mk": "MKD",
}  # fmt: skip
