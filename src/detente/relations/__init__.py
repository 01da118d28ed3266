"""Happenings and the pages read become a relation: a series with gaps and bands, its turns, regimes and verdicts."""

from detente.relations.bands import Draws, draw_levels
from detente.relations.coder import Coder, Measured, load_coder
from detente.relations.ledger import Ledger, open_ledger
from detente.relations.nouns import Band, Coverage, Measure, Point, Series, Utterance, Words
from detente.relations.periods import STEPS, Step, period
from detente.relations.scale import SCALES, Scale, load_scale, own_scale
from detente.relations.series import make_series, series_of

__all__ = [
    "SCALES",
    "STEPS",
    "Band",
    "Coder",
    "Coverage",
    "Draws",
    "Ledger",
    "Measure",
    "Measured",
    "Point",
    "Scale",
    "Series",
    "Step",
    "Utterance",
    "Words",
    "draw_levels",
    "load_coder",
    "load_scale",
    "make_series",
    "open_ledger",
    "own_scale",
    "period",
    "series_of",
]
