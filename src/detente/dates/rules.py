"""All rules for English time expressions, in order: of two that match alike, the earlier one is tried first."""

from __future__ import annotations

from detente.dates.counted_rules import COUNTED, EDGES
from detente.dates.day_rules import DAYS
from detente.dates.hanging_rules import HANGING
from detente.dates.scene import Row
from detente.dates.year_rules import YEARS

RULES: tuple[Row, ...] = DAYS + YEARS + COUNTED + HANGING + EDGES
