"""Which dated units of incidents are of one outbreak of fighting: near each other or of the same sides, with no quiet.

Of the open units that share two sides, or one place, each is a neighbour of the others already. So a new unit is laid
beside the one of them that lasts longest, and never beside all: growth stays near linear in a war that goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from math import floor
from typing import Protocol

from averment.matching.places import distance_km
from averment.model.when_where import Place, When

REGION_KM = 300.0  # fighting of one outbreak was rarely farther apart; two wars of one week were farther
GAP = timedelta(days=14)  # quiet for a fortnight ends an outbreak
BAND_DEGREES = 2.7  # of latitude: REGION_KM is a little less, so that what is near lies in the same band or the next

Spot = tuple[float, float]


class Dated(Protocol):
    """What is compared: first and last moment, the places on the map, and the sides."""

    @property
    def days(self) -> When: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def parties(self) -> frozenset[str]: ...


@dataclass(slots=True)
class _Open:
    """For each mark the unit that bears it and lasts longest."""

    last: dict[Hashable, tuple[datetime, int]] = field(default_factory=dict)
    spots: dict[int, dict[Spot, Place]] = field(default_factory=lambda: defaultdict(dict))
    near: dict[Spot, list[Spot]] = field(default_factory=dict)
    of_party: dict[str, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))

    def bearing(self, mark: Hashable, start: datetime) -> int | None:
        """The unit with that mark that is not over for good when another starts."""
        found = self.last.get(mark)
        return found[1] if found and found[0] + GAP >= start else None

    def around(self, spot: Spot, place: Place) -> list[Spot]:
        """The spots met so far that lie near this one, itself among them; worked out when a spot is met first."""
        if spot not in self.near:
            band = floor(spot[0] / BAND_DEGREES)
            self.spots[band][spot] = place
            known = [item for beside in (band - 1, band, band + 1) for item in self.spots.get(beside, {}).items()]
            self.near[spot] = [other for other, there in known if _is_near(place, there)]
            for other in self.near[spot]:
                if other != spot:
                    self.near[other].append(spot)
        return self.near[spot]

    def keep(self, mark: Hashable, end: datetime, number: int) -> None:
        held = self.last.get(mark)
        if held is None or held[0] < end:
            self.last[mark] = end, number


def neighbours(units: Sequence[Dated]) -> Iterator[tuple[int, int]]:
    """Pairs of units that join all those of one outbreak, directly or through others; every unit has both its days.

    Two are of one outbreak when they share two sides, or lie near each other; where either has no place on the map,
    when they share a side.
    """
    opened = _Open()
    for number in sorted(range(len(units)), key=lambda number: units[number].days.earliest or datetime.min):
        start, end = units[number].days.earliest, units[number].days.latest
        if start is None or end is None:
            raise ValueError("a unit without its days has no neighbours")
        spots = _spots(units[number])
        for mark in combinations(sorted(units[number].parties), 2):
            if (other := opened.bearing(("sides", *mark), start)) is not None:
                yield other, number
            opened.keep(("sides", *mark), end, number)
        yield from ((other, number) for other in sorted(_near(spots, start, opened)))
        yield from ((other, number) for other in _beside_unplaced(units[number], start, opened, is_placed=bool(spots)))
        _keep(units[number], number, spots, opened)


def _spots(unit: Dated) -> dict[Spot, Place]:
    return {
        (place.latitude, place.longitude): place
        for place in unit.places
        if place.latitude is not None and place.longitude is not None
    }


def _near(spots: dict[Spot, Place], start: datetime, opened: _Open) -> set[int]:
    near = {other for spot, place in spots.items() for other in opened.around(spot, place)}
    return {number for spot in near if (number := opened.bearing(spot, start)) is not None}


def _is_near(one: Place, other: Place) -> bool:
    distance = distance_km(one, other)
    return distance is not None and distance <= REGION_KM


def _beside_unplaced(unit: Dated, start: datetime, opened: _Open, *, is_placed: bool) -> Iterator[int]:
    """Units of a shared side, where one of the two has no place: one of those is beside all others of its side."""
    for party in sorted(unit.parties):
        other = opened.bearing(("unplaced", party), start)
        if other is not None:
            yield other
        elif not is_placed:
            opened.of_party[party] = [held for held in opened.of_party[party] if held[0] + GAP >= start]
            yield from (number for _, number in opened.of_party[party])


def _keep(unit: Dated, number: int, spots: dict[Spot, Place], opened: _Open) -> None:
    end = unit.days.latest or datetime.max
    for spot in spots:
        opened.keep(spot, end, number)
    for party in unit.parties:
        if spots:
            opened.of_party[party].append((end, number))
        else:
            opened.keep(("unplaced", party), end, number)
