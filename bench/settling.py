"""Measures how settling grows with the claims, in time and in memory: drawing the record and storing it.

usage: python -m bench --data FOLDER --only settling (the made world needs no data)
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from averment.drawing import draw_record
from averment.knowledge.tables import Tables
from averment.ledger.ledger import open_ledger
from averment.model.reading import Reading
from averment.model.report import Report
from bench.made_world.claims import readings
from bench.made_world.files import write_tables
from bench.made_world.invent import World, invent
from bench.made_world.tell import chapters
from bench.score import Score, Skipped

TASK = "settling"
SIZES = (10_000, 100_000)
SEED = 7
WARS_OF = 100_000  # one world for all sizes: a longer record of the same wars, and not of more of them
MEGABYTE = 1024  # kilobytes, in which Linux tells the most memory that a process held
MOST_GIGABYTES = 2.0
GROWTH = 1.2


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling so many claims cost: seconds of processor time, and the most memory in megabytes."""

    claims: int
    drawing: float
    storing: float
    memory: float

    @property
    def seconds(self) -> float:
        return self.drawing + self.storing


def score(data: Path) -> list[Score | Skipped]:
    """Growth of time from 10,000 to 100,000 claims of a made world, and the most memory; no data is needed."""
    return [*_scores([_measured(size) for size in SIZES])]


def _scores(runs: Sequence[Settled]) -> Iterator[Score]:
    first, last = runs[0], runs[-1]
    whole = f"{SIZES[0]} to {SIZES[-1]} made claims"
    for run, size in zip(runs, SIZES, strict=True):
        yield _varying(f"{size} made claims", "seconds to draw the record", run.drawing)
        yield _varying(f"{size} made claims", "seconds to store it", run.storing)
    ratio = math.log(last.claims / first.claims)
    yield _varying(whole, "exponent of seconds", math.log(last.seconds / first.seconds) / ratio, GROWTH)
    yield _varying(whole, "exponent of seconds to draw", math.log(last.drawing / first.drawing) / ratio, GROWTH)
    yield _varying(f"{SIZES[-1]} made claims", "gigabytes at most", last.memory / MEGABYTE, MOST_GIGABYTES)


def _varying(data: str, metric: str, value: float, beat: float | None = None) -> Score:
    return Score(TASK, data, metric, value, beat, is_low_better=True, varies=True)


def _measured(size: int) -> Settled:
    """Measured in a process of its own, since memory once taken is not given back."""
    command = [sys.executable, "-m", "bench.settling", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Settled(**json.loads(done.stdout))


def settled(size: int) -> Settled:
    """Draws the record of so many claims and stores it in a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        world, tables = invent(SEED, WARS_OF), Tables(Path(folder))
        write_tables(world, Path(folder))
        held = _claims(world, size)
        start = time.process_time()
        seen = {report.id: (report.appearance,) for report, _ in held}
        record = draw_record([report for report, _ in held], seen, [reading for _, reading in held], (), tables)
        drawn = time.process_time()
        with open_ledger(Path(folder) / "made.db") as ledger:
            ledger.store_record(record)
        stored = time.process_time()
    claims = sum(len(reading.claims) for _, reading in held)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return Settled(claims, drawn - start, stored - drawn, memory)


def _claims(world: World, size: int) -> list[tuple[Report, Reading]]:
    """Reports with about so many claims in them."""
    held: list[tuple[Report, Reading]] = []
    claims = 0
    for chapter in chapters(world):
        told = list(readings(chapter))
        held += told
        claims += sum(len(reading.claims) for _, reading in told)
        if claims >= size:
            break
    return held


def main() -> None:
    print(json.dumps(asdict(settled(int(sys.argv[1])))))


if __name__ == "__main__":
    main()
