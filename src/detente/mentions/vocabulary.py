"""A lexicon becomes what the room looks words up in: one automaton of names, and tables of nouns and given names.

Compiled once for a lexicon; everything here is read-only afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from detente.lexicon import Lexicon
from detente.mentions.letters import Letters
from detente.mentions.offices import Holders
from detente.mentions.plain import plain


class NameKind(StrEnum):
    """What a name in the lexicon names; the order is the order of preference for one spelling."""

    STATE = "state"
    BODY = "body"
    GROUP = "group"
    SEAT = "seat"  # a residence that always stands for its government: the Kremlin
    ORGAN = "organ"  # an organ of one state: the State Duma
    CAPITAL = "capital"
    ADJECTIVE = "adjective"
    NATIONALS = "nationals"
    MEDIA = "media"
    PLACE = "place"


_RANK = {kind: place for place, kind in enumerate(NameKind)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the lexicon: what it names, the state or body it belongs to, the entry, the main name."""

    kind: NameKind
    code: str | None
    id: str
    name: str
    rivals: tuple[str, ...] = ()  # other states that the spelling may mean
    plural: bool = False


@dataclass(frozen=True, slots=True)
class NounClass:
    """A class of nouns for people, bodies and states (a table of nominals.toml)."""

    name: str
    kind: str
    plural: str
    official: bool | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun form: its class, whether it is a plural, and its main form."""

    sort: NounClass
    plural: bool
    word: str
    before: tuple[str, ...] = ()  # words of a compound that must stand before the head
    after: tuple[str, ...] = ()  # words that must stand behind it ("of state")


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name: "m", "f" or "" (both), and the states where it is at home."""

    gender: str
    states: tuple[str, ...]


def _columns(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[float, ...]]:
    """Return the columns of a table of numbers, without the column of names."""
    table = list(rows)
    names = [name for name in table[0] if name != "clue"]
    return {name: tuple(float(row[name]) for row in table) for name in names}


class Vocabulary:
    """Everything that the room looks words up in; see the attributes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.entries: dict[str, Entry] = {}
        self.states: dict[str, str] = {}  # code -> main name
        self.adjectives: dict[str, str] = {}  # code -> main adjective
        self.armed: set[str] = set()  # ids of armed groups
        self.short_names: dict[str, list[tuple[Entry, frozenset[str]]]] = {}  # with the states one of which is named
        self._parents = self._read_parents(lexicon)
        self._read_states(lexicon)
        self._read_bodies(lexicon)
        self._read_groups(lexicon)
        self._read_short_names(lexicon)
        self._read_places(lexicon)
        self._read_media(lexicon)
        self.spellings = tuple(self.entries)
        self.automaton = AhoCorasick(self.spellings, matchkind=MatchKind.Standard)
        self.nouns: dict[str, list[Noun]] = {}
        self._read_nouns(lexicon)
        self.given = {
            plain(row["name"]): GivenName(row["gender"], tuple(row["states"].split()))
            for row in lexicon.table("languages/en/given_names", key="name")
        }
        self.family_first = {
            plain(row["name"]): tuple(row["states"].split())
            for row in lexicon.table("languages/en/family_first", key="name")
        }
        self.name_ends = tuple(
            (row["ending"], tuple(row["states"].split()), row["gender"])
            for row in lexicon.table("languages/en/surname_endings", key="ending")
        )
        self.letters = Letters.of(lexicon.table("languages/en/name_letters", key="letters"))
        self.whose = _columns(lexicon.table("languages/en/whose", key="clue"))  # sort of phrase -> weights of clues
        honorifics = lexicon.toml("languages/en/honorifics")
        self.honorifics: dict[str, str] = {}
        for table, gender in (("male", "m"), ("female", "f"), ("either", "")):
            self.honorifics |= dict.fromkeys(honorifics[table]["words"], gender)
        self.former = frozenset(honorifics["former"]["words"])
        self.not_now = frozenset(honorifics["former"]["words"]) | frozenset(honorifics["former"]["not_now"])
        self.ended = frozenset(honorifics["former"]["ended"])
        capitalised = lexicon.toml("languages/en/capitalised")
        self.calendar = frozenset(capitalised["calendar"]["words"])
        self.month_names = frozenset(capitalised["calendar"]["names"])
        self.things = frozenset(capitalised["things"]["words"])
        home = lexicon.toml("languages/en/home")
        self.alphabets = tuple((row["letters"], tuple(row["states"])) for row in home["alphabets"])
        self.currencies: Mapping[str, str] = home["currencies"]
        self.domains: Mapping[str, str] = home["domains"]
        reference = lexicon.toml("languages/en/reference")
        self.wider = {noun: frozenset(sorts) for noun, sorts in reference["wider"].items()}
        self.words = {name: frozenset(t["words"]) for name, t in reference.items() if name != "wider"}
        self.holders = Holders(lexicon)
        self.metonyms = _word_sets(lexicon.toml("languages/en/metonyms"))

    # ------------------------------------------------------------------ reading

    def _add(self, spelling: str, entry: Entry) -> None:
        key = plain(spelling.strip())
        if len(key) < 2 or key[0].islower():  # "the bloc" is a noun phrase, no name
            return
        for form in (key, key.upper()) if len(key) > 3 and not key.isupper() else (key,):
            old = self.entries.get(form)
            if old and old.kind is entry.kind and old.code != entry.code and entry.code in self.states:
                self.entries[form] = replace(old, rivals=(*old.rivals, *((entry.code,) if entry.code else ())))
            if old is None or _RANK[entry.kind] < _RANK[old.kind]:
                self.entries[form] = entry

    def _read_parents(self, lexicon: Lexicon) -> dict[str, str]:
        """Return, for unrecognised states without an ISO code, the state that they lie in by international law."""
        lying = {row["name"]: row["state"] for name in lexicon.names("places", ".csv") for row in lexicon.table(name)}
        found = {}
        for row in lexicon.table("actors/states"):
            if row["kind"] == "contested" and not row["alpha2"]:
                names = (row["name"], *_cell(row["aliases"]), *_cell(row["capitals"]))
                parent = next((lying[n] for n in names if lying.get(n)), None)
                if parent:
                    found[row["id"]] = parent
        return found

    def _read_states(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("actors/states"):
            key, name = row["id"], row["name"]
            code = self._parents.get(key, key)
            self.states[key] = name
            if row["kind"] == "historical":
                continue
            self.adjectives[key] = next(iter(_cell(row["adjectives"])), name)
            for spelling in (name, row["formal"], *_cell(row["aliases"])):
                self._add(spelling, Entry(NameKind.STATE, code, key, name))
            for column, kind in (
                ("adjectives", NameKind.ADJECTIVE),
                ("national", NameKind.NATIONALS),
                ("capitals", NameKind.CAPITAL),
                ("metonyms", NameKind.SEAT),
                ("organs", NameKind.ORGAN),
            ):
                for spelling in _cell(row[column]):
                    self._add(spelling, Entry(kind, code, key, spelling))
            for spelling in _cell(row["nationals"]):
                old = self.entries.get(plain(spelling))
                if old is None or old.kind is not NameKind.ADJECTIVE:
                    self.entries[plain(spelling)] = Entry(NameKind.NATIONALS, code, key, spelling, plural=True)

    def _read_bodies(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("actors/bodies"):
            entry = Entry(NameKind.BODY, row["code"] or row["id"], row["id"], row["name"])
            for spelling in (row["name"], row["abbreviation"], *_cell(row["aliases"])):
                self._add(spelling, entry)
            for spelling in _cell(row["adjectives"]):
                self._add(spelling, Entry(NameKind.ADJECTIVE, entry.code, entry.id, spelling))
            for spelling in _cell(row["metonyms"]):
                self._add(spelling, Entry(NameKind.SEAT, entry.code, entry.id, spelling))

    def _read_short_names(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("actors/short_names"):
            entry = Entry(NameKind.STATE, row["state"], row["state"], row["name"])
            self.short_names.setdefault(row["name"], []).append((entry, frozenset(_cell(row["beside"]))))

    def _read_groups(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("actors/groups"):
            codes = tuple(_cell(row["states"]))
            if row["kind"] == "armed":
                self.armed.add(row["id"])
            entry = Entry(NameKind.GROUP, codes[0] if codes else None, row["id"], row["name"], codes)
            for spelling in (row["name"], *_cell(row["aliases"])):
                self._add(spelling, entry)

    def _read_places(self, lexicon: Lexicon) -> None:
        for name in lexicon.names("places", ".csv"):
            for row in lexicon.table(name):
                for spelling in (row["name"], *_cell(row["aliases"])):
                    self._add(spelling, Entry(NameKind.PLACE, row["state"] or None, row["name"], row["name"]))

    def _read_media(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("languages/en/media", key="name"):
            for spelling in (row["name"], *_cell(row["aliases"])):
                self._add(spelling, Entry(NameKind.MEDIA, row["state"] or None, row["name"], row["name"]))

    def _read_nouns(self, lexicon: Lexicon) -> None:
        for name, table in lexicon.toml("languages/en/nominals").items():
            sort = NounClass(name, table["kind"], table["plural"], table.get("official"))
            for phrase in table["words"]:
                words = phrase.replace("-", " - ").split()  # as the parser cuts them
                place = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
                before, after = tuple(words[:place]), tuple(words[place + 1 :])
                for form, many in _forms(words[place]):
                    noun = Noun(sort, many, phrase, before, after)
                    self.nouns.setdefault(form, []).append(noun)
        people = NounClass("anyone", "person", "group", None)
        for row in lexicon.table("languages/en/people", key="noun"):
            for form, many in _forms(row["noun"]):
                if form not in self.nouns:
                    self.nouns[form] = [Noun(people, many, row["noun"])]
        for forms in self.nouns.values():
            forms.sort(key=lambda n: -len(n.before) - len(n.after))


def _cell(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _forms(word: str) -> Iterable[tuple[str, bool]]:
    """Yield (form, is plural) for a lemma."""
    yield word, word in _ALWAYS_PLURAL
    if word.endswith("man"):
        yield word[:-3] + "men", True
    elif word == "person":
        yield "persons", True
    elif word == "child":
        yield "children", True
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies", True
    elif word.endswith(("s", "x", "ch", "sh")):
        yield word + "es", True
    elif word.endswith("wife"):
        yield word[:-2] + "ves", True
    else:
        yield word + "s", True


_ALWAYS_PLURAL = frozenset({"people", "police", "activists", "customs", "bailiffs", "townspeople", "townsfolk"})


def _word_sets(tables: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {f"{name}.{key}": frozenset(words) for name, table in tables.items() for key, words in table.items()}


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Return the compiled vocabulary of a lexicon (kept for the last four)."""
    return Vocabulary(lexicon)
