"""A ledger opens, or says plainly why it does not and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from averment.ledger.database import WRITES
from averment.ledger.ledger import Ledger, open_ledger
from averment.ledger.opening import database_of
from averment.ledger.schema import VERSION_TABLE, metadata
from averment.model.run import LedgerError
from tests.builders import RUN, build
from tests.postgres import Server


def not_sqlite(folder: Path) -> Path:
    (folder / "notes.txt").write_text("notes, nothing but notes " * 100)
    return folder / "notes.txt"


def somebody_elses(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "music.db")) as raw:
        raw.execute("CREATE TABLE songs (name)")
    return folder / "music.db"


def from_a_newer_version(folder: Path) -> Path:
    open_ledger(folder / "new.db").close()
    with closing(sqlite3.connect(folder / "new.db")) as raw, raw:
        raw.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    return folder / "new.db"


def damaged(folder: Path) -> Path:
    open_ledger(folder / "torn.db").close()
    content = (folder / "torn.db").read_bytes()
    (folder / "torn.db").write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    return folder / "torn.db"


CASES = (
    (lambda folder: folder, "is a folder"),
    (lambda folder: folder / "missing" / "averment.db", "does not exist: make it first"),
    (not_sqlite, "cannot be opened as a ledger"),
    (somebody_elses, "not a ledger of Averment"),
    (from_a_newer_version, "made by a newer version of Averment.*upgrade averment"),
    (damaged, "put back a backup"),
    (lambda folder: "", "no ledger was named"),
    (lambda folder: "://ledger", "cannot be read"),
    (lambda folder: f"postgresql://tester@/ledger?host={folder}", "see that the server runs"),
    (lambda folder: "postgresql://", "no ledger can be kept at"),
    (lambda folder: "mysql://tester:secret@here/ledger", r"mysql://tester:\*\*\*@here/ledger: give a path"),
    (lambda folder: "sqlite://", "no ledger can be kept at"),
)


@pytest.mark.parametrize(("place", "why"), CASES, ids=[case[1] for case in CASES])
def test_what_is_no_ledger_is_refused_with_what_to_do(tmp_path: Path, place: object, why: str) -> None:
    assert callable(place)
    with pytest.raises(LedgerError, match=why):
        open_ledger(place(tmp_path))


def test_somebody_elses_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = somebody_elses(tmp_path)
    before = path.read_bytes()
    with pytest.raises(LedgerError):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_ledger_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        open_ledger(tmp_path / "averment.db", create=False)
    assert not (tmp_path / "averment.db").exists()


def test_a_file_left_empty_by_a_kill_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "averment.db").touch()
    with open_ledger(tmp_path / "averment.db") as ledger:
        assert not list(ledger.reports())


def test_a_path_and_a_url_name_the_same_ledger(in_a_file: Ledger) -> None:
    built = build("[A bridge was hit](event Attack).")
    in_a_file.add_report(built.report, built.content)
    with open_ledger(f"sqlite:///{in_a_file.database.name}", create=False) as other:
        assert [report for report, _ in other.reports()] == [built.report]


def test_the_migrations_make_the_tables_that_the_code_knows(where: str) -> None:
    engine = database_of(where).open_engine()
    with engine.connect() as connection:
        told = {"version_table": VERSION_TABLE, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=told)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _is_ours(_what: object, name: str | None, *_: object) -> bool:
    """Whether the code knows it; the index of words is each database's own."""
    return not (name or "").startswith(("claim_words", "ix_claims_words"))


def _open_and_add(where: str, number: int) -> None:
    built = build(f"[{number} bridges were hit](event Attack).")
    with open_ledger(where) as ledger:
        ledger.add_report(built.report, built.content)
        ledger.add_reading(built.reading(), RUN)


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "averment.db")
    server: Server = request.getfixturevalue("server")
    return server.make("nothing_yet")


def test_several_processes_may_make_and_fill_one_ledger_at_once(nothing_yet: str) -> None:
    context = get_context("fork")
    writers = [context.Process(target=_open_and_add, args=(nothing_yet, at)) for at in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with open_ledger(nothing_yet) as ledger:
        assert len(list(ledger.claims())) == 4


FACTS = [name for name in metadata.tables if "since" not in metadata.tables[name].columns]


def test_the_database_itself_refuses_to_change_or_remove_a_fact(ledger: Ledger) -> None:
    built = build("[Mira Dalen was killed](killed people 1 victim Mira Dalen).")
    ledger.add_report(built.report, built.content)
    ledger.add_reading(built.reading(), RUN)
    engine = ledger.database.open_engine().execution_options(**{WRITES: True})
    for table in FACTS:
        with engine.begin() as connection:
            filled = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
        for change in (f"DELETE FROM {table}", *_updates(table)) if filled else ():
            with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
                connection.exec_driver_sql(change)
    engine.dispose()


def test_somebody_elses_tables_on_a_server_are_left_alone(server: Server) -> None:
    url = server.make("music")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE songs (name text)")
    engine.dispose()
    with pytest.raises(LedgerError, match="give it a database of its own"):
        open_ledger(url)


def test_several_ledgers_may_stand_in_schemas_of_one_database(server: Server) -> None:
    url = server.make("two_ledgers")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA north")
    engine.dispose()
    north = f"{url}&options=-csearch_path%3Dnorth"
    _open_and_add(north, 1)
    with (
        open_ledger(north) as first,
        open_ledger(url) as second,
        first.settle_lock(wait_seconds=0.1),
        second.settle_lock(wait_seconds=0.1),
    ):
        assert (len(list(first.claims())), len(list(second.claims()))) == (1, 0)


def _updates(table: str) -> list[str]:
    return [f'UPDATE {table} SET "{column.name}" = "{column.name}"' for column in metadata.tables[table].columns]
