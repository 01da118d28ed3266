"""A language becomes the names of states in it, from the Unicode locale data that Babel carries."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from detente.errors import LexiconError
from detente.lexicon.actors import actors
from detente.lexicon.load import Lexicon


@lru_cache(maxsize=64)
def state_names(lexicon: Lexicon, language: str) -> dict[str, str]:
    """Return the name of each state in a language (ISO 639-1: "ru", "az", "hy"), by the state's id.

    English names come from the lexicon itself; states without an ISO alpha-2 code have a name in English only
    and are left out elsewhere. One form each, in the nominative. LexiconError for a language that Babel lacks.
    """
    known = actors(lexicon).states.values()
    if language == "en":
        return {state.id: state.name for state in known}
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError) as fault:
        raise LexiconError(
            f"No names of states in the language {language!r}; write a code such as ru or az."
        ) from fault
    return {s.id: str(territories[s.alpha2]) for s in known if s.kind != "historical" and s.alpha2 in territories}
