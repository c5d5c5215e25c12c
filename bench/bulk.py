"""What many workers gain, what a report costs when there are many, and whether a killed run ends as an undisturbed one.

The reports are made of paragraphs from different Wikinews articles, so that none is a copy of another.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from averment.faces.bulk.tables import SCHEMAS
from averment.reading.embedded import EmbeddedModel, weights_folder
from bench.score import Score, Skipped
from bench.speed import articles_of, made_texts

TASK = "bulk"
FEW, MANY = 1000, 10_000
SHARD = 50
KILLED, KILLS, KILLED_SHARD = 400, 20, 10
BARE_ROUNDS = 3
SEED = 11
LEAST_GAIN, LEAST_RAY, MOST_GROWTH, MOST_MEMORY = 0.85, 0.85, 1.2, 1.1


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds by the clock, and the gigabytes of its largest process."""

    clock: float
    memory: float


def score(data: Path) -> list[Score | Skipped]:
    """Ratios only: what they are made of was measured in the same run."""
    files = sorted((data / "corpora").glob("wikinews_*.csv"))
    texts = made_texts(articles_of(files), MANY)
    few = f"{FEW} made reports"
    start = {workers: _run(texts[:workers], workers) for workers in (1, 2)}
    one, two = (_run(texts[:FEW], workers) for workers in (1, 2))
    gain = (one.clock - start[1].clock) / (two.clock - start[2].clock)
    bare = _bare(texts[:200], 1) / _bare(texts[:200], 2)
    many = _run(texts, 2)
    growth = ((many.clock - start[2].clock) / MANY) / ((two.clock - start[2].clock) / FEW)
    scores: list[Score | Skipped] = [
        Score(TASK, few, "two workers' gain over one", gain, varies=True),
        Score(TASK, few, "two bare networks' gain over one", 2 * bare, varies=True),
        Score(TASK, few, "the one gain by the other", gain / (2 * bare), LEAST_GAIN, varies=True),
        Score(TASK, f"{MANY} made reports", f"time a report by that of {FEW}", growth, MOST_GROWTH, True, True),
        Score(
            TASK, f"{MANY} made reports", f"memory by that of {FEW}", many.memory / two.memory, MOST_MEMORY, True, True
        ),
    ]
    return [*scores, _ray(texts[:FEW], two, start[2]), _killed(texts[:KILLED])]


def _ray(texts: Sequence[str], local: Run, start: Run) -> Score | Skipped:
    name = f"{len(texts)} made reports"
    if find_spec("ray") is None:
        return Skipped(TASK, name, 'Ray is not installed: pip install "averment[ray]"')
    first = _run(texts[:2], 2, "ray")
    ray = _run(texts, 2, "ray")
    share = (local.clock - start.clock) / (ray.clock - first.clock)
    return Score(TASK, name, "Ray's speed by that of local processes", share, LEAST_RAY, varies=True)


def _killed(texts: Sequence[str]) -> Score:
    """How many files differ from an undisturbed run's after so many kills; the processes all die at once."""
    chance = random.Random(SEED)
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = _written(folder, texts)
        began = time.perf_counter()
        subprocess.run(_command(source, folder / "whole", 2, "local", KILLED_SHARD), check=True, capture_output=True)
        whole = time.perf_counter() - began
        for _ in range(KILLS):
            child = subprocess.Popen(
                _command(source, folder / "torn", 2, "local", KILLED_SHARD),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            try:
                child.wait(timeout=chance.uniform(0.2, 1.0) * whole)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        subprocess.run(_command(source, folder / "torn", 2, "local", KILLED_SHARD), check=True, capture_output=True)
        held = {kind: sorted(path.name for path in (folder / "whole" / kind).glob("[0-9]*")) for kind in SCHEMAS}
        differ = sum(
            (folder / "whole" / kind / file).read_bytes() != (folder / "torn" / kind / file).read_bytes()
            for kind, files in held.items()
            for file in files
        )
    name = f"{KILLED} made reports, killed {KILLS} times"
    return Score(TASK, name, "files that differ from an undisturbed run", differ, 0, is_low_better=True)


def _run(texts: Sequence[str], workers: int, engine: str = "local") -> Run:
    with TemporaryDirectory() as name:
        folder = Path(name)
        command = _command(_written(folder, texts), folder / "out", workers, engine, SHARD)
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
        return Run(time.perf_counter() - began, used.ru_maxrss / 1024**2)


def _command(source: Path, out: Path, workers: int, engine: str, shard: int) -> list[str]:
    averment = str(Path(sys.executable).with_name("averment"))
    options = ["--workers", str(workers), "--engine", engine, "--shard-size", str(shard), "--everything"]
    return [averment, "bulk", str(source), "--out", str(out), *options]


def _written(folder: Path, texts: Sequence[str]) -> Path:
    source = folder / "reports"
    source.mkdir()
    for number, text in enumerate(texts):
        (source / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return source


def _bare(texts: Sequence[str], processes: int) -> float:
    """Seconds that so many processes take, each with one thread, for these texts each."""
    context = get_context("spawn")
    ready, go, done = context.Semaphore(0), context.Event(), context.Semaphore(0)
    running = [context.Process(target=_network, args=(texts, ready, go, done)) for _ in range(processes)]
    for process in running:
        process.start()
    for _ in running:
        ready.acquire()
    began = time.perf_counter()
    go.set()
    for _ in running:
        done.acquire()
    spent = time.perf_counter() - began
    for process in running:
        process.join()
    return spent


def _network(texts: Sequence[str], ready, go, done) -> None:  # type: ignore[no-untyped-def]  # locks of a context
    model = EmbeddedModel(weights_folder(), threads=1)
    sentences = [line.split()[:120] for text in texts for line in text.split(". ") if line.strip()]
    fed = [model.fed([sentences[place] for place in group]) for group in model.groups(sentences)]
    ready.release()
    go.wait()
    for _ in range(BARE_ROUNDS):
        for inputs in fed:
            model.session.run(None, inputs)
    done.release()
