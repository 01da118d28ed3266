"""The coder's errors come from a measurement: rare types lean on the average, and the shipped table is sound."""

from pathlib import Path

import numpy as np
import pytest

from detente.errors import LexiconError
from detente.lexicon import load_lexicon
from detente.lexicon.load import PACKAGED, Lexicon
from detente.relations import Coder, Measured, load_coder
from detente.relations.ledger import ACTUAL, TYPES
from detente.types import EventType, Status

RNG = np.random.default_rng


def test_the_shipped_measurement_names_its_command() -> None:
    coder = load_coder(load_lexicon())
    assert coder is not None and "python -m evals.coder" in coder.source
    rates = coder.rates(ACTUAL)
    assert sum(r.given for r in rates.values()) > 30 and sum(r.gold for r in rates.values()) > 30


def test_a_type_with_many_events_goes_by_its_own_count_and_a_rare_one_by_the_average() -> None:
    rows = {
        (EventType.AID, Status.ACTUAL): Measured(given=1000, right=500, gold=1000, found=1000),
        (EventType.ASSAULT, Status.ACTUAL): Measured(given=1000, right=1000, gold=1000, found=1000),
    }
    drawn = Coder(source="test", rows=rows).factors(ACTUAL, 4000, RNG(1)).mean(axis=0)
    assert drawn[TYPES.index(EventType.AID)] == pytest.approx(0.5, abs=0.02)  # half of what is given is right
    assert drawn[TYPES.index(EventType.ASSAULT)] == pytest.approx(1.0, abs=0.02)
    assert drawn[TYPES.index(EventType.AGREE)] == pytest.approx(
        0.75, abs=0.03
    )  # the average precision; all are found


def test_missing_half_doubles_what_one_event_stands_for() -> None:
    rows = {(kind, Status.ACTUAL): Measured(given=500, right=500, gold=1000, found=500) for kind in EventType}
    drawn = Coder(source="test", rows=rows).factors(ACTUAL, 2000, RNG(1))
    assert drawn.mean() == pytest.approx(2.0, abs=0.05)


def test_several_statuses_pool_their_counts() -> None:
    rows = {
        (EventType.AID, Status.ACTUAL): Measured(given=3, right=2, gold=4, found=2),
        (EventType.AID, Status.PLANNED): Measured(given=1, right=1, gold=1, found=1),
    }
    both = Coder(source="test", rows=rows).rates(frozenset({Status.ACTUAL, Status.PLANNED}))
    assert both[EventType.AID] == Measured(given=4, right=3, gold=5, found=3)


@pytest.mark.parametrize("row", ["AID.actual,AID,actual,1,2,3,2,x", "AID.actual,AID,actual,one,0,3,0,x"])
def test_a_measurement_that_cannot_be_is_refused(row: str, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    text = f"id,type,status,given,right,gold,found,source\n{row}\n"
    (tmp_path / "events" / "measured.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"measured\.csv"):
        load_coder(Lexicon((PACKAGED, tmp_path)))
