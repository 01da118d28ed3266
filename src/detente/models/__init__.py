"""Trained weights: loaded, checked against their card, run with onnxruntime; callers see nouns, never tensors."""

from detente.models.tagger import Attribution, Scheme, Tagger, load_tagger

__all__ = ["Attribution", "Scheme", "Tagger", "load_tagger"]
