"""The example pages against what a careful reader wrote down: how much is met, and that it does not fall."""

from __future__ import annotations

import pytest

from detente.pipeline import Tools
from evals.examples import Account, compare

# shares met when last raised (`python -m evals.examples`); a change that loses some must say why
FLOORS: dict[str, float] = {
    "read": 1.0,
    "published": 1.0,
    "outlet": 0.88,
    "headline": 1.0,
    "statement": 0.92,
    "speaker": 0.95,
    "form": 0.97,
    "event": 0.45,
    "status": 0.82,
    "when": 0.68,
}


@pytest.fixture(scope="module")
def account(tools: Tools) -> Account:
    return compare(tools)


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_what_a_careful_reader_found_is_found(account: Account, kind: str) -> None:
    print(f"{kind}: {account.met[kind]} of {account.wanted[kind]}")
    assert account.wanted[kind] >= 30
    assert account.share(kind) >= FLOORS[kind], "\n".join(m for m in account.missed if m.startswith(kind))


def test_a_page_with_nothing_in_it_gives_nothing(account: Account) -> None:
    assert account.wanted["empty page"] >= 1
    assert account.share("empty page") == 1.0
