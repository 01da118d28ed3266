"""Text -> attributions (who, by which words, said what), by one int8 encoder pass and two heads.

The weights are a MiniLM-L6 encoder fine-tuned on attributions; `training/attribution` builds them and their card.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.errors import ModelError
from detente.models.decode import TAGS, Floats, Found, spans_of
from detente.models.join import LINK_WIDTH, LINKS, Joined, Links, Prior, attributions_of
from detente.models.windows import CLS, SEP, Pieces, blocks_of, pieces_of, windows_of

Scheme = Literal["polnear", "speech"]
Span = tuple[int, int]

WEIGHTS = Path(__file__).parent / "weights" / "attribution"
FILES = ("tagger.onnx", "tokenizer.json", "decoder.json")
_KEPT = 4
_BLOCK = 100_000
"""A longer text is read in blocks of this many characters, so that memory does not grow with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what: spans as code points of the text, in order; no source means that none is named.

    `confidence` estimates the chance (0 to 1) that content and source are both right.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


class Tagger:
    """Loaded weights; schemes that share a window share the encoder's pass, and the last few texts are remembered.

    `digest` names the weights: 16 hexadecimal digits over all files.
    """

    digest = "unnamed"

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, decoder: dict[str, Any]) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.decoder = decoder
        self.prior = Prior(*(np.array(decoder[k], np.float32) for k in ("scale", "nothing", "near", "layout")))
        self._ends = frozenset(i for i in map(tokenizer.token_to_id, ".!?") if i is not None)
        self._passes: dict[tuple[str, int, int], tuple[Pieces, Floats]] = {}
        self.remembered = _KEPT

    def attributions(self, text: str, *, scheme: Scheme, threshold: float | None = None) -> list[Attribution]:
        """Find the attributions of `text`, flat and in text order.

        "polnear" is the wide scheme (beliefs, wishes and plans too, whole noun phrases as sources), "speech" holds
        statements alone, content without its outer marks. `threshold` drops what is less confident; the default is
        the one that the weights were tuned with.
        """
        rules = self.decoder["schemes"][scheme]
        least = rules["threshold"] if threshold is None else threshold
        weights = np.array(rules["confidence"])
        out = []
        for offset, block in blocks_of(text, _BLOCK):
            for pieces, joined in self.joined(block, scheme):
                confidence = float(1 / (1 + np.exp(-float(weights @ np.array(joined.facts)))))
                found = attribution_of(pieces, joined, confidence, scheme, offset)
                if confidence >= least and found.content:
                    out.append(found)
        return sorted(out, key=lambda a: a.content)

    def joined(self, text: str, scheme: Scheme) -> list[tuple[Pieces, Joined]]:
        """Every candidate with the facts that confidence is read from, before any threshold."""
        pieces, rows = self.rows(text, scheme)
        if not len(pieces):
            return []
        at = TAGS if scheme == "speech" else 0
        rules = self.decoder["schemes"][scheme]
        found = spans_of(pieces, rows[:, at : at + TAGS], np.array(rules["bias"], np.float32))
        links = self.links(found, pieces, rows)
        return [(pieces, j) for j in attributions_of(pieces, links, rules["lines"])]

    def links(self, found: list[Found], pieces: Pieces, rows: Floats) -> Links:
        """Score the links among the spans found in a text."""
        return Links(found, pieces.line, vectors_of(rows), self.prior)

    def rows(self, text: str, scheme: Scheme) -> tuple[Pieces, Floats]:
        """Run the encoder: the text's pieces and one row of outputs a piece; schemes of one window share the pass."""
        size, context = self.decoder["schemes"][scheme]["window"]
        key = (text, size, context)
        if key not in self._passes:
            pieces = pieces_of(text, self.tokenizer)
            while len(self._passes) >= self.remembered:
                del self._passes[next(iter(self._passes))]
            self._passes[key] = (pieces, self._encode(pieces, size, context))
        return self._passes[key]

    def _encode(self, pieces: Pieces, size: int, context: int) -> Floats:
        kept = []
        for w in windows_of(pieces, self._ends, size, context):
            (rows,) = self._session.run(["rows"], feed_of(pieces, w.left, w.right))
            kept.append(rows[0, 1 + w.core - w.left : 1 + w.right - w.left])
        out: Floats = np.concatenate(kept) if kept else np.zeros((0, 1), np.float32)
        return out


def feed_of(pieces: Pieces, left: int, right: int) -> dict[str, NDArray[np.int64]]:
    """Give the network's inputs for the pieces [left, right), between the encoder's start and end pieces."""
    ids = np.concatenate([[CLS], pieces.ids[left:right], [SEP]]).astype(np.int64)
    feature = np.concatenate([[0], pieces.feature[left:right], [0]]).astype(np.int64)
    return {"ids": ids[None], "feature": feature[None], "place_ids": np.arange(len(ids), dtype=np.int64)[None]}


def vectors_of(rows: Floats) -> tuple[Floats, Floats, Floats]:
    """Queries, keys and scores of "nothing", one row a piece."""
    size = LINKS * LINK_WIDTH
    query, key, null = np.split(rows[:, 2 * TAGS :], [size, 2 * size], axis=1)
    return query, key, null


def attribution_of(pieces: Pieces, joined: Joined, confidence: float, scheme: Scheme, offset: int = 0) -> Attribution:
    """Turn piece spans into character spans by the scheme's rules, `offset` being where the pieces' text begins."""

    def span(found: Found) -> Span:
        return int(pieces.start[found.start]), int(pieces.stop[found.stop - 1])

    def moved(spans: list[Span]) -> tuple[Span, ...]:
        return tuple((s + offset, e + offset) for s, e in spans if s < e)

    content = [span(f) for f in joined.content]
    if scheme == "speech":
        content = [_unmarked(pieces, s) for s in content]
    return Attribution(
        source=moved([span(joined.source)] if joined.source else []),
        cue=moved([span(joined.cue)] if joined.cue else []),
        content=moved(content),
        confidence=confidence,
    )


def _unmarked(pieces: Pieces, span: Span) -> Span:
    """Leave out the marks of the one quotation that the span is."""
    for q in pieces.quotations:
        if span[0] <= q.start + 1 and q.start <= span[0] <= q.inner_start and q.inner_stop <= span[1] <= q.stop:
            return q.inner_start, q.inner_stop
    return span


def load_tagger(folder: Path | None = None, *, threads: int = 1) -> Tagger | None:
    """Load the weights in `folder` (default: the shipped ones), or give None where there are none.

    Raises ModelError where a file differs from the digest on the card or cannot be read.
    """
    where = WEIGHTS if folder is None else folder
    if not (where / FILES[0]).is_file():
        return None
    data = _checked(where)
    try:
        session = session_of(data[FILES[0]], threads)
        tokenizer = Tokenizer.from_str(data[FILES[1]].decode("utf-8"))
        decoder = json.loads(data[FILES[2]])
    except Exception as error:
        raise ModelError(
            f"The attribution weights in {where} cannot be run by onnxruntime {onnxruntime.__version__}; "
            "install the pinned versions of onnxruntime and tokenizers."
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tagger = Tagger(session, tokenizer, decoder)
    tagger.digest = hashlib.sha256(b"".join(data[name] for name in FILES)).hexdigest()[:16]
    return tagger


def session_of(data: bytes, threads: int = 1) -> onnxruntime.InferenceSession:
    """Open the network; the graph is written as it shall run, so onnxruntime may not fuse it any further."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_mem_pattern = False  # windows differ in length, so no pattern of memory comes twice
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _checked(where: Path) -> dict[str, bytes]:
    """Read the weight files and compare each with the digest on the card."""
    try:
        digests = tomllib.loads((where / "card.toml").read_text(encoding="utf-8"))["sha256"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"The model card {where / 'card.toml'} is missing or holds no [sha256] table; reinstall detente or "
            "rebuild the weights with training/attribution."
        ) from error
    out = {}
    for name in FILES:
        try:
            out[name] = (where / name).read_bytes()
        except OSError as error:
            raise ModelError(f"The weight file {where / name} cannot be read; reinstall detente.") from error
        if hashlib.sha256(out[name]).hexdigest() != digests.get(name):
            raise ModelError(
                f"The weight file {where / name} is not the one that its card names (sha256 differs); reinstall "
                "detente or rebuild the weights with training/attribution."
            )
    return out
