"""Happenings and the pages read become a relation: a series of points with gaps."""

from detente.relations.scale import Scale, load_scale
from detente.relations.series import Coverage, make_series

__all__ = ["Coverage", "Scale", "load_scale", "make_series"]
