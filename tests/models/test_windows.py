"""Windows cover every piece once, begin where lines or sentences do, and carry what the vocabulary cannot see."""

from __future__ import annotations

import pytest

from detente.models import Tagger, load_tagger
from detente.models.windows import PLACES, QUOTES, pieces_of, windows_of

LINE = "The envoy said that the road would open. Nobody had asked him. \u201cCome and see,\u201d he added.\n"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    loaded = load_tagger()
    if loaded is None:
        pytest.skip("the attribution weights are not there")
    return loaded


@pytest.mark.parametrize("text", [LINE * 60, LINE.replace("\n", " ") * 60, "word " * 2000, LINE, ""])
@pytest.mark.parametrize(("size", "context"), [(300, 64), (100, 30)])
def test_cores_partition_the_pieces(tagger: Tagger, text: str, size: int, context: int) -> None:
    pieces = pieces_of(text, tagger.tokenizer)
    ends = frozenset([tagger.tokenizer.token_to_id(".")])
    windows = windows_of(pieces, ends, size, context)
    assert [w.core for w in windows[1:]] == [w.right for w in windows[:-1]]
    assert (windows[0].core, windows[-1].right) == (0, len(pieces)) if text else windows == []
    for w in windows:
        assert 0 <= w.left <= w.core < w.right <= w.left + size
        assert w.core - w.left <= context


def test_windows_begin_with_lines(tagger: Tagger) -> None:
    pieces = pieces_of(LINE * 60, tagger.tokenizer)
    for w in windows_of(pieces, frozenset(), 300, 64)[1:]:
        assert pieces.line[w.core] == pieces.line[w.core - 1] + 1


def test_features(tagger: Tagger) -> None:
    text = "Head line\nThe NATO envoy, 45, said \u201cgood day\u201d"
    pieces = pieces_of(text, tagger.tokenizer)
    seen = {
        text[a:b]: (f // (QUOTES * PLACES), f // PLACES % QUOTES, f % PLACES)
        for a, b, f in zip(pieces.start.tolist(), pieces.stop.tolist(), pieces.feature.tolist(), strict=True)
    }
    assert seen["Head"] == (1, 0, 3)
    assert seen["line"] == (0, 0, 2)
    assert seen["The"] == (1, 0, 1)
    assert seen["NATO"] == (2, 0, 0)
    assert seen["45"][0] == 4
    assert seen["\u201c"] == (5, 1, 0)
    assert seen["good"] == (0, 2, 0)
    assert seen["\u201d"] == (5, 3, 0)
