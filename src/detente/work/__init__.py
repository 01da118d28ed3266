"""A function and items become results, in order, over local processes."""

from detente.work.spread import spread

__all__ = ["spread"]
