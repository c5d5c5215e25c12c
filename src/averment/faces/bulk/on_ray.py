"""Who does the work on a Ray cluster: an existing one, or one that is started on this machine."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from averment.faces.bulk.engines import WAITING, Task, lost
from averment.faces.bulk.manifest import Done
from averment.faces.bulk.plan import Shard
from averment.model.run import InputError

HERE = "local"  # Ray's word for a cluster of its own on this machine
SECONDS_TO_ANSWER = 10.0


@dataclass(frozen=True, slots=True)
class OnRay:
    """Actors on the cluster at `address`, or on one that is started here. They write into the same folder.

    Without `workers` there is one for each core of the cluster.
    """

    task: Task
    workers: int | None
    address: str | None

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        """Does every shard, in whatever order they end. A shard whose actor died is done once more, alone.

        If that actor dies too, the shard is given without its rows and names the files that were in it. Raises
        InputError where Ray is not installed, the cluster cannot be reached or has too few cores, and when the
        workers cannot begin.
        """
        ray = _ray()
        _connect(ray, self.address, self.workers)
        try:
            yield from _Crew(ray, self.task, _size(ray, self.workers)).run(shards)
        finally:
            ray.shutdown()


class _Crew:
    """The actors of one run, what each of them does, and the shards whose actor died."""

    def __init__(self, ray: Any, task: Task, size: int) -> None:
        self._ray = ray
        self._task = task
        self._kind = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Actor)
        self._actors = [self._hired() for _ in range(size)]
        self._running: dict[Any, tuple[Any, Shard]] = {}
        self._suspects: list[Shard] = []

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        self._wait_until_ready()
        for shard in shards:
            while len(self._running) >= WAITING * len(self._actors):
                yield from self._ended()
            actor = min(self._actors, key=self._load)
            self._running[actor.do.remote(shard)] = (actor, shard)
        while self._running:
            yield from self._ended()
        for shard in self._suspects:
            yield self._alone(shard)

    def _hired(self) -> Any:
        return self._kind.remote(self._task)

    def _wait_until_ready(self) -> None:
        try:
            self._ray.get([actor.ready.remote() for actor in self._actors])
        except self._ray.exceptions.RayError as error:
            raise InputError(
                f"the workers on the Ray cluster cannot begin ({_told(error)}): "
                "every machine needs the same averment, tables and Python"
            ) from error

    def _load(self, actor: Any) -> int:
        return sum(1 for one, _ in self._running.values() if one is actor)

    def _ended(self) -> Iterator[Done]:
        """The next shard that ended; none when its actor died, whose shards are kept for the end."""
        (ended, *_), _ = self._ray.wait(list(self._running), num_returns=1)
        actor, shard = self._running.pop(ended)
        try:
            yield self._ray.get(ended)
        except self._deaths():
            self._suspects.append(shard)
            if actor in self._actors:
                self._actors[self._actors.index(actor)] = self._hired()

    def _alone(self, shard: Shard) -> Done:
        actor = self._actors[0]
        try:
            done: Done = self._ray.get(actor.do.remote(shard))
        except self._deaths():
            self._actors[0] = self._hired()
            return lost(shard)
        return done

    def _deaths(self) -> tuple[type[Exception], ...]:
        return self._ray.exceptions.RayActorError, self._ray.exceptions.OutOfMemoryError


class _Actor:
    """A worker on a Ray cluster."""

    def __init__(self, task: Task) -> None:
        self._worker = task.begin()

    def ready(self) -> bool:
        return True

    def do(self, shard: Shard) -> Done:
        return self._worker.do(shard)


def _ray() -> Any:
    """Ray, which tells nobody on the internet that it is used."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise InputError('the engine ray needs Ray: pip install "averment[ray]"') from error
    logging.getLogger("ray").setLevel(logging.ERROR)
    return ray


def _connect(ray: Any, address: str | None, workers: int | None) -> None:
    own = {"num_cpus": workers or os.cpu_count() or 1, "include_dashboard": False} if address is None else {}
    try:
        _knock(address)
        ray.init(address=address or HERE, log_to_driver=False, logging_level=logging.ERROR, **own)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = f"at {address}" if address else "on this machine"
        raise InputError(
            f"there is no Ray cluster {where} to work on ({_told(error)}): give the address that `ray start --head` "
            "printed, the same versions of Ray and Python as there, and RAY_AUTH_MODE=token where it asks for a token"
        ) from error


def _knock(address: str | None) -> None:
    """Raises OSError where nobody answers: Ray itself would try for minutes."""
    parts = urlsplit(address if address and "://" in address else f"//{address or ''}")
    if parts.hostname and parts.port:
        socket.create_connection((parts.hostname, parts.port), SECONDS_TO_ANSWER).close()


def _size(ray: Any, workers: int | None) -> int:
    cores = int(ray.cluster_resources().get("CPU", 0))
    if (workers or 1) > cores:
        raise InputError(
            f"the Ray cluster has {cores} cores, {workers or 1} workers need as many: give fewer --workers"
        )
    return workers or cores


def _told(error: Exception) -> str:
    """The last line: that of what went wrong, after the way that led there."""
    return (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
