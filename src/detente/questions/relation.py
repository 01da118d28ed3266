"""How a relation moves: series, turns, regimes and verdicts, the records behind them, and whose voices these are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.questions.dyad import Material, gather_dyad
from detente.questions.happened import HappenedRow
from detente.questions.outlets import CAVEAT, whose_voice
from detente.questions.reasons import Cited, Reason, cite, reason
from detente.record import Store
from detente.relations import (
    Measure,
    Scale,
    Series,
    Step,
    draw_levels,
    load_coder,
    load_scale,
    open_ledger,
    series_of,
)
from detente.relations.ledger import ACTUAL
from detente.relations.nouns import Judgement, Movement, Regimes, Turns
from detente.relations.regimes import find_regimes
from detente.relations.turns import find_turns
from detente.relations.verdicts import judge_periods
from detente.text import fold
from detente.types import Dyad, Happening, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a relation is asked for: step, statuses that count, direction, scale, measure, and whose word counts."""

    step: Step = "month"
    statuses: frozenset[Status] = ACTUAL
    directed: bool = False
    scale: Scale | None = None  # None: PLOVER's
    measure: Measure = "balance"
    officials_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAnswer:
    """A relation: its series, what it turned on, a verdict for each period read, and the records behind all of it.

    `evidence` holds the records that verdicts and turns cite, by id. `beside` are the same dyad in others' data.
    """

    series: Series
    scale: Scale
    happenings: tuple[Happening, ...]
    rows: tuple[HappenedRow, ...]
    pages: int
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    officials: int
    note: str
    turns: Turns
    regimes: Regimes
    verdicts: tuple[Judgement, ...]
    reasons: tuple[Reason, ...]
    evidence: tuple[Cited, ...] = ()
    beside: tuple[Series, ...] = ()


def ask_relation(
    store: Store,
    dyad: Dyad,
    lexicon: Lexicon,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = ACTUAL,
    directed: bool = False,
    scale: Scale | None = None,
    measure: Measure = "balance",
    officials_only: bool = False,
) -> RelationAnswer:
    """Return how a relation moves, with the happenings behind every point and the coverage beside it."""
    asked = Asked(
        step=step, statuses=statuses, directed=directed, scale=scale, measure=measure, officials_only=officials_only
    )
    material = gather_dyad(store, dyad, lexicon, directed=directed, officials_only=officials_only)
    return relate(material, lexicon, asked)


def relate(material: Material, lexicon: Lexicon, asked: Asked) -> RelationAnswer:
    """Return the relation that the material tells of, as asked."""
    scale = asked.scale or load_scale(lexicon)
    coder = load_coder(lexicon)
    ledger = open_ledger(
        material.dyad,
        material.happenings,
        material.coverage,
        scale,
        step=asked.step,
        statuses=asked.statuses,
        directed=asked.directed,
    )
    draws = draw_levels(ledger, coder)
    verdicts = judge_periods(ledger, draws, material.utterances, material.happenings, measure=asked.measure)
    turns = find_turns(ledger, asked.measure)
    by_id = {h.id: h for h in material.happenings}
    reasons = tuple(reason(v, cite(v.cites, by_id, material.rows, material.said)) for v in verdicts)
    keys = dict.fromkeys(key for t in turns.turns for key in t.happenings)
    turned = cite(keys, by_id, material.rows, material.said)
    voices = whose_voice(lexicon, material.pages, len(material.speakers), material.homes, len(material.officials))
    return RelationAnswer(
        series=series_of(ledger, draws, material.utterances, errors=coder.source if coder else ""),
        scale=scale,
        happenings=material.happenings,
        rows=tuple(material.rows.values()),
        pages=material.pages,
        outlets=tuple(material.homes),
        speakers=material.speakers,
        officials=len(material.officials),
        note=f"{voices}. {CAVEAT}",
        turns=turns,
        regimes=find_regimes(ledger, asked.measure),
        verdicts=verdicts,
        reasons=reasons,
        evidence=tuple({c.id: c for c in (*(c for r in reasons for c in r.cites), *turned)}.values()),
    )


def lay_beside(answer: RelationAnswer, others: Sequence[Series]) -> RelationAnswer:
    """Return the answer with the same dyad as others have coded it."""
    return replace(answer, beside=tuple(others))


def latest(answer: RelationAnswer) -> Reason | None:
    """Return the last verdict that is clear, else the last, else None."""
    clear = [r for r in answer.reasons if r.movement is not Movement.UNCLEAR]
    return clear[-1] if clear else answer.reasons[-1] if answer.reasons else None


def dyad_of(first: str, second: str, lexicon: Lexicon) -> Dyad:
    """Return the dyad that two codes or names mean ("RUS", "Russia"); QuestionError for an unknown one."""
    dyad = Dyad(_code(first, lexicon), _code(second, lexicon))
    if dyad.source == dyad.target:
        raise QuestionError(f"{first!r} and {second!r} are the same state; a relation needs two.")
    return dyad


def _code(word: str, lexicon: Lexicon) -> str:
    for table in ("actors/states", "actors/bodies"):
        for row in lexicon.table(table):
            names = [row["id"], row.get("name", ""), row.get("alpha2", ""), *row.get("aliases", "").split("|")]
            if fold(word) in {fold(n) for n in names if n}:
                return row["id"]
    raise QuestionError(f"{word!r} is no state or body that we know; write its name or ISO 3166 code, such as RUS.")
