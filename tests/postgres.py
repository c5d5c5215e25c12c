"""A PostgreSQL server for the tests, from the programs that the system has; it ends with them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

TEMPLATE = "empty_ledger"  # the database that tests copy: its tables are made once
QUICK = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


@dataclass(frozen=True)
class Server:
    """A running server that listens in a folder only."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://tester@/{database}?host={self.folder}"

    def make(self, database: str, template: str = "template0") -> str:
        """A new database that is a copy of another; gives its URL."""
        with self._connection() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                    sql.Identifier(database), sql.Identifier(template)
                )
            )
        return self.url(database)

    def drop(self, database: str) -> None:
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def size(self, database: str) -> int:
        """The bytes that it takes on disk."""
        with self._connection() as connection:
            (size,) = connection.execute("SELECT pg_database_size(%s)", [database]).fetchone() or (0,)
            return int(size)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(f"host={self.folder} user=tester dbname=postgres", autocommit=True)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version if there are several; None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).parent if here else None


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A server of one's own. PostgreSQL refuses to run as root: then its files belong to the user nobody."""
    folder = Path(tempfile.mkdtemp(prefix="averment-postgres-"))  # a socket's path may have 107 letters at most
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, user=user and user.pw_uid)

    try:
        init = ("--username=tester", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        run(str(programs / "initdb"), "-D", data, *init)
        options = f"{QUICK} -c unix_socket_directories='{folder}'"
        run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield Server(folder)
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
