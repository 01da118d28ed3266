"""Parse, cast and statements become tellings of events: who did what to whom, whether it happened, and when."""

from detente.events.explain import explain
from detente.events.find import Happenings, find_tellings

__all__ = ["Happenings", "explain", "find_tellings"]
