"""A sentence and a trigger in it become likely event types, statuses and parties, by our fine-tuned MiniLM.

Two ONNX graphs: `lower` reads a sentence once, `upper` reads its output again for every trigger, with marks for the
trigger (or for a given pair of parties), the grammatical slot of every noun, and what the lexicon allows. Weights are
int8; no torch at run time. Method: event extraction as reading with role marks, after Baldini Soares et al. (2019).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.errors import ModelError
from detente.types import EventType, Span, Status

NONE = "NONE"
_FILES = ("lower.onnx", "upper.onnx", "typist.json", "tokenizer.json")
_LIMIT = 128  # word pieces of one sentence that are read
_BATCH = 24
_SOURCE, _TARGET, _TRIGGER, _PLOVER = 1, 2, 4, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked: a trigger with the slots around it, or a given pair; spans count from the sentence's start.

    `allowed` are the lexicon's types. `plover` asks for the view of the PLOVER manual, in which the future of a
    cooperative act is AGREE; without it the type is that of the act itself.
    """

    trigger: tuple[Span, ...] = ()
    slots: tuple[tuple[Span, str], ...] = ()
    allowed: tuple[EventType, ...] = ()
    nominal: bool = False
    phrasal: bool = False
    source: Span | None = None
    target: Span | None = None
    plover: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the model thinks: probabilities of types (and "NONE") and statuses, and scores of parties.

    `sources` and `targets` run parallel to `Case.slots`, with one more place at the end for "not named"; they are
    natural logarithms of probabilities.
    """

    types: dict[str, float]
    statuses: dict[Status, float]
    sources: tuple[float, ...] = field(default=())
    targets: tuple[float, ...] = field(default=())


class Typist:
    """The model that types events; `digest` names the weights."""

    def __init__(self, folder: Path) -> None:
        meta = json.loads((folder / "typist.json").read_text(encoding="utf-8"))
        self.digest = _digest(folder)
        self.types: tuple[str, ...] = tuple(meta["types"])
        self.statuses = tuple(Status(s) for s in meta["statuses"])
        self.slots: dict[str, int] = {word: place + 1 for place, word in enumerate(meta["slots"])}
        self.temperature = float(meta.get("temperature", 1.0))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        provider = ["CPUExecutionProvider"]
        self.lower = onnxruntime.InferenceSession(str(folder / "lower.onnx"), options, providers=provider)
        self.upper = onnxruntime.InferenceSession(str(folder / "upper.onnx"), options, providers=provider)

    def judge(self, questions: Sequence[tuple[str, Sequence[Case]]]) -> list[list[Judgement]]:
        """Answer all cases of each (sentence, cases) pair, in the same shape."""
        encoded = [self.tokenizer.encode(text) for text, _ in questions]
        ids = [np.array(e.ids[:_LIMIT], np.int64) for e in encoded]
        offsets = [e.offsets[:_LIMIT] for e in encoded]
        busy = [k for k, (_, cases) in enumerate(questions) if cases]
        hidden = self._lower(ids, busy)
        jobs = [(k, n) for k in busy for n in range(len(questions[k][1]))]
        jobs.sort(key=lambda job: len(ids[job[0]]))
        out: list[list[Judgement | None]] = [[None] * len(cases) for _, cases in questions]
        for at in range(0, len(jobs), _BATCH):
            batch = jobs[at : at + _BATCH]
            rows = [_marked(questions[k][1][n], offsets[k], self.slots) for k, n in batch]
            results = self._upper([hidden[k] for k, _ in batch], rows)
            for place, (k, n) in enumerate(batch):
                out[k][n] = self._judgement(questions[k][1][n], rows[place], [r[place] for r in results])
        return [[j for j in row if j is not None] for row in out]

    def _lower(self, ids: list[NDArray[np.int64]], busy: list[int]) -> dict[int, NDArray[np.float32]]:
        found: dict[int, NDArray[np.float32]] = {}
        order = sorted(busy, key=lambda k: len(ids[k]))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            width = max(len(ids[k]) for k in batch)
            wide = np.zeros((len(batch), width), np.int64)
            mask = np.zeros((len(batch), width), np.float32)
            for row, k in enumerate(batch):
                wide[row, : len(ids[k])] = ids[k]
                mask[row, : len(ids[k])] = 1.0
            (states,) = self.lower.run(None, {"ids": wide, "mask": mask})
            for row, k in enumerate(batch):
                found[k] = states[row, : len(ids[k])]
        return found

    def _upper(self, hidden: list[NDArray[np.float32]], rows: list[_Row]) -> list[NDArray[np.float32]]:
        width = max(len(h) for h in hidden)
        count = len(rows)
        states = np.zeros((count, width, hidden[0].shape[1]), np.float32)
        mask = np.zeros((count, width), np.float32)
        tags = np.zeros((count, width), np.int64)
        slots = np.zeros((count, width), np.int64)
        for place, (h, row) in enumerate(zip(hidden, rows, strict=True)):
            states[place, : len(h)] = h
            mask[place, : len(h)] = 1.0
            tags[place, : len(h)] = row.tags
            slots[place, : len(h)] = row.slots
        marks = np.stack([row.marks for row in rows])
        feed = {"hidden": states, "mask": mask, "tags": tags, "slots": slots, "marks": marks}
        return list(self.upper.run(None, feed))

    def _judgement(self, case: Case, row: _Row, results: list[NDArray[np.float32]]) -> Judgement:
        kinds, statuses, roles = results
        likely = _softmax(kinds / self.temperature)
        status = _softmax(statuses)
        logs = roles - _logsum(roles)
        return Judgement(
            types={t: float(p) for t, p in zip(self.types, likely, strict=True)},
            statuses={s: float(p) for s, p in zip(self.statuses, status, strict=True)},
            sources=_party_scores(logs[:, 0], row.pieces),
            targets=_party_scores(logs[:, 1], row.pieces),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A case as arrays over the word pieces; `pieces` holds the pieces of each slot."""

    tags: NDArray[np.int64]
    slots: NDArray[np.int64]
    marks: NDArray[np.float32]
    pieces: tuple[tuple[int, ...], ...]


def _marked(case: Case, offsets: Sequence[tuple[int, int]], vocabulary: dict[str, int]) -> _Row:
    tags = np.zeros(len(offsets), np.int64)
    slots = np.zeros(len(offsets), np.int64)
    far = len(vocabulary) + 1
    pieces = []
    for span, word in case.slots:
        own = _pieces(span, offsets)
        slots[list(own)] = vocabulary.get(word, far)
        pieces.append(own)
    marked: list[tuple[int, Span | None]] = [(_TRIGGER, span) for span in case.trigger]
    marked += [(_SOURCE, case.source), (_TARGET, case.target)]
    for bit, given in marked:
        if given is not None:
            tags[list(_pieces(given, offsets))] |= bit
    if case.trigger:
        slots[tags == _TRIGGER] = 0
    if case.plover:
        tags[0] = _PLOVER
    marks = np.zeros(20, np.float32)
    if case.trigger:
        order = list(EventType)
        for kind in case.allowed:
            marks[order.index(kind)] = 1.0
        marks[16:20] = case.nominal, not case.allowed, case.phrasal, 1.0
    return _Row(tags, slots, marks, tuple(pieces))


def _pieces(span: Span, offsets: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(
        k for k, (start, stop) in enumerate(offsets) if start < span.stop and span.start < stop and start < stop
    )


def _party_scores(logs: NDArray[np.float32], pieces: tuple[tuple[int, ...], ...]) -> tuple[float, ...]:
    return (
        *(float(np.logaddexp.reduce(logs[list(own)])) if own else -20.0 for own in pieces),
        float(logs[0]),
    )


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    e = np.exp(x - x.max())
    return np.asarray(e / e.sum(), np.float32)


def _logsum(x: NDArray[np.float32]) -> NDArray[np.float32]:
    top = x.max(axis=0)
    return np.asarray(top + np.log(np.exp(x - top).sum(axis=0)), np.float32)


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
