"""Sentences with events become predictions: the type of a given pair, or who did what to whom with nothing given.

Both go through what users call: the given pair is asked of the typist, everything else comes from `find_tellings`.
The bench codes the one event that a sentence is about; so of all tellings the surest ONE is answered, and the types
are the manual's view (`plover=True`), in which the future of a cooperative act is AGREE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from detente.articles import read_bare
from detente.events import find_tellings
from detente.lexicon import Lexicon, load_lexicon
from detente.mentions import find_cast
from detente.models import Typist, load_typist
from detente.models.cases import Case
from detente.models.typing import NONE
from detente.parses import Engine, parse
from detente.parses.english import load_english
from detente.types import Span, Telling

_BATCH = 32


@lru_cache(maxsize=1)
def _tools() -> tuple[Lexicon, Engine, Typist | None]:
    return load_lexicon(), load_english(), load_typist()


def predict_given(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield {"id", "events": [{"type"}]} for rows whose events name source and target; [] without the typist."""
    typist = _tools()[2]
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        questions = [(row["text"], [_case(event) for event in row["events"]]) for row in batch]
        answers = typist.judge(questions) if typist else [[] for _ in batch]
        for row, judgements in zip(batch, answers, strict=True):
            yield {"id": row["id"], "events": [{"type": _likeliest(j.types)} for j in judgements]}


def _likeliest(types: dict[str, float]) -> str:
    """The likeliest type; the two kinds of yielding count together, as the manual's first edition had them."""
    named = {t: p for t, p in types.items() if t != NONE}
    giving = named["CONCEDE"] + named["RETREAT"]
    best = max(named, key=lambda t: named[t])
    if giving > named[best]:
        return "CONCEDE" if named["CONCEDE"] > named["RETREAT"] else "RETREAT"
    return best


def _case(event: dict[str, Any]) -> Case:
    return Case(source=_span(event.get("source")), target=_span(event.get("target")), plover=True)


def _span(actor: dict[str, Any] | None) -> Span | None:
    return Span(*actor["span"]) if actor and actor.get("span") else None


def predict_e2e(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield {"id", "events": [{"type", "source", "target"}]} with nothing given but the sentence."""
    lexicon, engine, typist = _tools()
    for row in rows:
        article = read_bare(row["text"])
        parsed = parse(article, engine)
        cast = find_cast(article, parsed, lexicon)
        told = find_tellings(article, parsed, cast, (), lexicon, typist, plover=True).tellings
        surest = max(told, key=lambda t: t.confidence, default=None)
        yield {"id": row["id"], "events": [_event(surest)] if surest else []}


def _event(telling: Telling) -> dict[str, Any]:
    source, target = telling.source_span, telling.target_span
    return {
        "type": telling.type.value,
        "source": [source.start, source.stop] if source else None,
        "target": [target.start, target.stop] if target else None,
    }
