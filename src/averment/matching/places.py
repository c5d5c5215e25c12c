"""How two places lie to each other: the same, near, one inside the other, apart, or far."""

from __future__ import annotations

from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from averment.matching.evened import even_words
from averment.model.when_where import Place, PlaceLevel, Where

NEAR_KM = 10.0  # a town and the village at its edge; the next town is usually farther
APART_KM = 25.0  # from here two spots are never one incident; wider claims may join those that lie between
FAR_KM = 400.0  # a wide area says where roughly; this far from its middle is another part of the world
EARTH_KM = 6371.0
_WIDE = frozenset({PlaceLevel.DISTRICT, PlaceLevel.REGION, PlaceLevel.AREA, PlaceLevel.LINE, PlaceLevel.SEA})


class Lie(StrEnum):
    """The answer; UNTOLD where a place is missing or has no point on the map."""

    SAME_SPOT = "same_place"
    SAME_AREA = "same_area"
    NEAR = "near_place"
    HOLDS = "place_holds"
    APART = "place_apart"
    FAR = "place_far"
    UNTOLD = "untold"


def how_they_lie(one: Where | None, other: Where | None) -> Lie:
    """How the places of two claims lie to each other, each as wide as it was told."""
    if one is None or other is None:
        return Lie.UNTOLD
    if one.place is None or other.place is None:
        return _by_name(one, other)
    if one.place.gazetteer_id == other.place.gazetteer_id:
        return Lie.SAME_AREA if _is_wide(one) and _is_wide(other) else Lie.SAME_SPOT
    return _by_map(one, other, one.place, other.place)


def _by_name(one: Where, other: Where) -> Lie:
    names = [frozenset(map(even_words, (where.name, *(where.place.other_names if where.place else ()))))
             for where in (one, other)]  # fmt: skip
    return Lie.SAME_SPOT if names[0] & names[1] else Lie.UNTOLD


def _by_map(one: Where, other: Where, place: Place, second: Place) -> Lie:
    if PlaceLevel.COUNTRY in (place.level, second.level):
        countries = {place.country, second.country} - {None}
        return Lie.HOLDS if len(countries) == 1 else Lie.UNTOLD
    distance = distance_km(place, second)
    if distance is None:
        return Lie.UNTOLD
    if _is_wide(one) or _is_wide(other):
        return Lie.FAR if distance > FAR_KM else Lie.HOLDS
    if distance <= NEAR_KM:
        return Lie.NEAR
    return Lie.FAR if distance > APART_KM else Lie.APART


def _is_wide(where: Where) -> bool:
    return where.place is not None and (where.place.level in _WIDE or where.place.level is PlaceLevel.COUNTRY)


def distance_km(one: Place, other: Place) -> float | None:
    """The way between two places over the globe; None where one has no point on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
