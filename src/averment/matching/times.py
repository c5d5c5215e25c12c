"""What several tellings of one time leave open together."""

from __future__ import annotations

from collections.abc import Iterable

from averment.model.when_where import TimePrecision, When

NEVER_TOLD = When(None, None, TimePrecision.INTERVAL, "nothing tells when")


def narrowed(whens: Iterable[When]) -> When:
    """The time that all of them allow; where a person joined times that cannot meet, nothing is left to go by."""
    held = tuple(whens)
    earliest = max((when.earliest for when in held if when.earliest), default=None)
    latest = min((when.latest for when in held if when.latest), default=None)
    if earliest and latest and earliest > latest:
        return NEVER_TOLD
    weekdays = {when.weekday for when in held if when.weekday is not None}
    weekday = weekdays.pop() if len(weekdays) == 1 else None
    return When(earliest, latest, TimePrecision.INTERVAL, "what its claims leave open together", weekday=weekday)
