"""Pairs become links: reversible judgements of sameness, from which groups are built."""

from detente.links.happenings import Told, group_happenings, judge_happening

__all__ = ["Told", "group_happenings", "judge_happening"]
