"""An article becomes a parse: tokens, tags, dependencies and entities of its title and body, never of furniture."""

from detente.parses.engine import Engine
from detente.parses.parse import parse, passages

__all__ = ["Engine", "parse", "passages"]
