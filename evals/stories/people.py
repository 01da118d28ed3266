"""States, towns and invented officials of the invented articles, with the spellings that newspapers give them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """A state with its adjective and towns where things happen."""

    code: str
    name: str
    adjective: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented official: office, given name and surname, each in several spellings."""

    key: str
    state: str
    office: str
    given: tuple[str, ...]
    surname: tuple[str, ...]


STATES = {
    s.code: s
    for s in (
        State("AZE", "Azerbaijan", "Azerbaijani", ("Ganja", "Shaki", "Lankaran", "Guba", "Tovuz")),
        State("ARM", "Armenia", "Armenian", ("Gyumri", "Dilijan", "Kapan", "Vanadzor", "Ijevan")),
        State("RUS", "Russia", "Russian", ("Sochi", "Kazan", "Derbent", "Rostov", "Pskov")),
        State("TUR", "Turkey", "Turkish", ("Kars", "Antalya", "Trabzon", "Erzurum", "Edirne")),
        State("GEO", "Georgia", "Georgian", ("Batumi", "Kutaisi", "Gori", "Telavi", "Zugdidi")),
        State("IRN", "Iran", "Iranian", ("Tabriz", "Shiraz", "Rasht", "Ardabil", "Kerman")),
        State("KAZ", "Kazakhstan", "Kazakh", ("Almaty", "Aktau", "Shymkent", "Atyrau", "Oral")),
        State("UKR", "Ukraine", "Ukrainian", ("Odesa", "Lviv", "Chernihiv", "Sumy", "Uman")),
    )
}

_FM, _DM = "Foreign Minister", "Defence Minister"
PEOPLE = tuple(
    Person(f"{state}.{n}", state, office, given, surname)
    for n, (state, office, given, surname) in enumerate(
        (
            ("AZE", _FM, ("Rauf",), ("Nagiyev", "Naghiyev", "Nagiev")),
            ("AZE", _DM, ("Elshad", "Elşad"), ("Zeynalov", "Zeinalov")),
            ("ARM", _FM, ("Hrachya", "Hratchya"), ("Melkumyan", "Melkumian")),
            ("ARM", _DM, ("Vahan",), ("Tadevosyan", "Tadevosian")),
            ("RUS", _FM, ("Gennady", "Gennadiy"), ("Dorokhov", "Dorohov")),
            ("RUS", _DM, ("Yuri", "Yury"), ("Lisitsyn", "Lissitsin")),
            ("TUR", _FM, ("Çetin", "Cetin"), ("Yıldırak", "Yildirak")),
            ("TUR", _DM, ("Oğuz", "Oguz"), ("Şentaş", "Sentas")),
            ("GEO", _FM, ("Zurab", "Zourab"), ("Khvedelani", "Hvedelani")),
            ("GEO", _DM, ("Tamaz",), ("Jorbenadze", "Djorbenadze")),
            ("IRN", _FM, ("Behrouz", "Behruz"), ("Kashefian", "Kashefyan")),
            ("IRN", _DM, ("Javad", "Djavad"), ("Tahmouri", "Tahmuri")),
            ("KAZ", _FM, ("Yerlan",), ("Zhumabekov", "Jumabekov")),
            ("KAZ", _DM, ("Daulet", "Dawlet"), ("Sarybayev", "Saribaev")),
            ("UKR", _FM, ("Oleksiy", "Oleksii"), ("Vyshnevyi", "Vishnevyy")),
            ("UKR", _DM, ("Taras",), ("Kovhan", "Kowhan")),
        )
    )
)

AGENCIES = ("Caspian Wire", "Steppe Press", "Black Sea Dispatch", "Ridge News Agency")
OUTLETS = (
    "Morning Ledger", "Valley Courier", "Harbour Post", "The Plateau", "Northern Almanac", "Bazaar Daily",
    "Frontier Weekly", "Lighthouse Online", "Capital Review", "Orchard Times", "Seventh Hill", "Mirror of the East",
)  # fmt: skip
