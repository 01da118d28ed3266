"""Folders of TOML and CSV become a `Lexicon`: words, names and frames as checked data."""

from detente.lexicon.load import Lexicon, load_lexicon

__all__ = ["Lexicon", "load_lexicon"]
