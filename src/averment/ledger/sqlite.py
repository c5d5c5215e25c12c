"""The one place that knows SQLite: how a file is told from a ledger, opened, guarded, locked, checked and copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event

from averment.ledger.database import COMPACT, WRITES, advice
from averment.ledger.schema import VERSION_TABLE
from averment.model.run import LedgerError

CACHE_KIB = 32_768  # of the file in memory, a connection: with the usual 2,048 a search reads the index anew each time
BUSY_SECONDS = 30.0  # how long a writer waits for another: one reading is written in well under a second


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A ledger in a file; beside it, while it is settled, a lock file."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def folder(self) -> Path:
        return self.path.parent

    def is_there(self) -> bool:
        """Whether the file is. Raises LedgerError where none can be: at a folder, or in no folder."""
        if self.path.is_dir():
            raise LedgerError(
                f"{self.path} is a folder: give the path of a file in it, such as {self.path / 'averment.db'}"
            )
        if not self.path.absolute().parent.is_dir():
            raise LedgerError(
                f"the folder {self.path.absolute().parent} does not exist: make it first, or give another path"
            )
        return self.path.exists()

    def open_engine(self) -> Engine:
        """Write-ahead log, foreign keys kept, deleted content overwritten, writers in line.

        A commit survives the end of the process at once; after a power cut the last few may have to be read again,
        except for what was flushed (see `flush`).
        """
        url = URL.create("sqlite", database=str(self.path.absolute()))
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, json_serializer=COMPACT.encode)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine

    def version(self) -> str | None:
        """The version written in the file, None while it is empty or not there. Changes nothing.

        Raises LedgerError when the file is not SQLite, is damaged, or is somebody else's database.
        """
        if not self.path.exists():
            return None
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as raw:
                tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                if not tables:
                    return None
                if VERSION_TABLE not in tables:
                    raise LedgerError(
                        f"{self.path} is an SQLite database but not a ledger of Averment: give another path"
                    )
                row = raw.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
                return str(row[0]) if row else None
        except sqlite3.DatabaseError as error:
            raise LedgerError(
                f"{self.path} cannot be opened as a ledger ({error}): give the path of a ledger or a new path, "
                "or put back a backup if it is damaged"
            ) from error

    @contextmanager
    def settle_lock(self, wait_seconds: float) -> Iterator[bool]:
        """The system lets go of the lock when its process ends, however it ends, so no lock is ever left behind."""
        path = self.path.with_name(f"{self.path.name}-settle")
        with closing(sqlite3.connect(path, isolation_level=None, timeout=wait_seconds)) as raw:
            try:
                raw.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise LedgerError(
                        f"{path} cannot be locked ({error}): check that its folder can be written"
                    ) from error
                yield False
            else:
                yield True

    def flush(self, engine: Engine) -> None:
        """Writes the log into the file and empties it: what was committed survives a power cut, blanked words are
        gone."""
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()

    def complaints(self, connection: Connection) -> tuple[str, ...]:
        """What SQLite finds wrong with the file itself and with its foreign keys."""
        damaged = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = [
            f"a row of {table} ({row}) leads to no row of {parent}"
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
        return (*damaged, *orphans)

    def copy_into(self, target: Path) -> None:
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as raw:
                raw.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            raise LedgerError(f"the backup to {target} was refused: {error}{advice(str(error))}") from error


def refuse_changes(
    table: str, columns: tuple[str, ...], *, but_blank: tuple[str, ...] = (), of_report: str = ""
) -> tuple[str, ...]:
    """Triggers that keep the rows of a table as they were added.

    The columns in `but_blank` may be emptied, and filled again, in a report that a person withheld; `of_report` is
    the SQL that finds this report from NEW.
    """
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table}: facts are added, never changed'); END"
    fixed = ", ".join(f'"{name}"' for name in columns if name not in but_blank)
    triggers = [
        f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} {refusal}",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table} {refusal}",
    ]
    if but_blank:
        blankable = ", ".join(f'"{name}"' for name in but_blank)
        held = f"EXISTS (SELECT 1 FROM decisions WHERE kind = 'withhold' AND withholds = {of_report})"
        emptied = " AND ".join(f'(NEW."{name}" IS NULL OR OLD."{name}" IS NULL)' for name in but_blank)
        triggers.append(
            f"CREATE TRIGGER {table}_blanked BEFORE UPDATE OF {blankable} ON {table} "
            f"WHEN NOT ({held} AND {emptied}) {refusal}"
        )
    return tuple(triggers)


def _set_up(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None  # transactions begin where `_begin` says so, tables being made included
    cursor = raw.cursor()
    (mode,) = cursor.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON", f"cache_size = -{CACHE_KIB}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that first read and then wrote would be refused if another wrote between."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
