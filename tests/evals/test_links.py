"""The bars of linking, on invented articles that no weight was settled on; `python -m evals.links` prints figures."""

from statistics import mean

import pytest

from evals.links import score
from evals.stories import write_all

SEEDS = (101, 102, 103, 104)


@pytest.fixture(scope="module")
def figures() -> dict[str, list[float]]:
    runs: dict[str, list[float]] = {}
    for seed in SEEDS:
        written, series = write_all(seed)
        assert len(written) >= 300 and len(set(series)) >= 60
        for name, value in score(written, series).items():
            runs.setdefault(name, []).append(value)
    return runs


@pytest.mark.parametrize(
    ("name", "least"),
    [
        pytest.param("stories.precision", 0.99, id="pairs of one story are of one story"),
        pytest.param("stories.recall_30", 0.97, id="copies cut up to 30 % are found"),
        pytest.param("happenings.f1", 0.92, id="happenings"),
        pytest.param("statements.precision", 0.98, id="statements"),
        pytest.param("persons.precision", 0.99, id="persons"),
    ],
)
def test_the_bars_hold_on_every_seed(figures: dict[str, list[float]], name: str, least: float) -> None:
    assert min(figures[name]) >= least


def test_less_than_two_in_a_hundred_of_alike_happenings_are_joined(figures: dict[str, list[float]]) -> None:
    assert mean(figures["happenings.joined"]) < 0.02
