"""Trained weights: loaded, checked against their card, run with onnxruntime; callers see nouns, never tensors."""

from detente.models.tagger import Attribution, Scheme, Tagger, load_tagger
from detente.models.typing import Typist, load_typist

__all__ = ["Attribution", "Scheme", "Tagger", "Typist", "load_tagger", "load_typist"]
