"""Four writers and two readers on one PostgreSQL ledger for two minutes: nothing fails, is lost or doubled."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

from tests.builders import RUN, build
from tests.postgres import programs, running

from averment.ledger.ledger import open_ledger
from averment.ledger.verify import verify
from bench.score import Score, Skipped

TASK = "writers"
DATA = "PostgreSQL, 4 writers, 2 readers"
WRITERS, READERS, SECONDS = 4, 2, 120.0
SHARED = 5  # every so many reports all writers add the same one: it must be there once


@dataclass(frozen=True, slots=True)
class Told:
    """What one process did: the texts whose reading was acknowledged, looks taken, and the errors it met."""

    written: tuple[str, ...] = ()
    looks: int = 0
    errors: tuple[str, ...] = ()


def score(data: Path) -> list[Score | Skipped]:
    """Errors, lines lost and lines doubled: all have to be none."""
    installed = programs()
    if installed is None:
        return [Skipped(TASK, DATA, "PostgreSQL's server programs are not installed")]
    with running(installed) as server:
        where = server.make("writers")
        open_ledger(where).close()
        told = _together(where)
        with open_ledger(where) as ledger:
            texts = Counter(report.text for report, _ in ledger.reports())
            claims = sum(1 for _ in ledger.claims())
            broken = len(verify(ledger))
    acknowledged = {text for one in told for text in one.written}
    lost = sum(text not in texts for text in acknowledged)
    doubled = sum(texts.values()) - len(acknowledged) + claims - 2 * len(acknowledged)
    return [
        Score(TASK, DATA, "errors", sum(len(one.errors) for one in told) + broken, 0, is_low_better=True),
        Score(TASK, DATA, "lines lost", lost, 0, is_low_better=True),
        Score(TASK, DATA, "lines too many", abs(doubled), 0, is_low_better=True),
        Score(TASK, DATA, "reports written", len(acknowledged), varies=True),
        Score(TASK, DATA, "whole looks at the ledger", sum(one.looks for one in told), varies=True),
    ]


def _together(where: str) -> list[Told]:
    context = get_context("spawn")
    queue: Queue[Told] = context.Queue()
    work = [(_write, number) for number in range(WRITERS)] + [(_look, number) for number in range(READERS)]
    running = [context.Process(target=what, args=(where, number, queue)) for what, number in work]
    for process in running:
        process.start()
    told = [queue.get(timeout=SECONDS + 120) for _ in running]
    for process in running:
        process.join()
    return told


def _write(where: str, writer: int, queue: Queue[Told]) -> None:
    written: list[str] = []
    errors: list[str] = []
    until = time.monotonic() + SECONDS
    with open_ledger(where) as ledger:
        for number in count():
            if time.monotonic() > until:
                break
            by = "everyone" if number % SHARED == 0 else f"writer {writer}"
            built = build(f"[{number + 1} people were killed](killed people {number + 1}), said {by}. "
                          f"[A bridge was hit](event Attack).")  # fmt: skip
            try:
                ledger.add_report(built.report, built.content)
                ledger.add_reading(built.reading(), RUN)
            except Exception as error:  # noqa: BLE001 - every kind of failure counts as one here
                errors.append(repr(error))
            else:
                written.append(built.report.text)
    queue.put(Told(tuple(written), errors=tuple(errors)))


def _look(where: str, _: int, queue: Queue[Told]) -> None:
    """Looks at the whole ledger again and again: what was there must be there, each reading with all of its claims."""
    looks, held = 0, 0
    errors: list[str] = []
    until = time.monotonic() + SECONDS
    with open_ledger(where) as ledger:
        while time.monotonic() < until:
            try:
                readings = [reading for _, _, reading in ledger.present_readings()]
            except Exception as error:  # noqa: BLE001 - as above
                errors.append(repr(error))
                continue
            if len(readings) < held or any(len(reading.claims) != 2 for reading in readings):
                errors.append(f"{len(readings)} readings after {held}, or one in part")
            looks, held = looks + 1, len(readings)
    queue.put(Told(looks=looks, errors=tuple(errors)))
