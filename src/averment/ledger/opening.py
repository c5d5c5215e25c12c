"""Opens the file of a ledger, or says plainly why it cannot be one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from averment.ledger.migrate import is_current, migrate
from averment.ledger.sqlite import WRITES, open_engine, refused, version_of
from averment.model.run import LedgerError


def path_of(where: str | Path) -> Path:
    """The file that a path or an sqlite:/// URL names. Raises LedgerError for other databases."""
    if isinstance(where, Path) or "://" not in where:
        if not str(where).strip():
            raise LedgerError("no ledger was named: give the path of its file, such as averment.db")
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise LedgerError("the address of the ledger cannot be read: give a path or sqlite:///PATH") from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise LedgerError(
            f"this version keeps ledgers in SQLite files, not at {url.render_as_string()}: give a path or sqlite:///PATH"
        )
    return Path(url.database)


def open_tables(path: Path, *, create: bool) -> Engine:
    """An engine on a ledger whose tables are of today's version. Raises LedgerError with what to do."""
    where = path.absolute()
    if where.is_dir():
        raise LedgerError(f"{path} is a folder: give the path of a file in it, such as {path / 'averment.db'}")
    if not where.parent.is_dir():
        raise LedgerError(f"the folder {where.parent} does not exist: make it first, or give another path")
    if not where.exists() and not create:
        raise LedgerError(f"there is no ledger at {path}: make one with averment read, or give the path of yours")
    version = version_of(where) if where.exists() else None
    if version is None and not create:
        raise LedgerError(f"{path} is empty: make a ledger with averment read, or give the path of yours")
    engine = open_engine(where)
    if version is None or not is_current(version, str(path)):
        writer = engine.execution_options(**{WRITES: True})
        with refused(f"the ledger {path}"), writer.begin() as connection:
            migrate(connection)
    return engine
