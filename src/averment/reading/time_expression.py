"""A time as the words tell it, before it is counted out from the report's date."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from averment.model.text import Span

_UNTOLD = {"years": 1, "from_previous": False}  # what stands there when the words tell nothing


class TimeRole(StrEnum):
    """How the words stand to the time that they name."""

    AT = "at"
    AS_OF = "as_of"
    BY = "by"
    UNTIL = "until"
    SINCE = "since"
    BEFORE = "before"
    AFTER = "after"
    PAST = "past"  # a length up to the report: "the past nine months"
    COMING = "coming"  # a length from the report on: "the next 72 hours"
    AGO = "ago"
    LATER = "later"  # a length after the time told before, or after `first`
    EARLIER = "earlier"
    SOON = "soon"  # "shortly afterwards"
    SPELL = "spell"  # a length without a date: "a six-year war"


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the words tell of a time; what they do not tell is None.

    `unit` and `shift` count from the report's day (or, with `from_previous`, from the time told before): yesterday is
    one day back. `which` says "last" (-1), "this" (0) or "next" (1) of a weekday, month or season. `years` is 10 for
    a decade. `stretch` is early, mid or late; `side` is "so far" (earlier this month), "still" (later this month),
    "later" or "earlier" (in the day), "now" (the report's own moment).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    unit: Unit | None = None
    shift: int | None = None
    which: int | None = None
    stretch: str | None = None
    side: str | None = None
    years: int = 1
    from_previous: bool = False

    @property
    def told(self) -> frozenset[str]:
        """The names of what is told."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return frozenset(name for name, value in values.items() if value is not None and value is not _UNTOLD.get(name))

    def with_all_of(self, other: Moment) -> Moment:
        """Both told together; where both tell the same, `other` stands."""
        return replace(self, **{name: getattr(other, name) for name in other.told})


@dataclass(frozen=True, slots=True)
class Length:
    """How long: from `low` to `high` units."""

    low: int
    high: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time in the text. `last` is the end of a range, `length` that of "two weeks after".

    `is_future` when the clause speaks of what is to come; `paragraph` is where its paragraph begins.
    """

    span: Span
    role: TimeRole
    first: Moment = Moment()
    last: Moment | None = None
    length: Length | None = None
    zone: str | None = None
    is_future: bool = False
    paragraph: int = 0
