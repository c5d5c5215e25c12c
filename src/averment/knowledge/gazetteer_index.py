"""The index of places: each place, and the keys of its names, in SQLite; small rows may lie over a large base."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from averment.knowledge.countries import PlainLetters, plain

MOST_OTHER_NAMES = 16  # kept to be shown; all are kept to be found
CACHE_KIB = 65_536  # all of a new index, so that no page is written twice
EVERYTHING = -1  # SQLite's word for no limit
FIRST_OWN_ID = 1_000_000_000  # places that lie over a base are numbered above all of its own

PLACES = """CREATE TABLE {schema}.place (id INTEGER PRIMARY KEY, gid TEXT, name TEXT, latitude REAL, longitude REAL,
    country TEXT, division TEXT, population INTEGER, prominence REAL, level TEXT, others TEXT)"""
NAMES = "CREATE TABLE {schema}.name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID"
COUNTRIES = "CREATE TABLE {schema}.country (iso TEXT PRIMARY KEY, gid TEXT, population INTEGER) WITHOUT ROWID"
GONE = "CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)"  # of the base: hidden, or changed and so copied into main

NAMED = """
WITH named AS (SELECT place, max(main) AS main FROM (
    SELECT place, main FROM base.name WHERE key = :key UNION ALL SELECT place, main FROM main.name WHERE key = :key
) GROUP BY place)
SELECT place.*, named.main, prominence - (1 - named.main) * :penalty AS rank
    FROM named CROSS JOIN base.place AS place ON place.id = named.place WHERE place.id NOT IN (SELECT id FROM gone)
UNION ALL SELECT place.*, named.main, prominence - (1 - named.main) * :penalty AS rank
    FROM named CROSS JOIN main.place AS place ON place.id = named.place
ORDER BY rank DESC, gid LIMIT :most
"""
COPIED = "INSERT INTO main.place SELECT * FROM base.place WHERE id = :id AND id NOT IN (SELECT id FROM gone)"

ARTICLES = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az|aş|ed|es|er)[ -]", re.IGNORECASE)
SAINT = re.compile(r"^(?:saint|sainte|st|ste)\b")
SHORT_FORMS = ((re.compile(r"^mount\b"), "mt"), (re.compile(r"^fort\b"), "ft"))
LINES = PlainLetters({ord("\n"): "\n"})  # makes lines plain and leaves them lines
FOLDED_FURTHER = re.compile(r"^ *(?:the |city |saint|st|mount|fort|(?:a[a-z]h?|e[a-z]) )", re.MULTILINE)
LONG_FORMS = ("saint", "st", "mount", "fort")  # only what begins so can have a short form


class Found(NamedTuple):  # a quarter of a million are made at once, several times faster than a dataclass
    """A place on its way into the index. Under `main_names` it is found as readily as under its name."""

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


class Known(NamedTuple):
    """A place of the index as found under one of its names; `is_main` is False when that is only an other name."""

    id: int
    gid: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    division: str
    population: int
    prominence: float
    level: str
    others: str
    is_main: int
    rank: float


def fold(name: str) -> str:
    """The key under which a name is found: no case, marks, hyphens, spaces, article, "city of"; Saint as St."""
    words = plain(name).removeprefix("the ").removeprefix("city of ")
    if words.startswith(LONG_FORMS):
        words = SAINT.sub("st", words)
        for long, short in SHORT_FORMS:
            words = long.sub(short, words)
    return words.replace(" ", "")


def without_article(name: str) -> str:
    """ "al-Shaddadi" -> "Shaddadi": Arabic names are written with and without."""
    return ARTICLES.sub("", name, count=1)


def keys_of(names: Iterable[str]) -> set[str]:
    """The keys of the names that are written in Latin letters, with and without an Arabic article."""
    listed = tuple(names)
    lines = "\n".join(listed).translate(LINES)
    if FOLDED_FURTHER.search(lines):
        keys = {fold(form) for name in listed for form in (name, without_article(name))}
    else:  # four of five places: all their names at once
        keys = set(lines.replace(" ", "").split("\n"))
    return {key for key in keys if len(key) > 1 and key.isascii()}


class Index:
    """Places found by key. What is written goes into the index itself; a base that lies under it is only read."""

    def __init__(self, path: Path | None = None, base: Path | None = None) -> None:
        """A new index at `path` (else in memory), over the finished one at `base` where that is given."""
        under = f"{base.absolute().as_uri()}?immutable=1" if base else ":memory:"
        self._connection = sqlite3.connect(
            path.absolute().as_uri() if path else ":memory:", uri=True, isolation_level=None, check_same_thread=False
        )
        run = self._connection.execute
        run("ATTACH ? AS base", (under,))
        run("PRAGMA main.journal_mode = OFF")
        run("PRAGMA main.synchronous = OFF")
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA main.cache_size = -{CACHE_KIB}")
        for schema in ("main",) if base else ("main", "base"):
            for table in (PLACES, NAMES, COUNTRIES):
                run(table.format(schema=schema))
        run(GONE)
        self._next = FIRST_OWN_ID if base else 0
        run("BEGIN")

    def named(self, key: str, *, penalty: float = 0.0, most: int = EVERYTHING) -> list[Known]:
        """The places of that key, the most prominent first; those of which it is not a main name pay the penalty."""
        with closing(self._connection.execute(NAMED, {"key": key, "penalty": penalty, "most": most})) as rows:
            return [Known._make(row) for row in rows]

    def country(self, iso: str) -> tuple[str, int] | None:
        """GeoNames' id and people of a country; None where GeoNames has no such code."""
        for schema in ("main", "base"):
            query = f"SELECT gid, population FROM {schema}.country WHERE iso = ?"
            row: tuple[str, int] | None = self._connection.execute(query, (iso,)).fetchone()
            if row:
                return row
        return None

    def people(self) -> dict[tuple[str | None, str], int]:
        """The people of the towns of each country and province."""
        query = """SELECT country, division, sum(population) FROM
            (SELECT * FROM base.place UNION ALL SELECT * FROM main.place) WHERE level = 'town' GROUP BY 1, 2"""
        return {(country, division): people for country, division, people in self._connection.execute(query)}

    def put_countries(self, countries: Iterable[tuple[str, str, int]]) -> None:
        """Takes in the ISO code, id and people of GeoNames' countries."""
        self._connection.executemany("INSERT INTO main.country VALUES (?,?,?)", countries)

    def put(self, places: Iterable[Found]) -> None:
        """Takes in the places with all their names; many in one go, since keys in their order are written fast."""
        names: list[tuple[str, int, int]] = []
        first = self._next
        rows = (self._row(place, names) for place in places)
        self._connection.executemany("INSERT INTO main.place VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        if self._next > first:
            self._connection.executemany("INSERT INTO main.name VALUES (?,?,?)", sorted(names, key=itemgetter(0)))

    def change(self, known: Known, prominence: float, names: tuple[str, ...] = ()) -> None:
        """Gives a place another prominence, and further main names."""
        self._take_over(known.id)
        shown = dict.fromkeys((*names, *known.others.split("|")))
        others = "|".join([name for name in shown if name and name != known.name][:MOST_OTHER_NAMES])
        update = "UPDATE main.place SET prominence = ?, others = ? WHERE id = ?"
        self._connection.execute(update, (prominence, others, known.id))
        keys = [(key, known.id) for key in sorted(keys_of(names))]
        self._connection.executemany("INSERT OR REPLACE INTO main.name VALUES (?,?,1)", keys)

    def hide(self, known: Known) -> None:
        """The place is not found any more."""
        self._take_over(known.id)
        self._connection.execute("DELETE FROM main.place WHERE id = ?", (known.id,))

    def finish(self) -> None:
        """Nothing more will be written."""
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()

    def _row(self, place: Found, names: list[tuple[str, int, int]]) -> tuple[object, ...]:
        """The columns of the place; its keys are added to `names`."""
        number, self._next = self._next, self._next + 1
        main = keys_of((place.name, *place.main_names))
        names += [(key, number, 1) for key in main]
        if place.other_names:
            names += [(key, number, 0) for key in keys_of(place.other_names) - main]
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

    def _take_over(self, number: int) -> None:
        self._connection.execute(COPIED, {"id": number})
        self._connection.execute("INSERT OR IGNORE INTO gone VALUES (?)", (number,))


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance on the globe (haversine)."""
    first, second = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    square = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(square)))
