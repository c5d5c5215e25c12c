"""Lays table rows over an index of places: countries, provinces and districts, and the overlay; shipped or your own."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from averment.knowledge.gazetteer_index import Found, Index, Known, fold, keys_of, kilometres
from averment.knowledge.tables import TABLES, Row, Tables
from averment.model.run import InputError
from averment.model.when_where import PlaceLevel

SOURCES = ("countries", "divisions", "division_words", "places_overlay")  # the tables that the index is made from
SAME_TOWN_KM = 20.0  # an overlay town this near one of GeoNames of the same name is that one
SEAT_KM = 40.0  # a district within this of a town of its name is named after it
SAME_REGION_KM = 900.0  # provinces are large, and their points are guesses of their middles

# How readily a name is taken for a place, beside the logarithm of its people
COUNTRY_BONUS = 2.0
CAPITAL_BONUS = 0.5
SMALLEST_CAPITAL = 50_000  # people; a hamlet that shares the capital's name gets no bonus
SHARED_NAME_PENALTY = 1.5  # "Aleppo" is the town unless a word says province
OVERLAY_PROMINENCE = {"town": 5.0, "point": 4.5, "district": 4.8, "region": 6.0, "area": 6.4, "sea": 6.6, "line": 5.7}
OVERLAY_BONUS = 0.7  # a town worth a row of its own is in the news
DISTRICT_PROMINENCE = 3.6
LARGE_TOWN, WORLD_CITY = 300_000, 5_000_000  # people

CODE = re.compile(r"[A-Z]{2}")

Put = Callable[[list[Found]], None]


@dataclass(frozen=True, slots=True)
class _Told:
    """A row, and where it stands, for whoever has to mend it."""

    row: Row
    file: str
    line: int

    def wrong(self, what: str) -> InputError:
        return InputError(f"{self.file}, line {self.line} ({next(iter(self.row.values()))}): {what}")


def lay_shipped(index: Index) -> None:
    """Lays the shipped rows over an index that holds GeoNames' towns. Raises InputError for a row that cannot be."""
    _lay(index, {name: _told(TABLES.rows(name), Path(f"{name}.csv")) for name in SOURCES}, TABLES, index.put)


def lay_own(index: Index, tables: Tables) -> None:
    """Lays the rows of the user's folder over the index; one that repeats a place of the shipped tables replaces it.

    Raises InputError, with file and line, for a row that names no such level, point or country.
    """
    folder = tables.own or Path()
    told = {name: _told(own_rows(name, tables), folder / f"{name}.csv") for name in SOURCES}
    _lay(index, told, tables, partial(_put_anew, index))


def own_rows(name: str, tables: Tables) -> tuple[Row, ...]:
    """The rows of the user's own table alone."""
    file = tables.own / f"{name}.csv" if tables.own else None
    if file is None or not file.is_file():
        return ()
    together = tables.rows(name)  # the user's come last; a file that is no table is told here
    with file.open(encoding="utf-8-sig", newline="") as lines:
        mine = sum(1 for _ in csv.DictReader(lines))
    return together[len(together) - mine :]


def _told(rows: Iterable[Row], file: Path) -> tuple[_Told, ...]:
    return tuple(_Told(row, str(file), line) for line, row in enumerate(rows, start=2))


def _lay(index: Index, told: dict[str, tuple[_Told, ...]], tables: Tables, put: Put) -> None:
    for one in told["countries"]:
        _lay_country(index, one)
    if told["divisions"]:
        put(list(_divisions(index, told["divisions"], tables)))
    overlay = [_overlay_place(index, one) for one in told["places_overlay"]]
    added, replaced = _beside_known(index, overlay, _division_words(tables))
    for known in replaced:
        index.hide(known)
    put(added)


def _put_anew(index: Index, places: list[Found]) -> None:
    """Places of the same id, from shipped rows, go."""
    for place in places:
        for known in index.named(fold(place.name)):
            if known.gid == place.gid:
                index.hide(known)
    index.put(places)


def _lay_country(index: Index, told: _Told) -> None:
    row = told.row
    if not CODE.fullmatch(row["iso"]):
        raise told.wrong(f"iso {row['iso']!r}; expected an ISO 3166 code of two capital letters, such as GE")
    known_code = index.country(row["iso"])
    gid, population = known_code or (f"country:{row['iso']}", 0)
    if known_code is None:
        index.put_countries([(row["iso"], gid, population)])
    prominence = math.log10(population + 10) + COUNTRY_BONUS
    for known in index.named(fold(row["name"])):
        if known.level == PlaceLevel.COUNTRY and known.name == row["name"]:
            index.hide(known)
    names = _other_names(told)
    index.put(
        [Found(gid, row["name"], *_point(told), row["iso"], "country", prominence, "", population, main_names=names)]
    )
    for town in _towns_named(index, row["capital"], row["iso"]):
        if town.population > SMALLEST_CAPITAL:
            prominence = math.log10(town.population + 10) + CAPITAL_BONUS
            index.change(town, max(town.prominence, prominence))


def _divisions(index: Index, told: Iterable[_Told], tables: Tables) -> Iterator[Found]:
    people = index.people()
    words = _division_words(tables)
    for one in told:
        row = one.row
        level, point = _level(one, ("region", "district")), _point(one)
        country = _country(index, one)
        bare = _bare(row["name"], words)
        region = level == "region"
        near = SAME_REGION_KM if region else SEAT_KM
        same_name = _towns_named(index, bare, country)
        shared = any(kilometres(*point, town.latitude, town.longitude) < near for town in same_name)
        if shared and not region:
            continue  # a district is found by its town and the word "district"
        population = people.get((country, row["code"]), 0) if region else 0
        prominence = math.log10(population + 10) if region else DISTRICT_PROMINENCE
        yield Found(
            f"division:{country}.{fold(row['within'])}.{fold(row['name'])}".replace("..", "."),
            row["name"],
            *point,
            country,
            level,
            prominence - (SHARED_NAME_PENALTY if shared else 0.0),
            division=row["code"],
            population=population,
            main_names=(bare,) if bare != row["name"] else (),
        )


def _towns_named(index: Index, name: str, country: str | None) -> list[Known]:
    """The country's towns whose own name it is, not an other name."""
    key = fold(name)
    return [
        known
        for known in index.named(key)
        if known.level == PlaceLevel.TOWN and known.country == country and fold(known.name) == key
    ]


def _overlay_place(index: Index, told: _Told) -> Found:
    row = told.row
    if row["level"] == PlaceLevel.COUNTRY:
        raise told.wrong("level 'country'; countries belong in countries.csv")
    level = _level(told, tuple(OVERLAY_PROMINENCE))
    names = _other_names(told)
    country = _country(index, told) if row["country"] else None
    prominence = OVERLAY_PROMINENCE[level]
    return Found(
        f"overlay:{fold(row['name'])}", row["name"], *_point(told), country, level, prominence, main_names=names
    )


def _beside_known(
    index: Index, overlay: list[Found], words: tuple[tuple[str, str], ...]
) -> tuple[list[Found], list[Known]]:
    """The overlay's places that the index lacks (others have given it their names), and the divisions they replace."""
    added, replaced = [], []
    for place in overlay:
        if place.level == PlaceLevel.TOWN:
            added += [] if _join_town(index, place) else [place]
        elif place.level == PlaceLevel.REGION:
            twins = _twins(index, place, keys_of(_bare(name, words) for name in _names(place)), SAME_REGION_KM)
            replaced += twins
            added.append(_below_its_town(index, _in_place_of(place, twins)))
        else:
            added.append(place)
    return added, replaced


def _join_town(index: Index, place: Found) -> bool:
    """Whether the index has the overlay's town: then the overlay's names go there."""
    twins = [twin for twin in _twins(index, place, keys_of(_names(place)), SAME_TOWN_KM) if twin.gid != place.gid]
    if not twins:
        return False
    twin = max(twins, key=lambda town: town.population)
    index.change(twin, max(twin.prominence + OVERLAY_BONUS, place.prominence), _names(place))
    return True


def _in_place_of(place: Found, divisions: list[Known]) -> Found:
    """The overlay's region takes over the code and people of the largest division of its name."""
    if not divisions:
        return place
    twin = max(divisions, key=lambda division: division.population)
    is_seat_name = twin.prominence < math.log10(twin.population + 10)
    return place._replace(
        division=twin.division,
        population=twin.population,
        other_names=() if is_seat_name else (twin.name,),  # the bare name is the town's
        prominence=max(place.prominence, twin.prominence),
    )


def _below_its_town(index: Index, place: Found) -> Found:
    """Everyone thinks of a large town before the province of its name: "Aleppo", "New York"."""
    for name in _names(place):
        for known in index.named(fold(name)):
            is_town = known.level == PlaceLevel.TOWN and known.country == place.country
            own_name = fold(known.name) == fold(name)
            if is_town and known.population > (LARGE_TOWN if own_name else WORLD_CITY):
                return place._replace(prominence=place.prominence - SHARED_NAME_PENALTY)
    return place


def _twins(index: Index, place: Found, keys: Iterable[str], near: float) -> list[Known]:
    found = {known.id: known for key in keys for known in index.named(key)}
    return [
        known
        for _, known in sorted(found.items())
        if known.level == place.level
        and known.country == place.country
        and kilometres(place.latitude, place.longitude, known.latitude, known.longitude) < near
    ]


def _names(place: Found) -> tuple[str, ...]:
    return (place.name, *place.main_names)


def _other_names(told: _Told) -> tuple[str, ...]:
    names = tuple(filter(None, told.row["other_names"].split("|")))
    if not keys_of((told.row["name"], *names)):
        raise told.wrong(f"name {told.row['name']!r}; expected a name, or an other name, in Latin letters")
    return names


@lru_cache(maxsize=8)
def _division_words(tables: Tables) -> tuple[tuple[str, str], ...]:
    """Each word that says what a division is, as it stands after and before a name; long ones first."""
    words = {row["word"].lower() for row in tables.rows("division_words")}
    return tuple((f" {word}", f"{word} ") for word in sorted(words, key=lambda word: (-len(word), word)))


def _bare(name: str, words: tuple[tuple[str, str], ...]) -> str:
    """The name without the word that says what it is: "Tartar Rayon" -> "Tartar"."""
    low = name.lower()
    for after, before in words if " " in name else ():
        if low.endswith(after):
            return name[: -len(after)]
        if low.startswith(before):
            return name[len(before) :]
    return name


def _level(told: _Told, levels: tuple[str, ...]) -> str:
    level = told.row["level"]
    if level not in levels:
        raise told.wrong(f"level {level!r}; expected {', '.join(levels[:-1])} or {levels[-1]}")
    return level


def _point(told: _Told) -> tuple[float, float]:
    return _degrees(told, "latitude", 90), _degrees(told, "longitude", 180)


def _degrees(told: _Told, column: str, most: int) -> float:
    cell = told.row[column]
    try:
        degrees = float(cell)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:  # also where it is no number
        raise told.wrong(f"{column} {cell!r}; expected degrees from -{most} to {most}, such as 39.8")
    return degrees


def _country(index: Index, told: _Told) -> str:
    code = told.row["country"]
    if index.country(code) is None:
        raise told.wrong(
            f"country {code!r}; expected an ISO 3166 code of two letters, such as GE, or a row of countries.csv"
        )
    return code
