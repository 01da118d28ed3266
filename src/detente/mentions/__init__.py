"""A parse becomes a cast: persons, states, bodies and groups, and every mention of them with its reason."""

from detente.mentions.cast import find_cast
from detente.mentions.speakers import first_person

__all__ = ["find_cast", "first_person"]
