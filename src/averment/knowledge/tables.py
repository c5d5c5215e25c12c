"""Loads the tables that people keep by hand, and their digest."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from averment.model.ids import digest
from averment.model.run import InputError

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables shipped with the package, and the user's own folder whose rows come after them.

    A user's file has the name and columns of the shipped one (`en/speech_verbs.csv`); its rows are added, and a row
    whose first column repeats a shipped one replaces it.
    """

    own: Path | None = None

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of table `name`, such as "en/speech_verbs", in the order of the file.

        Raises InputError for a file that is no CSV in UTF-8 or has no `source` column, and for a user's file with
        other columns.
        """
        return _rows(name, self.own)

    def check(self) -> None:
        """Reads every file of the user's own folder.

        Raises InputError for a folder that is not there, a file that is no table, and one that no shipped table is
        called like: its rows would never be used.
        """
        if self.own is None:
            return
        if not self.own.is_dir():
            raise InputError(f"there is no folder of tables {self.own}: give one that holds files such as parties.csv")
        shipped = {name.removesuffix(".csv") for name, _ in _walk(resources.files("averment.knowledge") / "data", "")}
        for path in sorted(self.own.rglob("*.csv")):
            name = path.relative_to(self.own).with_suffix("").as_posix()
            if name not in shipped:
                raise InputError(f"{path}: no table of this name; expected one of {', '.join(sorted(shipped))}")
            self.rows(name)

    def digest(self) -> str:
        """One SHA-256 over every table in use: it stands in each Run."""
        return _digest(self.own)


TABLES = Tables()


@lru_cache(maxsize=256)
def _rows(name: str, own: Path | None) -> tuple[Row, ...]:
    shipped = _read(resources.files("averment.knowledge") / "data" / f"{name}.csv", None)
    mine = own / f"{name}.csv" if own else None
    if mine is None or not mine.is_file():
        return shipped
    columns = tuple(shipped[0]) if shipped else ()
    added = _read(mine, columns)
    replaced = {next(iter(row.values())) for row in added}
    return tuple(row for row in shipped if next(iter(row.values())) not in replaced) + added


def _read(file: Traversable | Path, columns: tuple[str, ...] | None) -> tuple[Row, ...]:
    try:
        reader = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        rows = tuple(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{file}: no table ({error}); save it as CSV in UTF-8, with cells that hold commas quoted"
        ) from error
    found = tuple(reader.fieldnames or ())
    if "source" not in found:
        raise InputError(f"{file}: a table needs a column 'source' that says where each row comes from; found {found}")
    if columns and found != columns:
        raise InputError(f"{file}: expected the columns {', '.join(columns)}; found {', '.join(found)}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise InputError(f"{file}, line {number}: expected {len(found)} cells; quote a cell that holds a comma")
    return rows


@lru_cache(maxsize=16)
def _digest(own: Path | None) -> str:
    shipped = resources.files("averment.knowledge") / "data"
    files = [(name, path.read_bytes()) for name, path in sorted(_walk(shipped, ""))]
    if own is not None:
        files += [(f"own/{path.relative_to(own)}", path.read_bytes()) for path in sorted(own.rglob("*.csv"))]
    return digest("\n".join(f"{name} {digest(content)}" for name, content in files).encode())


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".csv"):
            found.append((f"{prefix}{entry.name}", entry))
    return found
