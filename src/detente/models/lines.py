"""Weights on disk become the line model: a table of features goes in, the chance of main text comes out."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import ModelError

WEIGHTS = Path(__file__).parent / "weights" / "lines"
FAST_WEIGHTS = Path(__file__).parent / "weights" / "fast"  # the forest of the fast reading, of a recipe of its own


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees as an ONNX graph: rows of named float features to one probability per row."""

    session: Any
    features: tuple[str, ...]
    digest: str
    threshold: float

    def __call__(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the probability of the positive class for every row; raises ModelError on other columns."""
        if values.shape[1] != len(self.features):
            raise ModelError(
                f"The line model knows {len(self.features)} features, this version computes {values.shape[1]}; "
                "reinstall detente so that code and weights are of one version."
            )
        if not len(values):
            return np.zeros(0, np.float32)
        name = self.session.get_inputs()[0].name
        return np.asarray(self.session.run(None, {name: np.ascontiguousarray(values)})[-1][:, 1], np.float32)


@dataclass(frozen=True, slots=True)
class LineModels:
    """The forests of the line model by name: "text" for lines as such, "page" for HTML with votes, "fast" without.

    One whose name ends with "-again" takes a second look at the lines that another has left.
    """

    forests: dict[str, Forest]
    digest: str

    def forest(self, name: str, features: Sequence[str]) -> Forest | None:
        """Return the forest called `name` if its columns are exactly `features`, None if there is none.

        Raises ModelError where it was trained on other columns.
        """
        found = self.forests.get(name)
        if found is not None and found.features != tuple(features):
            raise ModelError(
                f"The weights of the line model {name!r} were trained on other features than this version computes; "
                "reinstall detente so that code and weights are of one version."
            )
        return found


@lru_cache(maxsize=2)
def load_lines(folder: Path = WEIGHTS) -> LineModels | None:
    """Return the line model, or None where its weights are not installed.

    Raises ModelError where a weight file differs from the digest in `lines.json`.
    """
    if not (folder / "lines.json").is_file():
        return None
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    total = hashlib.sha256()
    forests = {}
    for home in (folder, FAST_WEIGHTS):
        index = home / "lines.json"
        entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
        for name, entry in sorted(entries.items()):
            body = _checked(home / entry["file"], entry["sha256"])
            total.update(body)
            graph = gzip.decompress(body) if entry["file"].endswith(".gz") else body
            session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            forests[name] = Forest(session, tuple(entry["features"]), entry["sha256"], float(entry["threshold"]))
    return LineModels(forests, total.hexdigest())


def _checked(path: Path, expected: str) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as fault:
        raise ModelError(f"The weight file {path.name} is missing; reinstall detente.") from fault
    if hashlib.sha256(body).hexdigest() != expected:
        raise ModelError(f"The weight file {path.name} differs from its recorded SHA-256; reinstall detente.")
    return body
