"""A process that is killed at any moment and started again leaves the ledger that an undisturbed one leaves."""

from __future__ import annotations

import os
import random
import shutil
import signal
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from averment.ledger.ledger import Ledger, open_ledger
from averment.ledger.verify import verify
from averment.model.ids import content_id
from averment.model.incident import Incident, Record
from averment.model.run import LedgerError, Problem
from tests.builders import OTHER_RUN, RUN, build

REPORTS = tuple(
    build(f"# Day {day}\n\n[{day} people were killed](killed people {day}) and [a bridge was hit](event Attack).")
    for day in range(1, 7)
)
RUNS = (RUN, OTHER_RUN)


def fill(path: Path) -> None:
    """What a command does: take in, read, settle; with another model the second time."""
    with open_ledger(path) as ledger:
        for run in RUNS:
            for built in REPORTS:
                ledger.add_report(built.report, built.content)
                if not ledger.has_reading(built.report.id, built.report.text_id, run.id):
                    ledger.add_reading(built.reading(run), run)
        ledger.add_problems([Problem("ingest", "not a text", "broken.bin")])
        with ledger.settle_lock():
            ledger.store_record(settle(ledger))


def settle(ledger: Ledger) -> Record:
    """An incident a report: enough to see whether what was derived is whole."""
    incidents = tuple(
        Incident(
            content_id(report.id), tuple(claim.id for claim in reading.claims), report.text[:9], None, None, (), ()
        )
        for report, _, reading in ledger.present_readings()
    )
    return Record((), (), (), tuple(sorted(incidents, key=lambda incident: incident.id)), (), (), ())


def held(path: Path) -> tuple[object, ...]:
    """All that the ledger holds but for the clock, older readings included."""
    with open_ledger(path) as ledger:
        assert verify(ledger) == ()
        with ledger.looking() as connection:
            lines = {
                table: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {table}")))
                for table in ("entries", "reports", "readings", "claims", "problems", "incidents", "incident_claims")
            }
        lines["entries"] = [line.split("'")[1] for line in lines["entries"]]
        return lines, list(ledger.seen()), ledger.problems(), ledger.record()


def _fill_until(path: Path, last_statement: int) -> None:
    """Fills, and is killed by the system just before one of its statements."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        if done > last_statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    fill(path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    path = tmp_path_factory.mktemp("undisturbed") / "averment.db"
    fill(path)
    return held(path)


def test_a_process_killed_before_any_of_its_statements_and_started_again_ends_in_the_same_ledger(
    tmp_path: Path, undisturbed: tuple[object, ...]
) -> None:
    path, chance, kills, last = tmp_path / "averment.db", random.Random(1), 0, 2
    while True:
        child = get_context("fork").Process(target=_fill_until, args=(path, last))
        child.start()
        child.join()
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        kills, last = kills + 1, last + chance.randint(5, 25)
    assert kills > 5
    assert held(path) == undisturbed


def test_a_process_killed_from_outside_at_random_and_started_again_ends_in_the_same_ledger(
    tmp_path: Path, empty: Path, undisturbed: tuple[object, ...]
) -> None:
    path, chance = tmp_path / "averment.db", random.Random(2)
    shutil.copy(empty, path)
    for _ in range(6):
        child = get_context("fork").Process(target=fill, args=(path,))
        child.start()
        child.join(timeout=chance.uniform(0.01, 0.4))
        child.kill()
        child.join()
    fill(path)
    assert held(path) == undisturbed


def _hold_the_lock(where: str, held_file: Path) -> None:
    with open_ledger(where) as ledger, ledger.settle_lock():
        held_file.touch()
        signal.pause()


def test_a_settle_waits_for_another_and_a_killed_one_blocks_nobody(where: str, ledger: Ledger, tmp_path: Path) -> None:
    sign = tmp_path / "held"
    child = get_context("fork").Process(target=_hold_the_lock, args=(where, sign))
    child.start()
    while not sign.exists():
        assert child.is_alive()
    with pytest.raises(LedgerError, match="another process is settling"), ledger.settle_lock(wait_seconds=0.1):
        pass
    child.kill()
    child.join()
    with ledger.settle_lock(wait_seconds=5):
        assert ledger.store_record(replace(settle(ledger), problems=(Problem("settle", "odd"),)))
