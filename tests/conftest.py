"""What the tests share: the tools, loaded once, and where the gold sets and seeds lie, if they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from detente.pipeline import Choice, Tools, load_tools

# The same examples on every run, so that a red run means a change; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"  # seeds and gold sets, beside the checkout; not part of the project
EXAMPLES = ROOT / "examples" / "pages"


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Lexicon, parser and models as installed."""
    return load_tools(Choice())


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the two seed pages; the test is skipped where it is absent."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed pages (../shared/seeds) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of the gold sets; the test is skipped where it is absent."""
    folder = SHARED / "bench"
    if not folder.is_dir():
        pytest.skip("the gold sets (../shared/bench) are not beside this checkout")
    return folder
