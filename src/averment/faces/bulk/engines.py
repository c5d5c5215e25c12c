"""Who does the work: processes of this machine. on_ray.py does the same on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard
from averment.ingest.page import Page
from averment.model.run import AvermentError

WAITING = 2  # shards a worker has before it: enough to be never idle, few enough to fit in memory


class Worker(Protocol):
    """Does shards, one after the other."""

    def do(self, shard: Shard) -> Done:
        """Writes the files of the shard."""


class Task(Protocol):
    """Goes to every process, which begins a worker with it."""

    def begin(self) -> Worker:
        """A worker with everything loaded."""


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of this machine, each with one core and a model of its own; without `workers` one for each core."""

    task: Task
    workers: int | None

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Does every shard, in whatever order they end. A shard whose worker died is done once more, alone.

        If the worker dies again, the shard is given without its rows and names the files that were in it. Raises the
        error of a worker that cannot begin.
        """
        suspects: list[Shard] = []
        held: list[Shard] = []
        while True:
            try:
                yield from self._round(shards, held)
            except BrokenProcessPool:
                suspects += held
                held.clear()
            else:
                break
        for shard in suspects:
            yield self._alone(shard)

    def _round(self, shards: Iterator[Shard], held: list[Shard]) -> Iterator[Done]:
        """Shards until they end or a worker dies; `held` are those taken and not done."""
        running: dict[Future[Done], Shard] = {}
        workers = self.workers or os.cpu_count() or 1
        with self._pool(workers) as pool:
            for shard in shards:
                held.append(shard)
                running[pool.submit(_do, shard)] = shard
                if len(running) >= WAITING * workers:
                    yield from self._ended(running, held)
            while running:
                yield from self._ended(running, held)

    def _ended(self, running: dict[Future[Done], Shard], held: list[Shard]) -> Iterator[Done]:
        ended, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ended:
            done = future.result()
            held.remove(running.pop(future))
            yield done

    def _alone(self, shard: Shard) -> Done:
        with self._pool(1) as pool:
            try:
                return pool.submit(_do, shard).result()
            except BrokenProcessPool:
                return lost(shard)

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, get_context("spawn"), _begin, (self.task,))


def lost(shard: Shard) -> Done:
    """A shard that ended its worker twice: none of its pages is read, each is named."""
    return Done(shard.number, failed=tuple(page.file for page in shard.pages if isinstance(page, Page)))


_worker: Worker | AvermentError | None = None  # of this process: the model is loaded once


def _begin(task: Task) -> None:
    """What the user gave wrong is told with the first shard: an error here would look like a worker that died."""
    global _worker
    try:
        _worker = task.begin()
    except AvermentError as error:
        _worker = error


def _do(shard: Shard) -> Done:
    if isinstance(_worker, AvermentError):
        raise _worker
    if _worker is None:
        raise RuntimeError("a worker was given work before it was begun")
    return _worker.do(shard)
