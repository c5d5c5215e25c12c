"""One measured figure, and the measure that could not be taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """What a task scored on some data. `beat` is the figure to beat: what is required, or what others score.

    A score that `varies` measures the machine as well: no floor is pinned for it, and what is required is its floor.
    """

    task: str
    data: str
    metric: str
    value: float
    beat: float | None = None
    is_low_better: bool = False
    varies: bool = False

    def reaches(self, floor: float) -> bool:
        return self.value <= floor if self.is_low_better else self.value >= floor


@dataclass(frozen=True, slots=True)
class Skipped:
    """A task that could not be measured here, and why."""

    task: str
    data: str
    reason: str
