"""The same reports end in the same ledger, however, however often and in whatever order they come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from averment.ledger.ledger import open_ledger
from averment.model.claim import claim_id
from averment.model.run import Run
from averment.pipeline import settle
from averment.settings import Settings
from tests.commands import BRIDGE, COUNCIL, MARKET, averment, figures, write

OTHER = Run("code 2", "model 2", "tables 2")
READ = (sys.executable, "-c", "from averment.faces.cli import main; main()", "read")


def exports(ledger: Path) -> tuple[str, ...]:
    return tuple(averment("export", rows, "--ledger", ledger).out for rows in ("claims", "incidents", "victims"))


def rows(ledger: Path) -> dict[str, int]:
    """How many rows each table of facts holds."""
    tables = ("entries", "contents", "reports", "appearances", "texts", "readings", "claims", "problems")
    with open_ledger(ledger) as held, held.looking() as connection:
        return {table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0 for table in tables}


def test_the_same_files_again_add_nothing(copied: Path) -> None:
    before, held = exports(copied), rows(copied)
    assert averment("read", copied.parent, "--ledger", copied).code == 0
    assert (exports(copied), rows(copied)) == (before, held)


def test_a_file_named_by_its_relative_and_its_absolute_path_appears_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "averment.db"
    write(tmp_path, "reports/bridge.txt", BRIDGE, published="2023-05-04")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    for way in ("reports", "reports/bridge.txt", tmp_path / "reports", "./reports/../reports", "other/../reports"):
        assert averment("read", way, "--ledger", ledger).code == 0
    monkeypatch.chdir(tmp_path / "other")
    assert averment("read", "../reports/bridge.txt", "--ledger", "../averment.db").code == 0
    assert rows(ledger)["appearances"] == 1
    (measure,) = [
        measure
        for incident in averment("export", "incidents", "--ledger", ledger).lines
        for measure in as_list(incident["measures"])
        if measure["measure"] == "wounded"
    ]
    assert (measure["reports"], measure["outlets"]) == (1, 1)


def test_the_same_bytes_in_two_outlets_are_one_report_with_two_appearances(tmp_path: Path) -> None:
    ledger = tmp_path / "averment.db"
    write(tmp_path, "a/bridge.txt", BRIDGE, outlet="Daily Herald", published="2023-05-04")
    write(tmp_path, "b/bridge.txt", BRIDGE, outlet="Norvia Press", published="2023-05-04")
    assert averment("read", tmp_path, "--ledger", ledger).code == 0
    held = rows(ledger)
    assert (held["reports"], held["appearances"], held["readings"]) == (1, 2, 1)
    wounded = [
        measure
        for incident in averment("export", "incidents", "--ledger", ledger).lines
        for measure in as_list(incident["measures"])
        if measure["measure"] == "wounded"
    ]
    assert [(measure["reports"], measure["outlets"], measure["texts"]) for measure in wounded] == [(2, 2, 1)]


def test_the_order_of_reading_changes_nothing_in_claims_and_incidents(ostra: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "averment.db"
    for name in ("bridge.txt", "council.txt", "market.txt"):
        assert averment("read", ostra / name, "--ledger", ledger).code == 0
    assert exports(ledger) == exports(ostra / "ostra.db")


def test_a_read_that_is_killed_at_any_moment_and_started_again_ends_in_the_same_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for number, text in enumerate((MARKET, COUNCIL, BRIDGE) * 2):
        write(folder, f"{number}.txt", f"{text}\nIt was report {number} of that week.\n", published="2023-05-04")
    undisturbed, disturbed = tmp_path / "undisturbed.db", tmp_path / "disturbed.db"
    assert averment("read", folder, "--ledger", undisturbed).code == 0
    kills = 0
    for wanted in (1, 2, 5):  # entries in the ledger when the process is killed
        child = subprocess.Popen(
            (*READ, str(folder), "--ledger", str(disturbed)),
            env={**os.environ, "AVERMENT_BATCH": "2"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while child.poll() is None and not (disturbed.is_file() and written(disturbed) >= wanted):
            time.sleep(0.005)
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
        kills += child.wait() == -signal.SIGKILL
    assert kills >= 2
    assert averment("read", folder, "--ledger", disturbed).code == 0
    assert exports(disturbed) == exports(undisturbed)
    assert averment("verify", "--ledger", disturbed).code == 0


def written(ledger: Path) -> int:
    """How many readings the file holds by now; none while its tables are made."""
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as raw:
            return int(raw.execute("SELECT count(*) FROM entries").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_another_model_that_reads_a_little_otherwise_doubles_nothing_and_keeps_decisions(copied: Path) -> None:
    claims = averment("export", "claims", "--ledger", copied)
    wounded = str(figures(claims, measure="wounded", low=3)[0]["id"])
    signed = ("--by", "R. Doe", "--reason", "counted again", "--ledger", copied)
    assert averment("decide", "correct", wounded, "low=7", "high=7", *signed).code == 0
    with open_ledger(copied) as ledger:
        for _, _, reading in tuple(ledger.present_readings()):
            again = []
            for claim in reading.claims:
                end = claim.evidence.end - 1  # the other model leaves out the last letter
                evidence = replace(claim.evidence, end=end)
                id = claim_id(claim.text_id, evidence, claim.attribution, claim.what)
                again.append(replace(claim, id=id, evidence=evidence, denies=None))
            assert ledger.add_reading(replace(reading, run=OTHER.id, claims=tuple(again)), OTHER)
        settle(Settings.model_validate({"ledger": str(copied)}), ledger)
    after = averment("export", "claims", "--ledger", copied)
    assert {line["run"] for line in after.lines} == {OTHER.id}
    assert len(after.lines) == len(claims.lines)
    assert not {line["id"] for line in after.lines} & {line["id"] for line in claims.lines}
    (corrected,) = figures(after, measure="wounded")
    assert (corrected["low"], corrected["high"]) == (7, 7)
    assert "waits" not in averment("decide", "list", "--ledger", copied).out
    assert averment("verify", "--ledger", copied).code == 0


def as_list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
