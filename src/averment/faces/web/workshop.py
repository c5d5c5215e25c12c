"""Long work, one piece after another, each in a process of its own: its jobs can be looked at while they run."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from queue import Empty, Queue
from threading import Event, Lock, Thread

from averment.faces.web.desk import Desk
from averment.faces.web.work import Came, Task, Told, Upload, work
from averment.faces.web.work_shapes import FileOutcome, JobShape
from averment.settings import Settings

LOG = logging.getLogger("averment.serve")
MOST_JOBS = 100  # remembered; the oldest is forgotten first
MOST_WAITING = 20
POLL_SECONDS = 0.2
OVER = frozenset({"done", "failed"})


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    task: Task
    told: Told


@dataclass
class Workshop:
    """Takes tasks and does them one at a time, in the order given."""

    settings: Settings
    desk: Desk
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _waiting: Queue[str] = field(default_factory=Queue)
    _unsettled: Event = field(default_factory=Event)
    _stopping: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._run, name="workshop", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the work under way; what it had added to the ledger stays."""
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def is_full(self) -> bool:
        return self._waiting.qsize() >= MOST_WAITING

    def add(self, uploads: tuple[Upload, ...]) -> str:
        """A new job that reads these files; gives its id."""
        names = tuple(Came(upload.name, "waiting") for upload in uploads)
        job = Job(secrets.token_hex(8), Task(self.settings, uploads), Told("waiting", 0, len(uploads), names))
        self._keep(job)
        self._waiting.put(job.id)
        return job.id

    def settle_soon(self) -> None:
        """Draws the record anew when there is time; asked for often, it is done once."""
        self._unsettled.set()

    def is_settling(self) -> bool:
        """Whether the record is to be drawn anew for decisions that it does not show yet."""
        return self._unsettled.is_set()

    def job(self, id: str) -> JobShape | None:
        """How far a job has come; None when there is none, or it was forgotten."""
        with self._lock:
            job = self._jobs.get(id)
        return self._shape(job) if job else None

    def _shape(self, job: Job) -> JobShape:
        told = job.told
        files = [
            FileOutcome(name=one.name, state=one.state, report=one.report, message=one.message) for one in told.came
        ]
        reports = [one.report for one in told.came if one.report]
        return JobShape(
            id=job.id,
            state=told.state,
            done=told.done,
            total=told.total,
            files=files,
            incidents=self.desk.incidents_of(reports) if told.state == "done" else [],
            message=told.message,
        )

    def _keep(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_JOBS:
                self._jobs.popitem(last=False)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                id = self._waiting.get(timeout=POLL_SECONDS)
            except Empty:
                if self._unsettled.is_set():
                    self._settle()
                continue
            with self._lock:
                job = self._jobs.get(id)
            if job:
                self._do(job.task, partial(self._tell, job))

    def _tell(self, job: Job, told: Told) -> None:
        """A word from the work; it says nothing of the files before it knows what became of them."""
        self._keep(replace(job, told=told if told.came else replace(told, came=job.told.came)))

    def _settle(self) -> None:
        self._unsettled.clear()
        last = self._do(Task(self.settings), lambda told: None)
        if last.state == "failed":
            LOG.error("settling failed: %s", last.message)

    def _do(self, task: Task, tell: Callable[[Told], None]) -> Told:
        """Runs the task to its end, or until the server stops; a process that dies is told as failed."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(task, theirs), name="averment work", daemon=True)
        process.start()
        theirs.close()
        last = Told("waiting")
        while last.state not in OVER and not self._stopping.is_set():
            if not ours.poll(POLL_SECONDS):
                continue
            try:
                last = ours.recv()
            except EOFError:
                last = Told("failed", message="the work ended before it was done: try again, and see the server's log")
            tell(last)
        _end(process)
        ours.close()
        return last


def _end(process: BaseProcess) -> None:
    process.join(timeout=POLL_SECONDS * 10)
    if process.is_alive():
        process.terminate()
        process.join()
