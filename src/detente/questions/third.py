"""Who stands beside two states, and which relations were alive at a time: asked of the whole record."""

from __future__ import annotations

from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.questions.conditions import article_of
from detente.questions.dyad import gather_dyad
from detente.questions.happened import happened_row
from detente.questions.happenings import list_happenings
from detente.questions.outlets import CAVEAT, whose_voice
from detente.questions.reasons import Cited, cite_event, cite_words
from detente.questions.said import said_row
from detente.record import Store
from detente.relations import Scale, load_scale
from detente.relations.nouns import Edge, Third, Together
from detente.relations.third import find_blamed, find_mediators, make_network, move_together
from detente.types import Dyad, Reading, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdAnswer:
    """Mediators and the blamed, the relations that move together, and the records behind them."""

    dyad: Dyad
    thirds: tuple[Third, ...]
    together: tuple[Together, ...]
    evidence: tuple[Cited, ...]
    note: str


def ask_third(store: Store, dyad: Dyad, lexicon: Lexicon, *, officials_only: bool = False) -> ThirdAnswer:
    """Return who stands beside two states, each with the records that say so."""
    material = gather_dyad(store, dyad, lexicon, officials_only=officials_only)
    pages = frozenset(article_of(r).id for r in material.readings)
    thirds = (*find_mediators(dyad, material.readings), *find_blamed(dyad, material.readings, lexicon, pages))
    wanted = {key for t in thirds for key in t.cites}
    evidence = [c for r in material.readings for c in _cited(r, wanted)]
    voices = whose_voice(lexicon, material.pages, len(material.speakers), material.homes, len(material.officials))
    return ThirdAnswer(
        dyad=dyad,
        thirds=thirds,
        together=move_together(dyad, list_happenings(store, lexicon), load_scale(lexicon)),
        evidence=tuple(evidence),
        note=f"{voices}. {CAVEAT}",
    )


def ask_network(store: Store, lexicon: Lexicon, scale: Scale, when: When | None = None) -> tuple[Edge, ...]:
    """Return the relations with actual happenings, in a period or over all times, the busiest first."""
    return make_network(list_happenings(store, lexicon), scale, when)


def _cited(reading: Reading, wanted: set[str]) -> list[Cited]:
    found = [cite_event(happened_row(reading, e)) for e in reading.tellings if e.id in wanted]
    return found + [cite_words(said_row(reading, s)) for s in reading.statements if s.id in wanted]
