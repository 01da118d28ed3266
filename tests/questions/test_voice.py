"""One speaker over time: counted by pair and period, tones kept apart, a sample that is really theirs."""

from detente.questions import SaidRow, over_time
from detente.types import Dyad, Form, Span

PAIR = Dyad("AZE", "RUS")


def said(key: str, published: str | None, tone: int, about: tuple[Dyad, ...] = (PAIR,), sure: float = 0.9) -> SaidRow:
    return SaidRow(
        id=key, article="a", url="x", headline=None, outlet="X", published=published, speaker="Markov",
        as_written="he", state="RUS", official=False, roles=(), form=Form.DIRECT, attitude=False, cue=None,
        words=(f"words {key}",), spans=(Span(0, 5),), passages=(), chain=(), within=None, inside=(), addressee=None,
        occasion=None, about=about, tone=tone, tone_cues=(), confidence=sure, rule="test",
    )  # fmt: skip


def test_periods_pairs_and_tones_are_kept_apart() -> None:
    rows = over_time(
        (
            said("1", "2021-07-23", 1),
            said("2", "2021-08-01", -1, sure=0.99),
            said("3", "2025-03-11", 1),
            said("4", "2025-03-11", 0, (Dyad("ARM", "AZE"),)),
            said("5", "2025-03-11", 0, ()),
        )
    )
    assert [(r.dyad, r.when, r.worse, r.neutral, r.better) for r in rows] == [
        (Dyad("ARM", "AZE"), "2025", 0, 1, 0),
        (PAIR, "2021", 1, 0, 1),
        (PAIR, "2025", 0, 0, 1),
        (None, "2025", 0, 1, 0),
    ]
    assert rows[1].sample_id == "2" and rows[1].lean == 0.0


def test_either_order_of_the_pair_is_the_same_and_other_pairs_are_left_out() -> None:
    rows = over_time(
        (said("1", "2021-07-23", 1, (Dyad("RUS", "AZE"), Dyad("ARM", "RUS"))),), about=PAIR, step="month"
    )
    assert [(r.dyad, r.when) for r in rows] == [(PAIR, "2021-07")]


def test_a_statement_without_a_day_is_in_no_period() -> None:
    assert over_time((said("1", None, 1),)) == ()
