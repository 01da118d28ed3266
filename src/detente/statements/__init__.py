"""An article, its parse and its cast become statements: who said what, in whose words, about which states."""

from detente.statements.find import Speech, find_statements

__all__ = ["Speech", "find_statements"]
