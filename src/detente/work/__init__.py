"""A function and items become results, in order, over local processes; and memory is looked after."""

from detente.work.memory import collect_seldom
from detente.work.spread import spread

__all__ = ["collect_seldom", "spread"]
