"""Which part of which list is asked for, and how a page says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar

from averment.faces.web.filter_shapes import Asked
from averment.faces.web.shapes import Paging
from averment.ledger.incident_queries import ORDERS, Filter
from averment.ledger.page_queries import Slice
from averment.model.run import InputError

Thing = TypeVar("Thing")
MOST_PER_PAGE = 200
LAST_PAGE = 1_000_000
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Paged:
    """A page of a list, counted from 1."""

    page: int = 1
    per_page: int = 50

    @property
    def slice(self) -> Slice:
        return Slice(self.per_page, (self.page - 1) * self.per_page)

    def part(self, every: Sequence[Thing]) -> Sequence[Thing]:
        """What stands on this page of a list that is held whole."""
        start = (self.page - 1) * self.per_page
        return every[start : start + self.per_page]

    def of(self, total: int) -> Paging:
        pages = max(1, -(-total // self.per_page))
        return Paging(total=total, page=self.page, per_page=self.per_page, pages=pages)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the incidents asked for."""

    filter: Filter = EVERYTHING
    paged: Paged = Paged()
    sort: str = "-when"

    def __post_init__(self) -> None:
        if self.sort not in ORDERS:
            raise InputError(f"sort={self.sort!r} is not known: expected one of {', '.join(ORDERS)}")


def read_day(words: str | None, name: str, *, last: bool) -> datetime | None:
    """The first or last moment of a day written 2023-05-04; None where nothing is asked. Raises InputError."""
    if not words:
        return None
    try:
        day = datetime.strptime(words, "%Y-%m-%d").date()
    except ValueError as error:
        raise InputError(f"{name}={words!r} is no day: expected one such as 2023-05-04") from error
    return datetime.combine(day, time(23, 59, 59) if last else time())


def read_box(words: str | None) -> tuple[float, float, float, float] | None:
    """A box written west,south,east,north in degrees; None where nothing is asked. Raises InputError."""
    if not words:
        return None
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        raise InputError(f"box={words!r} is no box: expected west,south,east,north in degrees") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"box={words!r} lies off the map: longitudes go from -180 to 180, latitudes from -90 to 90")
    return west, south, east, north


def asked_shape(wanted: Filter) -> Asked:
    """The filter as it was understood."""
    return Asked(
        text=wanted.text,
        since=f"{wanted.since:%Y-%m-%d}" if wanted.since else None,
        until=f"{wanted.until:%Y-%m-%d}" if wanted.until else None,
        place=wanted.place,
        party=wanted.party,
        measure=wanted.measure,
        verdict=wanted.verdict,
        grade=wanted.grade,
        event_type=wanted.event_type,
        episode=wanted.episode,
        box=list(wanted.box) if wanted.box else None,
    )
