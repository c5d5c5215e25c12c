"""Units of one outbreak are found without laying each beside all others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from averment.matching.joined import Joined
from averment.matching.neighbours import GAP, REGION_KM, neighbours
from averment.matching.places import distance_km
from averment.model.when_where import Place, PlaceLevel, TimePrecision, When


@dataclass(frozen=True, slots=True)
class Unit:
    days: When
    places: tuple[Place, ...]
    parties: frozenset[str]


def unit(first: int, length: int, spots: list[tuple[int, int]], parties: set[str]) -> Unit:
    start = datetime(2031, 3, 3) + timedelta(days=first)
    places = tuple(Place(f"{at}", "Ostra", at[0] * 1.3, at[1] * 1.3, "XN", PlaceLevel.TOWN) for at in spots)
    days = When(start, start + timedelta(days=length), TimePrecision.INTERVAL, "as told")
    return Unit(days, places, frozenset(parties))


def is_near(one: Unit, other: Unit) -> bool:
    """The rule in plain words, asked of every two."""
    starts = [found.days.earliest or datetime.min for found in (one, other)]
    ends = [found.days.latest or datetime.max for found in (one, other)]
    if ends[0] + GAP < starts[1] or ends[1] + GAP < starts[0]:
        return False
    shared = len(one.parties & other.parties)
    distances = [distance_km(here, there) or 0.0 for here in one.places for there in other.places]
    return shared >= 2 or (min(distances) <= REGION_KM if distances else shared > 0)


UNITS = some.lists(
    some.builds(
        unit,
        some.integers(0, 70),
        some.integers(0, 20),
        some.lists(some.tuples(some.integers(-6, 6), some.integers(-6, 6)), max_size=2),
        some.sets(some.sampled_from(("Norvia", "Karst", "Velm", "Osk")), max_size=3),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(UNITS)
def test_the_same_units_are_joined_as_by_comparing_every_two(units: list[Unit]) -> None:
    assert joined(units, list(neighbours(units))) == joined(
        units, [pair for pair in combinations(range(len(units)), 2) if is_near(units[pair[0]], units[pair[1]])]
    )


def test_a_long_war_costs_few_pairs() -> None:
    units = [unit(day, 0, [(0, 0)], {"Norvia", "Karst"}) for day in range(400)]
    assert len(list(neighbours(units))) < 3 * len(units)


def joined(units: list[Unit], pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    groups: Joined[int] = Joined(range(len(units)))
    for one, other in pairs:
        groups.join(one, other)
    return set(groups.groups())
