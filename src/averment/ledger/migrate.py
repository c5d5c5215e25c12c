"""Brings the tables of a ledger to the version that this code needs; they only ever move forward."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from averment.model.run import LedgerError

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(found: str, where: str) -> bool:
    """Whether the ledger is of today's version. Raises LedgerError when a newer Averment made it."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerError(
            f"{where} was made by a newer version of Averment (its tables are of version {found}, this one knows up to "
            f"{scripts.get_current_head()}): upgrade averment"
        )
    return found == scripts.get_current_head()


def migrate(connection: Connection) -> None:
    """Makes the tables, or changes them to today's version, inside the transaction of this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
