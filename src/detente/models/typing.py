"""A passage and a trigger in it become likely event types, statuses and parties, by our fine-tuned MiniLM.

Two ONNX graphs, the lower and upper layers of one encoder: `encoder` reads a passage once and says which triggers may
tell of an event; `head` reads the sentence's part of its output again for each of those (or for a given pair), with
marks for it, the grammatical slot of every noun, and what the lexicon allows. Weights are int8; no torch at run time.
Method: event extraction as reading with role marks, after Baldini Soares et al. (2019).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from detente.errors import ModelError
from detente.models.cases import Case, Pieces, Row, row_of, sides_of, with_names
from detente.types import Span, Status

NONE = "NONE"
_FILES = ("encoder.onnx", "head.onnx", "typist.json", "tokenizer.json")
_SLOW = ["SkipLayerNormFusion"]  # on one thread its sum and norm in one step take longer than the two apart
LIMIT = 288  # word pieces of one passage that are read
_CASES = 8  # asked at a time
_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the model thinks: probabilities of types (and "NONE") and statuses, and scores of parties.

    `sources` and `targets` run parallel to `Case.slots`, with one more place at the end for "not named". `named` runs
    parallel to `Case.named`: how likely each names the state of the source, and of the target; the last is for none
    of them. All are natural logarithms of probabilities.
    """

    types: dict[str, float]
    statuses: dict[Status, float]
    sources: tuple[float, ...] = field(default=())
    targets: tuple[float, ...] = field(default=())
    named: tuple[tuple[float, float], ...] = field(default=())


class Typist:
    """The model that types events; `digest` names the weights."""

    def __init__(self, folder: Path) -> None:
        meta = json.loads((folder / "typist.json").read_text(encoding="utf-8"))
        self.digest = _digest(folder)
        self.types: tuple[str, ...] = tuple(meta["types"])
        self.statuses = tuple(Status(s) for s in meta["statuses"])
        self.slots: dict[str, int] = {word: place for place, word in enumerate(meta["slots"])}
        self.temperature = float(meta.get("temperature", 1.0))
        self.gate = float(meta.get("gate", -np.inf))  # least gate of a trigger that is asked about
        self.nothing = Judgement(
            types={t: float(t == NONE) for t in self.types},
            statuses={s: float(s is Status.ACTUAL) for s in self.statuses},
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.encoder, self.head = (
            onnxruntime.InferenceSession(
                str(folder / name), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
            )
            for name in ("encoder.onnx", "head.onnx")
        )

    def judge(self, questions: Sequence[tuple[str, Sequence[Case]]]) -> list[list[Judgement]]:
        """Answer all cases of each (passage, cases) pair, in the same shape."""
        out: list[list[Judgement]] = [[self.nothing] * len(cases) for _, cases in questions]
        jobs: list[_Job] = []
        readings = self._readings(questions)
        read = [self._read(reading) for reading in readings]
        pages = {r.question: (r.pieces, hidden) for r, (hidden, _) in zip(readings, read, strict=True) if not r.pair}
        for reading, (hidden, gates) in zip(readings, read, strict=True):
            for n, case in reading.cases:
                gated = [k for span in case.trigger for k in reading.pieces.of(span)]
                if not gated or gates[gated].mean() >= self.gate:
                    row = row_of(case, reading.pieces, self.slots)
                    jobs.append(_Job(reading.question, n, *with_names(case, row, hidden, pages, self.slots)))
        jobs.sort(key=lambda job: len(job.row.tags))
        for _, alike in groupby(jobs, key=lambda job: len(job.row.tags)):
            batch = list(alike)
            for at in range(0, len(batch), _CASES):
                few = batch[at : at + _CASES]
                kinds, statuses, roles = self._ask(few)
                types, status, logs = _softmax(kinds / self.temperature), _softmax(statuses), _logs(roles[:, :, :2])
                for place, job in enumerate(few):
                    found = types[place].tolist(), status[place].tolist(), logs[place], roles[place, :, 2:]
                    out[job.question][job.case] = self._judgement(job.row, *found)
        return out

    def _readings(self, questions: Sequence[tuple[str, Sequence[Case]]]) -> list[_Reading]:
        """One reading for all triggers of a passage, and one for each given pair, which is marked in it."""
        readings = []
        for question, (text, cases) in enumerate(questions):
            if not cases:
                continue
            encoding = self.tokenizer.encode(text)
            encoding.truncate(LIMIT)
            pieces = Pieces(encoding.offsets)
            free = [(n, case) for n, case in enumerate(cases) if case.trigger]
            if free:
                readings.append(_Reading(question, encoding, pieces, None, free))
            pairs = [(n, case) for n, case in enumerate(cases) if not case.trigger]
            readings += [_Reading(question, encoding, pieces, case, [(n, case)]) for n, case in pairs]
        return readings

    def _read(self, reading: _Reading) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the encoder's output for a passage, a row a piece, and the gates of its pieces."""
        size = len(reading.encoding.ids)
        given = np.zeros((1, size), np.int64)
        for bit, span in reading.sides():
            given[0, list(reading.pieces.of(span))] |= bit
        ids = np.array([reading.encoding.ids], np.int64)
        hidden, gates = self.encoder.run(None, {"ids": ids, "mask": np.ones((1, size), np.float32), "given": given})
        return hidden[0], gates[0]

    def _ask(self, batch: Sequence[_Job]) -> list[NDArray[np.float32]]:
        """Ask the head about jobs of one length, which need no padding."""
        hidden = np.stack([job.hidden for job in batch])
        rows = [job.row for job in batch]
        feed = {name: np.stack([getattr(row, name) for row in rows]) for name in ("tags", "slots", "marks")}
        return list(self.head.run(None, feed | {"hidden": hidden, "mask": np.ones(hidden.shape[:2], np.float32)}))

    def _judgement(
        self, row: Row, types: list[float], statuses: list[float], sides: _Floats, named: _Floats
    ) -> Judgement:
        return Judgement(
            types=dict(zip(self.types, types, strict=True)),
            statuses=dict(zip(self.statuses, statuses, strict=True)),
            sources=_party_scores(sides[:, 0], row.pieces),
            targets=_party_scores(sides[:, 1], row.pieces),
            named=_named_scores(named, row.named),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """A passage to be read once: which question it is of, its pieces, the given pair if one is marked, its cases."""

    question: int
    encoding: Encoding
    pieces: Pieces
    pair: Case | None
    cases: list[tuple[int, Case]]

    def sides(self) -> list[tuple[int, Span]]:
        """Return the marks of the given pair with their spans."""
        return sides_of(self.pair) if self.pair else []


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A row to be asked: of which question and case, with the encoder's output for its pieces."""

    question: int
    case: int
    row: Row
    hidden: NDArray[np.float32]


def _party_scores(logs: _Floats, pieces: tuple[tuple[int, ...], ...]) -> tuple[float, ...]:
    """Return the scores of every noun for one side, and of "not named"."""
    return *_scores(logs, pieces), float(logs[0])


def _named_scores(roles: _Floats, named: tuple[tuple[int, ...], ...]) -> tuple[tuple[float, float], ...]:
    """Return the scores of every name for both sides, and of none of them; names stand against one another only."""
    if not named:
        return ()
    places = [0, *(k for own in named for k in own)]
    logs = roles - _logsum(roles[list(dict.fromkeys(places))], 0)
    sources, targets = _scores(logs[:, 0], named), _scores(logs[:, 1], named)
    return *zip(sources, targets, strict=True), (float(logs[0, 0]), float(logs[0, 1]))


def _scores(logs: _Floats, pieces: tuple[tuple[int, ...], ...]) -> list[float]:
    """Return the score of each group of pieces: most are of one, whose own score it is."""
    single: list[float] = logs.tolist()
    return [
        single[own[0]] if len(own) == 1 else float(np.logaddexp.reduce(logs[list(own)])) if own else -20.0
        for own in pieces
    ]


def _softmax(x: _Floats) -> _Floats:
    """Return the shares along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), np.float32)


def _logs(x: _Floats) -> _Floats:
    """Return the logarithms of the shares that places have, row by row of a batch."""
    return np.asarray(x - _logsum(x, 1)[:, None], np.float32)


def _logsum(x: _Floats, axis: int) -> _Floats:
    top = x.max(axis=axis, keepdims=True)
    return np.asarray(top.squeeze(axis) + np.log(np.exp(x - top).sum(axis=axis)), np.float32)


def _digest(folder: Path) -> str:
    """Compare every weight file with the digest on the card, and return the digest that names them all."""
    try:
        named = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))["sha256"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as fault:
        raise ModelError(
            f"The model card of the event model in {folder} is missing or holds no [sha256] table; reinstall detente."
        ) from fault
    total = hashlib.sha256()
    for name in _FILES:
        path = folder / name
        if not path.is_file():
            raise ModelError(f"The event model lacks {name} in {folder}; reinstall detente.")
        body = path.read_bytes()
        if hashlib.sha256(body).hexdigest() != named.get(name):
            raise ModelError(f"The file {name} in {folder} is not the one on its card; reinstall detente.")
        total.update(body)
    return total.hexdigest()[:16]


@lru_cache(maxsize=2)
def load_typist(folder: Path | None = None) -> Typist | None:
    """Return the packaged event model, or the one in `folder`; None where the package holds no weights.

    Raises ModelError where a file is missing or is not the one on the card.
    """
    home = folder or Path(str(resources.files("detente"))) / "models" / "weights" / "events"
    if folder is None and not (home / "typist.json").is_file():
        return None
    return Typist(home)
