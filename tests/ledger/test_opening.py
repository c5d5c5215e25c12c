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

from averment.ledger.ledger import Ledger, open_ledger
from averment.ledger.schema import VERSION_TABLE, metadata
from averment.model.run import LedgerError
from tests.builders import RUN, build


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
    (lambda folder: "postgresql://somewhere/ledger", "keeps ledgers in SQLite files"),
    (lambda folder: "sqlite://", "keeps ledgers in SQLite files"),
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


def test_a_path_and_a_url_name_the_same_ledger(ledger: Ledger) -> None:
    built = build("[A bridge was hit](event Attack).")
    ledger.add_report(built.report, built.content)
    with open_ledger(f"sqlite:///{ledger.path}", create=False) as other:
        assert [report for report, _ in other.reports()] == [built.report]


def test_the_migrations_make_the_tables_that_the_code_knows(empty: Path) -> None:
    engine = create_engine(f"sqlite:///{empty}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _open_and_add(path: Path, number: int) -> None:
    built = build(f"[{number} bridges were hit](event Attack).")
    with open_ledger(path) as ledger:
        ledger.add_report(built.report, built.content)
        ledger.add_reading(built.reading(), RUN)


def test_several_processes_may_make_and_fill_one_ledger_at_once(tmp_path: Path) -> None:
    context = get_context("fork")
    writers = [context.Process(target=_open_and_add, args=(tmp_path / "averment.db", at)) for at in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with open_ledger(tmp_path / "averment.db") as ledger:
        assert len(list(ledger.claims())) == 4


FACTS = [name for name in metadata.tables if "since" not in metadata.tables[name].columns]


def test_the_database_itself_refuses_to_change_or_remove_a_fact(ledger: Ledger) -> None:
    built = build("[Mira Dalen was killed](killed people 1 victim Mira Dalen).")
    ledger.add_report(built.report, built.content)
    ledger.add_reading(built.reading(), RUN)
    with closing(sqlite3.connect(ledger.path)) as raw:
        for table in FACTS:
            if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                for change in (f"DELETE FROM {table}", *_updates(table)):
                    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                        raw.execute(change)


def _updates(table: str) -> list[str]:
    return [f'UPDATE {table} SET "{column.name}" = "{column.name}"' for column in metadata.tables[table].columns]
