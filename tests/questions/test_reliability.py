"""The shipped reliability table: whole, falling as the threshold rises, and asked at the threshold in use."""

import pytest

from detente.lexicon import Lexicon, load_lexicon
from detente.questions.reliability import reliability_at


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_every_row_counts_what_can_be(lexicon: Lexicon) -> None:
    rows = [reliability_at(lexicon, float(row["least"])) for row in lexicon.table("speech_reliability", "least")]
    kept = [row for row in rows if row is not None]
    assert len(kept) == len(rows) > 5
    for row in kept:
        assert 0 < row.right <= row.given
        assert row.right <= row.wanted
        assert "bench.statements" in row.source
    assert [r.given for r in kept] == sorted((r.given for r in kept), reverse=True)
    assert kept[-1].precision > kept[0].precision


def test_a_threshold_takes_the_row_that_it_reaches(lexicon: Lexicon) -> None:
    low, between, high = (reliability_at(lexicon, least) for least in (0.0, 0.84, 1.0))
    assert low is not None and low.least == 0.0
    assert between is not None and between.least == 0.8
    assert high is not None and high.least == 0.95
