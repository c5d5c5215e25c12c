"""The one place that knows PostgreSQL: how a ledger there is opened, guarded, locked and copied into a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from averment.ledger.copying import copy_tables
from averment.ledger.database import COMPACT, WRITES, refused
from averment.ledger.migrate import migrate
from averment.ledger.schema import VERSION_TABLE
from averment.ledger.sqlite import SqliteFile
from averment.model.run import LedgerError

# Two numbers of Averment's own, joined with the schema: several ledgers may stand in one database.
WRITERS, SETTLES = "averment writers", "averment settles"
LOCK = "hashtextextended({of} || ' ' || current_schema(), 0)"
LOCK_TIMEOUT = "55P03"
CONNECT_SECONDS = 10
WITH_WORDS = ("contents", "texts", "claims", "victims", "decision_anchors")  # what withholding empties


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """A ledger in a schema of a PostgreSQL database: its search_path says which, `public` by default."""

    url: URL

    @property
    def name(self) -> str:
        return self.url.render_as_string(hide_password=True)

    @property
    def folder(self) -> Path:
        """A server has no folder beside it: files are named as seen from where one works."""
        return Path.cwd()

    def is_there(self) -> bool:
        return True

    def open_engine(self) -> Engine:
        """Writers take their turn, so that the numbers of entries are the order in which they were committed."""
        engine = create_engine(
            self.url,
            json_serializer=COMPACT.encode,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "averment"},
        )
        event.listen(engine, "begin", _begin)
        return engine

    def version(self) -> str | None:
        """The version written in the schema, None while it has no tables. Changes nothing.

        Raises LedgerError when the server cannot be reached, does not keep Unicode, or holds other tables there.
        """
        with self._looking() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
            if encoding != "UTF8":
                raise LedgerError(f"{self.name} keeps text as {encoding}: make a database with ENCODING 'UTF8'")
            asked = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
            tables = set(connection.exec_driver_sql(asked).scalars())
            if not tables:
                return None
            if VERSION_TABLE not in tables:
                raise LedgerError(
                    f"{self.name} holds other tables and is not a ledger of Averment: give it a database of its own"
                )
            found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
            return None if found is None else str(found)

    @contextmanager
    def settle_lock(self, wait_seconds: float) -> Iterator[bool]:
        """The server lets go of the lock when the connection ends, however it ends."""
        with self._looking() as connection:
            connection.execute(text("SELECT set_config('lock_timeout', :wait, false)"), {"wait": _millis(wait_seconds)})
            try:
                connection.execute(text(f"SELECT pg_advisory_lock({LOCK.format(of=':of')})"), {"of": SETTLES})
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) != LOCK_TIMEOUT:
                    raise
                yield False
            else:
                yield True

    def flush(self, engine: Engine) -> None:
        """A commit is on the disk already; the space of emptied words is written over."""
        with engine.connect() as connection:
            raw = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in WITH_WORDS:
                raw.exec_driver_sql(f"VACUUM {table}")

    def complaints(self, connection: Connection) -> tuple[str, ...]:
        """The server checks its own pages and foreign keys as it goes: it has no complaints to ask for."""
        return ()

    def copy_into(self, target: Path) -> None:
        """A ledger in a file: it opens anywhere, without a server."""
        file = SqliteFile(target)
        engine, own = file.open_engine(), self.open_engine()
        try:
            with refused(f"the backup to {target}"):
                with engine.execution_options(**{WRITES: True}).begin() as into:
                    migrate(into)
                    with own.begin() as source:
                        copy_tables(source, into)
                file.flush(engine)
        finally:
            engine.dispose()
            own.dispose()

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        """A connection of its own, outside any transaction."""
        engine = create_engine(self.url, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS})
        try:
            with engine.connect() as connection:
                yield connection.execution_options(isolation_level="AUTOCOMMIT")
        except DBAPIError as error:
            plain = str(error.orig).splitlines()[0]
            raise LedgerError(
                f"the ledger {self.name} cannot be opened ({plain}): see that the server runs, and that the user, "
                "the password (PGPASSWORD or ~/.pgpass) and the name of the database are right"
            ) from error


def refuse_changes(
    table: str, columns: tuple[str, ...], *, but_blank: tuple[str, ...] = (), of_report: str = ""
) -> tuple[str, ...]:
    """What keeps the rows of a table as they were added, as the triggers of sqlite.py do."""
    refusal = f"RAISE EXCEPTION '{table}: facts are added, never changed'"
    fixed = ", ".join(f'"{name}"' for name in columns if name not in but_blank)
    made = [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$",
        f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {table}_stays()",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {table}_stays()",
    ]
    if but_blank:
        blankable = ", ".join(f'"{name}"' for name in but_blank)
        held = f"EXISTS (SELECT 1 FROM decisions WHERE kind = 'withhold' AND withholds = {of_report})"
        emptied = " AND ".join(f'(NEW."{name}" IS NULL OR OLD."{name}" IS NULL)' for name in but_blank)
        made += [
            f"CREATE FUNCTION {table}_blanks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({held} AND {emptied}) THEN {refusal}; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_blanked BEFORE UPDATE OF {blankable} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_blanks()",
        ]
    return tuple(made)


def _begin(connection: Connection) -> None:
    """A writer waits for the one before; a reader sees one moment, whatever others write meanwhile."""
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK.format(of=':of')})"), {"of": WRITERS})
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _millis(seconds: float) -> str:
    return str(max(1, round(1000 * seconds)))  # 0 would wait for ever
