"""The event model is loaded only if it is the one on its card, and judges the same words the same way."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from detente.errors import ModelError
from detente.models.cases import Case
from detente.models.typing import load_typist
from detente.types import Span

WEIGHTS = Path(str(resources.files("detente"))) / "models" / "weights" / "events"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "events"))


def test_a_changed_file_is_refused(copy: Path) -> None:
    path = copy / "typist.json"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"typist\.json .* not the one on its card"):
        load_typist(copy)


def test_a_missing_file_or_card_is_refused(copy: Path) -> None:
    (copy / "head.onnx").unlink()
    with pytest.raises(ModelError, match=r"lacks head\.onnx"):
        load_typist(copy)
    (copy / "card.toml").unlink()
    with pytest.raises(ModelError, match="model card"):
        load_typist(copy)


def test_a_judgement_is_a_distribution_and_does_not_change() -> None:
    typist = load_typist()
    assert typist is not None
    text = "Norway expelled two Russian diplomats on Monday."
    case = Case(trigger=(Span(7, 15),), slots=((Span(0, 6), "subject"), (Span(20, 37), "object")))
    (first,), (second,) = typist.judge([(text, [case])]), typist.judge([(text, [case])])
    assert first[0] == second[0]
    assert sum(first[0].types.values()) == pytest.approx(1, abs=1e-3)
    assert max(first[0].types, key=first[0].types.__getitem__) == "SANCTION"


def test_a_passage_is_read_around_the_sentence_asked_about() -> None:
    typist = load_typist()
    assert typist is not None
    text = "The talks went well. Norway expelled two Russian diplomats on Monday."
    case = Case(
        trigger=(Span(28, 36),), own=Span(21, 69), slots=((Span(21, 27), "subject"), (Span(41, 58), "object"))
    )
    ((found,),) = typist.judge([(text, [case])])
    assert max(found.types, key=found.types.__getitem__) == "SANCTION"
    assert found.sources[0] > found.sources[1] and found.targets[1] > found.targets[0]


def test_what_the_gate_holds_back_is_nothing() -> None:
    typist = load_typist()
    assert typist is not None
    text = "Norway expelled two Russian diplomats on Monday."
    asked = [Case(trigger=(Span(7, 15),)), Case(source=Span(0, 6), target=Span(20, 37), plover=True)]
    before, typist.gate = typist.gate, float("inf")
    try:
        ((held, given),) = typist.judge([(text, asked)])
    finally:
        typist.gate = before
    assert held.types["NONE"] == 1.0 and held.sources == ()
    assert given.types["SANCTION"] > 0.5  # a given pair passes no gate
