"""Work spread over processes comes back in order, lazily, and its failures are raised at their turn."""

from collections.abc import Iterator

import pytest

from detente.work import spread


def double(n: int) -> int:
    return 2 * n


def fussy(n: int) -> int:
    if n == 7:
        raise ValueError("seven")
    return n


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_order(workers: int) -> None:
    assert list(spread(double, range(40), workers)) == [2 * n for n in range(40)]


def test_few_items_need_no_processes() -> None:
    assert list(spread(lambda n: n + 1, [1, 2], 8)) == [2, 3]  # a lambda would not pickle


def test_a_failure_is_raised_at_its_item() -> None:
    results = spread(fussy, range(20), 2)
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="seven"):
        next(results)


def test_items_are_taken_with_bounded_look_ahead() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = spread(double, endless(), 2)
    assert [next(results) for _ in range(3)] == [2, 4, 6]
    assert taken < 60
