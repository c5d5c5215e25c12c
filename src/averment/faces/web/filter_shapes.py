"""What can be asked of the record, and what was asked."""

from __future__ import annotations

from pydantic import Field

from averment.faces.lines import Shape


class Choice(Shape):
    """A value that a filter can take, and how many incidents have it."""

    value: str
    incidents: int


class Choices(Shape):
    parties: list[Choice]
    measures: list[Choice]
    verdicts: list[Choice]
    grades: list[Choice]
    event_types: list[Choice]


class Asked(Shape):
    """The filter as it was understood; what was not asked for is null."""

    text: str | None
    since: str | None
    until: str | None
    place: str | None
    party: str | None
    measure: str | None
    verdict: str | None
    grade: str | None
    event_type: str | None
    episode: str | None
    box: list[float] | None = Field(description="west, south, east, north in degrees")
