"""The second look: only lines that the first has left are measured again, and the second decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from detente.articles.again import judge, measure_again
from detente.articles.cues import cue_finder
from detente.articles.shapes import measure
from detente.lexicon import load_lexicon
from detente.models.lines import LineModels
from detente.text import line_spans

TEXT = (
    "Menu\nThe ferry will run again from May, she said on Tuesday morning.\nShare\nFares stay as they are.\nAbout\n"
)
SPANS = line_spans(TEXT)
CUES = cue_finder(load_lexicon()).find(TEXT, SPANS)
SHAPES = measure(TEXT, SPANS, CUES)
CHANCES = np.array([0.02, 0.9, 0.05, 0.3, 0.01], np.float32)
Column = npt.NDArray[np.float32]


class Forest:
    """A forest of given answers that remembers what it was asked."""

    def __init__(self, features: tuple[str, ...], answer: Callable[[Column], Column]) -> None:
        self.features, self.threshold, self._answer = features, 0.5, answer
        self.asked: list[Column] = []

    def __call__(self, values: Column) -> Column:
        """Return the answer for these rows."""
        self.asked.append(values)
        return self._answer(values)


def _kept(answers: list[float] | None) -> tuple[list[bool] | None, Forest | None]:
    first = Forest(SHAPES.names, lambda values: CHANCES)
    forests: dict[str, Any] = {"text": first}
    second = None
    if answers is not None:
        names = measure_again(TEXT, SPANS, CUES, CHANCES, SHAPES.values, SHAPES.names)[2]
        second = Forest(names, lambda values: np.array(answers, np.float32))
        forests["text-again"] = second
    models = LineModels(forests, "test")
    return judge("text", TEXT, SPANS, CUES, SHAPES.values, SHAPES.names, models), second


def test_without_a_second_forest_the_first_look_decides() -> None:
    assert _kept(None)[0] == [False, True, False, False, False]
    assert judge("text", TEXT, SPANS, CUES, SHAPES.values, SHAPES.names, None) is None


@pytest.mark.parametrize(("again", "kept"), [(0.45, False), (0.55, True)])
def test_the_second_look_decides(again: float, kept: bool) -> None:
    found, second = _kept([0.9, again])
    assert found == [False, True, False, kept, False]
    assert second is not None and len(second.asked[0]) == 2


def test_the_page_left_is_measured_as_a_page_of_its_own() -> None:
    marks = np.arange(5, dtype=np.float32)[:, None]
    values = np.concatenate([SHAPES.values, marks], axis=1)
    places, left, names = measure_again(TEXT, SPANS, CUES, CHANCES, values, (*SHAPES.names, "in_main"))
    assert places.tolist() == [1, 3]
    assert left[:, names.index("in_main")].tolist() == [1.0, 3.0]
    assert left[:, names.index("index")].tolist() == [0.0, 1.0]
    assert left[:, names.index("gone_above")].tolist() == [2.0, 2.0]
    alone = "\n".join(SPANS[i].of(TEXT) for i in places)
    spans = line_spans(alone)
    own = measure(alone, spans, cue_finder(load_lexicon()).find(alone, spans))
    columns = [names.index(name) for name in own.names]
    assert np.array_equal(left[:, columns], own.values)


def test_a_stretch_between_sure_lines_is_seen_whole() -> None:
    chances = np.array([0.02, 0.9, 0.5, 0.3, 0.8], np.float32)
    places, left, names = measure_again(TEXT, SPANS, CUES, chances, SHAPES.values, SHAPES.names)
    table = {name: left[:, names.index(name)].tolist() for name in names}
    assert places.tolist() == [1, 2, 3, 4]
    assert table["stretch_lines"] == [1, 2, 2, 1] and table["stretch_place"] == [0, 0, 1, 0]
    assert table["since_sure"] == [2, 1, 2, 3] and table["until_sure"] == [3, 2, 1, 1]
    assert table["left_since_sure"] == [99, 0, 1, 2] and table["cues_since_sure"] == [99, 0, 1, 1]
    assert table["sure_above"] == [0, 0.5, 0.5, 0.5] and table["sure_below"] == [0.5, 0.5, 0.5, 0]


def test_a_page_of_furniture_alone_keeps_its_likeliest_line() -> None:
    low = np.array([0.01, 0.05, 0.02, 0.03, 0.0], np.float32)
    assert measure_again(TEXT, SPANS, CUES, low, SHAPES.values, SHAPES.names)[0].tolist() == [1]
