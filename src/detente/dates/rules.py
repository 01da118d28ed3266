"""All rules for English time expressions, in order: of two that match alike, the earlier one is tried first."""

from __future__ import annotations

from detente.dates.calendar_rules import CALENDAR
from detente.dates.counted_rules import COUNTED
from detente.dates.hanging_rules import HANGING
from detente.dates.scene import Row

RULES: tuple[Row, ...] = CALENDAR + COUNTED + HANGING
