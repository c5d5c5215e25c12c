"""Measures how settling grows with the claims, in time and in memory, and what a thousand claims more cost.

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

from averment.ledger.ledger import Ledger, Read, open_ledger
from averment.model.reading import Reading
from averment.model.report import Report
from averment.pipeline import settle
from averment.settings import Settings
from bench.made_world.claims import RUN, readings
from bench.made_world.files import write_tables
from bench.made_world.invent import World, invent
from bench.made_world.tell import chapters
from bench.score import Score, Skipped

TASK = "settling"
SIZES = (10_000, 100_000)
MORE = 1_000  # claims of the days that follow
SEED = 7
WARS_OF = 100_000  # one world for all sizes: a longer record of the same wars, and not of more of them
MEGABYTE = 1024  # kilobytes, in which Linux tells the most memory that a process held
AT_ONCE = 200
MOST_GIGABYTES, GROWTH, MOST_SHARE = 2.0, 1.2, 0.05


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling so many claims cost, and then some more: seconds of processor time, and the most megabytes."""

    claims: int
    seconds: float
    more: int
    more_seconds: float
    memory: float


def score(data: Path) -> list[Score | Skipped]:
    """Growth from 10,000 to 100,000 claims of a made world, the most memory, and the share that 1,000 more cost."""
    return [*_scores([_measured(size) for size in SIZES])]


def _scores(runs: Sequence[Settled]) -> Iterator[Score]:
    first, last = runs[0], runs[-1]
    for run, size in zip(runs, SIZES, strict=True):
        yield _varying(f"{size} made claims", "seconds to settle them", run.seconds)
        yield _varying(f"{size} made claims", f"seconds to settle {MORE} more", run.more_seconds)
    growth = math.log(last.seconds / first.seconds) / math.log(last.claims / first.claims)
    yield _varying(f"{SIZES[0]} to {SIZES[-1]} made claims", "exponent of seconds", growth, GROWTH)
    yield _varying(f"{SIZES[-1]} made claims", "gigabytes at most", last.memory / MEGABYTE, MOST_GIGABYTES)
    share = last.more_seconds / last.seconds
    yield _varying(f"{SIZES[-1]} made claims", f"share of all that {MORE} more cost", share, MOST_SHARE)


def _varying(data: str, metric: str, value: float, beat: float | None = None) -> Score:
    return Score(TASK, data, metric, value, beat, is_low_better=True, varies=True)


def _measured(size: int) -> Settled:
    """Measured in a process of its own, since memory once taken is not given back."""
    command = [sys.executable, "-m", "bench.settling", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Settled(**json.loads(done.stdout))


def settled(size: int) -> Settled:
    """Settles a new ledger of so many claims from end to end, then what the following days tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = invent(SEED, WARS_OF)
        write_tables(world, folder)
        settings = Settings.model_validate({"ledger": str(folder / "made.db"), "tables": name})
        told = iter(_told(world))
        with open_ledger(settings.ledger) as ledger:
            claims = _add(ledger, told, size)
            seconds = _seconds(settings, ledger)
            more = _add(ledger, told, MORE)
            more_seconds = _seconds(settings, ledger)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return Settled(claims, seconds, more, more_seconds, memory)


def _told(world: World) -> Iterator[tuple[Report, Reading]]:
    return (one for chapter in chapters(world) for one in readings(chapter))


def _add(ledger: Ledger, told: Iterator[tuple[Report, Reading]], claims: int) -> int:
    """Adds reports with about so many claims; gives how many."""
    held: list[Read] = []
    added = 0
    while added < claims:
        report, reading = next(told)
        held.append(Read(report, report.text.encode(), reading))
        added += len(reading.claims)
    for start in range(0, len(held), AT_ONCE):
        ledger.add_read(held[start : start + AT_ONCE], RUN)
    return added


def _seconds(settings: Settings, ledger: Ledger) -> float:
    began = time.process_time()
    settle(settings, ledger)
    return time.process_time() - began


def main() -> None:
    print(json.dumps(asdict(settled(int(sys.argv[1])))))


if __name__ == "__main__":
    main()
