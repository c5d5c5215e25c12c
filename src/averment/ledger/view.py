"""From which day one looks at the ledger: what had been published by then, and what the ledger held then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from averment.model.report import Appearance
from averment.model.when_where import When


@dataclass(frozen=True, slots=True)
class View:
    """Two clocks. `published_by` is a local time without zone, `recorded_by` a moment with one; None means now."""

    published_by: datetime | None = None
    recorded_by: datetime | None = None


PRESENT = View()


class Out(StrEnum):
    """Whether something was out by a moment. What has no date that is surely before it may have been."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


def out_by(moment: datetime | None, appearance: Appearance, read: When | None) -> Out:
    """Whether an appearance was published by that moment; `read` is the date that its report was read to have.

    Nothing is received before it is published: that bounds a date from above.
    """
    if moment is None:
        return Out.YES
    published = appearance.published or read
    bounds = [bound for bound in (published.latest if published else None, appearance.received) if bound]
    if bounds and min(map(_plain_time, bounds)) <= _plain_time(moment):
        return Out.YES
    begins = published.earliest if published else None
    return Out.NO if begins and _plain_time(begins) > _plain_time(moment) else Out.PERHAPS


def _plain_time(moment: datetime) -> datetime:
    """The moment without zone, in UTC where it had one, so that two of them can be compared."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
