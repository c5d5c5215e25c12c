"""Who does the work: processes of this machine, or an existing Ray cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol

from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard
from averment.ingest.page import Page
from averment.model.run import InputError

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
    """Processes of this machine, each with one core and a model of its own."""

    task: Task
    workers: int

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Does every shard, in whatever order they end. A shard whose worker died is done once more, alone.

        If the worker dies again, the shard is given without its rows and names the files that were in it.
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
        with self._pool(self.workers) as pool:
            for shard in shards:
                held.append(shard)
                running[pool.submit(_do, shard)] = shard
                if len(running) >= WAITING * self.workers:
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


@dataclass(frozen=True, slots=True)
class OnRay:
    """Actors on a Ray cluster: at `address`, or one that is started here. They write into the same folder."""

    task: Task
    workers: int
    address: str | None

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Does every shard; Ray starts an actor that died again, and does its shard once more.

        Raises InputError where Ray is not installed.
        """
        try:
            import ray
        except ImportError as error:
            raise InputError('the engine ray needs Ray: pip install "averment[ray]"') from error
        ray.init(address=self.address, ignore_reinit_error=True, log_to_driver=False, include_dashboard=False)
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=1)(_Actor)
        free = [actor.remote(self.task) for _ in range(self.workers)]
        running: dict[Any, tuple[Any, Shard]] = {}
        try:
            for shard in shards:
                if not free:
                    yield self._one(ray, running, free)
                worker = free.pop()
                running[worker.do.remote(shard)] = (worker, shard)
            while running:
                yield self._one(ray, running, free)
        finally:
            ray.shutdown()

    def _one(self, ray: Any, running: dict[Any, tuple[Any, Shard]], free: list[Any]) -> Done:
        (ended, *_), _ = ray.wait(list(running), num_returns=1)
        worker, shard = running.pop(ended)
        free.append(worker)
        try:
            done: Done = ray.get(ended)
        except ray.exceptions.RayActorError:
            return lost(shard)
        return done


class _Actor:
    """A worker on a Ray cluster."""

    def __init__(self, task: Task) -> None:
        self._worker = task.begin()

    def do(self, shard: Shard) -> Done:
        return self._worker.do(shard)


def lost(shard: Shard) -> Done:
    """A shard that ended its worker twice: none of its pages is read, each is named."""
    return Done(shard.number, failed=tuple(page.file for page in shard.pages if isinstance(page, Page)))


_worker: Worker | None = None  # of this process: the model is loaded once


def _begin(task: Task) -> None:
    global _worker
    _worker = task.begin()


def _do(shard: Shard) -> Done:
    if _worker is None:
        raise RuntimeError("a worker was given work before it was begun")
    return _worker.do(shard)
