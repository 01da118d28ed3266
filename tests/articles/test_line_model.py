"""The line model: weights that are absent, changed, or of another version; reading by rules alone."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from detente.articles import read_article
from detente.errors import ModelError
from detente.lexicon import load_lexicon
from detente.models.lines import WEIGHTS, LineModels, load_lines
from detente.pages import page_of
from tests.articles.test_read import PAGE, STORY
from tests.articles.test_webpage import HTML, PARAGRAPHS


def _copy(folder: Path) -> Path:
    copy = folder / "lines"
    shutil.copytree(WEIGHTS, copy)
    return copy


def test_no_weights_are_no_model(tmp_path: Path) -> None:
    assert load_lines(tmp_path) is None


def test_without_weights_rules_find_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.articles.read.load_lines", lambda: None)
    article = read_article(page_of(PAGE.encode(), "page.txt"), load_lexicon())
    assert [x.span.of(PAGE) for x in article.body()] == list(STORY)
    article = read_article(page_of(HTML.encode(), "page.html", media_type="text/html"), load_lexicon())
    assert [x.span.of(article.text) for x in article.body()] == list(PARAGRAPHS)
    assert "taken by trafilatura" in article.body()[0].reason


def test_a_changed_weight_file_is_refused(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    weights = folder / "text.onnx.gz"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\1")
    with pytest.raises(ModelError, match=r"text\.onnx\.gz differs from its recorded SHA-256"):
        load_lines(folder)


def test_a_missing_weight_file_is_refused(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "page.onnx.gz").unlink()
    with pytest.raises(ModelError, match=r"page\.onnx\.gz is missing"):
        load_lines(folder)


def test_weights_of_another_version_are_refused() -> None:
    models = load_lines()
    assert models is not None
    with pytest.raises(ModelError, match="other features"):
        models.forest("text", ("words",))
    forest = models.forests["text"]
    with pytest.raises(ModelError, match="this version computes 3"):
        forest(np.zeros((2, 3), np.float32))
    assert forest(np.zeros((0, len(forest.features)), np.float32)).shape == (0,)


def test_the_card_names_the_weights_that_are_shipped() -> None:
    card = tomllib.loads((WEIGHTS / "card.toml").read_text(encoding="utf-8"))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in WEIGHTS.glob("*.onnx.gz")}
    assert card["sha256"] == found
    models = load_lines()
    assert models is not None and len(models.digest) == 64
    assert {forest.digest for name, forest in models.forests.items() if name != "fast"} == set(found.values())
    assert sum(path.stat().st_size for path in WEIGHTS.glob("*.onnx.gz")) < 2_000_000


@dataclass(frozen=True)
class Misled:
    """A forest that keeps one short line of a page, whatever stands there."""

    features: tuple[str, ...]
    threshold: float = 0.5

    def __call__(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return 1 for the shortest line."""
        words = values[:, self.features.index("words")]
        return np.asarray(np.arange(len(values)) == int(words.argmin()), np.float32)


def test_mark_up_that_misleads_does_not_empty_the_page() -> None:
    models = load_lines()
    assert models is not None
    misled: Any = Misled(models.forests["page"].features)
    models = LineModels({**models.forests, "page": misled}, "test")
    article = read_article(page_of(HTML.encode(), "page.html", media_type="text/html"), load_lexicon(), models=models)
    assert [x.span.of(article.text) for x in article.body()] == list(PARAGRAPHS)
