"""When and where: uncertainty stays in the type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from averment.model.text import Span


class TimePrecision(StrEnum):
    """How finely a time is told, from the finest to the coarsest."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    INTERVAL = "interval"


_ALL_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class When:
    """A time as told: local and without zone unless the words gave one; an open end is None.

    `earliest` and `latest` are the first and the last moment that the words allow (a day runs from 00:00:00 to
    23:59:59). `span` holds the words; None when the time follows from something outside the text, such as metadata.
    `reason` says in a sentence how it was worked out.
    """

    earliest: datetime | None
    latest: datetime | None
    precision: TimePrecision
    reason: str
    span: Span | None = None
    zone: str | None = None
    weekday: int | None = None  # 0 Monday to 6 Sunday: a day of the week is named and its date is not known

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"a time cannot end before it begins: {self.earliest} to {self.latest}")

    def may_meet(self, other: When) -> bool:
        """Whether the two can be the same moment; open ends meet everything on their side."""
        starts_too_late = self.earliest is not None and other.latest is not None and self.earliest > other.latest
        ends_too_early = self.latest is not None and other.earliest is not None and self.latest < other.earliest
        if starts_too_late or ends_too_early:
            return False
        dated = self.weekday is None and other.weekday is None  # then a shared moment is a shared day of the week
        return dated or not self.weekdays().isdisjoint(other.weekdays())

    def weekdays(self) -> frozenset[int]:
        """The days of the week on which it may fall: 0 Monday to 6 Sunday."""
        if self.weekday is not None:
            return frozenset({self.weekday})
        if self.earliest is None or self.latest is None or (self.latest - self.earliest).days >= len(_ALL_WEEK):
            return _ALL_WEEK
        days = (self.latest.date() - self.earliest.date()).days
        return frozenset((self.earliest.weekday() + day) % len(_ALL_WEEK) for day in range(days + 1))


class PlaceLevel(StrEnum):
    """What kind of place it is, and (with NEAR) how precisely a claim is placed. Codebook, section 10."""

    POINT = "point"
    TOWN = "town"
    NEAR = "near"
    DISTRICT = "district"  # second-order division
    REGION = "region"  # first-order division
    AREA = "area"  # larger or vaguer than a division: a disputed region, "the east", a valley
    LINE = "line"  # a front line, a border, a road, a river
    COUNTRY = "country"
    SEA = "sea"  # sea or air


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. Coordinates in degrees, WGS 84; `country` is an ISO 3166 alpha-2 code or None."""

    gazetteer_id: str
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    level: PlaceLevel
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A place as told. `name` keeps the report's spelling; `place` is None when two readings are equally good.

    `candidates` are ranked, best first; `place` is one of them. `precision` may be NEAR where the level is TOWN.
    """

    name: str
    span: Span
    precision: PlaceLevel
    candidates: tuple[Place, ...]
    place: Place | None
    reason: str
