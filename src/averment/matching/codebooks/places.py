"""Where an incident was, in the codebooks' levels of precision. Codebook, section 10."""

from __future__ import annotations

from math import floor

from averment.model.when_where import PlaceLevel, Where

CELLS_A_DEGREE, COLUMNS, ROWS = 2, 720, 360  # PRIO-GRID: half a degree, counted from the south-west corner

_UCDP = {
    PlaceLevel.POINT: 1,
    PlaceLevel.TOWN: 1,
    PlaceLevel.NEAR: 2,
    PlaceLevel.DISTRICT: 3,
    PlaceLevel.REGION: 4,
    PlaceLevel.AREA: 5,
    PlaceLevel.LINE: 5,
    PlaceLevel.COUNTRY: 6,
    PlaceLevel.SEA: 7,
}
_ACLED = {
    PlaceLevel.POINT: 1,
    PlaceLevel.TOWN: 1,
    PlaceLevel.NEAR: 2,
    PlaceLevel.REGION: 3,
    PlaceLevel.AREA: 3,
    PlaceLevel.LINE: 3,
    PlaceLevel.SEA: 3,
}

PRECISION_WORDS = {
    PlaceLevel.POINT: "a point",
    PlaceLevel.TOWN: "a town",
    PlaceLevel.NEAR: "near a town",
    PlaceLevel.DISTRICT: "a second-order division",
    PlaceLevel.REGION: "a first-order division",
    PlaceLevel.AREA: "an area without a firm border",
    PlaceLevel.LINE: "a line between places",
    PlaceLevel.COUNTRY: "a country",
    PlaceLevel.SEA: "sea or air",
}


def ucdp_precision(level: PlaceLevel) -> int:
    """UCDP's where_prec, 1 the most precise and 7 sea or air."""
    return _UCDP[level]


def acled_precision(level: PlaceLevel, district: int) -> int | None:
    """ACLED's geo_precision; None for a country, which is given no point. `district` is the user's choice."""
    return district if level is PlaceLevel.DISTRICT else _ACLED.get(level)


def priogrid_gid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell that holds the point: 1 at the south-west corner, 259200 at the north-east.

    Raises ValueError for a point that is not on the earth.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such point: latitude {latitude}, longitude {longitude}")
    row = min(floor((latitude + 90) * CELLS_A_DEGREE), ROWS - 1)
    column = min(floor((longitude + 180) * CELLS_A_DEGREE), COLUMNS - 1)
    return row * COLUMNS + column + 1


def point_of(where: Where | None) -> tuple[float, float] | None:
    """Latitude and longitude, where the place is resolved and has them."""
    place = where.place if where else None
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
