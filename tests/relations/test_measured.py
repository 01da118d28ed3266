"""A small run of the bench of relations: what the documents promise is roughly what comes out."""

import pytest

from bench.dyads import Shape, world
from bench.relations import Tally, score, speed
from detente.lexicon import load_lexicon
from detente.relations import load_scale

SCALE = load_scale(load_lexicon())


def tallied(shape: Shape, runs: int = 20) -> Tally:
    tally = Tally()
    for seed in range(runs):
        score(world(shape, "moderate", seed, SCALE), tally)
    return tally


@pytest.mark.parametrize("shape", ["flat", "turn"])
def test_bands_cover_what_they_promise(shape: Shape) -> None:
    for name, shares in tallied(shape).covered.items():
        assert 0.86 <= sum(shares) / len(shares) <= 0.94, name


def test_turns_are_found_within_a_month_and_seldom_invented() -> None:
    turn, flat = tallied("turn"), tallied("flat")
    assert turn.found / turn.turns >= 0.85
    assert flat.false / flat.runs <= 0.15


def test_the_same_seed_is_the_same_dyad() -> None:
    one, other = (world("episode", "high", 3, SCALE) for _ in range(2))
    assert one.turns == other.turns and one.ledger.at.tolist() == other.ledger.at.tolist()


def test_a_hundred_thousand_happenings_are_quick() -> None:
    assert all(seconds < 2 for seconds in speed(SCALE).values())  # CPU seconds; measured at under a half
