"""Levels of places under each codebook, and the arithmetic of PRIO-GRID."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from averment.matching.codebooks.places import acled_precision, priogrid_gid, ucdp_precision
from averment.model.when_where import PlaceLevel

LEVELS = (
    (PlaceLevel.POINT, 1, 1),
    (PlaceLevel.TOWN, 1, 1),
    (PlaceLevel.NEAR, 2, 2),
    (PlaceLevel.DISTRICT, 3, 2),
    (PlaceLevel.REGION, 4, 3),
    (PlaceLevel.AREA, 5, 3),
    (PlaceLevel.LINE, 5, 3),
    (PlaceLevel.COUNTRY, 6, None),
    (PlaceLevel.SEA, 7, 3),
)


@pytest.mark.parametrize(("level", "ucdp", "acled"), LEVELS)
def test_each_level_of_place_has_its_precision(level: PlaceLevel, ucdp: int, acled: int | None) -> None:
    assert ucdp_precision(level) == ucdp
    assert acled_precision(level, 2) == acled


def test_a_district_may_be_told_as_a_region_to_acled() -> None:
    assert acled_precision(PlaceLevel.DISTRICT, 3) == 3


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90, -180, 1),
        (-89.75, -179.75, 1),
        (-90, -179.5, 2),
        (-89.5, -180, 721),
        (0, 0, 180 * 720 + 361),
        (90, 180, 259200),
        (89.9, 179.9, 259200),
    ],
)
def test_cells_are_counted_from_the_south_west_corner(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid_gid(latitude, longitude) == cell


@given(some.floats(-90, 90), some.floats(-180, 180))
def test_every_point_of_the_earth_has_a_cell(latitude: float, longitude: float) -> None:
    assert 1 <= priogrid_gid(latitude, longitude) <= 259200


@pytest.mark.parametrize(("latitude", "longitude"), [(90.1, 0), (0, 180.1), (-91, 0)])
def test_a_point_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no such point"):
        priogrid_gid(latitude, longitude)
