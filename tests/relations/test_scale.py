"""A scale is data with its source: corrections are noted, a user's own is checked."""

import pytest

from detente.errors import LexiconError
from detente.lexicon import load_lexicon
from detente.relations import SCALES, load_scale, own_scale
from detente.types import EventType

LEXICON = load_lexicon()


@pytest.mark.parametrize("name", SCALES)
def test_every_type_has_points_and_a_quad(name: str) -> None:
    scale = load_scale(LEXICON, name)
    assert scale.source and scale.notes
    assert all(-10 <= scale.of(kind, None) <= 10 for kind in EventType)
    assert {scale.quad(kind) for kind in EventType} == {1, 2, 3, 4}


def test_the_printed_sign_of_accuse_is_corrected_and_the_disputed_quad_is_noted() -> None:
    scale = load_scale(LEXICON)
    assert scale.of(EventType.ACCUSE, None) == -3 and scale.of(EventType.ACCUSE, "allege") == -3.5
    notes = " ".join(scale.notes)
    assert "ACCUSE" in notes and "misprint" in notes
    assert "SANCTION" in notes and "disputed" in notes


def test_goldstein_takes_the_points_of_the_code_of_a_mode() -> None:
    scale = load_scale(LEXICON, "goldstein")
    # 042 make a visit 1.9, 0871 ceasefire 9, 195 aerial weapons -10, 111 disapprove -2, in the table of GDELT
    assert scale.of(EventType.CONSULT, "visit") == 1.9
    assert scale.of(EventType.RETREAT, "ceasefire") == 9
    assert scale.of(EventType.ASSAULT, "aerial") == -10
    assert scale.of(EventType.ACCUSE, "disapprove") == -2
    assert scale.of(EventType.CONSULT, "a mode of nobody") == 1  # else the type's


def test_a_scale_of_ones_own_by_type_or_by_code() -> None:
    rows = [{"type": kind.value, "mode": "", "points": "1"} for kind in EventType]
    mine = own_scale([*rows, {"type": "AID", "mode": "", "points": "7"}], "mine.csv", LEXICON)
    assert mine.of(EventType.AID, None) == 7 and "mine.csv" in mine.source
    codes = [{"code": f"{n:02}", "points": "2" if n < 9 else "-2"} for n in range(1, 21)]
    coded = own_scale(codes, "codes.csv", LEXICON)
    assert coded.of(EventType.AGREE, None) == 2 and coded.of(EventType.ASSAULT, "drone") == -2


@pytest.mark.parametrize("points", ["eleven", "11", ""])
def test_points_that_cannot_be_are_refused(points: str) -> None:
    rows = [{"type": kind.value, "mode": "", "points": "1"} for kind in EventType]
    with pytest.raises(LexiconError, match=r"mine\.csv"):
        own_scale([*rows, {"type": "AID", "mode": "", "points": points}], "mine.csv", LEXICON)


def test_a_scale_without_a_type_says_which() -> None:
    with pytest.raises(LexiconError, match="AID"):
        own_scale(
            [{"type": k.value, "mode": "", "points": "1"} for k in EventType if k is not EventType.AID], "x", LEXICON
        )


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(LexiconError, match="plover or goldstein"):
        load_scale(LEXICON, "azar")
