"""One measured figure, and the measure that could not be taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """What a task scored on some data. `beat` is the figure to beat: the floor, or what a simple way scores."""

    task: str
    data: str
    metric: str
    value: float
    beat: float | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A task that could not be measured here, and why."""

    task: str
    data: str
    reason: str
