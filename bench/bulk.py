"""What many workers gain, what a report costs when there are many, and whether a killed run ends as an undisturbed one.

Half of the reports are those of a made world, half are made of sentences from different Wikinews articles, so that
none is a copy of another. Speed is that of the steady run: from the moment when every worker has done its first shards
to the moment when the first of them finds no more, by the times of the shards' files. What starting costs is left out
of it alike for every engine and number of workers.

usage: python -m bench --data FOLDER --only bulk (some fifteen minutes on two idle cores)
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from averment.faces.bulk.tables import SCHEMAS
from averment.reading.embedded import EmbeddedModel, weights_folder
from bench.made_world.invent import invent
from bench.made_world.tell import chapters
from bench.processes import peaks
from bench.score import Score, Skipped
from bench.speed import articles_of

TASK = "bulk"
WORKERS = 2
SHARD, KILLED_SHARD = 20, 10
WARM = 2  # shards of each worker that come before the steady run
SHORTEST, LONGEST, ENOUGH = 12, 45, 55  # words of a sentence that is taken, and of a report that is long enough
BARE_ROUNDS = 3
SEED = 11
SEARCHES = 0.2  # seconds between two looks at the processes
LEAST_GAIN, LEAST_RAY, MOST_GROWTH, MOST_MEMORY = 0.85, 0.85, 1.2, 1.1


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many reports each part reads; smaller ones are for trying the measure itself."""

    few: int = 1000
    many: int = 10_000
    bare: int = 200
    killed: int = 300
    kills: int = 20


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: reports a second while all workers work, megabytes of the largest, bytes of shards."""

    rate: float
    memory: float
    size: int


def score(data: Path) -> list[Score | Skipped]:
    """Ratios of what is measured in the same run, and a run that is killed."""
    return list(measured(data, Sizes()))


def measured(data: Path, sizes: Sizes) -> Iterator[Score | Skipped]:
    """The scores at these sizes, each as soon as it is known."""
    texts = made_reports(articles_of(sorted((data / "corpora").glob("wikinews_*.csv"))), sizes.many)
    few, many = f"{sizes.few} made reports", f"{sizes.many} made reports"
    one, two = (_run(texts[: sizes.few], workers) for workers in (1, WORKERS))
    bare = WORKERS * _bare(texts[: sizes.bare], 1) / _bare(texts[: sizes.bare], WORKERS)
    gain = two.rate / one.rate
    words = sum(len(text.split()) for text in texts[: sizes.few]) / sizes.few
    yield Score(TASK, few, "words a report", words, varies=True)
    yield Score(TASK, few, "reports a second, one worker", one.rate, varies=True)
    yield Score(TASK, few, "words a second, one worker", one.rate * words, varies=True)
    yield Score(TASK, few, "two workers' gain over one", gain, varies=True)
    yield Score(TASK, few, "two bare networks' gain over one", bare, varies=True)
    yield Score(TASK, few, "the one gain by the other", gain / bare, LEAST_GAIN, varies=True)
    yield _ray(texts[: sizes.few], two)
    lasting = _run(texts, WORKERS)
    yield Score(TASK, many, "reports a second, two workers", lasting.rate, varies=True)
    yield Score(TASK, many, "bytes of shards a report", lasting.size / sizes.many, is_low_better=True, varies=True)
    growth, memory = two.rate / lasting.rate, lasting.memory / two.memory
    yield Score(TASK, many, f"time a report by that of {sizes.few}", growth, MOST_GROWTH, True, True)
    yield Score(TASK, many, "megabytes of the largest worker", lasting.memory, is_low_better=True, varies=True)
    yield Score(TASK, many, f"memory by that of {sizes.few}", memory, MOST_MEMORY, True, True)
    yield _killed(texts[: sizes.killed], sizes.kills)


def made_reports(articles: Sequence[str], number: int) -> list[str]:
    """So many short reports, all different and in a fixed mixture: of a made world, and of sentences of articles."""
    told = (dispatch for chapter in chapters(invent(SEED, number)) for dispatch in chapter.dispatches)
    own = dict.fromkeys(dispatch.text for dispatch in told if dispatch.copy_of is None)
    half = list(islice(own, number // 2))
    found = dict.fromkeys(islice(_recombined(articles), number))  # more than are needed: some may come twice
    texts = [*half, *islice(found, number - len(half))]
    if len(texts) < number:
        raise ValueError(f"{len(texts)} different reports could be made, not {number}: give more articles")
    random.Random(SEED).shuffle(texts)
    return texts


def _recombined(articles: Sequence[str]) -> Iterator[str]:
    """Reports of two to four sentences, each of them of another article."""
    chance = random.Random(SEED)
    cut = [list(_sentences(text)) for text in articles]
    held = [sentences for sentences in cut if sentences]
    while True:
        chosen: list[str] = []
        for sentences in chance.sample(held, 4):
            if sum(len(sentence.split()) for sentence in chosen) < ENOUGH:
                chosen.append(chance.choice(sentences))
        yield "\n\n".join(chosen)


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n+", text):
        if SHORTEST <= len(sentence.split()) <= LONGEST:
            yield sentence.strip()


def _ray(texts: Sequence[str], local: Run) -> Score | Skipped:
    name = f"{len(texts)} made reports"
    if find_spec("ray") is None:
        return Skipped(TASK, name, 'Ray is not installed: pip install "averment[ray]"')
    share = _run(texts, WORKERS, "ray").rate / local.rate
    return Score(TASK, name, "Ray's speed by that of local processes", share, LEAST_RAY, varies=True)


def _run(texts: Sequence[str], workers: int, engine: str = "local") -> Run:
    with TemporaryDirectory() as name:
        folder = Path(name)
        command = _command(_written(folder, texts), folder / "out", workers, engine, SHARD)
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        memory = 0.0
        while child.poll() is None:
            memory = max(memory, *peaks(child.pid), 0.0)
            time.sleep(SEARCHES)
        if child.returncode:
            told = child.stderr.read().decode() if child.stderr else ""
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {told}")
        size = sum(file.stat().st_size for file in (folder / "out").rglob("*.parquet"))
        return Run(_steady(folder / "out", workers), memory, size)


def _steady(out: Path, workers: int) -> float:
    """Reports a second between two shards' ends, when every worker worked on one before, between and after them."""
    ends = sorted(path.stat().st_mtime_ns for path in (out / "reports").glob("*.parquet"))
    first, last = WARM * workers - 1, len(ends) - workers - 1
    if last <= first:
        raise ValueError(f"{len(ends)} shards are too few to tell the speed of {workers} workers: read more reports")
    return (last - first) * SHARD / ((ends[last] - ends[first]) / 1e9)


def _killed(texts: Sequence[str], kills: int) -> Score:
    """How many files differ from an undisturbed run's, whose processes all died at once so many times before their end.

    A run that ends before its moment has come was not killed: the next begins in a new folder.
    """
    chance = random.Random(SEED)
    with TemporaryDirectory() as name:
        folder = Path(name)
        source, whole = _written(folder, texts), folder / "whole"
        began = time.perf_counter()
        _finish(source, whole)
        took = time.perf_counter() - began
        differ = died = 0
        for number in count():
            torn = folder / f"torn {number}"
            while died < kills and _dies(source, torn, chance.uniform(0.1, 1.0) * took):
                died += 1
            _finish(source, torn)
            differ += _differing(whole, torn)
            if died == kills:
                break
    told = f"{len(texts)} made reports, killed {kills} times"
    return Score(TASK, told, "files that differ from an undisturbed run", differ, 0, is_low_better=True)


def _finish(source: Path, out: Path) -> None:
    command = _command(source, out, WORKERS, "local", KILLED_SHARD)
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr}")


def _dies(source: Path, out: Path, seconds: float) -> bool:
    """Runs into the folder for so long, then kills every process of the run; False when it ended before."""
    child = subprocess.Popen(
        _command(source, out, WORKERS, "local", KILLED_SHARD),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return True
    return False


def _differing(whole: Path, torn: Path) -> int:
    """Shards that are in one folder only, or hold other bytes. Undated reports would differ: all of these are dated."""
    files = {path.relative_to(out) for out in (whole, torn) for kind in SCHEMAS for path in (out / kind).glob("[0-9]*")}
    return sum(_bytes(whole / file) != _bytes(torn / file) for file in files)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _command(source: Path, out: Path, workers: int, engine: str, shard: int) -> list[str]:
    averment = str(Path(sys.executable).with_name("averment"))
    options = ["--workers", str(workers), "--engine", engine, "--shard-size", str(shard), "--everything"]
    return [averment, "bulk", str(source), "--out", str(out), *options]


def _written(folder: Path, texts: Sequence[str]) -> Path:
    source = folder / "reports.jsonl"
    with source.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts):
            told = {"text": text, "url": f"https://made.example/{number}", "published": "2031-05-08"}
            lines.write(json.dumps(told) + "\n")
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
