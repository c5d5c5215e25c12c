"""Opens a ledger, or says plainly why there cannot be one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from averment.ledger.database import WRITES, Database, refused
from averment.ledger.migrate import is_current, migrate
from averment.ledger.postgres import PostgresDatabase
from averment.ledger.sqlite import SqliteFile
from averment.model.run import LedgerError

KINDS = "give a path, sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE"


def database_of(where: str | Path) -> Database:
    """What keeps the ledger at a path or URL. Raises LedgerError for databases that this version does not know."""
    if isinstance(where, Path) or "://" not in where:
        if not str(where).strip():
            raise LedgerError("no ledger was named: give the path of its file, such as averment.db")
        return SqliteFile(Path(where))
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise LedgerError(f"the address of the ledger cannot be read: {KINDS}") from error
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return SqliteFile(Path(url.database))
    if url.get_backend_name() == "postgresql" and url.database:
        return PostgresDatabase(url.set(drivername="postgresql+psycopg"))
    raise LedgerError(f"no ledger can be kept at {url.render_as_string()}: {KINDS}")


def open_tables(database: Database, *, create: bool) -> Engine:
    """An engine on a ledger whose tables are of today's version. Raises LedgerError with what to do."""
    if not database.is_there() and not create:
        raise LedgerError(f"there is no ledger at {database.name}: make one with averment read, or give yours")
    version = database.version()
    if version is None and not create:
        raise LedgerError(f"{database.name} is empty: make a ledger with averment read, or give yours")
    engine = database.open_engine()
    if version is None or not is_current(version, database.name):
        writer = engine.execution_options(**{WRITES: True})
        with refused(f"the ledger {database.name}"), writer.begin() as connection:
            migrate(connection)
    return engine
