"""A telling becomes its type in the view of the PLOVER manual, whose override rules put some acts under another type.

We code the act itself and its status apart; the manual folds the future into the type. Each rule is a named function
in an ordered list, the first that fires decides, and its name is kept. Source: PLOVER manual (2021), notes to types.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.lexicon import Lexicon
from detente.types import EventType, Status, Telling

AS_CODED = "as coded"
_FUTURE = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
_FRIENDLY = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})
_HOSTILE = frozenset({
    EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.MOBILIZE, EventType.PROTEST,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A type and mode in the manual's view, and the rule that put it there (AS_CODED where none fires)."""

    type: EventType
    mode: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A telling with the words of its clause, and a way to ask for the rules' words in them."""

    telling: Telling
    clause: str
    lexicon: Lexicon

    def says(self, entry: str) -> bool:
        """Tell whether the clause holds a word of an entry of languages/en/manual.toml."""
        return bool(_words(self.lexicon, entry).search(self.clause))


@lru_cache(maxsize=64)
def _words(lexicon: Lexicon, entry: str) -> re.Pattern[str]:
    words = lexicon.toml("languages/en/manual")[entry]["words"]
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.I)


def manual_view(telling: Telling, text: str, lexicon: Lexicon) -> View:
    """Return the type and mode that the PLOVER manual gives to a telling of the page `text`."""
    told = _Told(telling, telling.clause.of(text), lexicon)
    for rule in _RULES:
        found = rule(told)
        if found:
            return found
    return View(telling.type, telling.mode, AS_CODED)


def exercised(telling: Telling, text: str, lexicon: Lexicon) -> Telling:
    """Return a telling typed in the manual's view, with exercises told apart by whether there is a partner."""
    view = exercise_with_or_without_a_partner(_Told(telling, telling.clause.of(text), lexicon))
    return replace(telling, type=view.type, mode=view.mode) if view else telling


def cameo_code(kind: EventType, mode: str | None, lexicon: Lexicon) -> str:
    """Return the CAMEO code of a PLOVER type and mode, of the type alone where the mode has none of its own."""
    codes = {row["id"]: row["code"] for row in lexicon.table("events/cameo_of")}
    return codes.get(f"{kind.value}.{mode}") or codes[kind.value]


def cancelled_meeting(told: _Told) -> View | None:
    """A meeting called off is REJECT meet."""
    t = told.telling
    if t.type is EventType.CONSULT and told.says("called_off"):
        return View(EventType.REJECT, "meet", "a cancelled meeting")
    return None


def announced_withdrawal(told: _Told) -> View | None:
    """A withdrawal, release or truce that is announced and not carried out is CONCEDE."""
    t = told.telling
    if t.type is EventType.RETREAT and t.status in _FUTURE:
        return View(EventType.CONCEDE, None, "an announced withdrawal")
    return None


def future_cooperation(told: _Told) -> View | None:
    """A meeting, gift or exchange that is still to come is AGREE."""
    t = told.telling
    if t.type in _FRIENDLY and t.status in _FUTURE:
        return View(EventType.AGREE, None, "a future act of cooperation")
    return None


def announced_force(told: _Told) -> View | None:
    """A cut of relations or the use of force that is announced is THREATEN."""
    t = told.telling
    if t.type in _HOSTILE and t.status in _FUTURE:
        return View(EventType.THREATEN, None, "an announced act of conflict")
    return None


def refused_cooperation(told: _Told) -> View | None:
    """Cooperation that is said not to take place is REJECT."""
    t = told.telling
    if t.type in _FRIENDLY | {EventType.AGREE, EventType.CONCEDE, EventType.RETREAT} and t.status is Status.DENIED:
        return View(EventType.REJECT, None, "cooperation refused")
    return None


def captured_fighters(told: _Told) -> View | None:
    """Fighters taken are ASSAULT abduct, not COERCE arrest."""
    t = told.telling
    if t.type is EventType.COERCE and told.says("captured") and told.says("fighters"):
        return View(EventType.ASSAULT, "abduct", "captured fighters")
    return None


def exercise_with_or_without_a_partner(told: _Told) -> View | None:
    """An exercise of two sides together is COOPERATE, one side's own, wherever it is held, is MOBILIZE troops."""
    t = told.telling
    if t.type not in {EventType.COOPERATE, EventType.MOBILIZE} or not told.says("exercise"):
        return None
    together = bool(re.search(r"\b(?:joint|jointly|together|common)\b", told.clause, re.I))
    if together and t.type is EventType.MOBILIZE and t.target_state:
        return View(EventType.COOPERATE, None, "a joint exercise")
    if not together and t.type is EventType.COOPERATE and not (t.target and t.target_state):
        return View(EventType.MOBILIZE, "troops", "one side's own exercise")
    return None


def troops_for_relief(told: _Told) -> View | None:
    """Troops sent to help after a disaster are AID."""
    t = told.telling
    if t.type is EventType.MOBILIZE and told.says("relief"):
        return View(EventType.AID, None, "troops for relief")
    return None


_RULES: tuple[Callable[[_Told], View | None], ...] = (
    cancelled_meeting, refused_cooperation, captured_fighters, exercise_with_or_without_a_partner, troops_for_relief,
    announced_withdrawal, future_cooperation, announced_force,
)  # fmt: skip
