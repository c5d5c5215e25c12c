"""What a ledger asks of the database that keeps it; sqlite.py and postgres.py answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from json import JSONEncoder
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from averment.model.run import LedgerError

WRITES = "averment_writes"  # the execution option of a connection that will write
COMPACT = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
RESTORE = "; the file is damaged: put back a backup, or read the reports into a new ledger"
ADVICE = {
    "locked": "; another process holds it: try again when that has ended",
    "malformed": RESTORE,
    "not a database": RESTORE,
    "no such table": RESTORE,
    "full": "; free some space, then do it again: nothing was half written",
    "No space left": "; free some space, then do it again: nothing was half written",
    "readonly": "; make the file and its folder writable",
    "read-only": "; let this user write there, or give a ledger of your own",
    "permission denied": "; let this user write there, or give a ledger of your own",
    "unable to open": "; see whether its folder exists and may be written",
    "UNIQUE constraint": "; the same id came twice with other content",
    "duplicate key": "; the same id came twice with other content",
    "connection": "; see that the server runs and can be reached, then do it again: nothing was half written",
    "NUL": "; the text holds a character that no database of text can keep",
}


class Database(Protocol):
    """Where a ledger is kept. Whoever writes waits for the other writers; whoever reads sees one moment."""

    @property
    def name(self) -> str:
        """As messages name it, without a password."""

    @property
    def folder(self) -> Path:
        """The folder from which the files of reports are named."""

    def open_engine(self) -> Engine:
        """Connections that keep foreign keys and put writers in line."""

    def version(self) -> str | None:
        """The version written in the ledger; None where there is no table yet. Changes nothing.

        Raises LedgerError when there is none to be had, or when it is somebody else's database.
        """

    def is_there(self) -> bool:
        """Whether there is anything under this address; a server is taken to be."""

    def settle_lock(self, wait_seconds: float) -> AbstractContextManager[bool]:
        """Gives False when another process held the lock all the time that one waited; it ends with its process."""

    def flush(self, engine: Engine) -> None:
        """What was committed survives a power cut, words taken out are gone from the tables' files."""

    def complaints(self, connection: Connection) -> tuple[str, ...]:
        """What the database finds wrong with itself."""

    def copy_into(self, target: Path) -> None:
        """A consistent copy in a file, as it is at this moment; others may go on writing."""


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Turns what the database refuses into a LedgerError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        plain = str(error.orig).splitlines()[0]
        raise LedgerError(f"{what} was refused: {plain}{advice(plain)}") from error


def advice(plain: str) -> str:
    """What to do about a refusal in these words."""
    return next((advice for sign, advice in ADVICE.items() if sign in plain), "")
