"""How far a run is, on a terminal."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from averment.faces.bulk.bulk import Job
from averment.faces.bulk.manifest import Done, open_manifest
from averment.faces.bulk.progress import counting
from averment.settings import Settings
from tests.faces.bulk.test_manifest import ORIGIN

PATIENCE = 60.0  # seconds: a busy machine may take long to begin a thread


def drawn(job: Job, total: int, *told: Done) -> str:
    """What the terminal shows once the pages are counted, which is done beside the work."""
    shown, deadline = io.StringIO(), time.monotonic() + PATIENCE
    with counting(job, Settings(), Console(file=shown, force_terminal=True, width=120)) as advance:
        while f"/{total}" not in shown.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
        for done in told:
            advance(done)
    return shown.getvalue()


def test_what_an_earlier_run_did_counts_as_done(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(6):
        (sources / f"{number}.txt").write_text("Shells hit the market, the army said.")
    job = Job((str(sources),), tmp_path / "out", shard_size=2)
    open_manifest(job.out, replace(ORIGIN, shard_size=2)).add(Done(1, read=2))
    assert "4/6" in drawn(job, 6, Done(2, read=2))
    assert "6/6" in drawn(job, 6, Done(2, read=2), Done(3, read=2))


def test_a_source_that_is_not_there_is_left_to_the_run_to_tell(tmp_path: Path) -> None:
    assert "0/0" in drawn(Job((str(tmp_path / "nowhere"),), tmp_path / "out"), 0)
