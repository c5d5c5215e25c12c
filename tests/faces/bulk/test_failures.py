"""What could not be read is named, the first of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from averment.faces.bulk.failures import MOST_LISTED, failures
from averment.faces.bulk.manifest import Done, open_manifest
from averment.faces.bulk.tables import ShardRows, write_shard
from averment.model.run import Problem
from tests.faces.bulk.test_manifest import ORIGIN


def test_files_that_ended_a_worker_come_first_and_beyond_twenty_the_rest_is_counted(tmp_path: Path) -> None:
    manifest = open_manifest(tmp_path / "out", replace(ORIGIN, sources=("news",)))
    empty = [{"file": f"{number}.txt", "report": None, "step": "ingest", "message": "empty"} for number in range(25)]
    read = {"file": "a.txt", "report": "r1", "step": "times", "message": "no such day"}
    write_shard(manifest.folder, 1, ShardRows([], [], [*empty, read]))
    manifest.add(Done(1, problems=26))
    manifest.add(Done(2, failed=("deadly.txt",)))
    first, *rest, last = failures(manifest)
    assert (first.file, "its worker ended twice" in first.message) == ("deadly.txt", True)
    assert rest == [Problem("ingest", "empty", file=f"{number}.txt") for number in range(MOST_LISTED - 1)]
    assert last.message.startswith("6 more")
