"""How far a confidence can be trusted: the shipped table of readings that were right, asked at a threshold."""

from __future__ import annotations

from dataclasses import dataclass

from detente.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Of `given` statements at least as sure as `least`, `right` had words and speaker right, of `wanted` in all."""

    least: float
    given: int
    right: int
    wanted: int
    source: str

    @property
    def precision(self) -> float:
        """Share of the given that were right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the recorded that were given and right."""
        return self.right / self.wanted if self.wanted else 0.0


def reliability_at(lexicon: Lexicon, least: float) -> Reliability | None:
    """Return what was measured at the highest threshold that `least` reaches; None without a table."""
    rows = [
        Reliability(
            least=float(row["least"]),
            given=int(row["given"]),
            right=int(row["right"]),
            wanted=int(row["wanted"]),
            source=row["source"],
        )
        for row in lexicon.table("speech_reliability", "least")
    ]
    fitting = [row for row in rows if row.least <= least and row.given]
    return max(fitting, key=lambda row: row.least, default=None)
